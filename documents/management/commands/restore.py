"""`manage.py restore FILE`: take a backup back, whole or not at all; the digest must be that of the backup."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.keeping.archive.manifest import ArchiveProblem
from documents.keeping.archive.reading import opened
from documents.keeping.archive.restoring import restore
from documents.loading.statistics import refresh_statistics
from documents.management.terminal import Told


class Command(BaseCommand):
    help = "由备份恢复全部语料：先验备份，再一次写入；摘要值不同就全部撤回。只恢复到空库，除非加 --replace。"

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE; what may be replaced."""
        parser.add_argument("file", type=Path, metavar="FILE", help="backup 写的文件")
        parser.add_argument("--replace", action="store_true", help="删去库里现有的全部语料，换成备份里的")
        parser.add_argument("--with-accounts", action="store_true", help="也恢复账号，只在库里还没有账号时")
        parser.add_argument("--check-only", action="store_true", help="只验备份是否完好，不写入")

    def handle(self, *args: object, file: Path, replace: bool, verbosity: int, **options: bool) -> None:
        """Look through the archive, then write it."""
        told = Told(self.stderr, quiet=verbosity == 0)
        try:
            with opened(file) as archive:
                manifest = archive.manifest
                if options["check_only"]:
                    self.stdout.write(f"备份完好：{manifest.documents} 份文件，摘要值 {manifest.content}")
                    return
                digest = restore(archive, replace=replace, with_accounts=options["with_accounts"], tell=told.tell)
        except ArchiveProblem as problem:
            raise CommandError(str(problem)) from problem
        finally:
            told.clear()
        refresh_statistics()
        rows = sum(table.rows for table in digest.tables)
        self.stdout.write(f"已恢复 {manifest.documents} 份文件，{rows} 行。摘要值与备份相同：{digest.content}")

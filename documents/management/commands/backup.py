"""`manage.py backup FILE`: the whole corpus in one file that any database of this portal can take back."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from documents.keeping.archive.manifest import ArchiveProblem
from documents.keeping.archive.writing import back_up
from documents.management.terminal import Told


class Command(BaseCommand):
    help = "把全部语料写成一个文件：原件、各表、核对记录、待入库的文件。会话和登录失败记录从不在内。"

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, and whether accounts go with it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="备份文件，如 corpus-2026-11-22.zip；不覆盖已有的")
        parser.add_argument(
            "--with-accounts", action="store_true", help="连同账号：密码的散列值和两步验证的密钥，要妥善保管"
        )

    def handle(self, *args: object, file: Path, with_accounts: bool, verbosity: int, **options: object) -> None:
        """Write, and say what was written."""
        told = Told(self.stderr, quiet=verbosity == 0)
        try:
            manifest = back_up(file, now=timezone.now(), with_accounts=with_accounts, tell=told.tell)
        except ArchiveProblem as problem:
            raise CommandError(str(problem)) from problem
        finally:
            told.clear()
        rows = sum(part.rows for part in manifest.tables)
        accounts = "，含账号" if with_accounts else ""
        self.stdout.write(f"{file}：{manifest.documents} 份文件，{rows} 行，原件 {len(manifest.files)} 个{accounts}")
        self.stdout.write(f"摘要值 {manifest.content}")

"""`manage.py generate_corpus`: lifelike documents to measure on, written to a folder or loaded by the real loader."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.generating.corpus import generate

MOST_DOCUMENTS = 200_000


class Command(BaseCommand):
    """Generate a corpus; the same number and seed give the same bytes."""

    help = "用五份文件的语句拼成任意多份仿真文件，供测速用，不作公开内容。同一种子，内容逐字节相同。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, which lots are drawn, and where to."""
        parser.add_argument("--documents", type=int, required=True, metavar="N", help="份数")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子，默认为 1")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="与 --load 同用：同时解析的文件数")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--into", type=Path, metavar="FOLDER", help="写入文件夹，可以还不存在")
        where.add_argument("--load", action="store_true", help="写入临时文件夹并载入数据库")

    def handle(
        self,
        *args: object,
        documents: int,
        seed: int,
        jobs: int,
        into: Path | None,
        load: bool,
        verbosity: int,
        **options: object,
    ) -> None:
        """Write the files; with --load, load them as any other folder."""
        if not 1 <= documents <= MOST_DOCUMENTS:
            raise CommandError(f"--documents {documents} 不在 1 到 {MOST_DOCUMENTS} 之间。如 --documents 1000")
        if into is not None:
            _write(into, documents=documents, seed=seed)
            self.stdout.write(f"已写入 {documents} 份文件：{into}")
            return
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), documents=documents, seed=seed)
            call_command("load_documents", folder, jobs=jobs, verbosity=verbosity)


def _write(folder: Path, *, documents: int, seed: int) -> None:
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} 不是文件夹。请换一个名称，或先移走这个文件")
    folder.mkdir(parents=True, exist_ok=True)
    for generated in generate(documents=documents, seed=seed):
        (folder / generated.name).write_bytes(generated.data)

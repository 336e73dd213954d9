"""`manage.py corpus_digest`: the corpus in one number, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandParser

from documents.keeping.digest import corpus_digest
from documents.keeping.snapshot import snapshot
from documents.management.terminal import aligned_table


class Command(BaseCommand):
    help = "语料的摘要值：内容相同，摘要值就相同，与数据库无关。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--tables: each table; --json: for programs."""
        parser.add_argument("--tables", action="store_true", help="逐表列出")
        parser.add_argument("--json", action="store_true", help="以 JSON 写出")

    def handle(self, *args: object, tables: bool, json: bool, **options: object) -> None:
        """Print the digest of one moment."""
        with snapshot():
            digest = corpus_digest()
        if json:
            self.stdout.write(as_json(asdict(digest)))
            return
        if tables:
            rows = [(table.name, str(table.rows), table.content[:16]) for table in digest.tables]
            for line in aligned_table(("表", "行数", "摘要值"), rows, numbers=(1,)):
                self.stdout.write(line)
        self.stdout.write(f"内容 {digest.content}")
        self.stdout.write(f"连同内部编号和时间 {digest.exact}")


def as_json(value: object) -> str:
    """JSON to be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=2)

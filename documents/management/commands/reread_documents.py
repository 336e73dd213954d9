"""`manage.py reread_documents`: read the kept files with the rules of today; decisions of people stay."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from documents.claims.changes import Changes
from documents.importing.desk.rereading import ask_for, refused, still_waiting
from documents.importing.working import start_working
from documents.loading import LoadingError, reread
from documents.management.terminal import Progress
from documents.models import PolicyDocument
from documents.parsing.errors import ParsingError
from documents.parsing.isolation import parse_isolated
from documents.parsing.version import PARSER_VERSION
from documents.reviewing.document_page import change_lists


class Command(BaseCommand):
    """Read documents anew, each in its own transaction. Exit code 1 when any was not."""

    help = "按现在的规则重读库里的文件：人的决定照旧有效，列出变化。默认只读规则版本旧的。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which documents; whether it is a trial."""
        parser.add_argument("--document", action="append", default=[], metavar="SLUG", help="只重读这一份，可重复")
        parser.add_argument("--all", action="store_true", help="规则版本相同的也重读")
        parser.add_argument("--dry-run", action="store_true", help="只列变化，不存")
        parser.add_argument("--queue", action="store_true", help="交给工人重读，并显示进度；可中断，可重来")

    def handle(self, *args: object, document: list[str], dry_run: bool, **options: Any) -> None:
        """Read each document, and list what changed."""
        wanted = PolicyDocument.objects.order_by("pk")
        if document:
            wanted = wanted.filter(slug__in=document)
            missing = sorted(set(document) - set(wanted.values_list("slug", flat=True)))
            if missing:
                raise CommandError(f"库里没有：{'、'.join(missing)}。文件的地址见 /documents/ 里各份文件")
        elif not options["all"]:
            wanted = wanted.exclude(parser_version=PARSER_VERSION)
        if options["queue"]:
            self._queue(list(wanted.values_list("pk", flat=True)), dry_run=dry_run)
            return
        problems = 0
        keys = list(wanted.values_list("pk", flat=True))
        for key in keys:
            problems += not self._reread(key, dry_run=dry_run)
        self.stdout.write(f"共{len(keys)}份，未重读{problems}份{'（试读，没有存）' if dry_run else ''}")
        if problems:
            sys.exit(1)

    def _queue(self, keys: list[int], *, dry_run: bool) -> None:
        """Let the documents wait for the workers and watch; what was asked for before is watched as well."""
        if dry_run:
            raise CommandError("--queue 不能与 --dry-run 同用。试读不交给工人，去掉 --queue")
        total = ask_for(keys, now=timezone.now())
        start_working()
        progress = Progress(total, stream=self.stderr, clock=time.monotonic)
        try:
            while left := still_waiting().count():
                progress.show(total - left, name="重读")
                time.sleep(1)
        except KeyboardInterrupt:
            self.stderr.write("不再显示进度；工人照常重读。再运行一次，接着显示")
            sys.exit(130)
        progress.clear()
        problems = [self.stderr.write(f"{row.document.slug}：{row.sentence}（{row.code}）") for row in refused()]
        self.stdout.write(f"共{total}份，未重读{len(problems)}份")
        if problems:
            sys.exit(1)

    def _reread(self, key: int, *, dry_run: bool) -> bool:
        """Read one document; False, with the reason told, where it cannot be."""
        row = PolicyDocument.objects.only("slug", "title", "file_name", "original_bytes").get(pk=key)
        try:
            parsed = parse_isolated(bytes(row.original_bytes), name=row.file_name)
            changes = reread(key, parsed, now=timezone.now(), dry_run=dry_run)
        except (ParsingError, LoadingError) as problem:
            self.stderr.write(f"{row.slug} {row.title}：{problem}")
            return False
        self._tell(row, changes)
        return True

    def _tell(self, row: PolicyDocument, changes: Changes) -> None:
        lists = change_lists(changes.as_json())
        self.stdout.write(f"{row.slug} {row.title}：{'' if lists else '没有变化'}")
        for each in lists:
            self.stdout.write(f"  {each.title} {len(each.lines)}条")
            for kind, was, now in each.lines:
                self.stdout.write(f"    {kind} {was}{' → ' if was and now else ''}{now}")

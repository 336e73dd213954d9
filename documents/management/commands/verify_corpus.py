"""`manage.py verify_corpus`: look for damage; each one is named, with its place and what to do."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.keeping.checks.damage import Damage
from documents.keeping.snapshot import snapshot
from documents.keeping.verifying import damages_of, damages_of_the_whole, differences_of
from documents.management.terminal import Progress
from documents.models import PolicyDocument


class Command(BaseCommand):
    """Read everything, change nothing. Exit code 1 when anything is damaged."""

    help = "检查语料：章节铺满原文，引文与原文一致，校验值相符，没有孤行，计数一致。发现的损坏逐条写明。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which documents; --json, one line a damage."""
        parser.add_argument("--document", action="append", default=[], metavar="SLUG", help="只查这一份，可重复")
        parser.add_argument("--reread", action="store_true", help="还把每份原件再读一遍，与表里的逐条比对（慢）")
        parser.add_argument("--json", action="store_true", help="每处损坏一行 JSON")

    def handle(self, *args: object, document: list[str], verbosity: int, **options: bool) -> None:
        """Look at the whole, then at each document; tell of damage as it is found."""
        keys = self._keys(document)
        number = 0
        for damage in self._damages(keys, whole=not document, quiet=verbosity == 0, anew=options["reread"]):
            number += 1
            self.stdout.write(json.dumps(asdict(damage), ensure_ascii=False) if options["json"] else str(damage))
        if not options["json"]:
            self.stdout.write(f"查过 {len(keys)} 份文件，" + (f"损坏 {number} 处" if number else "没有损坏"))
        if number:
            sys.exit(1)

    def _keys(self, slugs: list[str]) -> list[int]:
        wanted = PolicyDocument.objects.order_by("pk")
        if slugs:
            wanted = wanted.filter(slug__in=slugs)
            absent = sorted(set(slugs) - set(wanted.values_list("slug", flat=True)))
            if absent:
                raise CommandError(f"库里没有：{'、'.join(absent)}。文件的地址见 /documents/ 里各份文件")
        return list(wanted.values_list("pk", flat=True))

    def _damages(self, keys: list[int], *, whole: bool, quiet: bool, anew: bool) -> Iterator[Damage]:
        """One document at a time, each as it is at one moment: others may write meanwhile."""
        progress = Progress(len(keys), stream=self.stderr, clock=time.monotonic)
        if whole:
            with snapshot():
                found = list(damages_of_the_whole())
            yield from found
        for done, key in enumerate(keys):
            if not quiet:
                progress.show(done, name="")
            with snapshot():
                there = PolicyDocument.objects.filter(pk=key).exists()
                found = list(damages_of(key)) if there else []
            if there and anew:
                found += differences_of(key)
            progress.clear()
            yield from found

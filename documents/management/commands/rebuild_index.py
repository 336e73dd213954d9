"""`manage.py rebuild_index`: make the index of search, the revision and their triggers anew from the tables."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction

from documents.keeping import machinery
from documents.loading import wait_for_other_loaders


class Command(BaseCommand):
    help = "由段落表重建全文索引、语料版本和它们的触发器；表里的内容不动。"

    def handle(self, *args: object, **options: object) -> None:
        """All of it in one transaction: searches see the old index or the new one."""
        with transaction.atomic():
            wait_for_other_loaders()
            machinery.drop()
            machinery.make()
        self.stdout.write("已重建")

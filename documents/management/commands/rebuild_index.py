"""`manage.py rebuild_index`: make the indexes, the revision and their triggers anew from the tables."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction

from documents.keeping import machinery
from documents.loading import wait_for_other_loaders
from documents.loading.profiles import write_missing_keys


class Command(BaseCommand):
    help = "由各表重建全文索引、相近任务的索引、语料版本和它们的触发器，补上旧版入库的任务所缺的索引键；其他内容不动。"

    def handle(self, *args: object, **options: object) -> None:
        """The indexes in one transaction: searches see the old ones or the new ones. Then missing keys, in portions."""
        with transaction.atomic():
            wait_for_other_loaders()
            machinery.drop()
            machinery.make()
        written = write_missing_keys()
        self.stdout.write(f"已重建，补写 {written} 项任务的索引键" if written else "已重建")

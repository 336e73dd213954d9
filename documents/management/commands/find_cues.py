"""`manage.py find_cues`: read the cue words of all tasks anew, after the list of words was edited."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from documents.loading.cues import rewrite_cues
from documents.parsing.reference import ReferenceDataError


class Command(BaseCommand):
    """Replace all cue words; the facts of the documents stay as they are."""

    help = "按 fixtures/policy_cues.csv 重新查找各项任务里的力度用语和政策工具用词。改过词表后运行。"

    def handle(self, *args: object, **options: object) -> None:
        """Find them again and say how many."""
        try:
            number = rewrite_cues()
        except ReferenceDataError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"找到{number}处")

"""The profile of each task, written with the task, so that comparing needs no segmentation."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection, transaction

from documents.loading.inserting import insert
from documents.models import Task, TaskProfile, kept_words, weights_of
from documents.parsing import records
from documents.parsing.task_keys import keys_of

BATCH = 2_000


def write_profiles(tasks: Sequence[Task], profiles: Sequence[records.TaskProfile]) -> None:
    """Write the profiles of tasks that stand in the table and have none, one for each task in the same order."""
    insert(
        TaskProfile(
            task=task,
            titled=list(found.titled),
            shares=found.shares,
            words=kept_words(found.words),
            terms=list(found.terms),
            keys=list(found.keys),
        )
        for task, found in zip(tasks, profiles, strict=True)
    )


def write_missing_keys() -> int:
    """Give the profiles that were written before keys were kept their keys; returns how many.

    In portions, each in its own transaction: others may write in between, and what was done stays done.
    """
    number, last = 0, 0
    while True:
        missing = TaskProfile.objects.filter(keys__isnull=True, pk__gt=last).order_by("pk")
        rows = list(missing.only("titled", "shares", "words")[:BATCH])
        if not rows:
            return number
        values = [(json.dumps(keys_of_profile(row)), row.pk) for row in rows]
        with transaction.atomic(), connection.cursor() as cursor:  # bulk_update writes a statement of its own length
            cursor.executemany("UPDATE documents_taskprofile SET keys = %s WHERE task_id = %s", values)
        number, last = number + len(rows), rows[-1].pk


def keys_of_profile(row: TaskProfile) -> list[str]:
    """The keys that a profile must have."""
    return list(keys_of(titled=row.titled, shares=row.shares, words=weights_of(row.words)))

"""The profile of each task, written with the task, so that comparing needs no segmentation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module

from django.db import connection, transaction

from documents.loading.inserting import insert
from documents.models import TaskProfile, kept_words, weights_of
from documents.parsing import records
from documents.parsing.task_keys import keys_of

BATCH = 2_000
_index = import_module("documents.migrations.0014_task_keys")
CHANGE = "documents_taskprofile_keys_change"


def write_profiles(tasks: Sequence[int], profiles: Sequence[records.TaskProfile]) -> None:
    """Write the profiles of tasks that stand in the table and have none, one for each key in the same order."""
    insert(
        TaskProfile,
        (
            {
                "task_id": task,
                "titled": list(found.titled),
                "shares": found.shares,
                "words": kept_words(found.words),
                "terms": list(found.terms),
                "keys": list(found.keys),
            }
            for task, found in zip(tasks, profiles, strict=True)
        ),
    )


def write_missing_keys() -> int:
    """Give the profiles that were written before keys were kept their keys; returns how many.

    In portions, each in its own transaction: others may write in between, and what was done stays done.
    """
    number, last = 0, 0
    while True:
        with transaction.atomic():
            missing = TaskProfile.objects.filter(keys__isnull=True, pk__gt=last).order_by("pk")
            rows = list(missing.only("titled", "shares", "words")[:BATCH])
            if not rows:
                return number
            _keep_keys([(json.dumps(keys_of_profile(row)), row.pk) for row in rows])
        number, last = number + len(rows), rows[-1].pk


def _keep_keys(values: Sequence[tuple[str, int]]) -> None:
    """Write keys into profiles that have none, and on SQLite into their index.

    A trigger has FTS5 write out what it holds after each row, which took ten times as long: the one that would act is
    away for the length of the transaction.
    """
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        if sqlite:
            cursor.execute(f"DROP TRIGGER {CHANGE}")
        # bulk_update writes a statement of its own length.
        cursor.executemany("UPDATE documents_taskprofile SET keys = %s WHERE task_id = %s AND keys IS NULL", values)
        if sqlite:
            cursor.executemany(f"INSERT INTO {_index.TABLE}(keys, rowid) VALUES (%s, %s)", values)  # noqa: S608 - a constant
            cursor.execute(f"CREATE TRIGGER {CHANGE} {_index.TRIGGERS[CHANGE]}", None)


def keys_of_profile(row: TaskProfile) -> list[str]:
    """The keys that a profile must have."""
    return list(keys_of(titled=row.titled, shares=row.shares, words=weights_of(row.words)))

"""The profile of each task, written with the task, so that comparing needs no segmentation."""

from __future__ import annotations

from collections.abc import Sequence

from documents.models import Task, TaskProfile
from documents.parsing import records

BATCH = 500


def write_profiles(tasks: Sequence[Task], profiles: Sequence[records.TaskProfile]) -> None:
    """Write the profiles of tasks that stand in the table and have none, one for each task in the same order."""
    TaskProfile.objects.bulk_create(
        [
            TaskProfile(
                task=task,
                titled=list(found.titled),
                shares=found.shares,
                words=found.words,
                terms=list(found.terms),
            )
            for task, found in zip(tasks, profiles, strict=True)
        ],
        batch_size=BATCH,
    )

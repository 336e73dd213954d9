"""The profile of each task, written with the task, so that comparing needs no segmentation."""

from __future__ import annotations

from collections.abc import Sequence

from documents.models import Task, TaskProfile
from documents.parsing.profiles import profile

BATCH = 500


def write_profiles(tasks: Sequence[Task]) -> None:
    """Write the profiles of tasks that stand in the table and have none."""
    TaskProfile.objects.bulk_create([_row(task) for task in tasks], batch_size=BATCH)


def _row(task: Task) -> TaskProfile:
    found = profile(task.title, task.text, category=task.category)
    return TaskProfile(
        task=task,
        titled=list(found.titled),
        shares=found.shares,
        words=found.words,
        terms=list(found.terms),
    )

"""The profile of each task, written with the task, so that comparing needs no segmentation."""

from __future__ import annotations

from collections.abc import Sequence

from documents.loading.inserting import insert
from documents.models import Task, TaskProfile
from documents.parsing import records


def write_profiles(tasks: Sequence[Task], profiles: Sequence[records.TaskProfile]) -> None:
    """Write the profiles of tasks that stand in the table and have none, one for each task in the same order."""
    insert(
        TaskProfile(
            task=task,
            titled=list(found.titled),
            shares=found.shares,
            words=found.words,
            terms=list(found.terms),
        )
        for task, found in zip(tasks, profiles, strict=True)
    )

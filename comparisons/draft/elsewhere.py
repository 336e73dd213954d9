"""Close tasks beyond the chosen peers: what the rest of the corpus says on each task of the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comparisons.aspects.aligned.closeness import ProfiledTask
from comparisons.aspects.aligned.material import TaskWording
from comparisons.closest.queries import Asking, closest_elsewhere
from comparisons.draft.closest import ClosestTasks
from comparisons.draft.column import KEY_TASK
from comparisons.records import ComparedDocument
from documents.querysets import User

SHOWN = 2
# A draft has many tasks: fewer candidates of each are measured than where one task is asked for.
CANDIDATES = 40


def with_elsewhere(
    found: Sequence[ClosestTasks], *, own: Sequence[TaskWording], peers: Sequence[ComparedDocument], user: User
) -> tuple[ClosestTasks, ...]:
    """Add to each task of the draft its closest of documents that are no peers, from the stored index."""
    elsewhere = closest_elsewhere(
        [Asking(ProfiledTask(0, task.titled, task.shares, task.words), KEY_TASK, task.keys) for task in own],
        background=[task.words for task in own],
        leaving_out=[peer.pk for peer in peers],
        user=user,
        most=SHOWN,
        candidates=CANDIDATES,
    )
    return tuple(replace(task, elsewhere=close) for task, close in zip(found, elsewhere, strict=True))

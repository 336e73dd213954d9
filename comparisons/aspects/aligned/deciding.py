"""What an editor decides about tasks: one subject, two subjects, or taken back; each pair is held on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, product
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comparisons.aspects.aligned.records import TaskSpot
from comparisons.models import AlignmentDecision

KEYS = re.compile(r"\d{1,12}(?:-\d{1,12}){0,199}\Z")
ACTIONS = ("together", "apart", "undo")
MOST_PAIRS = 2000


class UnreadableDecision(ValueError):
    """A form that says nothing to decide; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form asks for: an action on the tasks of one row, or between tasks and others."""

    action: str
    tasks: tuple[int, ...]
    others: tuple[int, ...]


def read_wanted(*, action: str, tasks: str, others: str) -> Wanted:
    """Read a form: action together, apart or undo; tasks and others as 12-15-30. Raises UnreadableDecision."""
    if action not in ACTIONS or not KEYS.match(tasks) or (others and not KEYS.match(others)):
        raise UnreadableDecision(_("没有读懂要核定什么。回到对照页，在任务所在的行上重新操作。"))
    return Wanted(action, _keys(tasks), _keys(others))


def _keys(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(key) for key in text.split("-"))) if text else ()


def pairs_of(wanted: Wanted, *, spots: dict[int, TaskSpot]) -> list[tuple[TaskSpot, TaskSpot]]:
    """The pairs of different documents that are meant, the lower document first. Raises UnreadableDecision.

    Those between tasks and others; where only tasks are named those among them; to take back, both.
    """
    tasks = [spots[key] for key in wanted.tasks if key in spots]
    others = [spots[key] for key in wanted.others if key in spots and key not in wanted.tasks]
    pairs: list[tuple[TaskSpot, TaskSpot]] = list(product(tasks, others))
    if not wanted.others or wanted.action == "undo":
        pairs += combinations(tasks, 2)
    found = [
        (first, second) if first.document < second.document else (second, first)
        for first, second in pairs
        if first.document != second.document
    ]
    if not found or len(found) > MOST_PAIRS:
        raise UnreadableDecision(_("要核定的任务不在这几列里，或同属一份文件。回到对照页重新选择。"))
    return found


def decide(pairs: Sequence[tuple[TaskSpot, TaskSpot]], *, action: str, user: Any, now: datetime) -> int:
    """Take back what stands on these pairs and, unless it is only undone, write the new decision; returns their number.

    Nothing is deleted: who decided what, and who took it back, stays on record.
    """
    with transaction.atomic():
        withdrawn: int = _in_force(pairs).update(withdrawn_by=user, withdrawn_at=now)
        if action == "undo":
            return withdrawn
        rows = [_row(first, second, together=action == "together", user=user, now=now) for first, second in pairs]
        return len(AlignmentDecision.objects.bulk_create(rows, batch_size=500))


def _in_force(pairs: Sequence[tuple[TaskSpot, TaskSpot]]) -> Any:
    """The decisions in force on exactly these pairs."""
    documents = {spot.document for each in pairs for spot in each}
    wanted = set(pairs)
    rows = AlignmentDecision.objects.in_force().between(documents).select_for_update()
    keys = [row.pk for row in rows if (_spot(row, "first"), _spot(row, "second")) in wanted]
    return AlignmentDecision.objects.filter(Q(pk__in=keys))


def _spot(row: AlignmentDecision, side: str) -> TaskSpot:
    return TaskSpot(
        getattr(row, f"{side}_document_id"), getattr(row, f"{side}_locator"), getattr(row, f"{side}_wording")
    )


def _row(first: TaskSpot, second: TaskSpot, *, together: bool, user: Any, now: datetime) -> AlignmentDecision:
    return AlignmentDecision(
        first_document_id=first.document,
        first_locator=first.locator,
        first_wording=first.wording,
        second_document_id=second.document,
        second_locator=second.locator,
        second_wording=second.wording,
        together=together,
        decided_by=user,
        decided_at=now,
    )

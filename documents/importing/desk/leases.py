"""Leases: a reader takes one file for a time, by the clock of the database; whoever is killed loses it to the next.

Every step asks for the lease again, so that a reader who comes too late changes nothing.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from documents.importing import limits
from documents.importing.refusals import SENTENCES
from documents.models import ImportItem

logger = logging.getLogger(__name__)
State = ImportItem.State
WAITS = Q(state=State.WAITING) & (Q(lease_until__isnull=True) | Q(lease_until__lt=Now()))
LEFT = Q(state=State.READING, lease_until__lt=Now())
"""Its reader let its time pass."""


def take(owner: str, *, lease: timedelta = limits.LEASE) -> ImportItem | None:
    """Take the next file to read: one that waits, or one whose reader let its time pass. None where there is none."""
    while True:
        _give_up_on_broken()
        key = _next()
        if key is None:
            return None
        taken = (
            _free()
            .filter(pk=key)
            .update(state=State.READING, lease_owner=owner, lease_until=Now() + lease, attempts=F("attempts") + 1)
        )
        if taken:
            return ImportItem.objects.select_related("batch", "upload").get(pk=key)


def _free() -> QuerySet[ImportItem]:
    return ImportItem.objects.filter(WAITS | LEFT)


def _next() -> int | None:
    """The key of the next file; two questions, each of which an index answers however much waits."""
    for free in (LEFT, WAITS):
        rows = ImportItem.objects.filter(free).order_by("batch_id", "ordinal")
        key = rows.values_list("pk", flat=True).first()
        if key is not None:
            return key
    return None


def _give_up_on_broken() -> None:
    """What killed its reader again and again is refused, so that it does not keep the others waiting."""
    broken = ImportItem.objects.filter(state=State.READING, lease_until__lt=Now(), attempts__gte=limits.MAX_ATTEMPTS)
    _status, sentence = SENTENCES["reading_broken"]
    broken.update(
        state=State.REFUSED,
        code="reading_broken",
        sentence=str(sentence) % {"count": limits.MAX_ATTEMPTS},
        lease_owner="",
        lease_until=None,
    )


def finish(item: ImportItem, *, owner: str, **outcome: Any) -> bool:
    """Write what became of a file that `owner` holds; False, and nothing written, where somebody else has it by now."""
    held = ImportItem.objects.filter(pk=item.pk, state=State.READING, lease_owner=owner)
    return bool(held.update(lease_owner="", lease_until=None, **outcome))


def put_back(item: ImportItem, *, owner: str, code: str = "", pause: timedelta | None = None) -> bool:
    """Let a file wait again that could not be read now, not counting the attempt; at once, or after a pause."""
    held = ImportItem.objects.filter(pk=item.pk, state=State.READING, lease_owner=owner)
    until = Now() + pause if pause else None
    return bool(
        held.update(state=State.WAITING, code=code, lease_owner="", lease_until=until, attempts=F("attempts") - 1)
    )


def give_back(owner: str) -> int:
    """Let everything that `owner` holds wait again: what a reader does that is asked to stop; returns how much.

    The stop may have come in the middle of a question to the database: then a fresh connection asks. Where that fails
    as well, the lease runs out by itself.
    """
    try:
        return _released(owner)
    except Error:
        connection.close()
    try:
        return _released(owner)
    except Error as error:
        logger.warning("a lease could not be given back and will run out: %s", error)
        return 0


def _released(owner: str) -> int:
    held = ImportItem.objects.filter(state=State.READING, lease_owner=owner)
    return held.update(state=State.WAITING, lease_owner="", lease_until=None)


def is_any_waiting() -> bool:
    """Whether a reader would find anything to do."""
    return _free().exists()

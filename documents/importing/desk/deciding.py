"""What people decide on an item: corrections, acceptance, discarding, reading again; each by one, never over another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet

from documents.importing.corrections import latest
from documents.importing.desk.storing import EMPTIED, parsed_of, publish_stored, store_item
from documents.importing.refusals import ImportRefused
from documents.importing.summary import is_plain, summary_of
from documents.models import ImportBatch, ImportItem

State = ImportItem.State
OPEN = (State.WAITING, State.READING, State.READ, State.REFUSED)


def correct(
    item: ImportItem,
    changes: Sequence[tuple[str, str, Any, Any]],
    *,
    by: AbstractBaseUser,
    now: datetime,
) -> bool:
    """Keep changes, each (fact, field, was, now), with who made them and when; False where nothing is different.

    `item` is as the person saw it. Raises ImportRefused where somebody was quicker, or the item is past correcting.
    """
    holding = latest(item.corrections)
    new = [
        {"fact": fact, "field": field, "was": was, "now": value, "by": by.get_username(), "at": now.isoformat()}
        for fact, field, was, value in changes
        if holding.get(fact, {}).get(field, was) != value
    ]
    if not new:
        return False
    with transaction.atomic():
        held = _as_seen(item)
        held.corrections = [*held.corrections, *new]
        summary = summary_of(parsed_of(held), item=held)
        ImportItem.objects.filter(pk=held.pk).update(
            corrections=held.corrections, summary=summary, revision=F("revision") + 1, code="", sentence=""
        )
    return True


def _as_seen(item: ImportItem) -> ImportItem:
    """The item, held until the end of the transaction, as the person saw it and still open to correction."""
    held = ImportItem.objects.select_for_update(of=("self",)).select_related("batch").get(pk=item.pk)
    if held.state != State.READ:
        raise ImportRefused("not_open", state=held.get_state_display())
    if held.revision != item.revision:
        raise ImportRefused("changed_meanwhile")
    return held


def accept(item: ImportItem, *, by: AbstractBaseUser, publish: bool, now: datetime) -> ImportItem:
    """Accept one item as it was seen and store it at once, in one transaction; returns it as it stands then.

    Raises ImportRefused, and LoadingError where the loader refuses the document; then nothing has changed.
    """
    with transaction.atomic():
        _lock(item.batch)
        held = _as_seen(item)
        if not held.summary.get("place"):
            raise ImportRefused("no_place")
        _accept(ImportItem.objects.filter(pk=held.pk), by=by, publish=publish, now=now)
        store_item(held.pk, now=now)
        publish_stored(item.batch)
    return ImportItem.objects.select_related("document", "batch").get(pk=item.pk)


def accept_plain(batch: ImportBatch, *, by: AbstractBaseUser, publish: bool, now: datetime) -> int:
    """Accept every item of a batch that nothing speaks against, to be stored next; returns how many."""
    with transaction.atomic():
        _lock(batch)
        read = batch.items.select_for_update().filter(state=State.READ)
        plain = [key for key, summary in read.values_list("pk", "summary") if is_plain(summary)]
        return _accept(ImportItem.objects.filter(pk__in=plain), by=by, publish=publish, now=now)


def _lock(batch: ImportBatch) -> None:
    """Batch before items, as publishing does, so that nobody waits for each other."""
    ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _accept(items: QuerySet[ImportItem], *, by: AbstractBaseUser, publish: bool, now: datetime) -> int:
    return items.update(
        state=State.ACCEPTED,
        publish=publish,
        decided_by=by.pk,
        decided_at=now,
        revision=F("revision") + 1,
        code="",
        sentence="",
    )


def discard(items: QuerySet[ImportItem], *, by: AbstractBaseUser, now: datetime) -> int:
    """Give up items that are not in the corpus yet; their files are deleted afterwards. Returns how many."""
    cleared: Mapping[str, Any] = {**EMPTIED, "lease_owner": "", "code": ""}
    return items.filter(state__in=OPEN).update(
        state=State.DISCARDED, decided_by=by.pk, decided_at=now, revision=F("revision") + 1, **cleared
    )


def read_again(item: ImportItem) -> bool:
    """Let a refused file be read once more; False where it is not refused or its bytes are gone."""
    refused = ImportItem.objects.filter(pk=item.pk, state=State.REFUSED, upload__isnull=False)
    return bool(refused.update(state=State.WAITING, code="", sentence="", attempts=0, lease_owner="", lease_until=None))

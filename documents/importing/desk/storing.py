"""Accepted files become documents: document, facts and the state of the item in one transaction, or nothing of it.

What is to be published waits until nothing accepted of its batch is left, and is then shown at one moment.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from documents.arrivals import one_arrives
from documents.importing import limits
from documents.importing.alike import known_document
from documents.importing.corrections import placed
from documents.importing.desk.vouching import vouch
from documents.importing.refusals import SENTENCES, is_no_space
from documents.loading import LoadingError, load, publish, wait_for_other_loaders
from documents.models import ImportBatch, ImportItem, PolicyDocument
from documents.parsing import transport
from documents.parsing.records import ParsedDocument

logger = logging.getLogger(__name__)
State = ImportItem.State
EMPTIED: dict[str, Any] = {"upload": None, "parsed": "", "lease_until": None, "sentence": ""}
"""What an item at its end needs no longer: the document holds it."""


def store_accepted_items(*, now: datetime) -> int:
    """Store what is accepted, one document after the other, then publish what was waiting; returns how many.

    Safe to call at any time and several times at once: an item is stored by the first who comes to it.
    """
    number = 0
    for key in list(_accepted().order_by("batch_id", "ordinal").values_list("pk", flat=True)):
        number += _stored(key, now=now)
    for batch in ImportBatch.objects.filter(items__publish=True).distinct():
        publish_stored(batch)
    return number


def _accepted() -> Any:
    rested = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    return ImportItem.objects.filter(Q(state=State.ACCEPTED) & rested)


def is_any_accepted() -> bool:
    """Whether anything waits to be stored."""
    return _accepted().exists()


def is_any_unpublished() -> bool:
    """Whether stored documents wait to be published."""
    return ImportItem.objects.filter(publish=True, state=State.STORED).exists()


def _stored(key: int, *, now: datetime) -> bool:
    """Store one item; what stands against it is written beside it, and it waits for a person again."""
    try:
        with transaction.atomic():
            return store_item(key, now=now)
    except (LoadingError, DatabaseError) as error:
        if is_no_space(error):
            logger.warning("no space to store item %s", key)
            return _rest(key)
        if not isinstance(error, LoadingError):
            raise
        _status, sentence = SENTENCES["not_loaded"]
        reason = str(error).partition("：")[2] or str(error)
        ImportItem.objects.filter(pk=key, state=State.ACCEPTED).update(
            state=State.READ, code="not_loaded", sentence=(str(sentence) % {"reason": reason})[:500], publish=False
        )
        return False


def _rest(key: int) -> bool:
    """Let an item be stored later; where not even that can be written, it is simply tried again."""
    try:
        ImportItem.objects.filter(pk=key, state=State.ACCEPTED).update(
            code="no_space", lease_until=Now() + limits.PAUSE
        )
    except DatabaseError as error:
        logger.warning("no space to note that there is none: %s", error)
    return False


def store_item(key: int, *, now: datetime) -> bool:
    """Store one accepted item inside the transaction of the caller; False where it is not accepted (any more).

    Raises LoadingError where the loader refuses the document.
    """
    wait_for_other_loaders()
    item = ImportItem.objects.select_for_update(of=("self",)).select_related("batch", "upload").get(pk=key)
    if item.state != State.ACCEPTED or item.upload is None:
        return False
    standing = known_document(item.sha256)
    if standing is not None:
        return _end(item, state=State.DUPLICATE, code="same_bytes", document=standing, publish=False)
    parsed = parsed_of(item)
    with one_arrives(now=timezone.now().timestamp()):  # no visitor sees it before it is published
        outcome = load(
            placed(parsed, item=item),
            data=bytes(item.upload.data),
            now=now,
            state=PolicyDocument.State.IN_REVIEW,
            parser_version=item.parser_version,
        )
        vouch(outcome.document, parsed, item=item, now=now)
    return _end(item, state=State.STORED, code="", document=outcome.document)


def _end(item: ImportItem, **outcome: Any) -> bool:
    return bool(ImportItem.objects.filter(pk=item.pk).update(**{**EMPTIED, **outcome}))


def publish_stored(batch: ImportBatch) -> int:
    """Publish the stored documents of a batch that are to be, once nothing accepted of it is left; all at one moment."""
    with transaction.atomic():
        ImportBatch.objects.select_for_update().get(pk=batch.pk)
        waiting = batch.items.filter(publish=True)
        if waiting.filter(state=State.ACCEPTED).exists() or _is_being_read(batch):
            return 0
        documents = list(waiting.filter(state=State.STORED, document__isnull=False).values_list("document", flat=True))
        waiting.update(publish=False)
        return publish(documents)


def _is_being_read(batch: ImportBatch) -> bool:
    """Of a batch that nobody looks through, more may come to be published while anything of it is read."""
    return batch.by_command and batch.items.filter(state__in=[State.WAITING, State.READING]).exists()


def parsed_of(item: ImportItem) -> ParsedDocument:
    """What was read of an item that holds it. Raises LookupError where it holds nothing."""
    if not item.parsed:
        raise LookupError(f"item {item.pk} holds nothing that was read")
    opened = transport.opened(item.parsed.encode(), name=item.name)
    if not isinstance(opened, ParsedDocument):
        raise LookupError(f"item {item.pk} holds no document")
    return opened

"""Files become a batch: uploads, batch and items in one transaction, so that what is acknowledged is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from documents.importing import limits
from documents.importing.refusals import ImportRefused, is_no_space
from documents.models import ImportBatch, ImportItem, Upload
from documents.parsing.errors import ParsingError

ROUNDS = 3
# Any number that nothing else of the portal locks.
RECEIVING_LOCK = 20_261_123


@dataclass(frozen=True, slots=True)
class Received:
    """One document as it was sent: its name, and its bytes or the reason why there are none."""

    name: str
    data: bytes
    problem: ParsingError | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """What one sending says of itself: the key of its form, and what holds for files that say nothing themselves."""

    key: str
    source_address: str = ""
    place_code: str = ""
    by_command: bool = False
    """Sent by `load_documents`: no limits for people hold, and what is read is stored and published unasked."""


def receive(
    files: Sequence[Received], *, sending: Sending, owner: AbstractBaseUser | None, now: datetime
) -> ImportBatch:
    """Keep the files as a batch and return it; the same key again returns the batch that stands.

    Raises ImportRefused: too much, the key of somebody else, no space. Then nothing is kept.
    """
    try:
        for _round in range(ROUNDS):
            try:
                with transaction.atomic():
                    return _receive(files, sending=sending, owner=owner, now=now)
            except IntegrityError:  # the same key at the same moment, or an upload swept from under our feet
                continue
    except DatabaseError as error:
        if is_no_space(error):
            raise ImportRefused("no_space") from error
        raise
    raise ImportRefused("upload_broken")


def _receive(
    files: Sequence[Received], *, sending: Sending, owner: AbstractBaseUser | None, now: datetime
) -> ImportBatch:
    if owner is not None:
        _wait_for_other_senders()
    standing = ImportBatch.objects.filter(key=sending.key).first()
    if standing is not None:
        if standing.owner_id != (owner.pk if owner else None):
            raise ImportRefused("key_taken")
        return standing
    if owner is not None:
        _refuse_too_much(files, owner=owner, now=now)
    batch = ImportBatch.objects.create(
        key=sending.key,
        owner_id=owner.pk if owner else None,
        received_at=now,
        expected=len(files),
        by_command=sending.by_command,
        source_address=sending.source_address,
        place_code=sending.place_code,
    )
    items = _items(batch, files)
    _keep_uploads(files, wanted={item.sha256 for item in items if item.upload_id})
    ImportItem.objects.bulk_create(items)
    return batch


def _wait_for_other_senders() -> None:
    """Until the end of the transaction nobody else counts what waits, on PostgreSQL; on SQLite one writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECEIVING_LOCK])


def _refuse_too_much(files: Sequence[Received], *, owner: AbstractBaseUser, now: datetime) -> None:
    if len(files) > limits.MAX_FILES:
        raise ImportRefused("too_many_files", limit=limits.MAX_FILES, count=len(files))
    recent = ImportItem.objects.filter(batch__owner=owner.pk, batch__received_at__gt=now - timedelta(days=1)).count()
    if recent + len(files) > limits.MAX_A_DAY:
        raise ImportRefused("daily_limit", limit=limits.MAX_A_DAY, count=recent)
    waiting = Upload.objects.aggregate(total=Sum("size"))["total"] or 0
    if waiting + sum(len(file.data) for file in files) > limits.MAX_WAITING:
        raise ImportRefused("waiting_full", limit=limits.MAX_WAITING // limits.MEGABYTE)


def _items(batch: ImportBatch, files: Sequence[Received]) -> list[ImportItem]:
    """The rows of a batch; what could not be opened is refused, a second file of the same bytes a duplicate."""
    seen: dict[str, ImportItem] = {}
    items = []
    for ordinal, file in enumerate(files):
        sha256 = hashlib.sha256(file.data).hexdigest()
        item = ImportItem(batch=batch, ordinal=ordinal, name=file.name[-200:], sha256=sha256, size=len(file.data))
        if file.problem is not None:
            item.state, item.code = ImportItem.State.REFUSED, file.problem.code
            item.sentence = str(file.problem)[:500]
        elif sha256 in seen:
            item.state, item.code = ImportItem.State.DUPLICATE, "same_in_batch"
            item.sentence = seen[sha256].name
        else:
            item.upload_id = sha256
            seen[sha256] = item
        items.append(item)
    return items


def _keep_uploads(files: Sequence[Received], *, wanted: set[str]) -> None:
    """Write the uploads that are not kept yet, and hold those that are, so that nobody sweeps them meanwhile."""
    by_hash = {hashlib.sha256(file.data).hexdigest(): file.data for file in files if file.problem is None}
    known = set(Upload.objects.select_for_update().filter(sha256__in=wanted).values_list("sha256", flat=True))
    for sha256 in sorted(wanted - known):
        data = by_hash[sha256]
        Upload.objects.bulk_create([Upload(sha256=sha256, data=data, size=len(data))], ignore_conflicts=True)

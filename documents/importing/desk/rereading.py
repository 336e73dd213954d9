"""Documents that wait to be read anew: each is read in a limited child and written in the transaction that ends its wait.

A reader takes a document for a time, as with imported files; a reader that comes too late changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import Error, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from documents.importing import limits
from documents.importing.refusals import SENTENCES
from documents.loading import LoadingError, reread
from documents.models import PolicyDocument, WaitingRereading
from documents.parsing.errors import ParserStopped, ParsingError
from documents.parsing.isolation import parse_isolated
from documents.parsing.records import ParsedDocument

logger = logging.getLogger(__name__)

Parse = Callable[..., ParsedDocument]
BATCH = 500


def ask_for(documents: Collection[int], *, now: datetime) -> int:
    """Let documents wait to be read anew, each once, what could not be read before as well; returns how many wait."""
    keys = sorted(documents)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        WaitingRereading.objects.bulk_create(
            [WaitingRereading(document_id=key, asked_at=now) for key in some], ignore_conflicts=True
        )
        refused = WaitingRereading.objects.filter(document__in=some).exclude(code="")
        refused.update(code="", sentence="", attempts=0, lease_owner="", lease_until=None, asked_at=now)
    return still_waiting().count()


def still_waiting() -> QuerySet[WaitingRereading]:
    """Those that are not read yet."""
    return WaitingRereading.objects.filter(code="")


def refused() -> QuerySet[WaitingRereading]:
    """Those that could not be read, each with its code and sentence."""
    return WaitingRereading.objects.exclude(code="").select_related("document").order_by("document")


def is_any_to_reread() -> bool:
    """Whether a reader would find anything to do."""
    return _free().exists()


def reread_waiting_documents(
    *,
    now: datetime,
    parse: Parse = parse_isolated,
    owner: str = "",
    lease: timedelta = limits.LEASE,
    at_most: int | None = None,
) -> int:
    """Read anew what waits, one document after the other; returns how many. May be called by many at once."""
    owner = owner or uuid4().hex
    number = 0
    try:
        while at_most is None or number < at_most:
            waiting = _taken(owner, lease=lease)
            if waiting is None:
                break
            _reread(waiting, parse=parse, owner=owner, now=now)
            number += 1
    except BaseException:
        _give_back(owner)
        raise
    return number


def _free() -> QuerySet[WaitingRereading]:
    rested = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    return still_waiting().filter(rested)


def _taken(owner: str, *, lease: timedelta) -> WaitingRereading | None:
    """The next document, held for a time; what killed its readers again and again is given up."""
    _status, sentence = SENTENCES["reading_broken"]
    _free().filter(attempts__gte=limits.MAX_ATTEMPTS).update(
        code="reading_broken", sentence=str(sentence) % {"count": limits.MAX_ATTEMPTS}
    )
    while True:
        key = _free().order_by("pk").values_list("pk", flat=True).first()
        if key is None:
            return None
        held = _free().filter(pk=key)
        if held.update(lease_owner=owner, lease_until=Now() + lease, attempts=F("attempts") + 1):
            return WaitingRereading.objects.filter(pk=key).first()


def _reread(waiting: WaitingRereading, *, parse: Parse, owner: str, now: datetime) -> None:
    """Read one document; its wait ends in the transaction that writes it, unless somebody else has it by now."""
    row = PolicyDocument.objects.only("file_name", "original_bytes").get(pk=waiting.document_id)
    held = WaitingRereading.objects.filter(pk=waiting.pk, lease_owner=owner)
    try:
        parsed = parse(bytes(row.original_bytes), name=row.file_name)
        with transaction.atomic():
            if held.delete()[0]:
                reread(waiting.document_id, parsed, now=now)
    except (ParsingError, LoadingError) as problem:
        if isinstance(problem, ParserStopped):
            logger.error("the parser was stopped on %s", row.file_name, exc_info=problem)
        held.update(code=problem.code, sentence=str(problem)[:500], lease_owner="", lease_until=None)


def _give_back(owner: str) -> None:
    """Let what `owner` holds wait again; where that fails its lease runs out by itself."""
    try:
        WaitingRereading.objects.filter(lease_owner=owner).update(lease_owner="", lease_until=None)
    except Error as error:
        logger.warning("a document to read anew could not be given back and will wait: %s", error)

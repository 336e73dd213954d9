"""While a folder is loaded documents only arrive: until it is loaded, what visitors are told may be a little older.

Each document that arrives changes the corpus, and all that is remembered of it would have to be asked anew several
times a second. So whoever loads many says of each document, in its own transaction, that it came and that nothing else
changed; an unbroken line of such arrivals lets what was remembered stand for a while (documents.remembered). Whatever
else changes a row, a withdrawal or a correction, breaks the line at once, because the token is another one then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When

from documents.models import CorpusRevision

PAUSE_SECONDS = 60.0
"""After so long without an arrival the line is taken to have ended: whoever loads may have been stopped."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the corpus: its token, and where documents are arriving the token of the state before the first."""

    token: str
    since: str = ""
    """Empty where nothing arrives."""
    began: float = 0.0
    """When the first arrived; seconds since 1970."""


def standing(*, now: float) -> Standing:
    """The corpus as it is; `now` in seconds since 1970."""
    row = CorpusRevision.objects.first()
    if row is None:
        return Standing("")
    if row.arrived != row.token or not 0 <= now - row.arrived_at < PAUSE_SECONDS:
        return Standing(row.token)
    return Standing(row.token, row.arrivals_since, row.arrivals_began)


@contextmanager
def one_arrives(*, now: float) -> Iterator[None]:
    """Inside, in a transaction, one document comes and nothing else changes; `now` in seconds since 1970."""
    before = _held()
    yield
    goes_on = Q(arrived=before) & ~Q(arrivals_since="")
    CorpusRevision.objects.update(
        arrivals_since=Case(When(goes_on, then=F("arrivals_since")), default=Value(before)),
        arrivals_began=Case(When(goes_on, then=F("arrivals_began")), default=Value(now)),
        arrived=F("token"),
        arrived_at=now,
    )


@contextmanager
def nothing_else_changes() -> Iterator[None]:
    """Inside, in a transaction, the token changes and nothing that visitors are told: arrivals go on."""
    before = _held()
    yield
    CorpusRevision.objects.filter(arrived=before).update(arrived=F("token"))


def _held() -> str:
    """The token, held until the end of the transaction so that nobody else changes it."""
    return CorpusRevision.objects.select_for_update().values_list("token", flat=True).first() or ""


def end_of_arrivals() -> None:
    """Say that no more come: from now on every number is that of the corpus as it is."""
    CorpusRevision.objects.update(arrivals_since="", arrived="")

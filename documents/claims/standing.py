"""The claims that stand in the tables for one document: each with its row, its rule and who vouches for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from documents.claims.claim import (
    AGENCY,
    CITATION,
    DEADLINE,
    FIELD,
    KINDS,
    STAGE,
    TARGET,
    TASK,
    Claim,
)
from documents.models import PolicyDocument, TaskAgency, TaskDeadline
from documents.models.provenance import Origin
from documents.parsing.spans import Span

# What a document says of itself, in the order of its identity card.
TEXT_FIELDS = ("title", "notice_title", "document_number", "document_type", "publisher")
DATE_FIELDS = ("issued_on", "published_on")
PLACE = "place"
FIELDS = (*TEXT_FIELDS[:3], "document_type", "issuers", PLACE, *DATE_FIELDS, "period", "publisher")


@dataclass(frozen=True, slots=True)
class StandingClaim:
    """A claim as a row of the tables makes it."""

    claim: Claim
    pk: int
    rule: str
    origin: str
    """Automatic for kinds whose rows do not tell; the record of decisions says more."""

    @property
    def fingerprint(self) -> str:
        """That of its claim."""
        return self.claim.fingerprint


def claims_of(document: PolicyDocument, *, kinds: Iterable[str] = KINDS) -> list[StandingClaim]:
    """All claims of a document, kind by kind, each kind in the order of the text; one question per kind or two."""
    return [standing for kind in kinds for standing in _numbered(READERS[kind](document))]


def _numbered(claims: Iterable[StandingClaim]) -> Iterator[StandingClaim]:
    seen: Counter[str] = Counter()
    for standing in claims:
        times = seen[standing.fingerprint]
        seen[standing.fingerprint] += 1
        yield replace(standing, claim=replace(standing.claim, nth=times)) if times else standing


def _fields(document: PolicyDocument) -> Iterator[StandingClaim]:
    values: dict[str, Any] = {name: getattr(document, name) for name in TEXT_FIELDS}
    values |= {name: _iso(getattr(document, name)) for name in DATE_FIELDS}
    values["issuers"] = list(document.issuers.order_by("order").values_list("name", flat=True))
    values["period"] = [document.period_start, document.period_end] if document.period_start else []
    values[PLACE] = document.jurisdiction.code
    for name in FIELDS:
        words = document.jurisdiction.name if name == PLACE else values[name]
        claim = Claim(FIELD, _where(document, words), {"name": name, "value": values[name]})
        yield StandingClaim(claim, document.pk, "", Origin.AUTOMATIC)


def _iso(value: Any) -> str:
    """A date as text; a document just parsed holds it as text already."""
    return value if isinstance(value, str) else value.isoformat() if value else ""


def _where(document: PolicyDocument, value: Any) -> Span | None:
    """Where the original has the words of a field, to be shown beside it; None where it has them otherwise."""
    words = value[0] if isinstance(value, list) and value else value
    if not isinstance(words, str) or not words:
        return None
    start = document.original_text.find(words)
    return Span(start, start + len(words)) if start >= 0 else None


def _tasks(document: PolicyDocument) -> Iterator[StandingClaim]:
    rows = document.tasks.select_related("domain").prefetch_related("other_domains").order_by("start", "order")
    for row in rows:
        says = {
            "title": row.title,
            "category": row.category,
            "domain": row.domain.code,
            "other_domains": sorted(domain.code for domain in row.other_domains.all()),
        }
        yield StandingClaim(Claim(TASK, Span(row.start, row.end), says), row.pk, row.rule, row.origin)


def _agencies(document: PolicyDocument) -> Iterator[StandingClaim]:
    rows = TaskAgency.objects.filter(task__document=document).select_related("agency", "task")
    for row in rows.order_by("task__start", "order"):
        says = {
            "role": row.role,
            "name": row.agency.name,
            "as_written": row.as_written,
            "collective": row.collective,
            "task": [row.task.start, row.task.end],
        }
        yield StandingClaim(Claim(AGENCY, Span(row.start, row.end), says), row.pk, row.rule, row.origin)


def _deadlines(document: PolicyDocument) -> Iterator[StandingClaim]:
    rows = TaskDeadline.objects.filter(task__document=document).select_related("task").order_by("task__start", "order")
    for row in rows:
        says = {
            "date": row.date,
            "precision": row.precision,
            "words": row.words,
            "task": [row.task.start, row.task.end],
        }
        yield StandingClaim(Claim(DEADLINE, Span(row.start, row.end), says), row.pk, "", Origin.AUTOMATIC)


def _targets(document: PolicyDocument) -> Iterator[StandingClaim]:
    for row in document.targets.order_by("start", "order"):
        says = {
            "kind": row.kind,
            "indicator": row.indicator,
            "operator": row.operator,
            "value": plain(row.value),
            "value_max": plain(row.value_max),
            "unit": row.unit,
            "strength": row.strength,
            "base_year": row.base_year,
            "deadline": row.deadline,
            "deadline_precision": row.deadline_precision,
            "deadline_words": row.deadline_words,
            "deadline_span": [row.deadline_start, row.deadline_end] if row.deadline_start is not None else None,
        }
        yield StandingClaim(Claim(TARGET, Span(row.start, row.end), says), row.pk, row.rule, row.origin)


def plain(value: Decimal | None) -> str:
    """A number in one spelling whatever the database keeps: 80.0000 is 80.

    >>> plain(Decimal("1200.5000"))
    '1200.5'
    """
    return "" if value is None else f"{value.normalize():f}"


def _stages(document: PolicyDocument) -> Iterator[StandingClaim]:
    for row in document.stages.order_by("start", "order"):
        says = {"title": row.title, "begins": row.begins, "ends": row.ends}
        yield StandingClaim(Claim(STAGE, Span(row.start, row.end), says), row.pk, row.rule, Origin.AUTOMATIC)


def _citations(document: PolicyDocument) -> Iterator[StandingClaim]:
    for row in document.citations.order_by("start", "order"):
        says = {"title": row.title, "document_number": row.document_number}
        yield StandingClaim(Claim(CITATION, Span(row.start, row.end), says), row.pk, row.rule, Origin.AUTOMATIC)


READERS: dict[str, Callable[[PolicyDocument], Iterator[StandingClaim]]] = {
    FIELD: _fields,
    TASK: _tasks,
    AGENCY: _agencies,
    DEADLINE: _deadlines,
    TARGET: _targets,
    STAGE: _stages,
    CITATION: _citations,
}

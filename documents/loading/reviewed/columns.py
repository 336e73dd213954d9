"""The columns of a claim: what its row holds, and what it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from documents.claims import Claim
from documents.claims.claim import AGENCY, CITATION, DEADLINE, STAGE, TARGET, TASK
from documents.loading.outcome import LoadingError
from documents.loading.reference import domains_by_code, functions_by_code
from documents.loading.widths import fit
from documents.models import Agency, AgencyAlias, Domain, PolicyDocument, Section, Task
from documents.parsing.functions import function_of
from documents.parsing.spans import Segment, Span, TracedText


def columns_of(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    """What the row of a claim holds; the claim has been looked through before."""
    made = {
        TASK: _task,
        AGENCY: _agency,
        DEADLINE: _deadline,
        TARGET: _target,
        STAGE: lambda document, claim: dict(claim.says),
        CITATION: lambda document, claim: dict(claim.says),
    }[claim.kind](document, claim)
    return {"start": claim.at.start, "end": claim.at.end, **made}


def _task(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    says = claim.says
    return {
        "title": fit(says["title"], 300),
        "category": says["category"],
        "domain": domain_of(says["domain"]),
        "text": clean_words(document, claim.at).strip(),
    }


def _agency(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    says = claim.says
    return {
        "role": says["role"],
        "agency": agency_named(document, says["name"], collective=says["collective"]),
        "as_written": fit(says["as_written"], 120),
        "collective": says["collective"],
    }


def _deadline(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    says = claim.says
    return {
        "date": says["date"],
        "year": int(says["date"][:4]),
        "precision": says["precision"],
        "words": fit(says["words"], 60),
    }


def _target(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    says: Mapping[str, Any] = claim.says
    start, end = says["deadline_span"] or (None, None)
    return {
        "kind": says["kind"],
        "indicator": fit(says["indicator"], 300),
        "operator": says["operator"],
        "value": Decimal(says["value"]) if says["value"] else None,
        "value_max": Decimal(says["value_max"]) if says["value_max"] else None,
        "unit": fit(says["unit"], 30),
        "strength": says["strength"],
        "base_year": says["base_year"],
        "deadline": says["deadline"],
        "deadline_year": int(says["deadline"][:4]) if says["deadline"] else None,
        "deadline_precision": says["deadline_precision"],
        "deadline_words": fit(says["deadline_words"], 60),
        "deadline_start": start,
        "deadline_end": end,
        "quote": claim.at.slice(document.original_text),
        "quote_clean": clean_words(document, claim.at),
    }


def domain_of(code: str) -> Domain:
    """The row of a domain; LoadingError where the fixtures know no such code."""
    return Domain.objects.get(pk=domains_by_code([code])[code])


def agency_named(document: PolicyDocument, name: str, *, collective: bool) -> Agency:
    """The agency of the document's place with this name or alias; a new one gets the function its name tells."""
    name = fit(name, 120)
    place = document.jurisdiction_id
    found = Agency.objects.filter(jurisdiction=place, name=name).first()
    if found is None:
        alias = AgencyAlias.objects.filter(agency__jurisdiction=place, name=name).select_related("agency").first()
        found = alias.agency if alias else None
    if found is None:
        reading = function_of(name)
        functions = functions_by_code([reading.code]) if reading else {}
        function = functions.get(reading.code) if reading else None
        found = Agency.objects.create(jurisdiction_id=place, name=name, function_id=function, collective=collective)
    return found


def section_at(document: PolicyDocument, claim: Claim) -> Section:
    """The section in which the claim begins; sections tile the text."""
    place = claim.at.start
    return document.sections.get(start__lte=place, end__gt=place)


def task_at(document: PolicyDocument, claim: Claim) -> Task:
    """The task an agency or a deadline belongs to: the one it was read for, else the one around it.

    Raises LoadingError where there is none.
    """
    if kept := claim.says.get("task"):
        task = document.tasks.filter(start=kept[0]).first() or _moved_task(document, kept[0])
        if task is not None:
            return task
    around = document.tasks.filter(start__lte=claim.at.start, end__gte=claim.at.end).order_by("-start").first()
    if around is None:
        raise LoadingError("这一处不在任何任务里。先补录它所属的任务，再补录单位或时限")
    return around


def _moved_task(document: PolicyDocument, start: int) -> Task | None:
    """The task that was read at this place and that somebody has given another one."""
    moved = document.reviewed_facts.filter(kind=TASK, start=start, stands__isnull=False).values_list(
        "stands", flat=True
    )
    starts = [stands["span"][0] for stands in moved if stands]
    return document.tasks.filter(start__in=starts).first()


def clean_words(document: PolicyDocument, span: Span) -> str:
    """The words of a span of the original after cleaning."""
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    return traced.from_source(span).slice(traced.text)

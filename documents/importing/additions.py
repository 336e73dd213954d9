"""Facts that the rules did not find, entered by a person before the file is stored: kept as claims, set among what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from documents.claims.claim import AGENCY, DEADLINE, TARGET, TASK, Claim, from_json
from documents.parsing.records import (
    ParsedAgency,
    ParsedDeadline,
    ParsedDocument,
    ParsedTarget,
    ParsedTask,
)
from documents.parsing.spans import Span, TracedText

ADDED = "added"
# In this order: a task stands before what is entered in it.
KINDS = (TASK, AGENCY, DEADLINE, TARGET)


def added_key(claim: Claim) -> str:
    """The name of a fact that was entered: added-target:120-134."""
    return f"{ADDED}-{claim.kind}:{claim.at.start}-{claim.at.end}"


def claims_added(changes: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Claim]:
    """The claims among what holds of the facts, tasks first, by their names."""
    claims = {key: from_json(change[ADDED]) for key, change in changes if change.get(ADDED)}
    return dict(sorted(claims.items(), key=lambda pair: (KINDS.index(pair[1].kind), pair[1].at)))


def with_added(parsed: ParsedDocument, claims: Iterable[Claim]) -> ParsedDocument:
    """The document with these facts set among what was read; tasks come last, so that targets still find theirs.

    What belongs into a task that is not there (any more) is left away.
    """
    traced = TracedText(parsed.clean_text, parsed.alignment)
    for claim in claims:
        if claim.kind == TASK:
            parsed = replace(parsed, tasks=(*parsed.tasks, added_task(parsed, claim, traced=traced)))
        elif claim.kind == TARGET:
            parsed = replace(parsed, targets=(*parsed.targets, added_target(parsed, claim, traced=traced)))
        elif (number := task_around(parsed, claim.at)) is not None:
            tasks = list(parsed.tasks)
            tasks[number] = _with_its_own(tasks[number], claim)
            parsed = replace(parsed, tasks=tuple(tasks))
    return parsed


def task_around(parsed: ParsedDocument, span: Span) -> int | None:
    """Which task a place lies in, the smallest where one lies in another; None for none."""
    around = [
        number
        for number, task in enumerate(parsed.tasks)
        if task.span.start <= span.start and span.end <= task.span.end
    ]
    return max(around, key=lambda number: parsed.tasks[number].span.start, default=None)


def added_task(parsed: ParsedDocument, claim: Claim, *, traced: TracedText) -> ParsedTask:
    """The task of a claim, without agencies and deadlines."""
    section = _section(parsed, claim.at)
    return ParsedTask(
        section=section,
        locator=parsed.sections[section].locator,
        title=claim.says["title"],
        text=traced.from_source(claim.at).slice(traced.text).strip(),
        category=claim.says["category"],
        domain=claim.says["domain"],
        other_domains=tuple(claim.says["other_domains"]),
        domain_terms=(),
        deadlines=(),
        agencies=(),
        rule="",
        span=claim.at,
    )


def _with_its_own(task: ParsedTask, claim: Claim) -> ParsedTask:
    says = claim.says
    if claim.kind == DEADLINE:
        deadline = ParsedDeadline(says["date"], says["precision"], says["words"], claim.at)
        return replace(task, deadlines=(*task.deadlines, deadline))
    agency = ParsedAgency(
        name=says["name"],
        as_written=says["as_written"],
        role=says["role"],
        collective=says["collective"],
        function="",
        rule="",
        rule_span=None,
        span=claim.at,
    )
    return replace(task, agencies=(*task.agencies, agency))


def added_target(parsed: ParsedDocument, claim: Claim, *, traced: TracedText) -> ParsedTarget:
    """The target of a claim."""
    says, section = claim.says, _section(parsed, claim.at)
    words, place = says["deadline_words"], says["deadline_span"]
    deadline = ParsedDeadline(says["deadline"], says["deadline_precision"], words, Span(*place)) if place else None
    return ParsedTarget(
        section=section,
        task=task_around(parsed, claim.at),
        locator=parsed.sections[section].locator,
        kind=says["kind"],
        indicator=says["indicator"],
        operator=says["operator"],
        value=Decimal(says["value"]) if says["value"] else None,
        value_max=Decimal(says["value_max"]) if says["value_max"] else None,
        unit=says["unit"],
        strength=says["strength"],
        base_year=says["base_year"],
        deadline=deadline,
        quote=claim.at.slice(parsed.original),
        quote_clean=traced.from_source(claim.at).slice(traced.text),
        rule="",
        span=claim.at,
    )


def _section(parsed: ParsedDocument, span: Span) -> int:
    """The section in which a place begins; sections tile the text."""
    return next(number for number, each in enumerate(parsed.sections) if each.span.start <= span.start < each.span.end)

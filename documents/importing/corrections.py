"""Corrections that people made to what was read: applied to the frozen records before they are loaded. Pure.

A fact is named by its kind and its place in the original (task:120-340), so that a correction still finds it when the
file is read anew; `document` names the document itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from documents.claims.claim import Claim
from documents.importing.additions import claims_added, with_added
from documents.parsing.gazetteer import gazetteer
from documents.parsing.records import (
    ParsedAgency,
    ParsedDeadline,
    ParsedDocument,
    ParsedMetadata,
    ParsedPlace,
    ParsedTarget,
    ParsedTask,
)
from documents.parsing.spans import Span

DOCUMENT = "document"
LEFT_OUT = "left_out"
DATES = ("issued_on", "published_on")
PLAIN_OF_TARGETS = ("kind", "indicator", "operator", "unit", "strength", "base_year")
# What a correction calls the parts of a deadline, and what the record of it does.
OF_DEADLINES = {"deadline": "date", "deadline_precision": "precision", "deadline_words": "text"}


class Origins(Protocol):
    """What an item says besides its file: corrections, and what its batch gives files that say nothing."""

    corrections: list[dict[str, Any]]

    @property
    def batch(self) -> Any:
        """The batch with place_code and source_address."""


@dataclass
class _Kept:
    """What stays of the facts while corrections are applied."""

    tasks: list[ParsedTask] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)


def latest(corrections: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What holds for each fact: field -> value, the last correction of a field counting."""
    found: dict[str, dict[str, Any]] = {}
    for correction in corrections:
        found.setdefault(correction["fact"], {})[correction["field"]] = correction["now"]
    return found


def corrected(parsed: ParsedDocument, *, item: Origins) -> ParsedDocument:
    """The document as it will stand: with the corrections of its item, and what its batch says where the text is silent."""
    changes = latest(item.corrections)
    kept = _kept_tasks(parsed, changes)
    final = replace(
        parsed,
        metadata=_metadata(parsed.metadata, changes.get(DOCUMENT, {}), item=item),
        tasks=tuple(kept.tasks),
        targets=tuple(_kept_targets(parsed, changes, positions=kept.positions)),
    )
    return with_added(final, holding_additions(changes).values())


def holding_additions(changes: Mapping[str, Mapping[str, Any]]) -> dict[str, Claim]:
    """The facts that people entered and did not take back, tasks first, by their names."""
    return claims_added((key, change) for key, change in changes.items() if not change.get(LEFT_OUT))


def placed(parsed: ParsedDocument, *, item: Origins) -> ParsedDocument:
    """The document as it was read, with the place and the source that it is stored under; facts are as read."""
    said = latest(item.corrections).get(DOCUMENT, {})
    kept = {name: value for name, value in said.items() if name in ("place", "source_url")}
    return replace(parsed, metadata=_metadata(parsed.metadata, kept, item=item))


def keys_of(kind: str, spans: Sequence[Span]) -> list[str]:
    """The names of facts by their places; a second fact at one place is told apart by a number.

    >>> keys_of("target", [Span(3, 9), Span(3, 9), Span(12, 15)])
    ['target:3-9', 'target:3-9.2', 'target:12-15']
    """
    times: Counter[Span] = Counter()
    keys = []
    for span in spans:
        times[span] += 1
        number = f".{times[span]}" if times[span] > 1 else ""
        keys.append(f"{kind}:{span.start}-{span.end}{number}")
    return keys


def task_keys(parsed: ParsedDocument) -> list[str]:
    """The names of all tasks, in order."""
    return keys_of("task", [task.span for task in parsed.tasks])


def agency_keys(task_key: str, agencies: Sequence[ParsedAgency]) -> list[str]:
    """The names of the agencies of one task, in order: task:3-90/agency:80-84."""
    return [f"{task_key}/{key}" for key in keys_of("agency", [agency.span for agency in agencies])]


def deadline_keys(task_key: str, deadlines: Sequence[ParsedDeadline]) -> list[str]:
    """The names of the deadlines of one task, in order: task:3-90/deadline:80-84."""
    return [f"{task_key}/{key}" for key in keys_of("deadline", [deadline.span for deadline in deadlines])]


def target_keys(parsed: ParsedDocument) -> list[str]:
    """The names of all targets, in order."""
    return keys_of("target", [target.span for target in parsed.targets])


def _kept_tasks(parsed: ParsedDocument, changes: Mapping[str, Mapping[str, Any]]) -> _Kept:
    kept = _Kept()
    for position, (key, task) in enumerate(zip(task_keys(parsed), parsed.tasks, strict=True)):
        change = changes.get(key, {})
        if change.get(LEFT_OUT):
            continue
        kept.positions[position] = len(kept.tasks)
        named = replace(
            task,
            agencies=_kept_agencies(key, task.agencies, changes),
            deadlines=_kept_deadlines(key, task.deadlines, changes),
        )
        kept.tasks.append(corrected_task(named, change))
    return kept


def corrected_task(task: ParsedTask, change: Mapping[str, Any]) -> ParsedTask:
    """The task as it stands with what people changed of it."""
    domain = change.get("domain", task.domain)
    others = tuple(code for code in task.other_domains if code != domain)
    category, title = change.get("category", task.category), change.get("title", task.title)
    return replace(task, title=title, category=category, domain=domain, other_domains=others)


def corrected_agency(agency: ParsedAgency, change: Mapping[str, Any]) -> ParsedAgency:
    """The agency as it stands with what people changed of it."""
    return replace(agency, role=change.get("role", agency.role), name=change.get("name", agency.name))


def corrected_target(target: ParsedTarget, change: Mapping[str, Any]) -> ParsedTarget:
    """The target as it stands with what people changed of it; values as `plain_target` names them."""
    values = {name: change[name] for name in PLAIN_OF_TARGETS if name in change}
    for name in ("value", "value_max"):
        if name in change:
            values[name] = Decimal(change[name]) if change[name] else None
    if "deadline_span" in change or any(name in change for name in OF_DEADLINES):
        values["deadline"] = _deadline(target.deadline, change)
    return replace(target, **values)


def _deadline(read: ParsedDeadline | None, change: Mapping[str, Any]) -> ParsedDeadline | None:
    date, precision, words = (change.get(name, getattr(read, column, "")) for name, column in OF_DEADLINES.items())
    span = change.get("deadline_span", list(read.span) if read else None)
    return ParsedDeadline(date, precision, words, Span(*span)) if date and span else None


def _kept_agencies(
    task_key: str, agencies: Sequence[ParsedAgency], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[ParsedAgency, ...]:
    said = [changes.get(key, {}) for key in agency_keys(task_key, agencies)]
    return tuple(
        corrected_agency(agency, change)
        for change, agency in zip(said, agencies, strict=True)
        if not change.get(LEFT_OUT)
    )


def _kept_deadlines(
    task_key: str, deadlines: Sequence[ParsedDeadline], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[ParsedDeadline, ...]:
    keys = deadline_keys(task_key, deadlines)
    pairs = zip(keys, deadlines, strict=True)
    return tuple(deadline for key, deadline in pairs if not changes.get(key, {}).get(LEFT_OUT))


def _kept_targets(
    parsed: ParsedDocument, changes: Mapping[str, Mapping[str, Any]], *, positions: Mapping[int, int]
) -> Iterator[ParsedTarget]:
    """The targets that stay; one whose task is left out speaks for itself."""
    for key, target in zip(target_keys(parsed), parsed.targets, strict=True):
        change = changes.get(key, {})
        if not change.get(LEFT_OUT):
            task = None if target.task is None else positions.get(target.task)
            yield replace(corrected_target(target, change), task=task)


def _metadata(metadata: ParsedMetadata, change: Mapping[str, Any], *, item: Origins) -> ParsedMetadata:
    values = {name: value for name, value in change.items() if name not in ("effect", "place")}
    for name in DATES:
        if name in values:
            values[name] = date.fromisoformat(values[name]) if values[name] else None
    if "issuers" in values:
        values["issuers"] = tuple(values["issuers"])
    if "period" in values:
        values["period"] = tuple(values["period"]) if values["period"] else None
    if not metadata.source_url and item.batch.source_address:
        values.setdefault("source_url", item.batch.source_address)
    code = change.get("place") or ("" if metadata.jurisdiction else item.batch.place_code)
    if code:
        values["jurisdiction"] = place_record(code)
    return replace(metadata, **values)


def place_record(code: str) -> ParsedPlace | None:
    """The place of a code as parsing would give it; None for a code that the gazetteer does not know."""
    place = gazetteer().places.get(code)
    return ParsedPlace(place.name, place.level, place.province, place.code) if place else None

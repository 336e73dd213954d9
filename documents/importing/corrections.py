"""Corrections that people made to what was read: applied to the frozen records before they are loaded. Pure.

A fact is named by its kind and its place in the original (task:120-340), so that a correction still finds it when the
file is read anew; `document` names the document itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from documents.parsing.gazetteer import gazetteer
from documents.parsing.records import (
    ParsedAgency,
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


class Origins(Protocol):
    """What an item says besides its file: corrections, and what its batch gives files that say nothing."""

    corrections: list[dict[str, Any]]

    @property
    def batch(self) -> Any:
        """The batch with place_code and source_address."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """Which facts of the corrected document a person vouches for, by their order from 1; and the effect, if given."""

    tasks: tuple[int, ...] = ()
    agencies: tuple[tuple[int, int], ...] = ()
    """Order of the task, order of the agency in it."""
    targets: tuple[int, ...] = ()
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The document as it would be stored, and what in it is by hand."""

    parsed: ParsedDocument
    by_hand: ByHand


@dataclass
class _Kept:
    """What stays of the facts while corrections are applied."""

    tasks: list[ParsedTask] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)
    by_hand_tasks: list[int] = field(default_factory=list)
    by_hand_agencies: list[tuple[int, int]] = field(default_factory=list)


def latest(corrections: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What holds for each fact: field -> value, the last correction of a field counting."""
    found: dict[str, dict[str, Any]] = {}
    for correction in corrections:
        found.setdefault(correction["fact"], {})[correction["field"]] = correction["now"]
    return found


def corrected(parsed: ParsedDocument, *, item: Origins) -> Corrected:
    """The document with the corrections of its item, and with what its batch says where the text says nothing."""
    changes = latest(item.corrections)
    kept = _kept_tasks(parsed, changes)
    targets, by_hand_targets = _kept_targets(parsed, changes, positions=kept.positions)
    described = changes.get(DOCUMENT, {})
    document = replace(
        parsed,
        metadata=_metadata(parsed.metadata, described, item=item),
        tasks=tuple(kept.tasks),
        targets=tuple(targets),
    )
    by_hand = ByHand(
        tuple(kept.by_hand_tasks),
        tuple(kept.by_hand_agencies),
        tuple(by_hand_targets),
        str(described.get("effect", "")),
    )
    return Corrected(document, by_hand)


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


def target_keys(parsed: ParsedDocument) -> list[str]:
    """The names of all targets, in order."""
    return keys_of("target", [target.span for target in parsed.targets])


def _kept_tasks(parsed: ParsedDocument, changes: Mapping[str, Mapping[str, Any]]) -> _Kept:
    kept = _Kept()
    for position, (key, task) in enumerate(zip(task_keys(parsed), parsed.tasks, strict=True)):
        change = changes.get(key, {})
        if change.get(LEFT_OUT):
            continue
        order = len(kept.tasks) + 1
        agencies, by_hand = _kept_agencies(key, task.agencies, changes)
        changed = _task(replace(task, agencies=tuple(agencies)), change)
        if (changed.title, changed.domain) != (task.title, task.domain):
            kept.by_hand_tasks.append(order)
        kept.by_hand_agencies += [(order, number) for number in by_hand]
        kept.positions[position] = len(kept.tasks)
        kept.tasks.append(changed)
    return kept


def _task(task: ParsedTask, change: Mapping[str, Any]) -> ParsedTask:
    domain = change.get("domain", task.domain)
    others = tuple(code for code in task.other_domains if code != domain)
    return replace(task, title=change.get("title", task.title), domain=domain, other_domains=others)


def _kept_agencies(
    task_key: str, agencies: Sequence[ParsedAgency], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[list[ParsedAgency], list[int]]:
    kept: list[ParsedAgency] = []
    by_hand = []
    for key, agency in zip(agency_keys(task_key, agencies), agencies, strict=True):
        change = changes.get(key, {})
        if change.get(LEFT_OUT):
            continue
        role = change.get("role", agency.role)
        kept.append(replace(agency, role=role))
        if role != agency.role:
            by_hand.append(len(kept))
    return kept, by_hand


def _kept_targets(
    parsed: ParsedDocument, changes: Mapping[str, Mapping[str, Any]], *, positions: Mapping[int, int]
) -> tuple[list[ParsedTarget], list[int]]:
    """The targets that stay; one whose task is left out speaks for itself."""
    kept: list[ParsedTarget] = []
    by_hand = []
    for key, target in zip(target_keys(parsed), parsed.targets, strict=True):
        change = changes.get(key, {})
        if change.get(LEFT_OUT):
            continue
        task = None if target.task is None else positions.get(target.task)
        kept.append(replace(target, task=task, indicator=change.get("indicator", target.indicator)))
        if kept[-1].indicator != target.indicator:
            by_hand.append(len(kept))
    return kept, by_hand


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

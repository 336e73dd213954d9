"""Functions that peers put in charge and the draft does not name, each with the tasks that show it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comparisons.aspects.agencies.prose import prose_mentions
from comparisons.aspects.agencies.records import Assignment, Function, Part
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, Mention, NamedAgency, TaskEntry


@dataclass(frozen=True, slots=True)
class InCharge:
    """An agency of a peer that leads a task or answers for it."""

    document: ComparedDocument
    agency: NamedAgency
    part: Part
    task: TaskEntry


@dataclass(frozen=True, slots=True)
class FunctionGap:
    """A function that peers put in charge; `mentions` are places of the draft that name it without giving it a task."""

    code: str
    name: str
    anchor: str
    address: str
    in_charge: tuple[InCharge, ...]
    mentions: tuple[Mention, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The peers that do so, each once."""
        return tuple(dict.fromkeys(each.document.label for each in self.in_charge))


@dataclass(frozen=True, slots=True)
class ComparedAgencies:
    """Functions not named at all, those only named in passing, and how many the draft gives a task."""

    missing: tuple[FunctionGap, ...]
    passing: tuple[FunctionGap, ...]
    named: tuple[str, ...]
    """Codes of the functions that have a part in a task of the draft."""


def compare_agencies(
    functions: Sequence[Function],
    *,
    draft: DocumentFacts,
    peers: Sequence[DocumentFacts],
    documents: Sequence[ComparedDocument],
) -> ComparedAgencies:
    """Set the functions in charge in the peers against those that have any part in a task of the draft."""
    tasks = _tasks(draft)
    named = {agency.function for task in tasks for agency in _named(task) if agency.function}
    prose = prose_mentions(tasks, assignments=_assignments(tasks))
    in_charge = _in_charge(peers, documents=documents)
    gaps = [
        FunctionGap(
            code=function.code,
            name=function.name,
            anchor=f"function-{function.code}",
            address=function.address,
            in_charge=tuple(in_charge[function.code]),
            mentions=prose.get(function.code, ()),
        )
        for function in functions
        if function.code in in_charge and function.code not in named
    ]
    gaps.sort(key=lambda gap: -len(gap.places))
    return ComparedAgencies(
        missing=tuple(gap for gap in gaps if not gap.mentions),
        passing=tuple(gap for gap in gaps if gap.mentions),
        named=tuple(sorted(named)),
    )


def _tasks(facts: DocumentFacts) -> list[TaskEntry]:
    return sorted((task for own in facts.entries.values() for task in own), key=lambda task: task.start)


def _named(task: TaskEntry) -> tuple[NamedAgency, ...]:
    return (*task.leads, *task.responsibles, *task.supports)


def _in_charge(
    peers: Sequence[DocumentFacts], *, documents: Sequence[ComparedDocument]
) -> Mapping[str, list[InCharge]]:
    found: dict[str, list[InCharge]] = {}
    for document, facts in zip(documents, peers, strict=True):
        for task in _tasks(facts):
            parts = ((Part.LEAD, task.leads), (Part.RESPONSIBLE, task.responsibles))
            for part, agencies in parts:
                for agency in agencies:
                    if agency.function and not agency.collective:
                        found.setdefault(agency.function, []).append(InCharge(document, agency, part, task))
    return found


def _assignments(tasks: Sequence[TaskEntry]) -> list[Assignment]:
    """Who has which task of the draft, in the form that the reading of running text asks for."""
    parts = [
        (task, part, agency)
        for task in tasks
        for part, agencies in (
            (Part.LEAD, task.leads),
            (Part.RESPONSIBLE, task.responsibles),
            (Part.SUPPORT, task.supports),
        )
        for agency in agencies
    ]
    return [
        Assignment(
            task=task,
            part=part,
            name=agency.name,
            as_written=agency.as_written,
            collective=agency.collective,
            function=agency.function,
            address="",
            quote="",
            original="",
            origin=task.origin,
            origin_words=task.origin_words,
        )
        for task, part, agency in parts
    ]

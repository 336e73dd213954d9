"""Function × place: the agencies of each place with one function, and what they lead, answer for and support."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from comparisons.answers import is_inside, labels_with, unit_of
from comparisons.aspects.agencies.prose import prose_mentions
from comparisons.aspects.agencies.records import (
    AgencyBand,
    AgencyRow,
    AgencyTasks,
    Assignment,
    DomainCell,
    Function,
    FunctionCell,
    Material,
    Part,
)
from comparisons.matrix import DocumentFacts, absent_state
from comparisons.records import ComparedDocument, Mention, State
from comparisons.wording import count_word

# What is no function class stands apart: names of many agencies at once, and names that no pattern maps.
COLLECTIVE = "collective"
UNMAPPED = "unmapped"


def function_bands(material: Material, *, domain: str, empty: bool) -> tuple[AgencyBand, ...]:
    """Functions that lead somewhere, then the others that are named; what is no function last and apart."""
    given = [_of_domain(own, domain=domain) for own in material.assignments]
    prose = [
        prose_mentions([task for task in tasks if is_inside(task.domain, domain=domain)], assignments=own)
        for tasks, own in zip(material.tasks, given, strict=True)
    ]
    rows = [
        _row(function, material=material, given=given, prose=prose)
        for function in (*material.functions, *_no_functions())
    ]
    named = [row for row in rows if any(_says(cell) for cell in row.cells)]
    silent = [row for row in rows if row not in named and row.address] if empty else []
    apart = [row for row in named if not row.address]
    leading = [row for row in named if row.address and Part.LEAD in row.answers]
    others = [row for row in named if row.address and row not in leading]
    bands = (
        AgencyBand("leading", _("牵头的职能"), tuple(leading)),
        AgencyBand("others", _("未见牵头的职能"), tuple(others)),
        AgencyBand("apart", _("不按职能归类"), tuple(apart)),
        AgencyBand("silent", _("各地都没有写的职能"), tuple(silent)),
    )
    return tuple(band for band in bands if band.rows)


def _no_functions() -> tuple[Function, Function]:
    return Function(COLLECTIVE, _("泛指单位"), ""), Function(UNMAPPED, _("未归类"), "")


def _of_domain(assignments: Sequence[Assignment], *, domain: str) -> tuple[Assignment, ...]:
    return tuple(each for each in assignments if is_inside(each.task.domain, domain=domain))


def row_code(assignment: Assignment) -> str:
    """The row an assignment stands in: its function, 泛指 for a collective, 未归类 for a name that was not mapped."""
    if assignment.collective:
        return COLLECTIVE
    return assignment.function or UNMAPPED


def _row(
    function: Function,
    *,
    material: Material,
    given: Sequence[Sequence[Assignment]],
    prose: Sequence[dict[str, tuple[Mention, ...]]],
) -> AgencyRow:
    cells = tuple(
        _cell(
            [each for each in own if row_code(each) == function.code],
            mentions=mentions.get(function.code, ()),
            facts=facts,
            is_function=bool(function.address),
        )
        for own, mentions, facts in zip(given, prose, material.facts, strict=True)
    )
    answers = tuple(strongest_part(cell) for cell in cells)
    return AgencyRow(
        code=function.code,
        name=function.name,
        anchor=f"function-{function.code}",
        address=function.address,
        coverage=_coverage(answers, documents=material.documents),
        only_one=len(cells) > 1 and sum(answer is not None for answer in answers) == 1,
        unlike=False,
        cells=cells,
        answers=answers,
    )


def _cell(
    assignments: Sequence[Assignment], *, mentions: tuple[Mention, ...], facts: DocumentFacts, is_function: bool
) -> FunctionCell:
    if assignments:
        return FunctionCell(State.STATED, agencies=_agencies(assignments), mentions=mentions)
    if mentions:
        return FunctionCell(State.TOUCHED, mentions=mentions)
    return FunctionCell(absent_state("", facts=facts) if is_function else State.NOT_APPLICABLE)


def _agencies(assignments: Sequence[Assignment]) -> tuple[AgencyTasks, ...]:
    """One entry an agency; those that lead more come first, else the order of the text."""
    by_name: dict[str, list[Assignment]] = {}
    for each in assignments:
        by_name.setdefault(each.name, []).append(each)
    entries = [_agency(own) for own in by_name.values()]
    return tuple(sorted(entries, key=lambda agency: (-len(agency.leads), -len(agency.responsibles))))


def _agency(own: Sequence[Assignment]) -> AgencyTasks:
    first = own[0]
    written = tuple(dict.fromkeys(each.as_written for each in own if each.as_written != each.name))
    return AgencyTasks(
        name=_("%(name)s（泛指）") % {"name": first.name} if first.collective else first.name,
        address=first.address,
        as_written=written,
        leads=tuple(each for each in own if each.part is Part.LEAD),
        responsibles=tuple(each for each in own if each.part is Part.RESPONSIBLE),
        supports=tuple(each for each in own if each.part is Part.SUPPORT),
    )


def strongest_part(cell: FunctionCell) -> Part | None:
    """牵头 before 责任 before 配合; None where no agency of the function has a part."""
    parts = {each.part for agency in cell.agencies for each in agency.all}
    return next((part for part in Part if part in parts), None)


def _says(cell: FunctionCell | DomainCell) -> bool:
    return isinstance(cell, FunctionCell) and bool(cell.agencies or cell.mentions)


def _coverage(answers: Sequence[object], *, documents: Sequence[ComparedDocument]) -> str:
    """How many columns give a task to such an agency: 仅茅箭区, 两地写明."""
    if len(documents) < 2:
        return ""
    writing = labels_with(answers, documents=documents)
    if not writing:
        return _("无任务写明")
    if len(writing) == 1:
        return _("仅%(place)s") % {"place": writing[0]}
    return _("%(count)s%(unit)s写明") % {"count": count_word(len(writing)), "unit": unit_of(documents)}

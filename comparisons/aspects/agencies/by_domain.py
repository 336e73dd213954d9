"""Domain × place: who leads the tasks of each domain in each place, and where the text names nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from comparisons.answers import is_inside, labels_with, unit_of
from comparisons.aspects.agencies.records import AgencyBand, AgencyRow, DomainCell, Material, Touching
from comparisons.matrix import DocumentFacts, cell_of, row_anchor
from comparisons.records import ComparedDocument, NamedAgency, State, TaskEntry
from comparisons.wording import count_word


def domain_bands(material: Material, *, domain: str, empty: bool) -> tuple[AgencyBand, ...]:
    """Every top domain with its rows, each cell with its leads; key tasks and safeguards alike.

    A domain that no document says anything about is listed only when asked for, an empty 综合 never.
    """
    by_address = {task.address: task for own in material.tasks for task in own}
    bands = []
    for topic in material.taxonomy:
        names = [(child.code, child.name) for child in topic.children]
        gathering = (topic.code, _("综合") if names else topic.name)
        rows = [
            _row(code, name, material=material, by_address=by_address)
            for code, name in (*names, gathering)
            if is_inside(code, domain=domain)
        ]
        listed = [row for row in rows if _says(row) or (empty and (row.code, row.name) != gathering)]
        bands.append(AgencyBand(topic.code, topic.name, tuple(listed)))
    return tuple(band for band in bands if band.rows)


def _says(row: AgencyRow) -> bool:
    return any(isinstance(cell, DomainCell) and (cell.tasks or cell.touching) for cell in row.cells)


def _row(code: str, name: str, *, material: Material, by_address: Mapping[str, TaskEntry]) -> AgencyRow:
    cells = tuple(_cell(code, facts=facts, by_address=by_address) for facts in material.facts)
    answers = tuple(lead_functions(cell) for cell in cells)
    return AgencyRow(
        code=code,
        name=name,
        anchor=row_anchor(code),
        address="",
        coverage=_coverage(cells, answers=answers, documents=material.documents),
        only_one=len(cells) > 1 and sum(answer is not None for answer in answers) == 1,
        unlike=are_unlike(answers),
        cells=cells,
        answers=answers,
    )


def _cell(code: str, *, facts: DocumentFacts, by_address: Mapping[str, TaskEntry]) -> DomainCell:
    cell = cell_of(code, facts=facts)
    touching = []
    for mention in cell.mentions:
        task = by_address.get(mention.address)
        touching.append(Touching(mention, task.leads if task else ()))
    return DomainCell(
        state=cell.state,
        tasks=cell.entries,
        touching=tuple(touching),
        no_lead=State.SILENT_CHECKED if facts.reviewed else State.NOT_FOUND,
    )


def lead_functions(cell: DomainCell) -> frozenset[str] | None:
    """The functions that lead in a cell; a name without function stands for itself. None where nobody leads."""
    found = frozenset(agency.function or agency.name for agency in cell.leads)
    return found or None


def are_unlike(answers: Sequence[object]) -> bool:
    """Whether two columns name leads that share no function, every one of them known and none a collective."""
    stated = [answer for answer in answers if isinstance(answer, frozenset)]
    return len(stated) > 1 and not frozenset.intersection(*stated)


def knows_functions(leads: Sequence[NamedAgency]) -> bool:
    """Whether every lead is one agency with a known function, so that it compares."""
    return all(agency.function and not agency.collective for agency in leads)


def _coverage(cells: Sequence[DomainCell], *, answers: Sequence[object], documents: Sequence[ComparedDocument]) -> str:
    """How many columns name a lead: 两地写明牵头, 仅茅箭区写明牵头; where none does, 都未写明牵头 — only if tasks stand."""
    if len(documents) < 2:
        return ""
    leading = labels_with(answers, documents=documents)
    if not leading:
        return _("都未写明牵头") if any(cell.tasks for cell in cells) else _("无专项任务")
    if len(leading) == 1:
        return _("仅%(place)s写明牵头") % {"place": leading[0]}
    return _("%(count)s%(unit)s写明牵头") % {"count": count_word(len(leading)), "unit": unit_of(documents)}

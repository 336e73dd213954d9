"""Rows and cells of the view of safeguards: kinds of safeguards first, then what the documents are guided by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from comparisons.answers import labels_with, unit_of
from comparisons.aspects.safeguards.instruments import instruments_in
from comparisons.aspects.safeguards.records import (
    Guidance,
    Measure,
    SafeguardBand,
    SafeguardCell,
    SafeguardMaterial,
    SafeguardRow,
)
from comparisons.matrix import DocumentFacts, Topic, absent_state, row_anchor
from comparisons.records import ComparedDocument, State, TaskEntry
from comparisons.wording import count_word

# Safeguards are filed under 保障; 网络与数据安全 is where their security stands.
SUPPORT = "support"
SECURITY = "security"
SAFEGUARDS = "measures"
GUIDANCE = "guidance"
GUIDING = "guiding"
PRINCIPLES = "principle"


def bands(material: SafeguardMaterial, *, empty: bool) -> tuple[SafeguardBand, ...]:
    """保障措施 with its kinds, then 指导思想 and 基本原则; a kind that no document names only when asked for."""
    rows = [_safeguard_row(code, name, material=material) for code, name in _kinds(material)]
    listed = [row for row in rows if empty or any(cell.measures or cell.mentions for cell in row.cells)]
    guidance = (
        _guidance_row(GUIDING, _("指导思想"), material=material, cell_of=_guiding_cell),
        _guidance_row(PRINCIPLES, _("基本原则"), material=material, cell_of=_principle_cell),
    )
    found = (
        SafeguardBand(SAFEGUARDS, _("保障措施"), tuple(listed)),
        SafeguardBand(GUIDANCE, _("总体要求"), guidance),
    )
    return tuple(band for band in found if band.rows)


def _kinds(material: SafeguardMaterial) -> Iterator[tuple[str, str]]:
    """The kinds below 保障, 保障 itself, security, then any other domain that a safeguard is filed under."""
    used = {code for facts in material.facts for code in facts.entries}
    tops = {topic.code: topic for topic in material.taxonomy}
    for code in (SUPPORT, SECURITY):
        if topic := tops.get(code):
            yield from _names(topic, used=used)
    for topic in material.taxonomy:
        if topic.code not in (SUPPORT, SECURITY):
            yield from ((code, name) for code, name in _names(topic, used=used) if code in used)


def _names(topic: Topic, *, used: set[str]) -> Iterator[tuple[str, str]]:
    """The children of a top domain, and itself where something is filed under it."""
    yield from ((child.code, child.name) for child in topic.children)
    if topic.code in used or not topic.children:
        yield topic.code, _("综合") if topic.code == SUPPORT else topic.name


def _safeguard_row(code: str, name: str, *, material: SafeguardMaterial) -> SafeguardRow:
    cells = tuple(_safeguard_cell(code, facts=facts) for facts in material.facts)
    return _row(code, name, anchor=row_anchor(code), cells=cells, documents=material.documents)


def _safeguard_cell(code: str, *, facts: DocumentFacts) -> SafeguardCell:
    measures = tuple(_measure(task) for task in facts.entries.get(code, ()))
    mentions = facts.mentions.get(code, ())
    return SafeguardCell(_state(bool(measures), touched=bool(mentions), facts=facts), measures, mentions)


def _measure(task: TaskEntry) -> Measure:
    return Measure(
        kind=task.category,
        kind_words=task.category_words,
        title=task.title,
        opening=task.opening,
        rest=task.rest,
        original=task.original,
        locator=task.locator,
        start=task.start,
        address=task.address,
        panel_address=task.panel_address,
        origin=task.origin,
        origin_words=task.origin_words,
        leads=task.leads,
        supports=task.supports,
        responsibles=task.responsibles,
        deadlines=task.deadlines,
        instruments=instruments_in(task.wording),
    )


def _guidance_row(
    code: str, name: str, *, material: SafeguardMaterial, cell_of: Callable[[Guidance, DocumentFacts], SafeguardCell]
) -> SafeguardRow:
    cells = tuple(cell_of(guidance, facts) for guidance, facts in zip(material.guidance, material.facts, strict=True))
    return _row(code, name, anchor=f"row-{code}", cells=cells, documents=material.documents)


def _guiding_cell(guidance: Guidance, facts: DocumentFacts) -> SafeguardCell:
    state = _state(bool(guidance.guiding), touched=bool(guidance.touching), facts=facts)
    return SafeguardCell(state, guidance.guiding, guidance.touching)


def _principle_cell(guidance: Guidance, facts: DocumentFacts) -> SafeguardCell:
    return SafeguardCell(_state(bool(guidance.principles), touched=False, facts=facts), guidance.principles)


def _state(stated: bool, *, touched: bool, facts: DocumentFacts) -> State:
    if stated:
        return State.STATED
    return State.TOUCHED if touched else absent_state("", facts=facts)


def _row(
    code: str,
    name: str,
    *,
    anchor: str,
    cells: tuple[SafeguardCell, ...],
    documents: Sequence[ComparedDocument],
) -> SafeguardRow:
    answers = [True if cell.measures else None for cell in cells]
    return SafeguardRow(
        code=code,
        name=name,
        anchor=anchor,
        coverage=_coverage(answers, documents=documents),
        only_one=len(cells) > 1 and answers.count(True) == 1,
        cells=cells,
    )


def _coverage(answers: Sequence[object], *, documents: Sequence[ComparedDocument]) -> str:
    """How many columns set it apart: 五地都写, 三地写明, 仅四川省, 无专项措施."""
    if len(documents) < 2:
        return ""
    writing = labels_with(answers, documents=documents)
    if not writing:
        return _("无专项措施")
    if len(writing) == 1:
        return _("仅%(place)s") % {"place": writing[0]}
    words = {"count": count_word(len(writing)), "unit": unit_of(documents)}
    return _("%(count)s%(unit)s都写") % words if len(writing) == len(documents) else _("%(count)s%(unit)s写明") % words

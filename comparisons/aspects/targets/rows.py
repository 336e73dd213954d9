"""From the targets of all columns to rows: one row a comparable indicator, and who is silent about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.answers import unit_of
from comparisons.aspects.targets.basis import basis_words
from comparisons.aspects.targets.denominators import denominator_of
from comparisons.aspects.targets.identity import TOTAL
from comparisons.aspects.targets.levels import peer_words, spread_of, statistics_of
from comparisons.aspects.targets.records import Absence, IndicatorRow, TargetFact, TargetLine
from comparisons.aspects.targets.scales import date_drawing, value_drawings, years_of
from comparisons.records import ComparedDocument, State
from comparisons.wording import count_word

COUNTED = ("count", "persons", "events")
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """What all rows stand on: the columns, the names of the domains, the highlighted column."""

    documents: tuple[ComparedDocument, ...]
    domain_names: Mapping[str, str]
    focus: str = ""
    """Code of the place or slug of the document that is highlighted; empty without one."""


def indicator_rows(facts: Sequence[TargetFact], *, ground: Ground) -> tuple[IndicatorRow, ...]:
    """One row for all targets that measure the same; rows in the order in which their first target stands."""
    groups: dict[tuple[object, ...], list[TargetFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.identity.key].append(fact)
    years = years_of(facts)
    return tuple(
        indicator_row(in_columns(group), ground=ground, years=years, anchor=f"target-{group[0].pk}")
        for group in groups.values()
    )


def in_columns(facts: Sequence[TargetFact]) -> list[TargetFact]:
    """The targets of a row in the order of the columns, those of one column by date."""
    return sorted(facts, key=lambda fact: (fact.column, fact.deadline))


def indicator_row(facts: Sequence[TargetFact], *, ground: Ground, years: Sequence[int], anchor: str) -> IndicatorRow:
    """One row from the targets that belong on it."""
    first = facts[0]
    drawings = value_drawings(facts)
    names = tuple(dict.fromkeys(fact.indicator for fact in facts))
    denominators = (denominator_of(fact.indicator, wording=fact.quote, unit=fact.unit) for fact in facts)
    return IndicatorRow(
        anchor=anchor,
        name=names[0],
        also_called=names[1:],
        denominator=next((words for words in denominators if words), ""),
        basis="" if first.identity.basis == TOTAL else basis_words(first.identity.basis),
        domain=first.domain,
        domain_name=ground.domain_names.get(first.domain, ""),
        coverage=coverage_words(facts, documents=ground.documents),
        units_said=units_said(facts),
        statistics=tuple(statistics_of(facts)),
        lines=tuple(
            TargetLine(fact, drawing, date_drawing(fact, years=years), peer=_peer(fact, facts, ground))
            for fact, drawing in zip(facts, drawings, strict=True)
        ),
        absences=absences_of(ground.documents, writing={fact.column for fact in facts}),
        places=len({fact.document.place_code for fact in facts}),
        spread=spread_of(facts),
    )


def _peer(fact: TargetFact, facts: Sequence[TargetFact], ground: Ground) -> str:
    own = ground.focus and ground.focus in (fact.document.place_code, fact.document.slug)
    return peer_words(fact, facts=facts) if own else ""


def coverage_words(facts: Sequence[TargetFact], *, documents: Sequence[ComparedDocument]) -> str:
    """仅济源市, 两地写明, 五地都写; two versions of one place are counted as documents; nothing for a single column."""
    writing = list(dict.fromkeys(fact.document.label for fact in facts))
    if len(documents) < 2:
        return ""
    if len(writing) == 1:
        return _("仅%(place)s") % {"place": writing[0]}
    words = {"count": count_word(len(writing)), "unit": unit_of(documents)}
    return _("%(count)s%(unit)s都写") % words if len(writing) == len(documents) else _("%(count)s%(unit)s写明") % words


def units_said(facts: Sequence[TargetFact]) -> str:
    """That units differ, and what is done about it: converted for the drawing, printed as the text has them."""
    units = list(dict.fromkeys(fact.unit for fact in facts))
    if len(units) < 2:
        return ""
    named = "、".join(units)
    if facts[0].identity.dimension in COUNTED:
        return _("单位不同：%(units)s，都是计数，按同一刻度画。") % {"units": named}
    return _("单位不同：%(units)s，画图时折算为%(shared)s，数值照原文。") % {"units": named, "shared": units[0]}


def absences_of(documents: Sequence[ComparedDocument], *, writing: set[int]) -> tuple[Absence, ...]:
    """The places that do not set the indicator, sorted by which of the answers that is."""
    places: dict[State, list[str]] = defaultdict(list)
    for column, document in enumerate(documents):
        if column not in writing:
            places[absent_state(document)].append(document.label)
    return tuple(Absence(state, named_places(named)) for state, named in places.items())


def named_places(labels: Sequence[str]) -> str:
    """All places where they are few, else the first and how many: 济源市、茅箭区、禹城市等9地."""
    if len(labels) <= MOST_NAMED:
        return "、".join(labels)
    named = {"named": "、".join(labels[: MOST_NAMED - 1]), "count": len(labels)}
    return _("%(named)s等%(count)s地") % named


def absent_state(document: ComparedDocument) -> State:
    """Why a document holds no such target: its kind cannot, a person found none, or nobody has looked."""
    if not document.holds_tasks and not document.quantities:
        return State.NOT_APPLICABLE
    return State.SILENT_CHECKED if document.reviewed else State.NOT_FOUND

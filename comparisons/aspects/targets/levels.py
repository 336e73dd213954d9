"""Highest, lowest and median of one indicator, only among places of one level, and how one place stands to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from comparisons.aspects.targets.records import TargetFact
from comparisons.aspects.targets.scales import common, readable

ENOUGH_FOR_MEDIAN = 3
FLOORS = frozenset({">=", "=", "~", "change"})
CEILINGS = frozenset({"<=", "=", "~"})


def by_level(facts: Sequence[TargetFact]) -> list[list[TargetFact]]:
    """The targets of each level with two places or more, one a place: the one that reaches furthest in time.

    A range, or a ceiling beside a floor, has no order among the others; then there is nothing.
    """
    levels: dict[str, dict[str, TargetFact]] = {}
    for fact in facts:
        places = levels.setdefault(fact.document.level, {})
        kept = places.get(fact.document.place_code)
        if kept is None or fact.deadline >= kept.deadline:
            places[fact.document.place_code] = fact
    return [list(places.values()) for places in levels.values() if len(places) > 1 and one_way(places.values())]


def one_way(facts: Iterable[TargetFact]) -> bool:
    """Whether the operators let values be put in order: all floors or plain values, or all ceilings or plain ones."""
    operators = {fact.operator for fact in facts}
    return operators <= FLOORS or operators <= CEILINGS


def figure_of(fact: TargetFact, *, shared: str) -> Decimal:
    """The value of a target in the unit that its row shares."""
    return common(fact.value, unit=fact.unit, shared=shared)


def statistics_of(facts: Sequence[TargetFact]) -> Iterator[str]:
    """Sentences about one indicator, each inside one level: 地级2地：最高≥95%（济南市），最低80%（济源市）。"""
    shared = facts[0].unit
    places = {fact.document.place_code for fact in facts}
    groups = by_level(facts)
    for group in groups:
        yield _level_sentence(group, shared=shared)
    levels = {fact.document.level for fact in facts}
    if len(places) > 1 and len(levels) > 1:
        yield _("层级不同，只并列，不排名。")
    elif len(places) > 1 and not groups:
        yield _("有的是下限，有的是上限或区间，不作统计。")


def _level_sentence(group: Sequence[TargetFact], *, shared: str) -> str:
    ordered = sorted(group, key=lambda fact: figure_of(fact, shared=shared))
    low, high = figure_of(ordered[0], shared=shared), figure_of(ordered[-1], shared=shared)
    level = {"level": group[0].document.level_words, "count": len(group)}
    if low == high:
        said = _("%(level)s%(count)s地，数值相同") % level
    else:
        said = _("%(level)s%(count)s地：最高%(high)s（%(high_place)s），最低%(low)s（%(low_place)s）") % {
            **level,
            "high": ordered[-1].in_prose,
            "high_place": _places(ordered, high, shared=shared),
            "low": ordered[0].in_prose,
            "low_place": _places(ordered, low, shared=shared),
        }
        if len(group) >= ENOUGH_FOR_MEDIAN:
            middle = median(figure_of(fact, shared=shared) for fact in ordered)
            said += _("，中位%(middle)s%(unit)s") % {"middle": rounded(middle, unit=shared), "unit": shared}
    return f"{said}{_guards(group)}。"


def _places(facts: Sequence[TargetFact], value: Decimal, *, shared: str) -> str:
    return "、".join(fact.document.label for fact in facts if figure_of(fact, shared=shared) == value)


def _guards(group: Sequence[TargetFact]) -> str:
    """What keeps the values from being compared word for word: unlike dates, floors beside plain values."""
    said = ""
    years = sorted({fact.deadline[:4] for fact in group if fact.deadline})
    if len(years) > 1:
        said += _("；时限不同，从%(first)s年到%(last)s年") % {"first": years[0], "last": years[-1]}
    if any(not fact.deadline for fact in group):
        said += _("；有的未写时限")
    operators = {fact.operator for fact in group}
    bounds = {">=": _("下限"), "<=": _("上限"), "~": _("约数")}
    if len(operators) > 1:
        said += _("；有的是%(bounds)s") % {"bounds": "、".join(bounds[each] for each in bounds if each in operators)}
    return said


def rounded(value: Decimal, *, unit: str) -> str:
    """A median in at most two digits behind the point."""
    return readable(value.quantize(Decimal("0.01")), unit=unit)


def spread_of(facts: Sequence[TargetFact]) -> Decimal:
    """The widest spread of one level, as a share of its highest value; 0 where no level has two places."""
    shared = facts[0].unit
    widest = Decimal(0)
    for group in by_level(facts):
        values = [figure_of(fact, shared=shared) for fact in group]
        if max(values) > 0:
            widest = max(widest, (max(values) - min(values)) / max(values))
    return widest


def peer_words(fact: TargetFact, *, facts: Sequence[TargetFact]) -> str:
    """How the value of a highlighted place stands to the others of its level: 同级另2地：80%—95%，中位87.5%.

    Empty where no other place of its level sets the indicator.
    """
    shared = fact.unit
    for group in by_level(facts):
        if fact not in group:
            continue
        others = sorted(figure_of(each, shared=shared) for each in group if each is not fact)
        span = readable(others[0], unit=shared)
        if others[0] != others[-1]:
            span = f"{span}—{readable(others[-1], unit=shared)}"
        said = _("同级另%(count)s地：%(span)s%(unit)s") % {"count": len(others), "span": span, "unit": shared}
        if len(others) >= ENOUGH_FOR_MEDIAN:
            said += _("，中位%(middle)s%(unit)s") % {"middle": rounded(median(others), unit=shared), "unit": shared}
        return said
    return ""

"""Where values and dates stand in the small drawings: pixels on a scale, never across unlike units."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from comparisons.aspects.targets.denominators import SHARE
from comparisons.aspects.targets.identity import CHANGE
from comparisons.aspects.targets.records import DateDrawing, TargetFact, Tick, ValueDrawing
from comparisons.aspects.targets.vocabulary import indicator_words
from documents.tables import plain_decimal

WIDTH = 148
MARGIN = 10
# A longer scale leaves too little room for one year.
MOST_YEARS = 16
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
SHAPES = {">=": "at_least", "<=": "at_most", "~": "about", "=": "equal", "range": "range", CHANGE: "change"}
HUNDRED = Decimal(100)
LABELLED_YEARS = 4
TEN_THOUSAND = Decimal(10_000)
HUNDRED_MILLION = Decimal(100_000_000)
# More digits than this are not read at a glance.
MOST_DIGITS = 5


def common(value: Decimal, *, unit: str, shared: str) -> Decimal:
    """A value of one unit in another of its dimension: 200亿元 in 万元 are 2000000.

    Units of no known dimension are only ever compared with themselves and stay.
    """
    known = indicator_words().units
    if unit == shared or unit not in known or shared not in known:
        return value
    return value * known[unit][1] / known[shared][1]


def value_drawings(facts: Sequence[TargetFact]) -> list[ValueDrawing | None]:
    """The values of one row on one scale; none where there is nothing to see a value against.

    A share has its natural scale up to 100%, even alone. Other values are drawn where two stand together.
    """
    shared = facts[0].unit
    ends = [_ends(fact, shared=shared) for fact in facts]
    is_share = facts[0].identity.dimension == SHARE and facts[0].operator != CHANGE
    if (len(facts) < 2 and not is_share) or max(high for _low, high in ends) <= 0:
        return [None] * len(facts)
    highest = max(high for _low, high in ends)
    natural = HUNDRED if shared == "%" and is_share else Decimal(0)
    top = natural if highest <= natural else round_up(highest)
    ticks = _value_ticks(top, unit=shared)
    return [_value(fact, low, high, top=top, ticks=ticks) for fact, (low, high) in zip(facts, ends, strict=True)]


def _ends(fact: TargetFact, *, shared: str) -> tuple[Decimal, Decimal]:
    low = common(fact.value, unit=fact.unit, shared=shared)
    high = low if fact.value_max is None else common(fact.value_max, unit=fact.unit, shared=shared)
    return low, high


def round_up(value: Decimal) -> Decimal:
    """The next round number to end a scale with: 1315 gives 2000, 35 gives 50."""
    power = Decimal(10) ** value.adjusted()
    return next(step * power for step in STEPS if step * power >= value)


def readable(value: Decimal, *, unit: str = "") -> str:
    """A number of many digits in 万 or 亿, where nothing of it is lost: 290000000000 gives 2900亿.

    A unit that has such a word itself takes no second one of its kind: 20000亿元 is 2万亿元, 20000万元 stays.

    >>> readable(Decimal("62000")), readable(Decimal("1315")), readable(Decimal("20000"), unit="万元")
    ('6.2万', '1315', '20000')
    """
    for word, size in (("亿", HUNDRED_MILLION), ("万", TEN_THOUSAND)):
        shortened = plain_decimal(value / size)
        if value >= size and len(shortened) <= MOST_DIGITS and not unit.startswith((word, "万")):
            return f"{shortened}{word}"
    return plain_decimal(value)


def _value_ticks(top: Decimal, *, unit: str) -> tuple[Tick, ...]:
    labels = (("0", "start"), (readable(top / 2, unit=unit), "middle"), (f"{readable(top, unit=unit)}{unit}", "end"))
    return tuple(
        Tick(_place(Decimal(step) / 2), label if anchor != "middle" or len(label) < 5 else "", anchor)
        for step, (label, anchor) in enumerate(labels)
    )


def _value(fact: TargetFact, low: Decimal, high: Decimal, *, top: Decimal, ticks: tuple[Tick, ...]) -> ValueDrawing:
    x, x_max = _place(low / top), _place(high / top)
    return ValueDrawing(
        shape=SHAPES.get(fact.operator, "equal"),
        x=x,
        x_max=x_max,
        width=f"{max(float(x_max) - float(x), 2):.1f}",
        ticks=ticks,
        label=_("%(figure)s，刻度从%(first)s到%(last)s")
        % {"figure": fact.in_prose, "first": ticks[0].label, "last": ticks[-1].label},
    )


def _place(fraction: Decimal) -> str:
    return f"{MARGIN + float(fraction) * (WIDTH - 2 * MARGIN):.1f}"


def years_of(facts: Sequence[TargetFact]) -> tuple[int, ...]:
    """All years from the first deadline to the last; none without a date, or beyond MOST_YEARS."""
    dated = [fact.year for fact in facts if fact.year]
    if not dated or max(dated) - min(dated) >= MOST_YEARS:
        return ()
    return tuple(range(min(dated), max(dated) + 1))


def date_drawing(fact: TargetFact, *, years: Sequence[int]) -> DateDrawing | None:
    """The deadline of a target on the years of the page; nothing without a date."""
    if not fact.deadline or not years:
        return None
    year, *rest = (int(part) for part in fact.deadline.split("-"))
    one = (WIDTH - 2 * MARGIN) / len(years)
    start = MARGIN + (year - years[0]) * one
    ticks = _year_ticks(years, one=one)
    if not rest:
        label = _("%(words)s，写到年") % {"words": fact.deadline_words or year}
        return DateDrawing("year", f"{start:.1f}", f"{one:.1f}", ticks, label)
    day = rest[1] if len(rest) > 1 else monthrange(year, rest[0])[1]
    passed = (date(year, rest[0], day) - date(year, 1, 1)).days + 1
    x = start + one * passed / (366 if isleap(year) else 365)
    label = _("%(words)s，写到月或日") % {"words": fact.deadline_words or fact.deadline}
    return DateDrawing("day", f"{x:.1f}", "0", ticks, label)


def _year_ticks(years: Sequence[int], *, one: float) -> tuple[Tick, ...]:
    """A tick where each year begins and where the last ends; the first and the last are labelled in their middle."""
    labelled = set(years) if len(years) <= LABELLED_YEARS else {years[0], years[-1]}
    ticks = [Tick(f"{MARGIN + index * one:.1f}", "", "middle") for index in range(len(years) + 1)]
    middles = [
        Tick(f"{MARGIN + (index + 0.5) * one:.1f}", str(year), "middle")
        for index, year in enumerate(years)
        if year in labelled
    ]
    return (*ticks, *middles)

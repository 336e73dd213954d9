"""Rows under headings: what looks alike and is not stands together; the rest by domain, or in another order by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from comparisons.aspects.targets.basis import basis_words
from comparisons.aspects.targets.denominators import SHARE
from comparisons.aspects.targets.identity import CHANGE
from comparisons.aspects.targets.levels import figure_of
from comparisons.aspects.targets.lookalikes import alike_keys, bare_name
from comparisons.aspects.targets.records import IndicatorRow, RowBand
from comparisons.aspects.targets.vocabulary import indicator_words

# More rows with one figure (100%) than this say nothing by standing together.
MOST_ALIKE = 8
NUMBERS = "零一两三四五六七八"


def bands_by_domain(rows: Sequence[IndicatorRow], *, domain_names: Mapping[str, str]) -> tuple[RowBand, ...]:
    """First what looks alike, then a band for each top domain, in the order of the taxonomy."""
    alike = alike_bands(rows)
    placed = {row.anchor for band in alike for row in band.rows}
    by_domain: dict[str, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        if row.anchor not in placed:
            by_domain[row.domain.partition("/")[0]].append(row)
    known = [code for code in domain_names if code in by_domain]
    others = [code for code in by_domain if code not in domain_names]
    return (
        *alike,
        *(
            RowBand(
                f"band-{code or 'none'}", domain_names.get(code) or _("未归领域"), "", False, tuple(by_domain[code])
            )
            for code in (*known, *others)
        ),
    )


def alike_bands(rows: Sequence[IndicatorRow]) -> tuple[RowBand, ...]:
    """Rows of two or more places that look alike and measure unlike things, each group with what sets it apart."""
    names = frozenset(bare_name(row.facts[0].identity) for row in rows)
    named = _groups(rows, keys=lambda row: alike_keys(row.facts[0].identity, names=names))
    taken = {row.anchor for group in named for row in group}
    left = [row for row in rows if row.anchor not in taken]
    figures = _groups(left, keys=_figures)
    bands = [_alike(group, title=_("看似相同，口径不同")) for group in named]
    bands += [_same_figure(group) for group in figures]
    return tuple(replace(band, anchor=f"alike-{index}") for index, band in enumerate(bands, start=1))


def _groups(rows: Sequence[IndicatorRow], *, keys: Callable[[IndicatorRow], Iterable[str]]) -> list[list[IndicatorRow]]:
    """Rows that share a key, as groups of two to MOST_ALIKE rows from more than one place; a row joins one group."""
    by_key: dict[str, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            by_key[key].append(row)
    groups: list[list[IndicatorRow]] = []
    placed: set[str] = set()
    for found in by_key.values():
        group = [row for row in found if row.anchor not in placed]
        if 2 <= len(group) <= MOST_ALIKE and len(_places(group)) > 1:
            groups.append(group)
            placed.update(row.anchor for row in group)
    return groups


def _places(rows: Iterable[IndicatorRow]) -> set[str]:
    return {fact.document.place_code for row in rows for fact in row.facts}


def _figures(row: IndicatorRow) -> tuple[str, ...]:
    """The percentages of a row, 80% and ≥80% being one figure; nothing for counts, which agree by chance."""
    shares = (fact for fact in row.facts if fact.identity.dimension == SHARE and fact.operator != CHANGE)
    return tuple(dict.fromkeys(f"{fact.value_text}{fact.unit}" for fact in shares))


def _same_figure(rows: Sequence[IndicatorRow]) -> RowBand:
    figure = _figures(rows[0])[0]
    count = NUMBERS[len(rows)] if len(rows) < len(NUMBERS) else str(len(rows))
    return RowBand(
        "",
        _("看似相同，分母不同"),
        _("%(count)s个“%(figure)s”各有分母，不能相比。") % {"count": count, "figure": figure},
        True,
        tuple(rows),
    )


def _alike(rows: Sequence[IndicatorRow], *, title: str) -> RowBand:
    return RowBand("", title, difference_of(rows), True, tuple(rows))


def difference_of(rows: Sequence[IndicatorRow]) -> str:
    """What sets rows with like names apart: unit, basis (新增, 累计, 增速), for whom it counts, or the name itself."""
    identities = [row.facts[0].identity for row in rows]
    said = []
    if len({identity.core for identity in identities}) > 1 or len({identity.whole for identity in identities}) > 1:
        said.append(_("范围或分母不同"))
    if len({identity.per for identity in identities}) > 1:
        said.append(_("按人口折算的基数不同"))
    if len({identity.basis for identity in identities}) > 1:
        said.append(_("口径不同（%(bases)s）") % {"bases": "、".join(_bases(rows))})
    if len({identity.dimension for identity in identities}) > 1:
        units = dict.fromkeys(fact.unit for row in rows for fact in row.facts)
        said.append(_("计量不同（%(units)s）") % {"units": "、".join(units)})
    return _("%(difference)s，不能相比。") % {"difference": "，".join(said)}


def _bases(rows: Sequence[IndicatorRow]) -> list[str]:
    return list(dict.fromkeys(basis_words(row.facts[0].identity.basis) for row in rows))


def bands_by_unit(rows: Sequence[IndicatorRow]) -> tuple[RowBand, ...]:
    """Rows by falling value, each unit under its own heading, so that no unit is put in order with another."""
    by_unit: dict[tuple[str, bool], list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        first = row.facts[0]
        by_unit[(first.identity.dimension, first.operator == CHANGE)].append(row)
    return tuple(
        RowBand(
            f"unit-{index}",
            unit_heading(group),
            _("按数值从高到低，不是名次；指标不同的不能相比。"),
            False,
            tuple(sorted(group, key=lambda row: _highest(row), reverse=True)),
        )
        for index, (_unit, group) in enumerate(by_unit.items(), start=1)
    )


def unit_heading(rows: Sequence[IndicatorRow]) -> str:
    """百分比, 增减幅度, or the units themselves: 个、家、项."""
    first = rows[0].facts[0]
    if first.operator == CHANGE:
        return _("增减幅度")
    if first.identity.dimension == SHARE:
        return _("百分比")
    units = list(dict.fromkeys(fact.unit for row in rows for fact in row.facts))
    return _("单位：%(units)s") % {"units": "、".join(units)}


def _highest(row: IndicatorRow) -> Decimal:
    """The highest value of a row in the base unit of its dimension."""
    known = indicator_words().units
    return max(
        figure_of(fact, shared=fact.unit) * (known[fact.unit][1] if fact.unit in known else 1) for fact in row.facts
    )


def bands_by_spread(rows: Sequence[IndicatorRow]) -> tuple[RowBand, ...]:
    """Rows that several places set first, the widest spread inside one level on top; then the others."""
    compared = sorted((row for row in rows if row.spread), key=lambda row: row.spread, reverse=True)
    rest = [row for row in rows if not row.spread]
    bands = (
        RowBand("spread", _("同级之间有差距"), _("按同一层级内最高与最低相差的比例排列。"), False, tuple(compared)),
        RowBand("no-spread", _("没有可比的差距"), _("仅一地写明、层级不同或数值相同。"), False, tuple(rest)),
    )
    return tuple(band for band in bands if band.rows)


def bands_by_deadline(rows: Sequence[IndicatorRow]) -> tuple[RowBand, ...]:
    """Rows under the last year that any of their targets names, the earliest first; those without a date at the end."""
    by_year: dict[int, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        by_year[max((fact.year or 0 for fact in row.facts), default=0)].append(row)
    years = sorted(year for year in by_year if year)
    return (
        *(RowBand(f"year-{year}", _("%(year)s年") % {"year": year}, "", False, tuple(by_year[year])) for year in years),
        *((RowBand("year-none", _("未写时限"), "", False, tuple(by_year[0])),) if by_year[0] else ()),
    )

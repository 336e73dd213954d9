"""Targets and milestones over years: how many fall due when, by level or by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from documents.filters import TargetFilter
from documents.lenses.addresses import list_address
from documents.lenses.bars import Bars, bars_of
from documents.lenses.crosstab import Counts, Cross, Head, cross
from documents.lenses.filters import LEVEL, PLACE, YearsFilter
from documents.lenses.places import PLACES_PER_PAGE, level_heads, place_heads, places_page
from documents.models import Target
from documents.querysets import CountedQuerySet

ROWS = {PLACE: "jurisdiction_id", LEVEL: "jurisdiction__level"}
PARAMETERS = {PLACE: "jurisdiction", LEVEL: "level"}
NO_YEAR = "none"
# A gap of more empty years than this is left out of the scale.
LONGEST_GAP = 5
BOTH = "all"


@dataclass(frozen=True, slots=True)
class Years:
    """The crossing of rows and years, its page of places, and the bars of the two kinds."""

    cross: Cross
    page: Page | None
    bars: Bars
    quantities: int
    milestones: int


def read_years(lens: YearsFilter, *, page: Any, per_page: int = PLACES_PER_PAGE) -> Years:
    """Count targets by the year of their deadline; those without one have a column of their own."""
    rows, shown = _rows(lens, page=page, per_page=per_page)
    found = lens.remembered(lambda: _read(lens, rows=rows, of_these=shown is not None), per_page=per_page)
    return replace(found, page=shown)


def _read(lens: YearsFilter, *, rows: list[Head], of_these: bool) -> Years:
    kind = lens.chosen("kind")
    targets = lens.targets() if kind == BOTH else lens.targets().filter(kind=kind)
    by_kind: dict[Any, int] = dict(targets.counts_by("deadline_year", "kind"))
    years = scale_of(sorted({key[0] for key in by_kind if key[0]}))
    here = targets.filter(jurisdiction__in=[row.key for row in rows]) if of_these else targets
    parameter = PARAMETERS[lens.layout]

    def address(row: Head | None, head: Head | None) -> str:
        own = {parameter: row.code} if row else {}
        year = {"year": head.code} if head else {}
        return list_address("documents:targets", TargetFilter, lens.scope, {"kind": kind}, own, year)

    columns = [Head(year, str(year), str(year)) for year in years]
    columns.append(Head(None, NO_YEAR, _("未写时限")))
    counts = _counts(targets, here, row=ROWS[lens.layout], with_kinds=kind == BOTH)
    numbers = {str(each): sum(n for key, n in by_kind.items() if key[1] == each) for each in Target.Kind.values}
    return Years(
        cross=cross(
            _("层级") if lens.layout == LEVEL else _("地区"), rows=rows, columns=columns, counts=counts, address=address
        ),
        page=None,
        bars=bars_of(
            [
                (str(year), by_kind.get((year, Target.Kind.QUANTITY), 0), by_kind.get((year, Target.Kind.MILESTONE), 0))
                for year in years
            ]
        ),
        quantities=numbers[Target.Kind.QUANTITY],
        milestones=numbers[Target.Kind.MILESTONE],
    )


def scale_of(years: Sequence[int]) -> list[int]:
    """The years of the scale: those that occur, and the empty ones between them where the gap is short.

    >>> scale_of([2018, 2020, 2035])
    [2018, 2019, 2020, 2035]
    """
    scale: list[int] = []
    for year in years:
        if scale and 1 < year - scale[-1] <= LONGEST_GAP:
            scale.extend(range(scale[-1] + 1, year))
        scale.append(year)
    return scale


def _rows(lens: YearsFilter, *, page: Any, per_page: int) -> tuple[list[Head], Page | None]:
    documents = lens.documents()
    if lens.layout == LEVEL:
        return level_heads(list(documents.values_list("jurisdiction__level", flat=True).distinct())), None
    shown = places_page(documents, number=page, per_page=per_page)
    return place_heads(shown), shown


def _counts(targets: CountedQuerySet, here: CountedQuerySet, *, row: str, with_kinds: bool) -> Counts:
    """Counts by row and year; a note says how many of them are quantities, where both kinds are counted."""
    notes: dict[tuple[object, object], str] = {}
    if with_kinds:
        quantities = here.filter(kind=Target.Kind.QUANTITY).counts_by(row, "deadline_year")
        notes = {key: _("数值%(number)d") % {"number": number} for key, number in quantities.items()}  # type: ignore[misc]
    columns = targets.counts_by("deadline_year")
    return Counts(
        cells=here.counts_by(row, "deadline_year"),  # type: ignore[arg-type]
        rows=here.counts_by(row),
        columns=columns,
        all=sum(columns.values()),
        notes=notes,
    )

"""The coverage matrix of the overview and its cards: counts, steps of the tint, the time bar of each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.records import Band, BandCell, ComparedDocument

# heat 1 · 2 · 3–4 · 5以上 (design language)
HEAT_STEPS = ((5, 4), (3, 3), (2, 2), (1, 1))
DAYS_OF_YEAR = 366
SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The tasks of one place under one top domain, or the state that says why there are none."""

    number: int
    step: int
    state: str
    count: int
    """Passages that touch on the domain where no task stands."""
    label: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One top domain across the places; `address` is the comparison at its rows."""

    code: str
    name: str
    address: str
    cells: tuple[HeatCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The years a document speaks for, on one scale for all cards."""

    first: int
    years: int
    last: int
    start: int | None
    end: int | None
    signed: float | None
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One place with its document and the bar of its years."""

    document: ComparedDocument
    bar: Bar | None


def heat_rows(bands: Sequence[Band], *, documents: Sequence[ComparedDocument], address: str) -> tuple[HeatRow, ...]:
    """One row a top domain, linked to the comparison at that domain.

    保障 without key tasks is left out: its measures have a line of their own under the matrix.
    """
    return tuple(
        HeatRow(
            code=band.code,
            name=band.name,
            address=f"{address}#{band.anchor}",
            cells=tuple(
                _heat_cell(cell, label=f"{band.name}，{document.label}")
                for cell, document in zip(band.cells, documents, strict=True)
            ),
            total=band.total,
        )
        for band in bands
        if band.total or band.code != SUPPORT
    )


def _heat_cell(cell: BandCell, *, label: str) -> HeatCell:
    return HeatCell(
        number=cell.tasks,
        step=heat_step(cell.tasks),
        state=cell.state.value,
        count=0 if cell.tasks else cell.mentions,
        label=label,
    )


def heat_step(number: int) -> int:
    """The step of the tint for a count of tasks: 1, 2, 3–4 and 5 or more give 1 to 4; none gives 0."""
    return next((step for least, step in HEAT_STEPS if number >= least), 0)


def cards(documents: Sequence[ComparedDocument]) -> tuple[Card, ...]:
    """One card a document, all bars on the scale from the first year of any to the last."""
    spans = [_years(document) for document in documents]
    years = [year for span in spans for year in span if year]
    if not years:
        return tuple(Card(document, None) for document in documents)
    first, last = min(years), max(years)
    return tuple(Card(document, _bar(document, first=first, last=last)) for document in documents)


def _years(document: ComparedDocument) -> tuple[int | None, int | None]:
    day = document.issued_on or document.published_on
    signed = day.year if day else None
    if document.period:
        return min(document.period[0], signed or document.period[0]), document.period[1]
    return signed, document.last_year


def _bar(document: ComparedDocument, *, first: int, last: int) -> Bar:
    day = document.issued_on
    start, end = document.period or (day.year if day else None, document.last_year)
    return Bar(
        first=first,
        years=last - first + 1,
        last=last,
        start=start if start and end else None,
        end=end + 1 if start and end else None,
        signed=round(day.year + (day.timetuple().tm_yday - 1) / DAYS_OF_YEAR, 2) if day else None,
        label=_("%(date)s，%(period)s") % {"date": document.date_words, "period": document.period_words},
    )

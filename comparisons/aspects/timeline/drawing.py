"""The drawing over the table: every document a lane on one common scale of years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from comparisons.aspects.timeline.records import Lane, Mark, Moment, MomentKind
from comparisons.records import ComparedDocument

# A longer scale leaves too little room for one year; then there is no drawing, only the table.
MOST_YEARS = 20


def scale_of(documents: Sequence[ComparedDocument], *, moments: Sequence[Sequence[Moment]]) -> tuple[int, ...]:
    """All years from the first to the last that any period or moment reaches; none without a date."""
    years = {
        year for own in moments for moment in own for year in (moment.first_year, moment.last_year) if year is not None
    }
    years.update(year for document in documents for year in document.period or ())
    return tuple(range(min(years), max(years) + 1)) if years else ()


def lanes_of(
    documents: Sequence[ComparedDocument], *, moments: Sequence[Sequence[Moment]], years: Sequence[int]
) -> tuple[Lane, ...]:
    """One lane for each document; nothing where the scale is empty or longer than MOST_YEARS."""
    if not years or len(years) > MOST_YEARS:
        return ()
    return tuple(_lane(document, own, years) for document, own in zip(documents, moments, strict=True))


def _lane(document: ComparedDocument, own: Sequence[Moment], years: Sequence[int]) -> Lane:
    period = document.period
    dated = [moment for moment in own if moment.first_year is not None]
    return Lane(
        document=document,
        period_x=_percent(_position(str(period[0]), years, end=False)) if period else "",
        period_width=_percent(_width(str(period[0]), str(period[1]), years)) if period else "",
        marks=_marks(dated, years),
        undated=len(own) - len(dated),
    )


def _marks(dated: Sequence[Moment], years: Sequence[int]) -> tuple[Mark, ...]:
    """Bars for stages and for what names only a year, points for days; bars that overlap lie under each other.

    What has the same kind and date is one shape with its number.
    """
    marks: list[Mark] = []
    ends: list[float] = []
    for moment in sorted(dated, key=lambda each: (each.begins or each.ends, each.start)):
        label = f"{moment.words} {moment.title}".strip()
        if moment.kind is not MomentKind.STAGE:
            _add_point(marks, _point(moment, label, years))
            continue
        begin = _position(moment.begins or moment.ends, years, end=False)
        width = _width(moment.begins or moment.ends, moment.ends or moment.begins, years)
        row = next((index for index, end in enumerate(ends) if end <= begin + 0.01), len(ends))
        ends[row : row + 1] = [begin + width]
        marks.append(Mark(moment.kind, _percent(begin), _percent(width), row, label, 1))
    return tuple(marks)


def _point(moment: Moment, label: str, years: Sequence[int]) -> Mark:
    if len(moment.ends) == 4:
        begin = _position(moment.ends, years, end=False)
        return Mark(moment.kind, _percent(begin), _percent(100 / len(years)), 0, label, 1)
    return Mark(moment.kind, _percent(_position(moment.ends, years, end=True)), "", 0, label, 1)


def _add_point(marks: list[Mark], point: Mark) -> None:
    """Add a shape, or count it with the one that already stands there."""
    for index, other in enumerate(marks):
        if (other.kind, other.x, other.width) == (point.kind, point.x, point.width):
            marks[index] = replace(other, count=other.count + 1, label=f"{other.label}\n{point.label}")
            return
    marks.append(point)


def _width(begins: str, ends: str, years: Sequence[int]) -> float:
    return _position(ends, years, end=True) - _position(begins, years, end=False)


def _position(day: str, years: Sequence[int], *, end: bool) -> float:
    """Per cent of the scale where a partial date begins or ends: 2020 ends where 2021 begins."""
    year, *rest = (int(part) for part in day.split("-"))
    month = rest[0] if rest else (12 if end else 1)
    last = monthrange(year, month)[1]
    number = rest[1] if len(rest) > 1 else (last if end else 1)
    passed = (date(year, month, min(number, last)) - date(year, 1, 1)).days + (1 if end else 0)
    days = 366 if monthrange(year, 2)[1] == 29 else 365
    return (year - years[0] + passed / days) * 100 / len(years)


def _percent(value: float) -> str:
    return f"{value:.2f}%"

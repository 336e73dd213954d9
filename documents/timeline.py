"""Targets in time: the years of one scale, and each target as a bar or a point in per cent of that scale."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

MOST_YEARS = 16
"""A longer scale leaves too little room for one year; then there is no drawing, only the table."""


class Dated(Protocol):
    """What a target must bring to be drawn; `deadline` is 2022, 2022-09, 2022-12-31 or empty."""

    kind: str
    indicator: str
    operator: str
    operator_label: str
    value_text: str
    unit: str
    deadline: str
    deadline_words: str
    place: str
    level: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One target on the scale; `start` and `width` are per cent of it, as texts for the drawing."""

    kind: str
    figure: str
    label: str
    url: str
    when: str
    precision: str
    """`year` a bar as long as the year, `day` a point, `none` no date at all."""
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class PlaceMarks:
    """The marks of one place, in the order of the list."""

    place: str
    level: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All years of the scale and the places on it."""

    years: tuple[int, ...]
    groups: tuple[PlaceMarks, ...]


SIGNS = {">=": "≥", "<=": "≤", "~": "≈", "=": "="}


def timeline_of(targets: Sequence[Dated]) -> Timeline | None:
    """The targets on one scale of years, grouped by place; nothing without a date, or beyond MOST_YEARS.

    到2022年的80%和2022-12-31的一个里程碑 → years (2022,), a bar from 0 to 100 and a point near 100.
    """
    dated = [int(target.deadline[:4]) for target in targets if target.deadline]
    if not dated or max(dated) - min(dated) >= MOST_YEARS:
        return None
    years = tuple(range(min(dated), max(dated) + 1))
    groups: dict[str, list[Dated]] = {}
    for target in targets:
        groups.setdefault(target.place, []).append(target)
    return Timeline(years, tuple(_place(place, of_place, years=years) for place, of_place in groups.items()))


def _place(place: str, targets: Iterable[Dated], *, years: Sequence[int]) -> PlaceMarks:
    of_place = list(targets)
    return PlaceMarks(place, of_place[0].level, tuple(_mark(target, years=years) for target in of_place))


def _mark(target: Dated, *, years: Sequence[int]) -> Mark:
    precision, start, width = _on_scale(target.deadline, years=years)
    return Mark(
        kind=target.kind,
        figure=f"{SIGNS.get(target.operator, target.operator_label)}{target.value_text}{target.unit}"
        if target.value_text
        else "",
        label=target.indicator,
        url=target.url,
        when=target.deadline_words or target.deadline,
        precision=precision,
        start=f"{start:.2f}",
        width=f"{width:.2f}",
    )


def _on_scale(deadline: str, *, years: Sequence[int]) -> tuple[str, float, float]:
    """Precision, start and width in per cent; a month stands for its last day."""
    if not deadline:
        return "none", 0.0, 0.0
    one_year = 100 / len(years)
    year, *rest = (int(part) for part in deadline.split("-"))
    start = (year - years[0]) * one_year
    if not rest:
        return "year", start, one_year
    month, day = rest[0], rest[1] if len(rest) > 1 else monthrange(year, rest[0])[1]
    days = (date(year, month, day) - date(year, 1, 1)).days + 1
    return "day", start + one_year * days / (366 if monthrange(year, 2)[1] == 29 else 365), 0.0

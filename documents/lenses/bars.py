"""Bars of two kinds, one on the other, as the places and sizes of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP = 64
WIDTH = 36
HEIGHT = 140
TOP = 24
FOOT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, both numbers, and where its two parts are drawn."""

    label: str
    first: int
    second: int
    x: int
    first_y: float
    first_height: float
    second_y: float
    second_height: float

    @property
    def middle(self) -> float:
        """The middle of the bar, where its labels stand."""
        return self.x + WIDTH / 2

    @property
    def number(self) -> int:
        """Both kinds together."""
        return self.first + self.second

    @property
    def number_y(self) -> float:
        """Where the number stands: above the bar."""
        return round(self.second_y - 6, 1)


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing of bars on one scale."""

    bars: tuple[Bar, ...]
    width: int
    height: int = TOP + HEIGHT + FOOT
    base: int = TOP + HEIGHT
    bar_width: int = WIDTH
    label_y: int = TOP + HEIGHT + 17


def bars_of(numbers: Sequence[tuple[str, int, int]]) -> Bars:
    """Draw (label, first kind, second kind) in their order; the first kind stands at the foot.

    >>> bars_of([("2018", 1, 3)]).bars[0].first_height
    35.0
    """
    highest = max((first + second for _label, first, second in numbers), default=0) or 1
    bars = []
    for index, (label, first, second) in enumerate(numbers):
        first_height = round(HEIGHT * first / highest, 1)
        second_height = round(HEIGHT * second / highest, 1)
        first_y = round(TOP + HEIGHT - first_height, 1)
        x = index * STEP + (STEP - WIDTH) // 2
        second_y = round(first_y - second_height, 1)
        bars.append(Bar(label, first, second, x, first_y, first_height, second_y, second_height))
    return Bars(tuple(bars), width=max(1, len(bars)) * STEP)

"""Which sheet of paper a table needs so that it can be read, and what of it fits beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.tables import Column


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, lying on its side: millimetres, Excel's code, and how many half-width characters it holds."""

    name: str
    width: int
    height: int
    code: int
    room: int
    """Half-width characters at a size that is read without effort (9 points)."""


MARGIN = 14
A4 = Paper("A4", 297, 210, 9, 168)
A3 = Paper("A3", 420, 297, 8, 246)
# A little wider than the sheet is only set a little smaller.
TOLERANCE = 1.12


def paper_for(columns: Sequence[Column]) -> Paper:
    """A4 if the columns can be read on it, else A3."""
    return A4 if sum(column.width for column in columns) <= A4.room * TOLERANCE else A3


def parts(columns: Sequence[Column], *, fixed: int) -> tuple[tuple[Column, ...], ...]:
    """The columns in parts that fit on A3 one by one, each beginning with the fixed columns.

    Eleven places of 44 half-width characters beside 28 fixed ones give three parts of four, four and three.
    """
    first, rest = tuple(columns[:fixed]), list(columns[fixed:])
    room = A3.room * TOLERANCE - sum(column.width for column in first)
    for count in range(1, len(rest)):
        several = _chunks(rest, size=-(-len(rest) // count))
        if all(sum(column.width for column in some) <= room for some in several):
            return tuple((*first, *some) for some in several)
    return tuple((*first, column) for column in rest) or (first,)


def _chunks(columns: Sequence[Column], *, size: int) -> list[Sequence[Column]]:
    return [columns[start : start + size] for start in range(0, len(columns), size)]

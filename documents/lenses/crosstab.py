"""Numbers crossed by rows and columns, each with the address of the list that holds exactly what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

# 1 · 2 · 3–4 · 5以上 (design language); larger numbers are tinted by their share of the largest.
LARGEST_SMALL = 20


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column: its key in the counts, its word in addresses, its name, what stands above it."""

    key: object
    code: str
    name: str
    level: str = ""
    """Level of a place, for its tag."""
    url: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a cell has no number: one of the five answers, with what touches on it elsewhere."""

    state: str
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class CrossCell:
    """One number with its list; without a number, `silence` says why, where there is anything to say."""

    number: int
    url: str = ""
    step: int = 0
    note: str = ""
    silence: Silence | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One row of a crossing, with its total."""

    head: Head
    cells: tuple[CrossCell, ...]
    total: CrossCell


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: by (row, column), by row, by column, and all; totals need not be sums."""

    cells: Mapping[tuple[object, object], int]
    rows: Mapping[object, int]
    columns: Mapping[object, int]
    all: int
    notes: Mapping[tuple[object, object], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cross:
    """A table of numbers: what stands in its corner, its columns, its rows, the totals under them."""

    corner: str
    columns: tuple[Head, ...]
    rows: tuple[CrossRow, ...]
    totals: tuple[CrossCell, ...]
    total: CrossCell
    legend: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether any cell says why it has no number."""
        return any(cell.silence for row in self.rows for cell in row.cells)

    @property
    def column_groups(self) -> tuple[tuple[str, int], ...]:
        """The words over neighbouring columns with how many they span; none where no column has any."""
        groups: list[tuple[str, int]] = []
        for column in self.columns:
            if groups and groups[-1][0] == column.group:
                groups[-1] = (column.group, groups[-1][1] + 1)
            else:
                groups.append((column.group, 1))
        return tuple(groups) if any(name for name, _span in groups) else ()


# The list behind a cell: address(row, column); None stands for all rows or all columns.
Address = Callable[[Head | None, Head | None], str]


def cross(
    corner: str,
    *,
    rows: Sequence[Head],
    columns: Sequence[Head],
    counts: Counts,
    address: Address,
    silence: Callable[[Head, Head], Silence | None] = lambda _row, _column: None,
) -> Cross:
    """Set counts under their heads; zero has no list and, where `silence` knows it, a reason."""
    steps = steps_for(max(counts.cells.values(), default=0))

    def cell(row: Head, column: Head) -> CrossCell:
        number = counts.cells.get((row.key, column.key), 0)
        return CrossCell(
            number,
            url=address(row, column) if number else "",
            step=sum(number >= step for step in steps),
            note=counts.notes.get((row.key, column.key), ""),
            silence=None if number else silence(row, column),
            label=f"{row.name}，{column.name}",
        )

    def total(number: int, row: Head | None, column: Head | None) -> CrossCell:
        name = (row or column).name if row or column else ""  # type: ignore[union-attr]
        return CrossCell(number, url=address(row, column) if number else "", label=name)

    return Cross(
        corner=corner,
        columns=tuple(columns),
        rows=tuple(
            CrossRow(row, tuple(cell(row, column) for column in columns), total(counts.rows.get(row.key, 0), row, None))
            for row in rows
        ),
        totals=tuple(total(counts.columns.get(column.key, 0), None, column) for column in columns),
        total=total(counts.all, None, None),
        legend=step_words(steps),
    )


def steps_for(largest: int) -> tuple[int, int, int, int]:
    """From which number on each tint begins: 1, 2, 3, 5, or eighths, quarters and halves of a large number.

    >>> steps_for(8), steps_for(400)
    ((1, 2, 3, 5), (1, 50, 100, 200))
    """
    if largest <= LARGEST_SMALL:
        return (1, 2, 3, 5)
    return (1, ceil(largest / 8), ceil(largest / 4), ceil(largest / 2))


def step_words(steps: Sequence[int]) -> tuple[str, ...]:
    """The legend of the tints: 1, 2, 3–4; what lies above the last is said by the page (5以上)."""
    words = []
    for first, after in pairwise(steps):
        words.append(str(first) if after - first == 1 else f"{first}–{after - 1}")
    return (*words, str(steps[-1]))

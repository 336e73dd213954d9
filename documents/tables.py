"""Columns declared once: the one shape that a page shows and every export writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["text", "number", "date", "link"]
Role = Literal["state", "title", "text", "fact", "source"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: its words, what they are, and where they lead (an address as the page has it, or nothing).

    Line("市公安局", "fact", label="牵头") reads 牵头 市公安局.
    """

    words: str
    role: Role = "text"
    label: str = ""
    address: str = ""
    rest: str = ""
    """What the page folds; a table says …… in its place, paper, which cannot unfold, has it whole."""

    @property
    def text(self) -> str:
        """Label and words in one piece, with …… for what is folded."""
        words = f"{self.words}……" if self.rest else self.words
        return f"{self.label} {words}" if self.label else words

    @property
    def whole(self) -> str:
        """The words with what is folded."""
        return f"{self.words}{self.rest}"


@dataclass(frozen=True, slots=True)
class Lines:
    """A cell that says several things: blocks of lines, an empty line between two blocks."""

    blocks: tuple[tuple[Line, ...], ...]

    @property
    def text(self) -> str:
        """Everything as plain text."""
        return "\n\n".join("\n".join(line.text for line in block) for block in self.blocks)


Value = str | int | Decimal | date | Lines | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` takes a row and gives what stands in the cell; `width` counts half-width characters.

    A `number` gives int, Decimal or None, a `date` gives a date or the words of one, a `link` an address.
    """

    key: str
    heading: str
    value: Callable[[Any], Value]
    width: int = 16
    kind: Kind = "text"
    group: str = ""
    """The words of a header above this column and its neighbours of the same group."""
    printed: bool = True
    """Whether it belongs on paper; what does not stands behind the others in a workbook, outside of what prints."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in its column, with the text that page and CSV show for it."""

    column: Column
    value: Value

    @property
    def text(self) -> str:
        """The value as text: Decimal("80.0000") gives 80, a date 2022-09-30, None nothing."""
        return as_text(self.value)


@dataclass(frozen=True, slots=True)
class Group:
    """The header over rows that belong together: 城市治理, and what it says in single columns (4项, 8项) by their key.

    Rows that follow each other with equal groups stand under one header.
    """

    name: str
    words: tuple[tuple[str, str], ...] = ()

    def text_of(self, column: Column) -> str:
        """What the header says in a column; empty where it says nothing."""
        return dict(self.words).get(column.key, "")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under declared columns, with what they are said to be (`said`) and what a reader should know (`notes`).

    `said` is the sentence above the list: 领域为城市治理的任务，12项，共58项。
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    said: str = ""
    notes: tuple[str, ...] = ()
    fixed_columns: int = 0
    """How many columns stay in sight when the table is scrolled sideways."""
    group: Callable[[Any], Group] | None = None
    """The header that a row stands under; without it the rows are one list."""
    group_heading: str = ""
    """What the groups are: 一级领域; files without merged cells have a column of this name."""
    totals: tuple[Group, ...] = ()
    """Lines under the last row: 保障措施, and its number in each column."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The words of the header row."""
        return tuple(str(column.heading) for column in self.columns)

    @property
    def printed(self) -> tuple[Column, ...]:
        """The columns that belong on paper."""
        return tuple(column for column in self.columns if column.printed)

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of every row, in the order of the columns."""
        for row in self.rows:
            yield self._cells_of(row)

    def lines(self) -> Iterator[Group | tuple[Cell, ...]]:
        """Everything in order: a group's header before its first row, the cells of each row, the totals."""
        before: Group | None = None
        for row in self.rows:
            group = self.group(row) if self.group else None
            if group is not None and group != before:
                yield group
            before = group
            yield self._cells_of(row)
        yield from self.totals

    def _cells_of(self, row: Any) -> tuple[Cell, ...]:
        return tuple(Cell(column, column.value(row)) for column in self.columns)


def as_text(value: Value) -> str:
    """The text of one value, without trailing zeros of a decimal and without a word for nothing.

    >>> as_text(Decimal("1315.0000"))
    '1315'
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.text if isinstance(value, Lines) else str(value)


def plain_decimal(value: Decimal) -> str:
    """A decimal in digits: no exponent, no zeros after the last that counts.

    >>> plain_decimal(Decimal("13.5000"))
    '13.5'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Columns declared once: the one shape that a page shows and every export writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["text", "number", "date", "link"]
Value = str | int | Decimal | date | None


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

    @property
    def headings(self) -> tuple[str, ...]:
        """The words of the header row."""
        return tuple(str(column.heading) for column in self.columns)

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of every row, in the order of the columns."""
        for row in self.rows:
            yield tuple(Cell(column, column.value(row)) for column in self.columns)


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
    return str(value)


def plain_decimal(value: Decimal) -> str:
    """A decimal in digits: no exponent, no zeros after the last that counts.

    >>> plain_decimal(Decimal("13.5000"))
    '13.5'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

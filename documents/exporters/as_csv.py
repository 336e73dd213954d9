"""A table as CSV that opens in Excel: every row says itself which corpus it comes from and how it is cited."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from documents.exporters.about import About
from documents.exporters.texts import FORMULA_STARTS, inert, needs_showing, shown, visible
from documents.tables import Group, Table, Value, as_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLOCK_ROWS = 2_000
LINE_END = "\r\n"
# What a cell begins with that has to be looked at closely.
SUSPICIOUS = FORMULA_STARTS | {" ", "\u3000"}


def to_csv(table: Table, *, about: About | None = None) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with byte order mark, in blocks of rows.

    A grouped table has the name of its group in a first column; with `about`, the last columns say of each row what
    it was taken from, because rows of several files are put together. Text that a spreadsheet would run as a formula
    is preceded by an apostrophe: =1+1 becomes '=1+1.
    """
    yield csv_head(table, travelling=about is not None)
    yield from csv_body(table, about=about)


def csv_head(table: Table, *, travelling: bool) -> bytes:
    """The line of headings, which needs no row: the first byte of a large file is sent before its rows are counted."""
    grouped = [table.group_heading] if table.group else []
    words = [*grouped, *table.headings, *(_travelling_headings() if travelling else ())]
    return BYTE_ORDER_MARK + f"{_line([_text(heading) for heading in words])}{LINE_END}".encode()


def csv_body(table: Table, *, about: About | None = None) -> Iterator[bytes]:
    """The lines under the headings; a large list is several tables of the same columns, one after the other."""
    ending = csv_ending(table, about=about)
    lines = _rows(table) if table.group or table.totals else _values(table)
    while block := list(islice(lines, BLOCK_ROWS)):
        yield _joined(block, ending)


def csv_written(blocks: Iterable[list[bytes]], *, table: Table, about: About) -> Iterator[bytes]:
    """Lines that the database wrote, inert already; control characters are made visible, the ends put to them."""
    end = shown(csv_ending(table, about=about))
    for lines in blocks:
        if needs_showing(b"".join(lines)):
            lines = [shown(line.decode("utf-8")) for line in lines]
        yield end.join([*lines, b""])


def csv_lines(rows: Iterable[Sequence[Any]]) -> list[bytes]:
    """Rows of cells as lines of CSV without their ends: 甲 and =1 give 甲,'=1."""
    return [_inert_line(values).encode("utf-8") for values in rows]


def csv_ending(table: Table, *, about: About | None) -> str:
    """How every line ends: what travels with it, then the line break."""
    if about is None:
        return LINE_END
    return f",{_line([_text(words) for words in _travelling(table, about)])}{LINE_END}"


def _joined(block: Sequence[Sequence[Any]], ending: str) -> bytes:
    """The lines as bytes."""
    end = shown(ending)
    lines = [_inert_line(values) for values in block]
    try:
        written = [line.encode("utf-8") for line in lines]
    except UnicodeEncodeError:  # half a character
        written = [shown(line) for line in lines]
    if needs_showing(b"".join(written)):
        written = [shown(line) for line in lines]
    return end.join([*written, b""])


def _inert_line(values: Sequence[Any]) -> str:
    """One line of the file. Most cells are plain text, and joining them is several times as quick as writing each."""
    try:
        line = ",".join(values)
    except TypeError:  # numbers, dates, cells of several lines
        return _line([_cell(value) for value in values])
    if not SUSPICIOUS.isdisjoint({value[:1] for value in values}):
        return _line([inert(value) for value in values])
    if line.count(",") >= len(values) or '"' in line or "\n" in line or "\r" in line:
        return _line(values)
    return line


def _values(table: Table) -> Iterator[Sequence[Any]]:
    """The values of each row in the order of the columns; a row that is its cells already is taken as it is."""
    keys = tuple(column.key for column in table.columns)
    takers = [column.value for column in table.columns]
    for row in table.rows:
        yield row if getattr(row, "_fields", None) == keys else [take(row) for take in takers]


def _rows(table: Table) -> Iterator[list[Any]]:
    """The values of each line; a group's own line comes before its rows, as on the page."""
    group = ""
    for line in table.lines():
        if isinstance(line, Group):
            group = line.name
            words = [line.text_of(column) for column in table.columns]
            yield [group, *words] if table.group else [group, *words[1:]]
        else:
            yield [*([group] if table.group else []), *(cell.value for cell in line)]


def _travelling_headings() -> tuple[str, ...]:
    return (_("语料版本"), _("导出日期"), _("内容和条件"), _("可比性"), _("引用格式"))


def _travelling(table: Table, about: About) -> tuple[str, ...]:
    return (
        about.corpus_version,
        about.exported_on.isoformat(),
        _said(about, table),
        "".join(about.notices),
        about.cite,
    )


def _said(about: About, table: Table) -> str:
    said = about.said or str(table.said)
    return f"{said}（{about.condition_words}）" if about.conditions else said


def _cell(value: Value) -> str:
    return as_text(value) if isinstance(value, (int, Decimal)) else _text(as_text(value))


def _text(text: str) -> str:
    return visible(inert(text))


def _line(cells: Sequence[str]) -> str:
    """One line without its end, with quotes where they are needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue().removesuffix(LINE_END)

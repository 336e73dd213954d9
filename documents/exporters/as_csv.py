"""A table as CSV that opens in Excel: every row says itself which corpus it comes from and how it is cited."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.exporters.about import About
from documents.exporters.texts import inert, visible
from documents.tables import Cell, Group, Table, as_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLOCK_ROWS = 500


def to_csv(table: Table, *, about: About | None = None) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with byte order mark, in blocks of rows.

    A grouped table has the name of its group in a first column; with `about`, the last columns say of each row what
    it was taken from, because rows of several files are put together. Text that a spreadsheet would run as a formula
    is preceded by an apostrophe: =1+1 becomes '=1+1.
    """
    travelling = _travelling(table, about) if about else ()
    grouped = [_text(table.group_heading)] if table.group else []
    headings = [_text(heading) for heading in table.headings]
    yield BYTE_ORDER_MARK + _block([[*grouped, *headings, *(name for name, _words in travelling)]])
    ending = [_text(words) for _name, words in travelling]
    block: list[list[str]] = []
    for line in _rows(table):
        block.append([*line, *ending])
        if len(block) == BLOCK_ROWS:
            yield _block(block)
            block = []
    if block:
        yield _block(block)


def _rows(table: Table) -> Iterator[list[str]]:
    """The cells of each line; a group's own line comes before its rows, as on the page."""
    group = ""
    for line in table.lines():
        if isinstance(line, Group):
            group = line.name
            words = [_text(line.text_of(column)) for column in table.columns]
            yield [_text(group), *words] if table.group else [_text(group), *words[1:]]
        else:
            yield [*([_text(group)] if table.group else []), *(_cell(cell) for cell in line)]


def _travelling(table: Table, about: About) -> tuple[tuple[str, str], ...]:
    return (
        (_("语料版本"), about.corpus_version),
        (_("导出日期"), about.exported_on.isoformat()),
        (_("内容和条件"), _said(about, table)),
        (_("可比性"), "".join(about.notices)),
        (_("引用格式"), about.cite),
    )


def _said(about: About, table: Table) -> str:
    said = about.said or str(table.said)
    return f"{said}（{about.condition_words}）" if about.conditions else said


def _cell(cell: Cell) -> str:
    return cell.text if isinstance(cell.value, (int, Decimal)) else _text(as_text(cell.value))


def _text(text: str) -> str:
    return visible(inert(text))


def _block(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8")

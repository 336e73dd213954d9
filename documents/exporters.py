"""A table as a file: CSV that opens in Excel, and an XLSX workbook that says where it comes from."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from documents.row_heights import row_height
from documents.tables import Cell, Table, as_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CSV_BLOCK_ROWS = 500
# What a spreadsheet takes for the start of a formula: ASVS 5.0 (1.2.10) and OWASP's CSV injection list,
# with the full-width forms, which Excel in a Chinese setting reads alike.
FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
# Excel keeps 32,767 characters of a cell and drops the rest without a word.
CELL_LIMIT = 32_000
SHEET_NAME_LIMIT = 31
PAPER_CODES = {"A3": 8, "A4": 9}
FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
# Control pictures stand for control characters, which XML cannot hold: nothing vanishes unseen.
CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}


@dataclass(frozen=True, slots=True)
class About:
    """What travels with an export: when, of which corpus, from which address, and how to cite it."""

    exported_on: date
    corpus_version: str
    address: str
    cite: str


@dataclass(slots=True)
class _Overflow:
    """Texts too long for one cell, waiting for the sheet that holds their continuation."""

    rows: list[tuple[str, str, int, str]] = field(default_factory=list)


def to_csv(table: Table) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with byte order mark, in blocks of rows.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe: =1+1 becomes '=1+1.
    """
    yield BYTE_ORDER_MARK + _csv_block([list(table.headings)])
    block: list[list[str]] = []
    for cells in table.cells():
        block.append([_csv_text(cell) for cell in cells])
        if len(block) == CSV_BLOCK_ROWS:
            yield _csv_block(block)
            block = []
    if block:
        yield _csv_block(block)


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; all other text unchanged.

    >>> inert("＝1+1"), inert("数据共享")
    ("'＝1+1", '数据共享')
    """
    if text[:1] in FORMULA_STARTS and text:
        return f"'{text}"
    stripped = text.lstrip(" \u3000")
    return f"'{text}" if stripped[:1] in FORMULA_STARTS and stripped else text


def _csv_text(cell: Cell) -> str:
    text = as_text(cell.value)
    return text if isinstance(cell.value, (int, Decimal)) else _visible_controls(inert(text))


def _visible_controls(text: str) -> str:
    return text.translate(CONTROL_PICTURES)


def _csv_block(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8")


def to_xlsx(table: Table, *, about: About, more: Sequence[Table] = (), paper: Literal["A4", "A3"] = "A4") -> bytes:
    """The table as a workbook: the rows under a frozen header, and a last sheet that says what they are.

    `more` tables get a sheet each. Every text is written as text: nothing in it can act as a formula or a link.
    """
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        overflow = _Overflow()
        for each in (table, *more):
            _write_rows(workbook, each, overflow, paper)
        _write_about(workbook, table, about, continued=bool(overflow.rows))
        if overflow.rows:
            _write_overflow(workbook, overflow)
    return stream.getvalue()


def _write_rows(workbook: Any, table: Table, overflow: _Overflow, paper: str) -> None:
    sheet = workbook.add_worksheet(_sheet_name(str(table.title)))
    sheet.freeze_panes(1, table.fixed_columns)
    header = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = _formats(workbook)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
    sheet.set_row(
        0, row_height((heading, column.width) for heading, column in zip(table.headings, table.columns, strict=True))
    )
    for index, heading in enumerate(table.headings):
        sheet.write_string(0, index, heading, header)
    last = 0
    for last, cells in enumerate(table.cells(), start=1):
        sheet.set_row(last, row_height((cell.text, cell.column.width) for cell in cells))
        for index, cell in enumerate(cells):
            _write_cell(sheet, (last, index), cell, formats, overflow)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    _set_up_print(sheet, paper)


def _formats(workbook: Any) -> dict[str, Any]:
    # Hairlines keep neighbouring texts apart, on paper too.
    cell = {"valign": "top", "border": 1, "border_color": "#B4C0BE"}
    wrapped = {**cell, "text_wrap": True}
    return {
        "text": workbook.add_format(wrapped),
        "link": workbook.add_format(wrapped),
        "number": workbook.add_format({**cell, "num_format": "General"}),
        "date": workbook.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any], overflow: _Overflow) -> None:
    value = cell.value
    style = formats[cell.column.kind]
    row, index = place
    if value is None or value == "":
        sheet.write_blank(row, index, None, style)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, index, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, index, value, style)
    else:
        text = _shortened(_visible_controls(str(value)), row, str(cell.column.heading), overflow)
        sheet.write_string(row, index, text, style)


def _shortened(text: str, row: int, heading: str, overflow: _Overflow) -> str:
    """The text if a cell can hold it; else its beginning, with the rest kept for the continuation sheet."""
    if len(text) <= CELL_LIMIT:
        return text
    parts = [text[start : start + CELL_LIMIT] for start in range(CELL_LIMIT, len(text), CELL_LIMIT)]
    overflow.rows.extend((str(row + 1), heading, number, part) for number, part in enumerate(parts, start=2))
    return text[:CELL_LIMIT]


def _write_about(workbook: Any, table: Table, about: About, *, continued: bool) -> None:
    sheet = workbook.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)
    _set_up_print(sheet, "A4")
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        (_("内容"), str(table.said or table.title)),
        (_("行数"), str(len(table.rows))),
        (_("导出日期"), about.exported_on.isoformat()),
        (_("语料版本"), about.corpus_version),
        (_("地址"), about.address),
        (_("引用格式"), about.cite),
        *((_("说明"), str(note)) for note in table.notes),
    ]
    if continued:
        lines.append((_("说明"), _("超过单元格长度的文字，其余部分在“续文”表中，按行号和列名接续。")))
    for row, (label, words) in enumerate(lines):
        sheet.set_row(row, row_height([(words, 100)]))
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, _visible_controls(words), wrapped)


def _write_overflow(workbook: Any, overflow: _Overflow) -> None:
    sheet = workbook.add_worksheet(_("续文"))
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(3, 3, 100)
    for index, heading in enumerate((_("行号"), _("列"), _("第几段"), _("文字"))):
        sheet.write_string(0, index, heading)
    for number, (row, heading, part, text) in enumerate(overflow.rows, start=1):
        sheet.write_string(number, 0, row)
        sheet.write_string(number, 1, heading)
        sheet.write_number(number, 2, part)
        sheet.write_string(number, 3, text, wrapped)


def _set_up_print(sheet: Any, paper: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(PAPER_CODES[paper])
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _sheet_name(title: str) -> str:
    """A name that Excel accepts: 31 characters at most and none of []:*?/\\."""
    name = unicodedata.normalize("NFC", title).translate(FORBIDDEN_IN_SHEET_NAME).strip()
    return name[:SHEET_NAME_LIMIT] or _("数据")

"""Tables as a workbook: one sheet each under a frozen header, a sheet that says what they are, nothing cut."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from documents.exporters.about import About
from documents.exporters.paper import paper_for, parts
from documents.exporters.texts import CELL_LIMIT, pieces, visible
from documents.exporters.workbook_about import write_about, write_continued
from documents.exporters.workbook_formats import FONT, Formats, set_up_page, write_inert
from documents.row_heights import HIGHEST, row_height, whole_height
from documents.tables import Cell, Group, Lines, Table

SHEET_NAME_LIMIT = 31
FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
# XlsxWriter escapes these once more in a rich text than Excel takes back; such a cell is written plainly.
ESCAPED_TWICE = re.compile(r"_x[0-9A-Fa-f]{4}_|\r")
# Excel ignores headers and footers that are longer.
LONGEST_PAGE_HEADER = 240


@dataclass(slots=True)
class Overflow:
    """Texts too long for one cell, waiting for the sheet that holds their continuation."""

    rows: list[tuple[str, str, str, int, str]] = field(default_factory=list)

    def keep(self, text: str, *, sheet: str, row: int, heading: str) -> str:
        """The text if a cell can hold it; else its beginning, with the rest kept for the continuation sheet."""
        first, *rest = pieces(text)
        self.rows.extend((sheet, str(row + 1), heading, number, part) for number, part in enumerate(rest, start=2))
        return first


class RowsElsewhere(list[Any]):
    """Rows that are counted here and written by somebody else; one of them stands for all, so that styles are known."""

    def __init__(self, number: int) -> None:
        super().__init__([None])
        self.number = number

    def __len__(self) -> int:
        """How many there are."""
        return self.number


def to_xlsx(table: Table, *, about: About, more: Sequence[Table] = (), overflow: Overflow | None = None) -> bytes:
    """The table as a workbook: rows under merged group headers, then a last sheet that says what they are.

    `more` tables get a sheet each. Every text is written as text: nothing in it can act as a formula, a link or markup.
    """
    stream = io.BytesIO()
    overflow = overflow or Overflow()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": FONT,
    }
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": table.title, "created": datetime.combine(about.exported_on, time(), UTC)})
        formats = Formats(workbook)
        for name, each in _named((table, *more)):
            _Sheet(workbook.add_worksheet(name), each, formats, overflow, about).write()
        write_about(workbook, (table, *more), about, formats, continued=bool(overflow.rows))
        if overflow.rows:
            write_continued(workbook, overflow.rows, formats)
    return stream.getvalue()


@dataclass(slots=True)
class _Sheet:
    """One table on its sheet, written from the top."""

    sheet: Any
    table: Table
    formats: Formats
    overflow: Overflow
    about: About
    row: int = 0
    has_filter: bool = False

    def __post_init__(self) -> None:
        """Put what does not belong on paper behind the rest."""
        columns = (*self.table.printed, *(column for column in self.table.columns if not column.printed))
        self.table = replace(self.table, columns=columns)
        self.has_filter = self._may_be_filtered()

    def write(self) -> None:
        """Header, rows and totals, then frozen panes, filter and paper."""
        columns = self.table.columns
        for index, column in enumerate(columns):
            self.sheet.set_column(index, index, column.width)
        if any(column.group for column in columns):
            self._write_column_groups()
        header = self.row
        self._write_header()
        for line in self.table.lines():
            if isinstance(line, Group):
                self._write_group(line)
            else:
                self._write_cells(line)
        if isinstance(self.table.rows, RowsElsewhere):
            self.row += len(self.table.rows) - 1
        self.sheet.freeze_panes(header + 1, self.table.fixed_columns)
        if self.has_filter:
            self.sheet.autofilter(header, 0, max(header, self.row - 1), len(columns) - 1)
        self._set_up_print(header)

    def _may_be_filtered(self) -> bool:
        """Whether rows may be hidden: not from under a group's header, nor parts of a row that is merged of several.

        A list, which holds more than is printed, keeps its filter; its tall rows are whole in their cells.
        """
        if self.table.group or self.table.totals:
            return False
        is_list = len(self.table.printed) < len(self.table.columns)
        return is_list or all(
            whole_height(self._printed([cell.text for cell in cells])) <= HIGHEST for cells in self.table.cells()
        )

    def _write_column_groups(self) -> None:
        for first, last, words in _runs([str(column.group) for column in self.table.columns]):
            if words:
                self._merge(first, last, visible(words), self.formats.group_header)
        self.row += 1

    def _write_header(self) -> None:
        texts = [visible(heading) for heading in self.table.headings]
        self._set_height(texts)
        for index, heading in enumerate(texts):
            self._write_text(index, heading, self.formats.header)
        self.row += 1

    def _write_group(self, group: Group) -> None:
        """The name over all columns, or over those before the first in which the header says something."""
        texts = [visible(group.text_of(column)) for column in self.table.columns]
        last = next((index for index, text in enumerate(texts) if text), len(texts)) - 1
        self._set_height(texts)
        self._merge(0, max(last, 0), visible(group.name), self.formats.group)
        for index in range(max(last, 0) + 1, len(texts)):
            self._write_text(index, texts[index], self.formats.group_cell)
        self.row += 1

    def _write_cells(self, cells: tuple[Cell, ...]) -> None:
        """One row; one that needs more height than Excel gives a row is merged of several, so that paper has it whole.

        Where the sheet has a filter, which merged rows would break, the text is whole in its cell only.
        """
        height = whole_height(self._printed([cell.text for cell in cells]))
        rows = 1 if self.has_filter else ceil(height / HIGHEST)
        for number in range(rows):
            self.sheet.set_row(self.row + number, min(HIGHEST, height / rows))
        for index, cell in enumerate(cells):
            if rows > 1:
                style = self.formats.of(cell.column.kind)
                self.sheet.merge_range(self.row, index, self.row + rows - 1, index, "", style)
            self._write_cell(index, cell)
        self.row += rows

    def _set_height(self, texts: Sequence[str]) -> None:
        self.sheet.set_row(self.row, row_height(self._printed(texts)))

    def _printed(self, texts: Sequence[str]) -> list[tuple[str, int]]:
        """The texts that decide how high a row is; what is not printed would leave holes on paper."""
        columns = self.table.columns
        return [(text, column.width) for text, column in zip(texts, columns, strict=True) if column.printed]

    def _merge(self, first: int, last: int, words: str, style: Any) -> None:
        if first == last:
            self._write_text(first, words, style)
            return
        self.sheet.merge_range(self.row, first, self.row, last, "", style)
        self._write_text(first, words, style)

    def _write_cell(self, index: int, cell: Cell) -> None:
        value, style = cell.value, self.formats.of(cell.column.kind)
        if isinstance(value, (int, Decimal)):
            self.sheet.write_number(self.row, index, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, index, value, style)
        elif isinstance(value, Lines) and len(value.text) <= CELL_LIMIT // 2 and not ESCAPED_TWICE.search(value.text):
            self._write_lines(index, value, style)
        else:
            self._write_text(index, visible(cell.text), style)

    def _write_lines(self, index: int, lines: Lines, style: Any) -> None:
        """A cell of several lines with its titles and labels set apart."""
        runs = list(self.formats.runs(lines))
        fragments = [part for shape, words in runs for part in (shape, words)]
        if len(runs) < 2 or self.sheet.write_rich_string(self.row, index, *fragments, style):
            self._write_text(index, visible(lines.text), style)

    def _write_text(self, index: int, text: str, style: Any) -> None:
        column = self.table.columns[index]
        kept = self.overflow.keep(text, sheet=self.sheet.get_name(), row=self.row, heading=str(column.heading))
        write_inert(self.sheet, (self.row, index), kept, style, plain=self.formats.plain)

    def _set_up_print(self, header: int) -> None:
        printed = self.table.printed
        paper = paper_for(printed)
        fixed = self.table.fixed_columns
        set_up_page(self.sheet, paper, across=len(parts(printed, fixed=fixed)))
        self.sheet.repeat_rows(0, header)
        if 0 < fixed < len(printed):
            self.sheet.repeat_columns(0, fixed - 1)
        self.sheet.print_area(0, 0, max(self.row - 1, header), len(printed) - 1)
        self.sheet.set_header(_page_header(self.table, self.about))
        self.sheet.set_footer(_page_footer(self.about))


def _page_header(table: Table, about: About) -> str:
    """Title over every printed page, and under it what must be known before anything is compared."""
    title = _for_page_header(about.title or str(table.title))
    notice = _for_page_header("".join(about.notices))
    return _cut(f"&C&B&14 {title}&B\n&9 {notice}" if notice else f"&C&B&14 {title}")


def _page_footer(about: About) -> str:
    version = _for_page_header(_("语料版本%(version)s") % {"version": about.corpus_version})
    return f"&L&9 {version}&C&9 &P / &N&R&9 {about.exported_on.isoformat()}"


def _cut(header: str) -> str:
    """A page header no longer than Excel takes; the sheet 说明 has everything whole. No command is cut in two."""
    return header[:LONGEST_PAGE_HEADER].rstrip("&")


def _for_page_header(text: str) -> str:
    """In headers and footers of pages & begins a command."""
    return " ".join(visible(text).split()).replace("&", "&&")


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First and last index of neighbours that are alike: [甲, 甲, 乙] gives (0, 1, 甲), (2, 2, 乙)."""
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index] != words[start]:
            yield start, index - 1, words[start]
            start = index


def _named(tables: Sequence[Table]) -> Iterator[tuple[str, Table]]:
    """Each table with a name for its sheet that no other has."""
    taken = {_("说明").casefold(), _("续文").casefold()}
    for table in tables:
        name = sheet_name(str(table.title))
        number = 2
        while name.casefold() in taken:
            ending = f" {number}"
            name = sheet_name(str(table.title))[: SHEET_NAME_LIMIT - len(ending)] + ending
            number += 1
        taken.add(name.casefold())
        yield name, table


def sheet_name(title: str) -> str:
    """A name that Excel accepts: 31 characters at most and none of []:*?/\\."""
    shown = visible(unicodedata.normalize("NFC", title)).translate(FORBIDDEN_IN_SHEET_NAME)
    name = " ".join(shown.split()) if "\n" in shown or "\t" in shown else shown.strip()
    return name[:SHEET_NAME_LIMIT].strip() or _("数据")

"""A workbook of very many rows: XlsxWriter makes everything but the rows, which are written as XML while they are read.

Nothing of the rows is kept: neither in memory nor in a file beside. Only what does not fit into a cell waits for the
sheet 续文, which stands behind the rows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from documents.exporters.about import About
from documents.exporters.as_xlsx import Overflow, RowsElsewhere, sheet_name, to_xlsx
from documents.exporters.texts import CELL_LIMIT, shown, visible
from documents.row_heights import LINE, row_height
from documents.tables import Column, Table, Value, as_text

SHEET = "xl/worksheets/sheet1.xml"
BLOCK_ROWS = 1_000
# A tenth of the time less than the usual 6, for a file a tenth larger.
PACKED = 4
END_OF_ROWS = b"</sheetData>"
DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
EMPTY_ROW = b'<row r="2"'
STYLE = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"')
# What a workbook writes in another way (ECMA-376, ST_Xstring): carriage returns, and what looks like such a way.
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_|\r")
# What a text must be looked at closely for: these, what XML takes for blank at its ends, and its length.
MARKS = ("&", "<", ">", "_x", "\r")
SHORT = CELL_LIMIT // 2
# Day 1 of a workbook is the first of January 1900; the day too many in that February is taken back.
FIRST_DAY = date(1899, 12, 30)


def xlsx_pieces(table: Table, *, about: About, rows: int, parts: Iterator[Table]) -> Iterator[bytes]:
    """The workbook in pieces; `table` has the columns and no rows, `parts` have the rows, `rows` is their number."""
    columns = (*table.printed, *(column for column in table.columns if not column.printed))
    overflow = Overflow()
    frame = _Frame(table, about, rows)
    before, after, styles = frame.around_the_rows()
    writer = _Rows(columns, styles, sheet_name(str(table.title)), overflow)
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as book:
        with book.open(SHEET, "w") as sheet:
            sheet.write(before)
            for part in parts:
                for block in writer.blocks(part):
                    sheet.write(block)
                    yield sink.taken()
            sheet.write(after)
        for name, content in frame.other_parts(overflow):
            book.writestr(name, content, zipfile.ZIP_DEFLATED)
    yield sink.taken()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The workbook but for its rows, as XlsxWriter makes it around a single empty row."""

    table: Table
    about: About
    rows: int

    def around_the_rows(self) -> tuple[bytes, bytes, list[int]]:
        """What stands before and behind the rows in the sheet, and the number of the style of each column."""
        content = self._made(Overflow()).read(SHEET)
        last = f'<dimension ref="A1:{_letters(len(self.table.columns) - 1)}{self.rows + 1}"/>'.encode()
        before, rest = DIMENSION.sub(last, content, count=1).split(EMPTY_ROW, maxsplit=1)
        row, end, after = rest.partition(END_OF_ROWS)
        return before, end + after, [int(number) for number in STYLE.findall(row)]

    def other_parts(self, overflow: Overflow) -> Iterator[tuple[str, bytes]]:
        """Name and content of everything but the sheet."""
        made = self._made(overflow)
        yield from ((name, made.read(name)) for name in made.namelist() if name != SHEET)

    def _made(self, overflow: Overflow) -> zipfile.ZipFile:
        columns = tuple(replace(column, value=lambda row: None) for column in self.table.columns)
        framed = replace(self.table, columns=columns, rows=RowsElsewhere(self.rows))
        return zipfile.ZipFile(io.BytesIO(to_xlsx(framed, about=self.about, overflow=overflow)))


@dataclass(slots=True)
class _Rows:
    """Writes rows below the header, each with the height that its printed texts need."""

    columns: Sequence[Column]
    styles: Sequence[int]
    sheet: str
    overflow: Overflow
    row: int = 1
    """How many rows stand in the sheet already; the first is the header."""
    cells: tuple[tuple[str, str], ...] = ()
    """How a cell of each column begins, before and behind the number of its row."""
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.cells = tuple((f'<c r="{_letters(index)}', f'" s="{style}"') for index, style in enumerate(self.styles))
        self.widths = tuple(column.width for column in self.columns if column.printed)

    def blocks(self, part: Table) -> Iterator[bytes]:
        """The rows of one part, some thousand at a time."""
        rows = iter(part.rows)
        while block := list(islice(rows, BLOCK_ROWS)):
            # Control characters, which XML cannot hold, are made visible in the whole block.
            yield shown("".join(map(self._row, block)))

    def _row(self, row: Any) -> str:
        values = [column.value(row) for column in self.columns]
        texts = [value if isinstance(value, str) else as_text(value) for value in values]
        height = row_height(zip(texts, self.widths, strict=False))
        self.row += 1
        number = str(self.row)
        everything = "".join(texts)
        plain = not any(mark in everything for mark in MARKS)
        cells = [
            f'{begin}{number}{style} t="inlineStr"><is><t>{text}</t></is></c>'
            if plain and text.__class__ is value.__class__ and 0 < len(text) <= SHORT and text[0] > " " < text[-1]
            else self._cell(f"{begin}{number}{style}", index, value, text)
            for index, (value, text, (begin, style)) in enumerate(zip(values, texts, self.cells, strict=True))
        ]
        given = f' ht="{height:g}" customHeight="1"' if height != LINE else ""
        return f'<row r="{number}"{given}>{"".join(cells)}</row>'

    def _cell(self, start: str, index: int, value: Value, text: str) -> str:
        """A cell of any kind; those of plain text are written without asking."""
        if not text:
            return f"{start}/>"
        if isinstance(value, (int, Decimal)):
            return f"{start}><v>{text}</v></c>"
        if isinstance(value, date):
            return f"{start}><v>{(value - FIRST_DAY).days}</v></c>"
        if len(text) > SHORT:
            heading = str(self.columns[index].heading)
            text = self.overflow.keep(visible(text), sheet=self.sheet, row=self.row - 1, heading=heading)
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f'{start} t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


class _Sink(io.RawIOBase):
    """Where the archive is written to: what came since it was last asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Yes; it cannot be read or wound back."""
        return True

    def write(self, data: Any) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Everything since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


def _escaped(text: str) -> str:
    """The text as XML holds it."""
    if "_x" in text or "\r" in text:
        text = ESCAPED.sub(lambda found: "_x000D_" if found[0] == "\r" else f"_x005F{found[0]}", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _letters(index: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

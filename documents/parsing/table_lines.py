"""Lines of a table with signs between their cells -> the cells, each in its column.

Signs are tabs (our own readers of web pages, Word files and PDFs, copies from a spreadsheet) and upright bars. A cell
that goes on from the row above holds one ideographic space: the readers write it where cells are merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.parsing.headings import BRACKETED_RANK, read_heading
from documents.parsing.lines import Line
from documents.parsing.patterns import pattern
from documents.parsing.spans import Span
from documents.parsing.table_cells import is_agencies, is_due, is_number
from documents.parsing.table_columns import AGENCIES, TEXT, Column, column_of

CONTINUED = "\u3000"
"""What stands in a cell that is merged with the one above."""

RULE = pattern("table_rule_line", r"[\s|:：+\-—=─│┃━]+")
GRADE = pattern("table_grade", r"[一二三四五六七八九十]{1,3}[、.．]?|（[一二三四五六七八九十]{1,3}）")
AFTER = pattern("table_after", r"(?:注|备注|说明|合计|总计|附 ?件|联系人|注释)[：:\d\s]|附件\Z|合计\Z")
MAX_GROUP = 60


@dataclass(slots=True)
class RawRow:
    """A row as it stands: cells by column, the columns that go on from above; or a line that heads the rows below."""

    start: int
    end: int
    cells: dict[int, list[Span]] = field(default_factory=dict)
    continued: set[int] = field(default_factory=set)
    group: Span | None = None


def cells_of(text: str, line: Line) -> list[Span] | None:
    """The cells of a line between tabs or bars, empty ones too; None for a line without such signs.

    Example: ``1⇥建设政务云⇥⇥市大数据局`` has four cells, the third of them empty.
    """
    end = text.find("\n", line.start)
    start, end = line.start, len(text) if end < 0 else end
    sign = "\t" if text.find("\t", start, end) >= 0 else "|" if text.find("|", start, end) >= 0 else ""
    if not sign:
        return None
    places = [start]
    while (place := text.find(sign, places[-1], end)) >= 0:
        places.append(place + 1)
    edges = [*places, end + 1]
    cells = [_trimmed(text, Span(first, last - 1)) for first, last in pairwise(edges)]
    if sign == "|":
        if cells and cells[0].start == cells[0].end and text[line.span.start] == "|":
            cells = cells[1:]
        if len(cells) > 1 and cells[-1].start == cells[-1].end:
            cells = cells[:-1]
    return cells


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if text[start:end] == CONTINUED:
        return span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def read_rows(
    text: str, lines: Sequence[Line], first: int, columns: Sequence[Column | None]
) -> tuple[list[RawRow], int]:
    """The rows from line `first` on, and the line behind the last of them; without rows, the line where reading ended.

    Repeated heads and rules are passed over; a line without signs heads the rows below it or goes on in the last cell.
    """
    rows: list[RawRow] = []
    index = end = first
    while index < len(lines):
        line = lines[index]
        cells = cells_of(text, line)
        if RULE.fullmatch(line.text) or (cells and _is_head(text, cells, columns)):
            index += 1
            continue
        if AFTER.match(line.text) or (cells is not None and len(cells) == 1):
            break
        if cells is None:
            taken = _goes_on(text, lines, index, rows, columns)
            if not taken:
                break
            index = end = index + taken
            continue
        if rows and _closes(text, rows[-1], cells, columns):
            _take_open(rows[-1], None, cells)
        else:
            rows.append(_row(text, line, cells, columns))
        index += 1
        end = index
    return rows, end if rows else index


def _closes(text: str, row: RawRow, cells: Sequence[Span], columns: Sequence[Column | None]) -> bool:
    """Whether a line brings what the open row above still lacks: its last cell has several paragraphs."""
    if row.group is not None or row.continued or not row.cells or len(cells) < 2:
        return False
    lacking = max(row.cells) + len(cells) == len(columns) and cells[0].end > cells[0].start
    return (
        lacking
        and not is_number(cells[0].slice(text))
        and all(
            _fits(cell.slice(text), column.kind) >= 0
            for cell, column in zip(cells, columns[max(row.cells) :], strict=True)
            if column
        )
    )


def _is_head(text: str, cells: Sequence[Span], columns: Sequence[Column | None]) -> bool:
    """Whether a row repeats the head, as on each page of a printed table."""
    named = [column_of(cell.slice(text)) for cell in cells]
    return len(named) >= len(columns) - 1 and sum(column is not None for column in named) >= max(2, len(columns) - 1)


def _row(text: str, line: Line, cells: Sequence[Span], columns: Sequence[Column | None]) -> RawRow:
    row = RawRow(line.start, max(cell.end for cell in cells))
    filled = [(place, cell) for place, cell in enumerate(cells) if _says(text, cell)]
    if _heads_rows(text, filled, columns, continued=any(cell.slice(text) == CONTINUED for cell in cells)):
        row.group = filled[-1][1]
        return row
    offset = _offset(text, cells, columns)
    for place, cell in enumerate(cells):
        column = min(place + offset, len(columns) - 1)
        if cell.slice(text) == CONTINUED:
            row.continued.add(column)
        elif cell.end > cell.start:
            row.cells.setdefault(column, []).append(cell)
    return row


def _says(text: str, cell: Span) -> bool:
    return cell.end > cell.start and cell.slice(text) != CONTINUED


def _heads_rows(
    text: str, filled: Sequence[tuple[int, Span]], columns: Sequence[Column | None], *, continued: bool
) -> bool:
    """Whether a row says one thing across the table, alone or behind a Chinese number (一 | 夯实数字底座)."""
    if continued or len(columns) < 2 or not filled or len(filled) > 2:
        return False
    words = filled[-1][1].slice(text)
    if len(words) > MAX_GROUP or is_number(words) or "。" in words.rstrip("。"):
        return False
    if len(filled) == 2:
        return GRADE.fullmatch(filled[0][1].slice(text)) is not None and filled[1][0] == filled[0][0] + 1
    heading = read_heading(words)
    return filled[0][0] == 0 or (heading is not None and heading.rank <= BRACKETED_RANK)


def _offset(text: str, cells: Sequence[Span], columns: Sequence[Column | None]) -> int:
    """How many columns on the left were left out because their cells are merged with those above."""
    cells = list(cells)
    while cells and cells[-1].start == cells[-1].end:
        cells.pop()
    room = len(columns) - len(cells)
    if room <= 0 or not cells or any(cell.slice(text) == CONTINUED for cell in cells):
        return 0
    fits = [_fit(text, cells, columns[offset:]) for offset in range(room + 1)]
    best = max(fits)
    return fits.index(best) if best > fits[0] else 0


def _fit(text: str, cells: Sequence[Span], columns: Sequence[Column | None]) -> float:
    """How well cells stand under columns."""
    return sum(_fits(cell.slice(text), column.kind) for cell, column in zip(cells, columns, strict=False) if column)


def _fits(words: str, kind: str) -> float:
    if not words:
        return 0.0
    if kind == "number":
        return 1.0 if is_number(words) else -1.0
    if kind in AGENCIES:
        return 1.0 if is_agencies(words) else -1.0
    if kind == "due":
        return 1.0 if is_due(words) else -0.5
    if kind in TEXT:
        return -1.0 if is_number(words) or is_due(words) else -0.5 if is_agencies(words) else 0.5
    return 0.0


def _goes_on(text: str, lines: Sequence[Line], index: int, rows: list[RawRow], columns: Sequence[Column | None]) -> int:
    """How many lines without signs belong to the table here: one that heads rows, or paragraphs of an open cell."""
    ahead = list(_next_cells(text, lines, index + 1))
    if not ahead:
        return 0
    line = lines[index]
    heading = read_heading(line.text)
    open_row = rows[-1] if rows and rows[-1].group is None else None
    is_open = open_row is not None and bool(open_row.cells) and max(open_row.cells) + len(ahead) <= len(columns)
    if is_open and open_row is not None and not _begins_row(text, ahead, columns):
        _take_open(open_row, line.span, ahead)
        return 2
    if len(line.text) <= MAX_GROUP and (heading is None or heading.rank <= BRACKETED_RANK):
        rows.append(RawRow(line.start, line.span.end, group=line.span))
        return 1
    return 0


def _next_cells(text: str, lines: Sequence[Line], index: int) -> Iterator[Span]:
    if index < len(lines):
        yield from cells_of(text, lines[index]) or ()


def _begins_row(text: str, cells: Sequence[Span], columns: Sequence[Column | None]) -> bool:
    """Whether cells fill a row of their own from its first column on."""
    return len(cells) >= len(columns) or (
        bool(columns) and columns[0] is not None and columns[0].kind == "number" and is_number(cells[0].slice(text))
    )


def _take_open(row: RawRow, middle: Span | None, cells: Sequence[Span]) -> None:
    """A cell of several paragraphs: its first closes the line above, its last opens the line below."""
    column = max(row.cells)
    row.cells[column].extend(part for part in (middle, cells[0]) if part)
    for place, cell in enumerate(cells[1:], start=1):
        if cell.end > cell.start:
            row.cells.setdefault(column + place, []).append(cell)
    row.end = max(row.end, *(cell.end for cell in cells))

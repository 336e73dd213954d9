"""Heads of tables in a text: where one begins, its columns, how its cells are set apart.

A head has tabs or bars between its cells, blanks, or its cells stand one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.parsing.lines import Line
from documents.parsing.spans import Span
from documents.parsing.table_columns import AGENCIES, Column, column_of, columns_in_a_run, table_kind
from documents.parsing.table_flow import BARS
from documents.parsing.table_lines import cells_of

_MAX_HEAD, _LONGEST_NAME, _BROKEN = 12, 16, 3
_LONGEST_RUN = 80


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns, the line behind it, how its cells are set apart."""

    columns: tuple[Column | None, ...]
    behind: int
    form: str
    """signs, blanks or lines."""
    kind: str = "tasks"
    """tasks or indicators."""
    cells: tuple[Span, ...] = ()


def head_at(text: str, lines: Sequence[Line], index: int) -> Head | None:
    """The head of a table of tasks that begins on a line, None where none does."""
    line = lines[index]
    cells = cells_of(text, line)
    if cells is not None and sum(cell.end > cell.start for cell in cells) > 1:
        columns = tuple(column_of(cell.slice(text)) for cell in cells)
        columns, named, behind = _second_row(text, lines, index + 1, cells, columns)
        kind = table_kind(columns)
        return Head(columns, behind, "signs", kind, tuple(named)) if kind in ("tasks", "indicators") else None
    if " " in line.text and len(line.text) <= _LONGEST_RUN and (cells is None or len(cells) == 1):
        run = columns_in_a_run(line.text)
        if len(run) > 2 and table_kind(run) == "tasks":
            return Head(run, index + 1, "blanks")
    return _head_of_lines(lines, index)


def _second_row(
    text: str, lines: Sequence[Line], index: int, cells: Sequence[Span], columns: tuple[Column | None, ...]
) -> tuple[tuple[Column | None, ...], Sequence[Span], int]:
    """A head of two rows: 责任单位 above 牵头单位 and 配合单位."""
    below = cells_of(text, lines[index]) if index < len(lines) else None
    if below is None or len(below) != len(cells) or len(below) < 3:
        return columns, cells, index
    filled = [(place, column_of(cell.slice(text))) for place, cell in enumerate(below) if cell.slice(text).strip()]
    known = [column for _place, column in filled if column]
    if not known or 2 * len(known) < len(filled):
        return columns, cells, index
    merged = dict(enumerate(columns)) | dict(filled)
    lower = {place for place, _column in filled}
    chosen = [below[place] if place in lower else cell for place, cell in enumerate(cells)]
    return tuple(merged[place] for place in range(len(columns))), chosen, index + 1


def _head_of_lines(lines: Sequence[Line], index: int) -> Head | None:
    """A head whose cells stand one under the other."""
    columns: list[Column] = []
    place = index
    while place < len(lines) and len(columns) < _MAX_HEAD:
        words = lines[place].text.strip(BARS)
        column, taken = _name_on_lines(lines, place, words) if words else (None, 1)
        if words and (column is None or _is_out_of_order(column, columns)):
            break
        if not words and not columns:
            return None
        columns.extend([column] if column else [])
        place += taken
    if len(columns) < 3 or table_kind(columns) != "tasks":
        return None
    return Head(tuple(columns), place, "lines")


def _name_on_lines(lines: Sequence[Line], place: int, words: str) -> tuple[Column | None, int]:
    """The column that a line names, with the next where its name is broken: 牵头 / 单位, 完成 / 时限."""
    if len(words) > _LONGEST_NAME:
        return None, 1
    column = column_of(words)
    following = lines[place + 1].text.strip(BARS) if place + 1 < len(lines) and len(words) <= _BROKEN else ""
    if 0 < len(following) <= _BROKEN and (whole := column_of(words + following)):
        second = column_of(following)
        if column is None or second is None or second.kind == "measure":
            return whole, 2
    return column, 1


def _is_out_of_order(column: Column, before: Sequence[Column]) -> bool:
    """Whether a name comes again, or is of work behind agencies: the first task may sound like a column (改善民生工作)."""
    behind = any(known.kind in AGENCIES for known in before)
    return column.name in {known.name for known in before} or (behind and column.kind in ("work", "group", "number"))

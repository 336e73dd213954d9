"""Rows of a data table, with merged cells -> lines with a tab between the columns, each cell in its own.

A cell merged with the one above is written as one ideographic space, further columns of a wide cell and empty cells as
nothing, so that the stage that reads tables finds every cell under its head. Tables that only lay out a page are not
written like this: a table of data shows itself by the names of its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.parsing.table_columns import column_of, table_kind

CONTINUED = "\u3000"
HEAD_WITHIN = 3
_MOST_COLUMNS, _MOST_ROWS = 60, 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it: its paragraphs, how many columns and rows it spans, whether it goes on from above."""

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The paragraphs as one."""
        return " ".join(line.replace("\t", " ").strip() for line in self.lines if line.strip())


def is_data(heads: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first rows names the columns of a table of data.

    >>> is_data([["附件1"], ["序号", "工作任务", "牵头单位"]]), is_data([["发布机构", "市政府", "成文日期", "2020-02-21"]])
    (True, False)
    """
    return any(len(row) > 1 and table_kind([column_of(name) for name in row if name.strip()]) for row in heads)


@dataclass(slots=True)
class Grid:
    """A table while its rows are written: which columns a cell above still fills, and with words or not."""

    open: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def line(self, cells: Sequence[Cell]) -> str:
        """The row as a line; a row that says one thing only is that thing. Empty for an empty row.

        Example: 市大数据局 over two rows is followed by ``2⇥建设信号灯⇥　`` in the second.
        """
        written: list[str] = []
        for cell in cells:
            self._take_open(written)
            column = len(written)
            written.append(CONTINUED if cell.goes_on else cell.text)
            written.extend([""] * (min(cell.columns, _MOST_COLUMNS) - 1))
            if cell.rows > 1:
                for place in range(column, len(written)):
                    words = place == column and bool(cell.text)
                    self.open[place] = (min(cell.rows, _MOST_ROWS) - 1, words)
        self._take_open(written)
        said = [words for words in written if words.strip()]
        if not said:
            return ""
        return said[0] if len(said) == 1 and CONTINUED not in written else "\t".join(written[:_MOST_COLUMNS])

    def _take_open(self, written: list[str]) -> None:
        """Columns that a cell above still fills."""
        while len(written) in self.open and len(written) < _MOST_COLUMNS:
            column = len(written)
            left, words = self.open.pop(column)
            written.append(CONTINUED if words else "")
            if left > 1:
                self.open[column] = (left - 1, words)

"""Ruled tables of a PDF page -> one line per row, the cells whole: a wrapped cell is never read across its neighbour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from documents.parsing.formats.pdf_lines import Glyph, PageLine, lines_of

_THIN = 3.0
_SAME = 3.0
_LEAST_RULES = 3
"""Upright rules that make a row of two cells, and level rules that make two rows."""

_MOST_ROWS = 300
_ROOM = 3.2
"""Heights of a line that a cell leaves open, its padding counted, where its line was not simply full."""


class Box(NamedTuple):
    """What a page draws: a rule where it is thin, else a frame."""

    left: float
    bottom: float
    right: float
    top: float


class Row(NamedTuple):
    """One row of a table: its height on the page and the edges between its cells."""

    bottom: float
    top: float
    edges: tuple[float, ...]


def table_rows(drawn: Sequence[Box]) -> list[Row]:
    """The rows that rules make, from top to bottom; none where nothing or only frames and underlines are drawn."""
    upright = [
        Box(x, box.bottom, x, box.top)
        for box in drawn
        if box.top - box.bottom > _THIN
        for x in ({box.left, box.right} if box.right - box.left > _THIN else {box.left})
    ]
    level = _clustered(
        y
        for box in drawn
        if box.right - box.left > _THIN
        for y in ({box.bottom, box.top} if box.top - box.bottom > _THIN else {box.bottom})
    )
    if len(upright) < _LEAST_RULES or len(level) < _LEAST_RULES:
        return []
    rows = []
    for top, bottom in pairwise(sorted(level, reverse=True)):
        middle = (top + bottom) / 2
        edges = _clustered(rule.left for rule in upright if rule.bottom - _SAME < middle < rule.top + _SAME)
        if len(edges) >= _LEAST_RULES:
            rows.append(Row(bottom, top, tuple(edges)))
    return rows if 1 < len(rows) <= _MOST_ROWS else []


def _clustered(places: Iterator[float]) -> list[float]:
    """The places from low to high, those that are the same by eye once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME:
            kept.append(place)
    return kept


def row_line(row: Row, glyphs: Sequence[Glyph], *, columns: Sequence[float] = ()) -> PageLine | None:
    """The row as a line with tabs between its cells; the lines of a cell follow each other in it. None if empty.

    `columns` are the edges of the fullest row: an empty cell and one that spans several keep the places of the others.
    """
    cells = []
    for left, right in pairwise(row.edges):
        inside = [glyph for glyph in glyphs if left <= (glyph.left + glyph.right) / 2 < right]
        cells.append(_paragraphs(lines_of(inside), right - left))
        cells.extend([""] * sum(left + _SAME < edge < right - _SAME for edge in columns))
    filled = list(filter(None, cells))
    if not filled:
        return None
    return PageLine(
        "\t".join(cells) if len(filled) > 1 else filled[0], row.edges[0], row.edges[-1], row.bottom, row.top
    )


def _paragraphs(lines: Sequence[PageLine], width: float) -> str:
    """The lines of a cell in one; a blank behind a line that leaves room, as the last of a paragraph does."""
    pieces = []
    for line in lines:
        room = width - (line.right - line.left)
        pieces.append(line.text.replace("\t", "") + (" " if room > _ROOM * line.size else ""))
    return "".join(pieces).strip()


def fullest(rows: Sequence[Row]) -> tuple[float, ...]:
    """The edges of the row with most cells, the columns of its table."""
    return max((row.edges for row in rows), key=len, default=())


def is_in(row: Row, glyph: Glyph) -> bool:
    """Whether a character stands in the row."""
    middle = (glyph.bottom + glyph.top) / 2
    return row.bottom <= middle < row.top and row.edges[0] <= (glyph.left + glyph.right) / 2 < row.edges[-1]

"""Ruled tables of a PDF page -> one line per row, the cells whole: a wrapped cell is never read across its neighbour."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from documents.parsing.formats.merged_cells import CONTINUED
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
    goes_on: frozenset[int] = frozenset()
    """Cells that no rule parts from the cell above."""
    reaches: tuple[float, ...] = ()
    """How far down each cell reaches: below the row where it is merged with cells of the next ones."""


def table_rows(drawn: Sequence[Box]) -> list[Row]:
    """The rows that rules make, from top to bottom; none where nothing or only frames and underlines are drawn."""
    upright = [
        Box(x, box.bottom, x, box.top)
        for box in drawn
        if box.top - box.bottom > _THIN
        for x in ({box.left, box.right} if box.right - box.left > _THIN else {box.left})
    ]
    rules = sorted(
        (y, box.left, box.right)
        for box in drawn
        if box.right - box.left > _THIN
        for y in ({box.bottom, box.top} if box.top - box.bottom > _THIN else {box.bottom})
    )
    level = _clustered(y for y, _left, _right in rules)
    if len(upright) < _LEAST_RULES or len(level) < _LEAST_RULES:
        return []
    rows = []
    for top, bottom in pairwise(sorted(level, reverse=True)):
        middle = (top + bottom) / 2
        edges = _clustered(rule.left for rule in upright if rule.bottom - _SAME < middle < rule.top + _SAME)
        if len(edges) >= _LEAST_RULES:
            rows.append(Row(bottom, top, tuple(edges)))
    return _with_merged(rows, rules) if 1 < len(rows) <= _MOST_ROWS else []


def _with_merged(rows: Sequence[Row], rules: Sequence[tuple[float, float, float]]) -> list[Row]:
    """The rows with the cells that are merged over several of them, told by the rule that is missing between."""
    merged: list[Row] = []
    for row in reversed(rows):
        below = merged[-1] if merged and abs(merged[-1].top - row.bottom) <= _SAME else None
        reaches = tuple(_reach(row, left, right, below) for left, right in pairwise(row.edges))
        merged.append(row._replace(reaches=reaches, goes_on=_going_on(row, rows, rules)))
    return merged[::-1]


def _going_on(row: Row, rows: Sequence[Row], rules: Sequence[tuple[float, float, float]]) -> frozenset[int]:
    """The cells of a row that have no rule above them and stand below a cell of the same width."""
    above = next((other for other in rows if abs(other.bottom - row.top) <= _SAME and other is not row), None)
    if above is None:
        return frozenset()
    first = bisect_left(rules, (row.top - _SAME, 0.0, 0.0))
    last = bisect_right(rules, (row.top + _SAME, float("inf"), float("inf")))
    drawn = [(left, right) for _y, left, right in rules[first:last]]
    same = set(pairwise(map(round, above.edges)))
    return frozenset(
        index
        for index, (left, right) in enumerate(pairwise(row.edges))
        if (round(left), round(right)) in same
        and not any(start - _SAME <= (left + right) / 2 <= end + _SAME for start, end in drawn)
    )


def _reach(row: Row, left: float, right: float, below: Row | None) -> float:
    for index, edges in enumerate(pairwise(below.edges) if below else ()):
        if below and index in below.goes_on and edges == (left, right):
            return below.reaches[index]
    return row.bottom


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
    A cell that goes on from the row above holds one ideographic space; its words stand in its first row.
    """
    cells = []
    for index, (left, right) in enumerate(pairwise(row.edges)):
        low = row.reaches[index] if row.reaches else row.bottom
        inside = [
            glyph
            for glyph in glyphs
            if left <= (glyph.left + glyph.right) / 2 < right and low <= (glyph.bottom + glyph.top) / 2 < row.top
        ]
        cells.append(CONTINUED if index in row.goes_on else _paragraphs(lines_of(inside), right - left))
        cells.extend([""] * sum(left + _SAME < edge < right - _SAME for edge in columns))
    said = [words for words in cells if words.strip()]
    if not said:
        return None
    alone = len(said) == 1 and cells[0] == said[0]  # Words in a later column alone go on from a page before.
    return PageLine(said[0] if alone else "\t".join(cells), row.edges[0], row.edges[-1], row.bottom, row.top)


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

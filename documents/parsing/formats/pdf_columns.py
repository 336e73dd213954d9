"""Pages set in columns -> their lines in reading order: down the left column, then down the right one.

Columns of running text look like a table whose rows happen to be level. They are told apart by what running text does:
its lines fill their column. Tables with rules are taken out before. Where that is not clear the page is left as it is,
and said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from documents.parsing.formats.pdf_lines import Glyph, PageLine, bands_of, lines_of
from documents.parsing.formats.pdf_tables import Box, fullest, is_in, row_line, table_rows

_FROM, _TO = 0.28, 0.72
"""Where on the page the space between columns may lie."""
_CLEAR = 0.45
"""Half of the least space between columns, in widths of a character."""
_MIN_LINES = 4
_MIN_CHARACTERS = 6
_WIDEST = 6.0
"""Columns of text stand closer than this many characters; columns of a table seldom do."""
_FULL = 2.6
_MIN_FULL, _MAYBE_FULL = 0.5, 0.35
_APART = 2.5
_MOST_APART = 2
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page in reading order; where the space between its columns lies; whether that is in doubt."""

    lines: list[PageLine]
    gutter: float | None = None
    doubtful: bool = False


def page_text(glyphs: Sequence[Glyph], *, drawn: Sequence[Box] = (), expected: float | None = None) -> PageText:
    """The lines of a page; `expected` is the gutter of the page before, which a last, half-filled page goes by.

    Rows of ruled tables are lines of their own; what stands between tables is read by its columns.
    Example: a page of two columns gives all lines of the left one (column 1), then all of the right one (column 2).
    """
    lines: list[PageLine] = []
    doubtful = False
    rest = list(glyphs)
    rows = table_rows(drawn)
    columns = fullest(rows)
    for row in rows:
        inside = [glyph for glyph in rest if is_in(row, glyph)]
        lowest = min(row.reaches, default=row.bottom)
        around = [glyph for glyph in rest if lowest <= (glyph.bottom + glyph.top) / 2 < row.top]
        line = row_line(row, around, columns=columns)
        if line is None:
            continue
        above = [glyph for glyph in rest if (glyph.bottom + glyph.top) / 2 >= row.top]
        taken = {id(glyph) for glyph in (*inside, *above)}
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        if above:
            part = _text(above, None, column=0, depth=0)
            lines += part.lines
            doubtful |= part.doubtful
        lines.append(line)
    part = _text(rest, expected, column=0, depth=0)
    return PageText([*lines, *part.lines], part.gutter, doubtful or part.doubtful)


def _text(glyphs: Sequence[Glyph], expected: float | None, *, column: int, depth: int) -> PageText:
    seen = [glyph for glyph in glyphs if not glyph.character.isspace()]
    if len(seen) < 2 * _MIN_LINES * _MIN_CHARACTERS or depth >= _DEEPEST:
        return PageText(_numbered(lines_of(glyphs), column))
    width = median(max(glyph.right - glyph.left, 0.1) for glyph in seen)
    bands = bands_of(seen)
    gutter = _gutter(bands, seen, width)
    if gutter is None:
        gutter = expected
    if gutter is None:
        return PageText(_numbered(lines_of(glyphs), column))
    return _split(bands, gutter, width, column=column, depth=depth, expected=expected is not None)


def _gutter(bands: Sequence[Sequence[Glyph]], seen: Sequence[Glyph], width: float) -> float | None:
    """The middle of the upright space that most lines with text to its right leave open, None without one."""
    left, right = min(glyph.left for glyph in seen), max(glyph.right for glyph in seen)
    step = width / 2
    places = [
        left + _FROM * (right - left) + index * step for index in range(int((_TO - _FROM) * (right - left) / step))
    ]
    open_in = [_open_spaces(band, width) for band in bands]
    scores = [_openness(open_in, x) for x in places]
    best = max(scores, default=0)
    if best == 0:
        return None
    equal = [x for x, score in zip(places, scores, strict=True) if score == best]
    run = [equal[0]]
    for before, x in pairwise(equal):
        if x - before > 1.5 * step:
            break
        run.append(x)
    return (run[0] + run[-1]) / 2


def _open_spaces(band: Sequence[Glyph], width: float) -> list[tuple[float, float]]:
    """The stretches of a line where the middle of a gutter can lie, the room behind its last character at the end."""
    room, spaces, reached = _CLEAR * width, [], -math.inf
    for glyph in sorted(band, key=lambda glyph: glyph.left):
        if glyph.left - reached >= 2 * room:
            spaces.append((reached + room, glyph.left - room))
        reached = max(reached, glyph.right)
    return [*spaces, (reached + room, math.inf)]


def _openness(open_in: Sequence[Sequence[tuple[float, float]]], x: float) -> int:
    """How many lines leave `x` open, those with text beyond it counted twice; 0 where hardly any has."""
    ends = [next((end for start, end in spaces if start <= x <= end), None) for spaces in open_in]
    beyond = sum(end is not None and end < math.inf for end in ends)
    return sum(end is not None for end in ends) + beyond if beyond >= _MIN_LINES else 0


def _is_clear(band: Sequence[Glyph], x: float, width: float) -> bool:
    low, high = x - _CLEAR * width, x + _CLEAR * width
    return not any(glyph.left < high and glyph.right > low for glyph in band)


def _split(
    bands: Sequence[Sequence[Glyph]],
    gutter: float,
    width: float,
    *,
    column: int,
    depth: int,
    expected: bool,
) -> PageText:
    """Stretches of lines across the page stay lines; stretches that leave the gutter open become two columns."""
    lines: list[PageLine] = []
    found = doubtful = False
    stretches = _stretches(bands, gutter, width)
    looks = _looks([band for is_open, stretch in stretches if is_open for band in stretch], gutter, width, expected)
    for is_open, stretch in stretches:
        verdict = looks if is_open else "lines"
        doubtful |= verdict == "doubt"
        if verdict != "columns":
            lines += _numbered(lines_of([glyph for band in stretch for glyph in band]), column)
            continue
        found = True
        for side in (1, 2):
            part = [glyph for band in stretch for glyph in band if (glyph.left > gutter) == (side == 2)]
            inner = _text(part, None, column=3 * column + side, depth=depth + 1)
            lines += inner.lines
            doubtful |= inner.doubtful
    return PageText(lines, gutter if found else None, doubtful)


def _stretches(
    bands: Sequence[Sequence[Glyph]], gutter: float, width: float
) -> list[tuple[bool, list[Sequence[Glyph]]]]:
    """Neighbouring bands that all leave the gutter open, or all cross it; heads and feet set apart stand alone."""
    found: list[tuple[bool, list[Sequence[Glyph]]]] = []
    for band in bands:
        is_open = _is_clear(band, gutter, width)
        if found and found[-1][0] == is_open:
            found[-1][1].append(band)
        else:
            found.append((is_open, [band]))
    return [piece for stretch in found for piece in _without_edges(*stretch)]


def _without_edges(is_open: bool, stretch: list[Sequence[Glyph]]) -> list[tuple[bool, list[Sequence[Glyph]]]]:
    """A running head or a page number beside the middle leaves the gutter open too; the room around it tells."""
    if not is_open or len(stretch) < 2 * _MIN_LINES:
        return [(is_open, stretch)]
    heights = [median(glyph.baseline for glyph in band) for band in stretch]
    steps = [above - below for above, below in pairwise(heights)]
    apart = _APART * max(median(steps), median(glyph.top - glyph.bottom for band in stretch for glyph in band))
    first = max((index + 1 for index in range(_MOST_APART) if steps[index] > apart), default=0)
    last = min(
        (index + 1 for index in range(len(steps) - _MOST_APART, len(steps)) if steps[index] > apart),
        default=len(stretch),
    )
    pieces = [(False, stretch[:first]), (True, stretch[first:last]), (False, stretch[last:])]
    return [piece for piece in pieces if piece[1]]


def _looks(bands: Sequence[Sequence[Glyph]], gutter: float, width: float, expected: bool) -> str:
    """ "columns" of running text, "lines" of a table or of one column, or "doubt"."""
    left = [line for band in bands if (line := [glyph for glyph in band if glyph.left <= gutter])]
    right = [line for band in bands if (line := [glyph for glyph in band if glyph.left > gutter])]
    if expected and left and not right:
        return "columns"
    if min(len(left), len(right)) < (1 if expected else _MIN_LINES) or _apart(left, right) > _WIDEST * width:
        return "lines"
    full = min((_fullness(side, width) for side in (left, right) if len(side) >= _MIN_LINES), default=0.0)
    if full < _MAYBE_FULL:
        return "lines"
    return "columns" if full >= _MIN_FULL else "doubt"


def _apart(left: Sequence[Sequence[Glyph]], right: Sequence[Sequence[Glyph]]) -> float:
    """The space between two columns."""
    edges = sorted(max(glyph.right for glyph in line) for line in left)
    return min(glyph.left for line in right for glyph in line) - edges[-1 - len(edges) // 10]


def _fullness(lines: Sequence[Sequence[Glyph]], width: float) -> float:
    """Share of the lines that run to the edge of their column, or of the columns inside it."""
    full = _own_fullness(lines, width)
    inner = _gutter(lines, [glyph for line in lines for glyph in line], width) if full < _MIN_FULL else None
    if inner is None:
        return full
    parts = [
        [[glyph for glyph in line if (glyph.left > inner) == beyond] for line in lines] for beyond in (False, True)
    ]
    return min(_own_fullness([line for line in part if line], width) for part in parts)


def _own_fullness(lines: Sequence[Sequence[Glyph]], width: float) -> float:
    """0 for lines too short to be running text."""
    edges = sorted(max(glyph.right for glyph in line) for line in lines)
    start = min(glyph.left for line in lines for glyph in line)
    edge = edges[-1 - len(edges) // 10]
    if median(map(len, lines)) < _MIN_CHARACTERS or edge - start < _MIN_CHARACTERS * width:
        return 0.0
    return sum(right > edge - _FULL * width for right in edges) / len(edges)


def _numbered(lines: list[PageLine], column: int) -> list[PageLine]:
    return [line._replace(column=column) for line in lines] if column else lines

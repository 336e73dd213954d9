"""How high a row of a sheet must be, so that wrapped text shows whole where a program does not fit rows by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

# Points. Excel fits rows without a height when it opens a file, LibreOffice shows them one line high.
LINE = 15.0
# The highest row that Excel knows; what is longer still stands in its cell.
HIGHEST = 409.0
# Lines break earlier than the width says: punctuation does not begin a line, words of Latin letters stay whole.
RAGGED = 2


def row_height(cells: Iterable[tuple[str, int]]) -> float:
    """The height in points of a row with these texts, each with the width of its column in half-width characters.

    >>> row_height([("交通", 16), ("数据共享开放平台建设", 12)])
    30.0
    """
    return min(HIGHEST, whole_height(cells))


def whole_height(cells: Iterable[tuple[str, int]]) -> float:
    """The height in points that shows everything, also where it is more than one row can have.

    >>> whole_height([("第一行\n第二行", 16)])
    30.0
    """
    return LINE * row_lines(cells)


def row_lines(cells: Iterable[tuple[str, int]]) -> int:
    """How many lines the longest of these texts takes in its column; at least one.

    >>> row_lines([("数据共享开放平台建设", 12)])
    2
    """
    most = 1
    for text, width in cells:
        room = max(2, width - RAGGED)
        # Most cells cannot be longer than the longest so far, and need not be measured.
        if 2 * len(text) // room + text.count("\n") >= most:
            most = max(most, _lines(text, room))
    return most


def _lines(text: str, room: int) -> int:
    return sum(max(1, ceil(_half_widths(line) / room)) for line in text.split("\n"))


class _Widths(dict[str, int]):
    """Half-widths of characters, each asked for once: a Chinese character counts two."""

    def __missing__(self, character: str) -> int:
        self[character] = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        return self[character]


_WIDTHS = _Widths()


def _half_widths(line: str) -> int:
    """Width of a line where a Chinese character counts two: 5G网络 is 6."""
    return sum(map(_WIDTHS.__getitem__, line))

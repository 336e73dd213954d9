"""Characters of a PDF page -> its lines as a reader sees them, by where the characters stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from documents.parsing.patterns import pattern

_COLUMN_GAP = 3.0
"""Widths of a character that part the columns of a table."""
_SAME_LINE = 0.35
_DOUBLE = 0.3

SPACES = pattern("pdf_spaces", r"(?<![\x21-\x7e]) +| +(?![\x21-\x7e])")
NUMBER_SPACES = pattern("pdf_number_spaces", r"(?<=[0-9０-９.．]) +(?=[0-9０-９.．%％])")
LEADERS = pattern("pdf_leaders", r"[.．·•…⋯_＿—\-]{6,}")


class Glyph(NamedTuple):
    """One character with its box and the line it stands on; the y axis points up."""

    character: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float


class PageLine(NamedTuple):
    """One line of a page: text without needless spaces, and its box."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    column: int = 0
    """0 for a line across the page, else the number of its column."""

    @property
    def size(self) -> float:
        """Height of the line, which tells titles from text."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Where the line stands on the page."""
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Sequence[Glyph]) -> list[PageLine]:
    """The lines of a page from top to bottom, characters from left to right.

    Example: 号 that the file draws after the rule under 浙政发〔2025〕10 comes back to its line.
    """
    return [line for band in bands_of(glyphs) if (line := _line(band)) is not None]


def bands_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Groups of characters on one baseline, highest first (boxes differ between the fonts of one line)."""
    bands: list[list[Glyph]] = []
    height = baseline = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        own_height = max(glyph.top - glyph.bottom, 0.1)
        if bands and baseline - glyph.baseline <= _SAME_LINE * min(height, own_height):
            bands[-1].append(glyph)
            height = max(height, own_height)
            continue
        bands.append([glyph])
        height, baseline = own_height, glyph.baseline
    return bands


def _line(band: Iterable[Glyph]) -> PageLine | None:
    """One line of a band; None when it holds only blanks or an ornament."""
    ordered = _once(sorted(band, key=lambda glyph: glyph.left))
    seen = [glyph for glyph in ordered if not glyph.character.isspace()]
    if not seen or _is_ornament([glyph.character for glyph in seen]):
        return None
    width = median(max(glyph.right - glyph.left, 0.1) for glyph in seen)
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in ordered:
        if before is not None and not glyph.character.isspace():
            gap = glyph.left - before.right
            if gap > _COLUMN_GAP * width:
                pieces.append("\t")
            elif gap > 0.25 * width and _are_letters(before.character, glyph.character):
                pieces.append(" ")
        pieces.append(" " if glyph.character.isspace() else glyph.character)
        before = before if glyph.character.isspace() else glyph
    return PageLine(
        _tidied("".join(pieces)),
        seen[0].left,
        max(glyph.right for glyph in seen),
        median(glyph.bottom for glyph in seen),
        median(glyph.top for glyph in seen),
    )


def _once(ordered: Sequence[Glyph]) -> list[Glyph]:
    """Characters drawn twice, a hair apart, to look bold, are one."""
    kept: list[Glyph] = []
    for glyph in ordered:
        width = max(glyph.right - glyph.left, 0.1)
        if any(
            other.character == glyph.character and abs(glyph.left - other.left) < _DOUBLE * width for other in kept[-2:]
        ):
            continue
        kept.append(glyph)
    return kept


def _is_ornament(characters: Sequence[str]) -> bool:
    """A rule drawn with the glyphs of a font: one sign many times over."""
    return len(characters) >= 6 and len(set(characters)) == 1


def _are_letters(first: str, second: str) -> bool:
    return first.isascii() and second.isascii() and first.isalnum() and second.isalnum()


def _tidied(text: str) -> str:
    """Spaces stay between Latin words only; dotted leaders are short.

    >>> _tidied("到 ２０２７ 年，AI Agent 达 2 0 万个")
    '到２０２７年，AI Agent达20万个'
    """
    return NUMBER_SPACES.sub("", SPACES.sub("", LEADERS.sub("……", text))).strip()

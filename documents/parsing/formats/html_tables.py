"""Tables of a web page: which of them hold data, and what their cells span."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree

from documents.parsing.formats.merged_cells import HEAD_WITHIN, Cell, is_data

_LONGEST_NAME = 60
_LONGEST_NUMBER = 4


def is_data_table(element: etree._Element) -> bool:
    """Whether the first rows of a table name columns; one that holds another lays out the page."""
    if element.find(".//table") is not None:
        return False
    rows = list(islice(element.iter("tr"), HEAD_WITHIN))
    return is_data([["".join(cell.itertext())[:_LONGEST_NAME] for cell in row.iter("td", "th")] for row in rows])


def cell_of(element: etree._Element, lines: Sequence[str]) -> Cell:
    """The cell of an element whose paragraphs have been read. Example: <td rowspan="2"> fills its column twice."""
    return Cell(tuple(lines), columns=_spanned(element, "colspan"), rows=_spanned(element, "rowspan"))


def _spanned(element: etree._Element, name: str) -> int:
    """How many columns or rows a cell says it spans."""
    words = element.get(name, "").strip()
    return max(1, int(words)) if words.isascii() and words.isdigit() and len(words) <= _LONGEST_NUMBER else 1

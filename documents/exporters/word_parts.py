"""The pieces of a Word file: paragraphs, runs, cells, rows. Text goes in as text and is never read as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.exporters.texts import visible

SONG = ("Times New Roman", "宋体")
HEI = ("Arial", "黑体")
ACCENT = "0F5B61"
GREY = "5B6B6A"
WASH = "E8EFEE"
HAIRLINE = "B4C0BE"
WARNING = "8C2D1F"

# From an address to the key of its relationship; nothing for an address that is not followed.
Linker = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set: size in points, 宋体 or 黑体, bold, colour."""

    size: float
    font: tuple[str, str] = SONG
    bold: bool = False
    colour: str = ""

    def but(self, **changes: Any) -> Look:
        """The same with some things changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in one look; with a link they lead somewhere."""

    text: str
    look: Look
    link: str | None = None


def element(name: str, **attributes: str) -> Any:
    """One element with attributes of its namespace: element("w:jc", val="center")."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def paragraph(
    words: Iterable[Words], *, align: str = "", before: float = 0, after: float = 0, with_next: bool = False
) -> Any:
    """One paragraph; distances in points."""
    made = element("w:p")
    properties = element("w:pPr")
    if with_next:
        properties.append(element("w:keepNext"))
    properties.append(element("w:spacing", before=str(round(before * 20)), after=str(round(after * 20))))
    if align:
        properties.append(element("w:jc", val=align))
    made.append(properties)
    for each in words:
        made.append(_linked(each) if each.link else run(each))
    return made


def run(words: Words) -> Any:
    """Words in one look; a tab is a tab, a line break a line break, other control characters are shown."""
    made = element("w:r")
    made.append(_properties(words.look))
    lines = visible(words.text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for number, line in enumerate(lines):
        if number:
            made.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            if piece:
                text = element("w:t")
                text.text = piece
                text.set(qn("xml:space"), "preserve")
                made.append(text)
    return made


def _properties(look: Look) -> Any:
    latin, chinese = look.font
    properties = element("w:rPr")
    properties.append(element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin))
    if look.bold:
        properties.append(element("w:b"))
    if look.colour:
        properties.append(element("w:color", val=look.colour))
    half_points = str(round(look.size * 2))
    properties.append(element("w:sz", val=half_points))
    properties.append(element("w:szCs", val=half_points))
    return properties


def _linked(words: Words) -> Any:
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), words.link or "")
    made.append(run(words))
    return made


def table(widths: Sequence[int]) -> Any:
    """A table of fixed columns (twentieths of a point) with hairlines, as wide as the page."""
    made = element("w:tbl")
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=str(sum(widths)), type="dxa"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=HAIRLINE))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side, size in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        margins.append(element(f"w:{side}", w=size, type="dxa"))
    properties.append(margins)
    made.append(properties)
    grid = element("w:tblGrid")
    for width in widths:
        grid.append(element("w:gridCol", w=str(width)))
    made.append(grid)
    return made


def row(cells: Iterable[Any], *, header: bool = False, whole: bool = True) -> Any:
    """One row; a header stands again on every page, a whole row is not broken between two."""
    made = element("w:tr")
    properties = element("w:trPr")
    if whole:
        properties.append(element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    made.append(properties)
    for cell in cells:
        made.append(cell)
    return made


def cell(paragraphs: Iterable[Any], *, width: int, span: int = 1, fill: str = "") -> Any:
    """One cell over `span` columns; it holds at least one paragraph, as Word asks for."""
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=str(span)))
    if fill:
        properties.append(element("w:shd", val="clear", color="auto", fill=fill))
    made.append(properties)
    for each in list(paragraphs) or [element("w:p")]:
        made.append(each)
    return made


def field(code: str, look: Look) -> Any:
    """A number that Word fills in: PAGE, NUMPAGES."""
    made = element("w:fldSimple", instr=code)
    made.append(run(Words("1", look)))
    return made

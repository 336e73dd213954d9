"""A table of a Word file: header on every page, groups under merged headers, rows whole where they can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from documents.exporters.paper import MARGIN, Paper
from documents.exporters.word_parts import (
    ACCENT,
    GREY,
    HEI,
    WASH,
    Linker,
    Look,
    Words,
    cell,
    paragraph,
    row,
    table,
)
from documents.row_heights import row_lines
from documents.tables import Cell, Column, Group, Line, Lines, Table

TWIPS_PER_MILLIMETRE = 56.7
POINTS_PER_MILLIMETRE = 2.835
LINE_SPACING = 1.3
SMALLEST, LARGEST, USUAL = 7.5, 10.5, 9.0
# A row higher than this part of the page may break: kept whole it would leave most of a page empty.
TALLEST_WHOLE = 0.45


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table being set on paper of a kind; `link` turns an address into the key of its relationship."""

    table: Table
    paper: Paper
    link: Linker

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns it sets."""
        return self.table.columns

    @property
    def _room(self) -> int:
        return sum(column.width for column in self.columns)

    @property
    def look(self) -> Look:
        """Words as large as the width allows, between seven and a half and ten and a half points."""
        fitting = USUAL * self.paper.room / max(1, self._room)
        return Look(max(SMALLEST, min(LARGEST, int(fitting * 2) / 2)))

    @property
    def widths(self) -> list[int]:
        """Width of each column in twentieths of a point; together the page without its margins."""
        whole = (self.paper.width - 2 * MARGIN) * TWIPS_PER_MILLIMETRE
        return [round(whole * column.width / max(1, self._room)) for column in self.columns]

    def made(self) -> Any:
        """The element of the whole table."""
        made = table(self.widths)
        if any(column.group for column in self.columns):
            made.append(self._column_groups())
        made.append(self._header())
        for line in self.table.lines():
            made.append(self._group(line) if isinstance(line, Group) else self._row(line))
        return made

    def _column_groups(self) -> Any:
        cells, index = [], 0
        names = [str(column.group) for column in self.columns]
        while index < len(names):
            span = next((n for n, name in enumerate(names[index:]) if name != names[index]), len(names) - index)
            words = [Words(names[index], self.look.but(font=HEI, bold=True))]
            width = sum(self.widths[index : index + span])
            cells.append(cell([paragraph(words, align="center")], width=width, span=span, fill=WASH))
            index += span
        return row(cells, header=True)

    def _header(self) -> Any:
        """The words of the header; of several lines the first is the name."""
        cells = []
        for heading, width in zip(self.table.headings, self.widths, strict=True):
            looks = [self.look.but(font=HEI, bold=True), self.look.but(size=self.look.size - 1, colour=GREY)]
            lines = heading.split("\n")
            made = [paragraph([Words(line, looks[min(n, 1)])], with_next=True) for n, line in enumerate(lines)]
            cells.append(cell(made, width=width, fill=WASH))
        return row(cells, header=True)

    def _group(self, group: Group) -> Any:
        """The name over the columns before the first in which the header says something, else over all."""
        texts = [group.text_of(column) for column in self.columns]
        span = max(1, next((index for index, text in enumerate(texts) if text), len(texts)))
        look = self.look.but(font=HEI, bold=True, colour=ACCENT)
        name = paragraph([Words(group.name, look)], with_next=True)
        cells = [cell([name], width=sum(self.widths[:span]), span=span, fill=WASH)]
        for text, width in zip(texts[span:], self.widths[span:], strict=True):
            cells.append(cell([paragraph([Words(text, self.look)], with_next=True)], width=width, fill=WASH))
        return row(cells)

    def _row(self, cells: Sequence[Cell]) -> Any:
        made = [cell(self._paragraphs(each), width=width) for each, width in zip(cells, self.widths, strict=True)]
        return row(made, whole=self._height(cells) <= TALLEST_WHOLE)

    def _height(self, cells: Sequence[Cell]) -> float:
        """The height of a row as part of the page; where the columns are set narrower, their texts take more lines."""
        shrunk = min(1.0, self.paper.room * USUAL / self.look.size / max(1, self._room))
        lines = row_lines((_whole(each), round(each.column.width * shrunk)) for each in cells)
        page = (self.paper.height - 2 * MARGIN) * POINTS_PER_MILLIMETRE
        return lines * self.look.size * LINE_SPACING / page

    def _paragraphs(self, given: Cell) -> Iterator[Any]:
        if isinstance(given.value, Lines):
            yield from self._lines(given.value)
            return
        link = self.link(given.text) if given.column.kind == "link" else None
        for line in given.text.replace("\r\n", "\n").split("\n"):
            yield paragraph([Words(line, self.look.but(colour=ACCENT) if link else self.look, link)])

    def _lines(self, lines: Lines) -> Iterator[Any]:
        """A line each; blocks stand apart by some space instead of an empty line."""
        for number, block in enumerate(lines.blocks):
            for place, line in enumerate(block):
                yield paragraph(self._words(line), before=3 if number and not place else 0)

    def _words(self, line: Line) -> list[Words]:
        look = self.look
        small = look.but(size=max(SMALLEST, look.size - 1), colour=GREY)
        looks = {"title": look.but(font=HEI, bold=True), "state": small, "source": small}
        link = self.link(line.address) if line.address else None
        found = []
        if line.label:
            found.append(
                Words(f"{line.label} ", small if line.role == "source" else look.but(bold=True, colour=ACCENT))
            )
        shown = looks.get(line.role, look)
        found.append(Words(line.whole, shown.but(colour=ACCENT) if link and line.role == "source" else shown, link))
        return found


def _whole(given: Cell) -> str:
    """The text of a cell with what the page folds."""
    if not isinstance(given.value, Lines):
        return given.text
    return "\n".join(f"{line.label} {line.whole}" for block in given.value.blocks for line in block)


def appended(body: Any, made: Any) -> None:
    """Put an element at the end of the text, before the properties of its section, which Word wants last."""
    section = body.find(qn("w:sectPr"))
    if section is None:
        body.append(made)
    else:
        section.addprevious(made)

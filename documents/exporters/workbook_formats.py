"""How the cells of a workbook look, and how a text is written into one so that it stays text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from documents.exporters.paper import Paper
from documents.exporters.texts import visible
from documents.tables import Kind, Line, Lines

FONT = {"font_name": "等线", "font_size": 10}
ACCENT = "#0F5B61"
GREY = "#5B6B6A"
HAIRLINE = "#B4C0BE"
WASH = "#E8EFEE"
# Inches; narrow, so that the columns are not set smaller than they need be.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.8, "bottom": 0.6}


class Formats:
    """The formats of one workbook; XlsxWriter ties each to the book it was made in."""

    def __init__(self, workbook: Any) -> None:
        # Hairlines keep neighbouring texts apart, on paper too.
        cell = {"valign": "top", "border": 1, "border_color": HAIRLINE}
        wrapped = {**cell, "text_wrap": True}
        wash = {**wrapped, "bg_color": WASH}
        self.text = workbook.add_format(wrapped)
        self.number = workbook.add_format({**cell, "num_format": "General"})
        self.date = workbook.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": "left"})
        self.header = workbook.add_format({**wash, "bold": True, "bottom": 2, "bottom_color": ACCENT})
        self.group_header = workbook.add_format({**wash, "bold": True, "align": "center"})
        self.group = workbook.add_format({**wash, "bold": True, "font_color": ACCENT})
        self.group_cell = workbook.add_format(wash)
        self.label = workbook.add_format({"bold": True, "valign": "top"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.plain = workbook.add_format(FONT)
        self.bold = workbook.add_format({**FONT, "bold": True})
        self.accent = workbook.add_format({**FONT, "bold": True, "font_color": ACCENT})
        self.grey = workbook.add_format({**FONT, "font_color": GREY})

    def of(self, kind: Kind) -> Any:
        """The format of a cell by the kind of its column."""
        return {"number": self.number, "date": self.date}.get(kind, self.text)

    def runs(self, lines: Lines) -> Iterator[tuple[Any, str]]:
        """The pieces of a cell of several lines, each with its format; joined they are its text."""
        for number, block in enumerate(lines.blocks):
            for place, line in enumerate(block):
                between = "\n" if place else "\n\n" if number else ""
                yield from self._runs_of(line, before=between)

    def _runs_of(self, line: Line, *, before: str) -> Iterator[tuple[Any, str]]:
        words = visible(f"{line.words}……" if line.rest else line.words)
        if line.label:
            shape = self.grey if line.role == "source" else self.accent
            yield shape, f"{before}{visible(line.label)} "
            before = ""
        shape = {"title": self.bold, "state": self.grey, "source": self.grey}.get(line.role, self.plain)
        if before or words:
            yield shape, f"{before}{words}"


def write_inert(sheet: Any, place: tuple[int, int], text: str, style: Any, *, plain: Any) -> None:
    """Write a text as text; nothing leaves an empty cell with its frame.

    XlsxWriter takes what begins with <r> and ends with </r> for markup of its own and writes it as it stands;
    as two runs of one rich text it is escaped like any other.
    """
    row, index = place
    if not text:
        sheet.write_blank(row, index, None, style)
    elif text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, index, plain, text[:1], plain, text[1:], style)
    else:
        sheet.write_string(row, index, text, style)


def set_up_page(sheet: Any, paper: Paper, *, across: int = 1) -> None:
    """Lying paper, so many pages wide and as many high as it takes."""
    sheet.set_landscape()
    sheet.set_paper(paper.code)
    sheet.set_margins(**MARGINS)
    sheet.fit_to_pages(across, 0)

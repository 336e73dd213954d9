"""The last sheets of a workbook: what it holds, from where, how to read it; and texts that go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from documents.exporters.about import About
from documents.exporters.paper import A4
from documents.exporters.texts import pieces, visible
from documents.exporters.workbook_formats import Formats, set_up_page, write_inert
from documents.row_heights import row_height
from documents.tables import Table

WIDTH = 110


def write_about(workbook: Any, tables: Sequence[Table], about: About, formats: Formats, *, continued: bool) -> None:
    """The sheet 说明: label and words of everything that travels with the tables, then their notes."""
    sheet = workbook.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, WIDTH)
    set_up_page(sheet, A4)
    for row, (label, words) in enumerate(_lines(tables, about, continued=continued)):
        sheet.set_row(row, row_height([(words, WIDTH)]))
        sheet.write_string(row, 0, label, formats.label)
        write_inert(sheet, (row, 1), next(pieces(visible(words))), formats.wrapped, plain=formats.plain)


def _lines(tables: Sequence[Table], about: About, *, continued: bool) -> Iterator[tuple[str, str]]:
    first = tables[0]
    yield from about.lines(said=str(first.said or first.title), rows=len(first.rows))
    for table in tables[1:]:
        yield _("另一张表"), _("%(title)s，%(rows)d行") % {"title": table.title, "rows": len(table.rows)}
    for note in notes_of(tables):
        yield _("说明"), note
    if continued:
        yield _("说明"), _("超过单元格长度的文字，其余部分在“续文”表中，按表、行号和列名接续。")


def notes_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """The notes of all tables, each once."""
    return tuple(dict.fromkeys(str(note) for table in tables for note in table.notes))


def write_continued(workbook: Any, rows: Sequence[tuple[str, str, str, int, str]], formats: Formats) -> None:
    """The sheet 续文: what did not fit into one cell, with the place where it goes on."""
    sheet = workbook.add_worksheet(_("续文"))
    set_up_page(sheet, A4)
    sheet.set_column(0, 3, 10)
    sheet.set_column(4, 4, WIDTH)
    for index, heading in enumerate((_("表"), _("行号"), _("列"), _("第几段"), _("文字"))):
        sheet.write_string(0, index, heading, formats.label)
    for number, (name, row, heading, part, text) in enumerate(rows, start=1):
        for index, words in enumerate((name, row, heading)):
            write_inert(sheet, (number, index), words, formats.wrapped, plain=formats.plain)
        sheet.write_number(number, 3, part)
        write_inert(sheet, (number, 4), text, formats.wrapped, plain=formats.plain)

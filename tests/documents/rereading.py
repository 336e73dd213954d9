"""Files of an export read back by other programs than wrote them, each as header and rows of texts."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import docx
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

# Excel writes a carriage return like this; openpyxl leaves it as it is, and takes back all other escapes.
RETURN = "_x000D_"
TRAVELLING = 5
"""Columns at the end of a CSV that say of each row where it was taken from."""


def csv_lines(content: bytes) -> list[list[str]]:
    """Header and rows without the columns that travel along; line breaks as a spreadsheet shows them."""
    csv.field_size_limit(1_000_000)
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [[plain(cell) for cell in line[:-TRAVELLING]] for line in lines]


def xlsx_lines(content: bytes, *, sheet: int = 0, header: int = 1) -> list[list[str]]:
    """Header and rows of one sheet, texts continued from the sheet 续文; numbers and dates as their text."""
    book = load_workbook(io.BytesIO(content))
    shown = book.worksheets[sheet]
    rows = {row[0].row: row for row in shown.iter_rows(min_row=header)}
    # A row of great height is merged of several; only the first holds anything.
    read = {
        number: [_spoken(cell) for cell in row]
        for number, row in rows.items()
        if not all(isinstance(cell, MergedCell) for cell in row)
    }
    headings = read[header]
    for name, row, heading, _part, text in (
        book["续文"].iter_rows(min_row=2, values_only=True) if "续文" in book else ()
    ):
        if name == shown.title:
            read[int(row)][headings.index(plain(heading))] += text
    return list(read.values())


def _spoken(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.is_date:
        return value.date().isoformat()
    if isinstance(value, str):
        value = value.replace(RETURN, "\r")
    return plain(value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value))


def docx_lines(content: bytes) -> list[list[list[str]]]:
    """Header and rows of each table of a Word file; a merged cell stands once, in its first column."""
    tables = []
    for table in docx.Document(io.BytesIO(content)).tables:
        rows = []
        for row in table._tbl.tr_lst:
            cells = []
            for cell in row.tc_lst:
                text = "\n".join(_paragraph(paragraph) for paragraph in cell.p_lst)
                cells += [text, *[""] * (cell.grid_span - 1)]
            rows.append(cells)
        tables.append(rows)
    return tables


def _paragraph(paragraph) -> str:
    marks = {"t": lambda piece: piece.text or "", "tab": lambda _piece: "\t", "br": lambda _piece: "\n"}
    pieces = ((piece.tag.rsplit("}", 1)[-1], piece) for piece in paragraph.iter())
    return "".join(marks[name](piece) for name, piece in pieces if name in marks)


def json_lines(content: bytes, *, table: int = 0) -> list[list[str]]:
    """Header and rows of one table, numbers exact."""
    made = json.loads(content, parse_float=Decimal)["tables"][table]
    keys = [column["key"] for column in made["columns"]]
    rows = [[_json_text(row["cells"][key]) for key in keys] for row in made["rows"]]
    return [[column["heading"] for column in made["columns"]], *rows]


def _json_text(value) -> str:
    if isinstance(value, dict):
        return value["text"]
    return "" if value is None else str(value)


def markdown_tables(content: bytes) -> list[list[list[str]]]:
    """Header and rows of each table, read by a program for GitHub's Markdown; a cell with markup fails."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(content.decode("utf-8"))
    tables: list[list[list[str]]] = []
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and tokens[place - 1].type in ("td_open", "th_open"):
            tables[-1][-1].append("".join(map(_markdown_text, token.children)))
    return tables


def _markdown_text(token) -> str:
    if token.type == "html_inline":
        assert token.content == "<br>", f"{token.content} is markup"
        return "\n"
    assert token.type in ("text", "text_special", "strong_open", "strong_close", "link_open", "link_close"), token
    return token.content


def plain(text: str) -> str:
    """Line breaks in one spelling, as every reader of these files gives them."""
    return re.sub(r"\r\n|\r", "\n", text)

"""A list too long to be held: its file is made and sent part by part, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.exporters.about import About
from documents.exporters.as_csv import csv_body, csv_head, csv_written
from documents.exporters.as_json import json_around, json_rows
from documents.exporters.large_xlsx import xlsx_pieces
from documents.tables import Table


@dataclass(frozen=True, slots=True)
class LargeTable:
    """A list in parts: `table` has its columns and words and no rows, each of `parts` the next rows of it."""

    table: Table
    about: About
    rows: int
    parts: Callable[[], Iterator[Table]]
    lines: Callable[[], Iterator[list[bytes]] | None] = lambda: None
    """Gives the lines of the CSV file, without their ends, where the database writes them itself."""


# Reads what stands before the rows; asked for when the file has begun.
Reader = Callable[[], LargeTable]


def large_csv(table: Table, read: Reader) -> Iterator[bytes]:
    """The list as CSV, byte for byte as `to_csv` would write it; the headings are sent before anything is read."""
    yield csv_head(table, travelling=True)
    large = read()
    written = large.lines()
    if written is not None:
        yield from csv_written(written, table=large.table, about=large.about)
        return
    for part in large.parts():
        yield from csv_body(part, about=large.about)


def large_json(table: Table, read: Reader) -> Iterator[bytes]:
    """The list as JSON, byte for byte as `to_json` would write it."""
    large = read()
    before, after = json_around(large.table, about=large.about)
    yield before
    between = ""
    for part in large.parts():
        for block in json_rows(part, about=large.about):
            yield f"{between}{block}".encode("utf-8", "backslashreplace")
            between = ",\n"
    yield after


def large_xlsx(table: Table, read: Reader) -> Iterator[bytes]:
    """The list as a workbook that looks like that of `to_xlsx`."""
    large = read()
    return xlsx_pieces(large.table, about=large.about, rows=large.rows, parts=large.parts())


LARGE = {"csv": large_csv, "json": large_json, "xlsx": large_xlsx}

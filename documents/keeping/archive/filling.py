"""The lines of an archive become the rows of an empty table, many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection

from documents.keeping.archive.rows import RowReader
from documents.keeping.tables import Model

# So many rows are written at once, and no more of their lines than this.
ROWS = 500
BYTES = 8 << 20


def write_rows(model: Model, lines: Iterable[bytes], *, file: Callable[[str], bytes]) -> None:
    """Write the rows of these lines; `file` gives a file by its SHA-256.

    Raises ValueError for a line that is no row of the table, and what the database raises.
    """
    reader = RowReader(model, file=file)
    write = _write_lines if connection.vendor == "postgresql" and _says_all(reader) else _write_values
    remaining = iter(lines)
    while batch := list(_batch(remaining)):
        write(model, reader, batch)


def _batch(lines: Iterator[bytes]) -> Iterator[bytes]:
    length = 0
    for line in islice(lines, ROWS):
        yield line
        length += len(line)
        if length > BYTES:
            return


def _says_all(reader: RowReader) -> bool:
    """Whether the lines say by themselves what stands in every column."""
    return not (reader.layout.accounts or reader.layout.groups or reader.layout.files)


def _write_lines(model: Model, reader: RowReader, batch: list[bytes]) -> None:
    """PostgreSQL reads the lines itself: half of a restore was spelling values for it one by one."""
    for line in batch:
        reader.check(line)
    table, columns = _named(model)
    question = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"  # noqa: S608 - our own tables
    with connection.cursor() as cursor:
        cursor.execute(question, [f"[{b','.join(batch).decode()}]"])


def _write_values(model: Model, reader: RowReader, batch: list[bytes]) -> None:
    """One prepared statement for all rows; `bulk_create` writes the text of its statement anew for every fifty."""
    table, columns = _named(model)
    marks = ", ".join(["%s"] * len(reader.fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own tables
            [reader.values(line) for line in batch],
        )


def _named(model: Model) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)

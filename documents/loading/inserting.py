"""Rows whose keys nobody asks for, written by one prepared statement for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections, models, router


def insert(rows: Iterable[models.Model]) -> int:
    """Insert rows of one model and return how many; the keys they get are not set on them.

    `bulk_create` writes the text of its statement anew for every fifty rows or so, which costs several times as much
    as what the database does with it. Values go through the preparation of their fields as they do there.
    Raises what the database raises. Example: insert([Repair(document=document, before="确(què)保", …)]).
    """
    written = list(rows)
    if not written:
        return 0
    model = type(written[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own tables

    def values(row: models.Model) -> list[Any]:
        return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]

    with connection.cursor() as cursor:
        cursor.executemany(statement, [values(row) for row in written])
    return len(written)

"""Many rows of one table, written at once without making an object of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Prepare = Callable[[Any], Any]
# What these fields hold goes to the database as it is; others (JSON, decimals) have a form of their own there.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows, given as columns and their values, and return how many; all rows name the same columns.

    Columns that the rows leave out get the default of their field. `bulk_create` makes and takes apart an object for
    each row and writes the text of its statement anew, which costs several times as much as what the database does.
    Raises what the database raises. Example: insert(Repair, [{"document_id": 7, "order": 1, "before": "确(què)保", …}]).
    """
    written = list(rows)
    if not written:
        return 0
    connection = connections[router.db_for_write(model)]
    names, values = _columns(model, written, connection)
    if connection.vendor == "postgresql":
        _copy(connection, model, names, values)
    else:
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {_target(connection, model, names)} VALUES ({marks})", list(values))  # noqa: S608 - our own tables
    return len(written)


def keys_for(model: type[models.Model], number: int) -> list[int]:
    """So many keys that no row of the table has or will get: rows that name each other are written in one go.

    Within a transaction that has the right to write: on SQLite nobody else may take keys before it ends.
    """
    if not number:
        return []
    connection = connections[router.db_for_write(model)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            column = str(model._meta.pk.column)
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [table, column, number])  # noqa: S608
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = next(iter(cursor.fetchall()), (0,))[0]
        return list(range(last + 1, last + 1 + number))


def _columns(
    model: type[models.Model], rows: Sequence[Mapping[str, Any]], connection: BaseDatabaseWrapper
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The names of the columns, and the values of each row in their order as the database takes them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    named = list(rows[0])
    left_out = [fields[name] for name in fields if name not in rows[0] and not fields[name].primary_key]
    defaults = tuple(field.get_db_prep_save(field.get_default(), connection) for field in left_out)
    prepared = [
        (place, _preparing(fields[name], connection))
        for place, name in enumerate(named)
        if not isinstance(fields[name], (*PLAIN, models.ForeignKey))
    ]
    columns = [str(field.column) for field in (*(fields[name] for name in named), *left_out)]
    return columns, _values(rows, itemgetter(*named), prepared, defaults)


def _values(
    rows: Iterable[Mapping[str, Any]],
    taken: Callable[[Mapping[str, Any]], tuple[Any, ...]],
    prepared: Sequence[tuple[int, Prepare]],
    defaults: tuple[Any, ...],
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        if not prepared:
            yield (*taken(row), *defaults)
            continue
        values = [*taken(row), *defaults]
        for place, prepare in prepared:
            values[place] = prepare(values[place])
        yield tuple(values)


def _preparing(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Prepare:
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return partial(_as_json, encoder=field.encoder)
    return lambda value: field.get_db_prep_save(value, connection)


def _as_json(value: Any, *, encoder: type[json.JSONEncoder] | None) -> str | None:
    """What SQLite keeps of JSON, as Django writes it; its own way goes through three more calls for each value."""
    return None if value is None else json.dumps(value, cls=encoder)


def _target(connection: BaseDatabaseWrapper, model: type[models.Model], names: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)} ({', '.join(map(quote, names))})"


def _copy(connection: Any, model: type[models.Model], names: Sequence[str], values: Iterable[tuple[Any, ...]]) -> None:
    """Hand the rows over in one stream; triggers and constraints act as they do for statements."""
    statement = f"COPY {_target(connection, model, names)} FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)

"""The five documents as rows: loaded once by the command that everyone uses, then kept in a database that tests share.

A test that asks for them runs inside a transaction of that database, which is rolled back: nothing is put back row by
row. Tests that really commit empty their database at the end, so they get the rows put into the ordinary one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.utils.module_loading import import_string

SUFFIX = "_corpus"
# Per process: every worker of pytest has databases of its own.
_rows: dict[str, tuple[list[str], list[Any]]] = {}
_names: dict[str, str] = {}


def make_corpus(folder: str) -> None:
    """Copy the empty database and load the five documents of `folder` into the copy."""
    empty = _name()
    _names.update({"empty": empty, "corpus": _copied(empty)})
    _connect(_names["corpus"])
    call_command("load_documents", folder, verbosity=0)
    _keep()
    _connect(empty)


def choose_database(*, with_corpus: bool) -> None:
    """Connect to the database with the corpus, once it was made, or to the empty one; called outside transactions."""
    if _names and with_corpus != _holds_corpus():
        _connect(_names["corpus" if with_corpus else "empty"])


def put_corpus() -> None:
    """See that the database of this test holds the corpus, also when it was not chosen for it."""
    if not _holds_corpus():
        _put_back()


def remove_corpus() -> None:
    """Remove the database that holds the corpus."""
    _connect(_names["empty"])
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(_names["corpus"] + ending).unlink(missing_ok=True)
    else:
        _ask_the_server(f"DROP DATABASE {connection.ops.quote_name(_names['corpus'])} WITH (FORCE)")
    _names.clear()


def _holds_corpus() -> bool:
    return bool(_names) and _name() == _names["corpus"]


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _connect(name: str) -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()  # it would go on giving out connections to the other database
    connection.settings_dict["NAME"] = name


def _copied(empty: str) -> str:
    """Copy the empty database, tables and triggers and all; return the name of the copy."""
    copy = empty + SUFFIX
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
    else:
        _connect(empty)
        # A database that somebody uses is no template, and threads that are gone left their connections open.
        _ask_the_server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [empty])
        quoted = connection.ops.quote_name
        _ask_the_server(f"CREATE DATABASE {quoted(copy)} TEMPLATE {quoted(empty)}")
    return copy


def _ask_the_server(statement: str, values: Sequence[str] = ()) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, values or None)


def _tables() -> Iterator[type[models.Model]]:
    """Every table of the corpus, what others point to first."""
    waiting = list(apps.get_app_config("documents").get_models(include_auto_created=True))
    done: set[type[models.Model]] = set()
    while waiting:
        model = next(each for each in waiting if _pointed_to(each) - {each} <= done)
        waiting.remove(model)
        done.add(model)
        if model._meta.managed:
            yield model


def _pointed_to(model: type[models.Model]) -> set[type[models.Model]]:
    found = {field.related_model for field in model._meta.local_fields if field.is_relation}
    return {each for each in found if isinstance(each, type) and each._meta.app_label == "documents"}


def _keep() -> None:
    with connection.cursor() as cursor:
        for model in _tables():
            table = connection.ops.quote_name(model._meta.db_table)
            order = connection.ops.quote_name(model._meta.pk.column)
            names = [field.column for field in model._meta.local_concrete_fields if not field.generated]
            columns = ", ".join(map(connection.ops.quote_name, names))
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {order}")
            _rows[model._meta.db_table] = (names, cursor.fetchall())


def _put_back() -> None:
    with connection.cursor() as cursor:
        for name, (names, rows) in _rows.items():
            if rows:
                columns = ", ".join(map(connection.ops.quote_name, names))
                places = ", ".join(["%s"] * len(names))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(name)} ({columns}) VALUES ({places})", rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_tables())):
            cursor.execute(statement)
    import_string("documents.counted.settle_counts")()  # models cannot be imported where pytest reads this file

"""The five documents as rows: loaded once by the command that everyone uses, then put back row by row for each test."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.utils.module_loading import import_string

# Per process: every worker of pytest has a database of its own.
_rows: dict[str, tuple[list[str], list[Any]]] = {}


def put_corpus(folder: str) -> None:
    """Fill the empty database with the five documents of `folder`, by loading them or from what was loaded before."""
    if _rows:
        _put_back()
        import_string("documents.counted.settle_counts")()  # models cannot be imported where pytest reads this file
    else:
        call_command("load_documents", folder, verbosity=0)
        _keep()


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

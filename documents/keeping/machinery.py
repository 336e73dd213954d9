"""What the database keeps by itself: index of search, revision, counts of tasks, and their triggers (migrations 0004, 0007, 0011, 0013, 0016, 0017, 0018)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from django.db import connection

_search = import_module("documents.migrations.0004_passages")
_at_once = import_module("documents.migrations.0017_index_at_once")
_keys = import_module("documents.migrations.0014_task_keys")
_revision = import_module("documents.migrations.0007_revision")
_counts = import_module("documents.migrations.0013_task_counts")
_arrivals = import_module("documents.migrations.0018_arrivals")
# A migration that lets further tables mark the revision is named here; a test compares what both make.
_MARKING = (
    _revision,
    import_module("documents.migrations.0011_revision_of_lenses"),
    import_module("documents.migrations.0016_revision_of_pages"),
)
INDEX = "passage_grams"
INDEX_TABLES = ("documents_grams", "documents_gram_places")
INDEX_TRIGGERS = ("documents_passage_enters", "documents_passage_leaves", "documents_passage_changes")
REVISION = "documents_revision"
FUNCTIONS = ("documents_grams", "documents_mark_revision", *_counts.POSTGRESQL_FUNCTIONS)


class _Statements:
    """What a migration needs of a schema editor, within a transaction that has begun."""

    connection = connection

    def execute(self, sql: str, params: object = None) -> None:
        """Carry out one statement."""
        _run([sql])


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)


def drop() -> None:
    """Take away indexes, revision, counts and triggers, whatever is left of them; within a transaction."""
    if connection.vendor == "sqlite":
        _counts.drop(None, _Statements())
        _keys.drop_index(None, _Statements())
        _run(f"DROP TRIGGER IF EXISTS {name}" for name in (*INDEX_TRIGGERS, *_revision_triggers()))
        _run(f"DROP TABLE IF EXISTS {name}" for name in (*INDEX_TABLES, *_at_once.TABLES, REVISION))
        return
    _run(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])
    _counts.drop(None, _Statements())
    _keys.drop_index(None, _Statements())
    _run([f"DROP INDEX IF EXISTS {INDEX}", "DROP FUNCTION IF EXISTS documents_grams(text)"])
    _run(["DROP FUNCTION IF EXISTS documents_mark_revision() CASCADE", f"DROP TABLE IF EXISTS {REVISION}"])


def make() -> None:
    """Make all of it as the migrations make it; index the passages and keys and count the tasks that are there."""
    if connection.vendor == "postgresql":
        _run(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])
    _search.make_index(None, _Statements())
    _at_once.make_condition(None, _Statements())
    if connection.vendor == "sqlite":
        entries = _search.ENTRIES.format(row="documents_passage")
        _run([f"INSERT INTO documents_grams(rowid, entries) SELECT id, {entries} FROM documents_passage"])  # noqa: S608 - constants
    _keys.make_index(None, _Statements())
    _revision.make_revision(None, _Statements())
    _arrivals.add_columns(None, _Statements())
    for further in _MARKING[1:]:
        further.make_triggers(None, _Statements())
    _counts.make(None, _Statements())


def _revision_triggers() -> Iterator[str]:
    """The names of the triggers that mark the revision."""
    for table in (name for migration in _MARKING for name in migration.COUNTED):
        if connection.vendor == "sqlite":
            yield from (f"{table}_marks_{change.lower()}" for change in _revision.CHANGES)
        else:
            yield f"{table}_marks"


def missing() -> list[str]:
    """What of it is not there: names of tables, triggers, indexes, functions."""
    return _missing_on_sqlite() if connection.vendor == "sqlite" else _missing_on_postgresql()


def _missing_on_sqlite() -> list[str]:
    counts = (*_counts.TABLES, _counts.TAKES_OUT, *_counts.trigger_names())
    index = (*INDEX_TABLES, *_at_once.TABLES, *INDEX_TRIGGERS)
    wanted = [*index, _keys.TABLE, REVISION, *_keys.TRIGGERS, *_revision_triggers(), *counts]
    return _lacking(wanted, "SELECT name FROM sqlite_master")


def _missing_on_postgresql() -> list[str]:
    triggers = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE relnamespace = current_schema()::regnamespace AND tgenabled <> 'D'"
    )
    indexes = (
        "SELECT relname FROM pg_class LEFT JOIN pg_index ON indexrelid = oid"
        " WHERE relnamespace = current_schema()::regnamespace AND COALESCE(indisvalid, true)"
    )
    return [
        *_lacking([REVISION, INDEX, _keys.INDEX, *_counts.TABLES], indexes),
        *_lacking(FUNCTIONS, "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"),
        *_lacking([*_revision_triggers(), *_counts.trigger_names()], triggers),
    ]


def _lacking(wanted: Iterable[str], question: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in there]

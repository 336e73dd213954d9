"""Several questions answered from one state of the database, however much others write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def one_state(using: str) -> Iterator[bool]:
    """Answer what is asked inside from the state at the first question; nothing is written inside.

    Yields whether that holds: a transaction that is open already keeps its own rules, and nothing is begun. On SQLite
    the reading holds up nobody who writes (WAL); on PostgreSQL it is a snapshot.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield False
        return
    with _deferred(connection), transaction.atomic(using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield True


@contextmanager
def _deferred(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """SQLite begins this transaction without the lock of writers, which all others take at once (portal/database.py)."""
    mode = getattr(connection, "transaction_mode", None)
    if mode is None:
        yield
        return
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]

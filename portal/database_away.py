"""Whether an error says that the database cannot be reached for now: it restarts, is full of visitors, or is busy."""

from __future__ import annotations

import sqlite3

import psycopg

# SQLSTATE: connection exceptions, shutdowns, too many connections.
AWAY = ("08", "57P", "53300")
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def is_database_away(error: BaseException | None) -> bool:
    """Whether coming again in a few seconds may help; a question that the database refuses is none of these.

    Who drives the database says so below the error of Django: psycopg without a code where the connection itself
    ended or never came about, SQLite with the code of a lock.
    """
    while error is not None:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return error.sqlstate is None or error.sqlstate.startswith(AWAY)
        if isinstance(error, sqlite3.OperationalError):
            return getattr(error, "sqlite_errorcode", 0) & 0xFF in BUSY
        error = error.__cause__ or error.__context__
    return False

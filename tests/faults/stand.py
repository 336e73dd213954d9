"""The database under test: put back into a state that was kept before, as often as is wanted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, connections


class Stand(Protocol):
    """A database whose state can be kept under a name and put back."""

    name: str

    def keep(self, state: str) -> None:
        """Keep the database as it is."""

    def restore(self, state: str) -> None:
        """Put it back as it was."""


class SqliteStand:
    """An SQLite file; what a killed process left beside it (WAL) goes with a restore."""

    name = "SQLite"

    def __init__(self) -> None:
        self.file = Path(connection.settings_dict["NAME"])

    def keep(self, state: str) -> None:
        """Keep the database as it is."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        shutil.copy(self.file, self.file.with_suffix(f".{state}"))

    def restore(self, state: str) -> None:
        """Put it back as it was."""
        connections.close_all()
        for beside in ("-wal", "-shm", "-journal"):
            self.file.with_name(self.file.name + beside).unlink(missing_ok=True)
        shutil.copy(self.file.with_suffix(f".{state}"), self.file)


class PostgresStand:
    """A PostgreSQL database; states are templates beside it."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.database = urlsplit(url).path[1:]
        self.admin = urlunsplit(urlsplit(url)._replace(path="/postgres"))

    def keep(self, state: str) -> None:
        """Keep the database as it is."""
        connections.close_all()
        self._copy(f"{self.database}_{state}", of=self.database)

    def restore(self, state: str) -> None:
        """Put it back as it was."""
        connections.close_all()
        self._copy(self.database, of=f"{self.database}_{state}")

    def _copy(self, name: str, *, of: str) -> None:
        with psycopg.connect(self.admin, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')


def stand_for(url: str) -> Stand:
    """The stand of the database that Django is set up with."""
    return SqliteStand() if connection.vendor == "sqlite" else PostgresStand(url)

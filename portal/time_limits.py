"""How long reading may keep the database busy: a page that takes longer is stopped, and says how to ask for less.

Pages are asked for with GET. Whoever writes is not bounded here, and neither is a long download once it is on its way
(documents.views.streaming bounds it).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.errors import took_too_long

READING = frozenset({"GET", "HEAD"})
# After so many steps SQLite asks whether it may go on: about every millisecond.
STEPS = 10_000
POSTGRESQL_STOPPED = "57014"
# What ends a transaction that was stopped is still asked for.
WAY_BACK = ("ROLLBACK", "RELEASE")


class TookTooLong(DatabaseError):
    """The time of a request is used up before its next question."""


class TimeLimits:
    """Middleware: bounds what one request for a page may take of the databases."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer within the limit."""
        if request.method not in READING or not settings.REQUEST_SECONDS:
            return self.get_response(request)
        limit = Limit(settings.REQUEST_SECONDS)
        with ExitStack() as stack:
            stack.callback(limit.lift)
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(limit))
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a question that was stopped; None for any other error."""
        return took_too_long() if was_stopped(exception) else None


class Limit:
    """The time that is left of one request: PostgreSQL stops a statement itself, SQLite asks now and then."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.bounded: list[Any] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Ask the question, unless the time is used up."""
        if time.monotonic() > self.until and not sql.startswith(WAY_BACK):
            raise TookTooLong
        if context["connection"] not in self.bounded:
            self._bound(context["connection"])
        return execute(sql, params, many, context)

    def _bound(self, connection: Any) -> None:
        self.bounded.append(connection)
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(lambda: time.monotonic() > self.until, STEPS)
        else:
            connection.connection.execute(f"SET statement_timeout = {int(self.seconds * 1000)}")

    def lift(self) -> None:
        """Let the connections go on without a limit."""
        for connection in self.bounded:
            if connection.connection is None:
                continue
            if connection.vendor == "sqlite":
                connection.connection.set_progress_handler(None, 0)
                continue
            try:
                connection.connection.execute("RESET statement_timeout")
            except psycopg.Error:  # broken, or within a failed transaction: nobody is to get it with the limit on
                connection.connection.close()


def was_stopped(error: BaseException | None) -> bool:
    """Whether an error says that a question was stopped for its time."""
    while error is not None:
        if isinstance(error, TookTooLong):
            return True
        if isinstance(error, psycopg.Error):
            return error.sqlstate == POSTGRESQL_STOPPED
        if isinstance(error, sqlite3.OperationalError):
            return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT
        error = error.__cause__ or error.__context__
    return False

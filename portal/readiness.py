"""Whether the portal can serve readers: database, tables, corpus and broker, looked at within a time limit."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from documents.corpus import corpus_version

logger = logging.getLogger(__name__)

SECONDS = 3.0
"""How long a look may take; a database that does not answer hangs on, the page does not."""
KEPT_SECONDS = 2.0
"""How long what was found is told again, so that whoever asks often costs the database nothing."""
BROKER_SECONDS = 1.0
BROKER_PORTS = {"redis": 6379, "rediss": 6379, "amqp": 5672, "amqps": 5671, "pyamqp": 5672}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a look has found: whether readers can be served, and each part in one word."""

    ready: bool
    parts: Mapping[str, str | int]
    degraded: bool = False

    @property
    def word(self) -> str:
        """ok, degraded (readers are served, something else is not) or unavailable."""
        if not self.ready:
            return "unavailable"
        return "degraded" if self.degraded else "ok"


SLOW = Readiness(ready=False, parts={"database": "slow"})


def examine() -> Readiness:
    """Ask every part once.

    Without its broker the portal is degraded, not down: pages need none, and what is imported waits in the database.
    """
    try:
        for alias in connections:
            if not answers(alias):
                return Readiness(ready=False, parts={_said(alias): "unreachable"})
        if not all_migrations_applied():
            return Readiness(ready=False, parts={"database": "reachable", "migrations": "missing"})
        corpus = corpus_version(None)
    except DatabaseError:
        logger.exception("the database cannot be asked")
        return Readiness(ready=False, parts={"database": "unreachable"})
    parts = {"database": "reachable", "migrations": "applied"}
    broker = broker_state(getattr(settings, "CELERY_BROKER_URL", "") or "")
    return Readiness(
        ready=True,
        parts={**parts, "corpus_version": corpus.version, "documents": corpus.documents, **broker},
        degraded=broker.get("broker") == "unreachable",
    )


def answers(alias: str) -> bool:
    """Whether a database answers now, also over a connection that was kept open; raises DatabaseError where it refuses."""
    connections[alias].ensure_connection()
    return bool(connections[alias].is_usable())


def _said(alias: str) -> str:
    return "database" if alias == DEFAULT_DB_ALIAS else alias


def all_migrations_applied() -> bool:
    """Tell whether the database has every table and column that this code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker_state(url: str) -> dict[str, str]:
    """Whether something listens where the broker should be; nothing where none is configured, or not over the network.

    A connection says enough here, and needs none of the queue's libraries in the web process.
    """
    parts = urlsplit(url)
    if parts.scheme not in BROKER_PORTS or not parts.hostname:
        return {}
    try:
        address = (parts.hostname, parts.port or BROKER_PORTS[parts.scheme])
        socket.create_connection(address, timeout=BROKER_SECONDS).close()
    except OSError as error:
        logger.warning("the broker cannot be reached: %s", error)
        return {"broker": "unreachable"}
    return {"broker": "reachable"}


@dataclass(slots=True)
class _Look:
    """One look that is under way, or what it has found."""

    done: Event = field(default_factory=Event)
    found: Readiness = SLOW


class Lookout:
    """Looks at most once at a time, each in a thread of its own, and waits no longer than a few seconds for it."""

    def __init__(self, *, seconds: float = SECONDS, kept_seconds: float = KEPT_SECONDS) -> None:
        """Limits other than the usual ones are for tests."""
        self.seconds = seconds
        self.kept_seconds = kept_seconds
        self._lock = Lock()
        self._look: _Look | None = None
        self._found_at = 0.0

    def look(self, examine: Callable[[], Readiness]) -> Readiness:
        """What was found just now, or what a new look finds; SLOW when neither comes in time."""
        with self._lock:
            look = self._look
            if look is None or (look.done.is_set() and time.monotonic() - self._found_at >= self.kept_seconds):
                look = self._look = _Look()
                Thread(target=self._run, args=(look, examine), name="readiness", daemon=True).start()
        if not look.done.wait(self.seconds):
            logger.error("the database has not answered for %s seconds", self.seconds)
        return look.found

    def _run(self, look: _Look, examine: Callable[[], Readiness]) -> None:
        """In the thread: look, and keep what was found."""
        try:
            look.found = told(examine)
        finally:
            self._found_at = time.monotonic()
            look.done.set()


def told(examine: Callable[[], Readiness]) -> Readiness:
    """What `examine` finds; where it breaks, that. The connections of this thread are given back."""
    try:
        return examine()
    except Exception:  # whatever it is, the portal cannot serve
        logger.exception("readiness cannot be told")
        return Readiness(ready=False, parts={"portal": "failing"})
    finally:
        connections.close_all()


READINESS = Lookout()

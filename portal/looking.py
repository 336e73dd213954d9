"""What a worker of the queue does when it is told to look: it works for a while, and passes the word on."""

from __future__ import annotations

from multiprocessing import process
from typing import Any
from uuid import uuid4

from celery.signals import worker_process_init, worker_ready
from django.db import connections

from documents.importing.working import work_for
from portal.queue import LOOK, announce, app

SLICE_SECONDS = 20.0
"""A task works so long and passes on what is left, so that a stop never waits for long."""
LOOK_SECONDS = 30.0
"""How often each worker says "look": what a killed one left is found after its lease and this."""


OWN = process.current_process()


@app.task(name=LOOK)
def look() -> None:
    """Work for a while; where something is left, pass the word on."""
    if work_for(SLICE_SECONDS, owner=uuid4().hex):
        announce(times=1)


@worker_ready.connect
def look_now_and_then(sender: Any, **_more: Any) -> None:
    """Each worker says "look", once for each of its processes: when it starts, and from then on."""
    number = int(getattr(sender.pool, "limit", 1) or 1)
    announce(times=number)
    sender.timer.call_repeatedly(LOOK_SECONDS, announce, kwargs={"times": number})


@worker_process_init.connect
def stand_alone(**_more: Any) -> None:
    """A process of a worker uses no connection of the one it was forked from, and may start parsers of its own."""
    # Celery's own multiprocessing leaves its process in the place of Python's, which may start no other process.
    process._current_process = OWN  # type: ignore[attr-defined]
    for connection in connections.all(initialized_only=True):
        connection.close()

"""One round of work: read what waits, store what is accepted, sweep what is left; by a thread here or by a command."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from documents.importing.desk import leases
from documents.importing.desk.storing import is_any_accepted, store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items

logger = logging.getLogger(__name__)

# One thread per process reads; a second one who is asked for has nothing to do.
_busy = threading.Lock()


def work_off(*, owner: str = "") -> int:
    """Do all that waits, once; returns how many files were read and stored. May be called by many at once."""
    number = read_waiting_items(owner=owner)
    number += store_accepted_items(now=timezone.now())
    sweep(now=timezone.now())
    return number


def is_work_left() -> bool:
    """Whether a round of work would find anything to do now."""
    return leases.is_any_waiting() or is_any_accepted()


def start_working() -> None:
    """See to it that this process works off what waits, after the transaction that asks for it is committed.

    Every page of an import asks: so what a killed reader left is taken up as soon as anybody looks.
    """
    transaction.on_commit(_start)


def _start() -> None:
    if not _busy.acquire(blocking=False):
        return
    threading.Thread(target=_work, name="import", daemon=True).start()


def _work() -> None:
    """Work until nothing is left; at the end of the process give back what is held."""
    owner = f"{os.getpid()}-{uuid4().hex[:20]}"
    atexit.register(leases.give_back, owner)
    try:
        close_old_connections()
        while is_work_left() and work_off(owner=owner):
            continue
    except DatabaseError:
        logger.exception("importing stopped; the next page of an import begins again")
    finally:
        atexit.unregister(leases.give_back)
        connection.close()
        _busy.release()

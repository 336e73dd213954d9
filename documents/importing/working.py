"""One round of work: read what waits, store what is accepted, sweep what is left; by a thread, a command, or a queue.

The rows of the database say what there is to do. Whoever asks for work asks at most "look", so that a word which is
lost, late, or said twice costs nothing.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from documents.importing.desk import leases
from documents.importing.desk.rereading import is_any_to_reread, reread_waiting_documents
from documents.importing.desk.storing import is_any_accepted, is_any_unpublished, store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items

logger = logging.getLogger(__name__)

# One thread per process reads; a second one who is asked for has nothing to do.
_busy = threading.Lock()


def work_off(*, owner: str = "", at_most: int | None = None) -> int:
    """Do what waits, once: all of it, or at most so many files; returns how many were read and stored.

    May be called by many at once.
    """
    number = read_waiting_items(owner=owner, at_most=at_most)
    number += store_accepted_items(now=timezone.now())
    number += reread_waiting_documents(now=timezone.now(), owner=owner, at_most=at_most)
    if at_most is None:
        sweep(now=timezone.now())
    return number


def work_for(seconds: float, *, owner: str = "", clock: Callable[[], float] = time.monotonic) -> bool:
    """Work file by file until nothing waits or the time is over, then sweep; returns whether somebody is to go on."""
    end = clock() + seconds
    while work_off(owner=owner, at_most=1) and clock() < end:
        continue
    sweep(now=timezone.now())
    return is_anything_free()


def is_work_left() -> bool:
    """Whether a round of work would find anything to do now."""
    return is_anything_free() or is_any_unpublished()


def is_anything_free() -> bool:
    """Whether there is a file or a document that nobody holds."""
    return leases.is_any_waiting() or is_any_accepted() or is_any_to_reread()


def start_working() -> None:
    """See to it that what waits is worked off, after the transaction that asks for it is committed.

    Where a queue is configured its workers are told; else a thread of this process does it. Every page of an import
    asks: so what a killed reader left is taken up as soon as anybody looks.
    """
    transaction.on_commit(_start)


def _start() -> None:
    if settings.WORK_ANNOUNCER:
        import_string(settings.WORK_ANNOUNCER)()
        return
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

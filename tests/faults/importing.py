"""A whole import as one piece of work that may be broken off anywhere and done again: send, read, accept, store, sweep."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone

from documents.importing.desk.deciding import accept_plain
from documents.importing.desk.receiving import Received, Sending, receive
from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.loading import load_reference
from documents.models import ImportBatch, ImportItem
from documents.parsing.derived import parse_whole

KEY = "f" * 32
# A killed reader loses its file after this time; long enough to read one on a busy machine, short enough to wait for.
LEASE = timedelta(seconds=1)
OWNER = "导入人"
# Seconds that a file may be held by others, on a machine that has much else to do.
PATIENCE = 120
# How the end of a connection is called.
LOST = ("OperationalError", "InterfaceError")
# Only an importer broken on purpose acknowledges before it keeps.
ACKNOWLEDGED_FIRST = False


def prepare() -> None:
    """An empty corpus with its tables, its reference data and one person who may import and publish."""
    call_command("migrate", interactive=False, verbosity=0)
    load_reference()
    person = User.objects.create_user(OWNER)
    person.groups.add(Group.objects.get(name="核对"))


def whole_import(
    say: Callable[[str], None], files: list[Received], *, key: str = KEY, broken: Callable[[], None] | None = None
) -> None:
    """Import `files` and say `acknowledged KEY HASHES` when they are kept.

    Doing it again goes on where it was broken off: sending the same key twice makes one batch.
    """
    if broken:
        broken()
    sent(say, files, key=key)
    read_all()
    accept_all(key)
    store_accepted_items(now=timezone.now())
    sweep(now=timezone.now())


def sent(say: Callable[[str], None], files: list[Received], *, key: str = KEY) -> ImportBatch:
    """Send the files; what is acknowledged is said."""
    line = f"acknowledged {json.dumps({key: [hashlib.sha256(file.data).hexdigest() for file in files]})}"
    if ACKNOWLEDGED_FIRST:
        say(line)
    batch = receive(files, sending=Sending(key), owner=User.objects.get(username=OWNER), now=timezone.now())
    say(line)
    return batch


def read_all(*, lease: timedelta = LEASE) -> int:
    """Read what waits; a file that a killed reader still holds is waited for."""
    number = 0
    for _round in range(PATIENCE * 20):
        number += read_waiting_items(parse=parse_whole, lease=lease)
        if not ImportItem.objects.filter(state__in=["waiting", "reading"]).exists():
            return number
        time.sleep(0.05)
    return number


def accept_all(key: str = KEY) -> int:
    """Accept all files of a batch, to be published."""
    batch = ImportBatch.objects.get(key=key)
    return accept_plain(batch, by=User.objects.get(username=OWNER), publish=True, now=timezone.now())


def ledger_of(said: list[str]) -> dict[str, list[str]]:
    """What was acknowledged, of the lines of a child."""
    found: dict[str, list[str]] = {}
    for line in said:
        if line.startswith("acknowledged "):
            found |= json.loads(line.removeprefix("acknowledged "))
    return found


def faults_of(said: list[str]) -> list[str]:
    """Errors that ended a child: none is expected of any."""
    return [line for line in said if line.startswith("fault ")]


def is_lost_connection(fault: str) -> bool:
    """Whether a child ended because its connection to the database did: what a worker survives by beginning anew."""
    return fault.split()[1] in LOST

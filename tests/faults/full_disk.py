"""F6: no space left at any point: what is refused says so, nothing is half done, and all goes on when there is space."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import OperationalError, connection
from django.utils import timezone
from psycopg.errors import DiskFull

from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.importing.refusals import ImportRefused
from documents.models import ImportItem
from documents.parsing.derived import parse_whole
from tests.faults import invariants
from tests.faults.children import Ended, run
from tests.faults.importing import LEASE, accept_all, faults_of, ledger_of, sent, whole_import
from tests.faults.kills import EMPTY, undisturbed
from tests.faults.material import documents
from tests.faults.small_disk import NoSmallDisk, small_disk
from tests.faults.stand import PostgresStand, SqliteStand, Stand
from tests.faults.tally import Tally

Limit = Callable[[int], None]
LEAST_LEFT, MORE_LEFT = 16_384, 204_800  # bytes


def no_space(stand: Stand, *, points: int = 10, number: int = 8) -> Tally:
    """The disk is full after so many more pages, by each of the ways there are to have one full here."""
    ways: tuple[Limit, ...] = (_pages, _file_size) if isinstance(stand, SqliteStand) else (_server_says_full,)
    tally = Tally("disk full, " + " and ".join(way.__name__.strip("_") for way in ways), points * len(ways))
    expected, _seconds = undisturbed(stand, number)
    for way in ways:
        for point in range(points):
            stand.restore(EMPTY)
            full = run(_work_while_full, partial(way, point), number)
            _judge(tally, f"{way.__name__} {point}", full, number=number, expected=expected)
    return tally


def small_disk_full(stand: PostgresStand, *, points: int = 10, number: int = 8) -> Tally:
    """A disk that is full indeed, after so many more bytes; then space is made on it."""
    tally = Tally("a small disk full", points)
    expected, _seconds = undisturbed(stand, number)
    try:
        with small_disk(stand) as disk:
            for point in range(points):
                stand.restore(EMPTY)
                disk.move_here()
                disk.fill(left=LEAST_LEFT + point * MORE_LEFT)
                full = run(_work_while_full, _nothing, number)
                disk.make_space()
                _judge(tally, f"small disk {point}", full, number=number, expected=expected)
    except NoSmallDisk as reason:
        tally.skipped = str(reason)
    return tally


def _nothing() -> None:
    """The disk itself is full."""


def _judge(tally: Tally, where: str, full: Ended, *, number: int, expected: str) -> None:
    """What stands when the disk is full, and the import done again when it is not."""
    ledger = ledger_of(full.said)
    tally.note(f"{where}, full", [*faults_of(full.said), *invariants.breaches(ledger=ledger, finished=False)])
    ImportItem.objects.filter(lease_until__isnull=False).exclude(state="reading").update(lease_until=None)
    again = run(whole_import, documents(number))
    problems = [*faults_of(again.said), *invariants.breaches(ledger=ledger | ledger_of(again.said), finished=True)]
    if invariants.digest() != expected:
        problems.append("I7 the corpus differs from that of an undisturbed import")
    tally.note(f"{where}, space again", problems)
    tally.round_done(struck=any(line.startswith("full") for line in full.said))


def _work_while_full(say: Callable[[str], None], fill: Callable[[], None], number: int) -> None:
    """The import as far as it gets; a refusal for want of space is the answer that is wanted, any other error is not."""
    try:
        connection.ensure_connection()
        fill()
        sent(say, documents(number))
        for _round in range(3):
            read_all_that_fits()
        accept_all()
        store_accepted_items(now=timezone.now())
        sweep(now=timezone.now())
        if ImportItem.objects.filter(code="no_space").exists() or ImportItem.objects.exclude(state="stored").exists():
            say("full later")
    except ImportRefused as refusal:
        say(f"full {refusal.code}")
    except OperationalError as error:
        # An accepting or sweeping that the disk does not let through: the page answers 507, the sweeper comes again.
        # On the fullest of disks PostgreSQL does not even let anybody in.
        say(f"full {error}")


def read_all_that_fits() -> None:
    """One attempt to read; what could not be kept waits with its reason."""
    read_waiting_items(parse=parse_whole, lease=LEASE)


def _pages(point: int) -> None:
    """SQLite may grow by so many pages and no further."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 3 + 12 * point}")


def _file_size(point: int) -> None:
    """No file of this process may grow beyond the database and a little: the write-ahead log hits it first or later."""
    size = Path(connection.settings_dict["NAME"]).stat().st_size
    most = 40_000 + point * 60_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(size, most) if point < 5 else most, resource.RLIM_INFINITY))


def _server_says_full(point: int) -> None:
    """Every writing statement from a point on is answered as a PostgreSQL without space answers it."""
    count = 0

    def around(execute, sql, params, many, context):
        nonlocal count
        if sql.startswith(("INSERT", "UPDATE")):
            count += 1
            if count > 2 + 9 * point:
                raise OperationalError("could not extend file: No space left on device") from DiskFull("full")
        return execute(sql, params, many, context)

    connection.execute_wrappers.append(around)

"""All faults on the one database that DATABASE_URL names; what they found, as a table."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg

from tests.faults.journal import Journal
from tests.faults.tally import SHOWN, Tally

if TYPE_CHECKING:
    from tests.faults.stand import Stand

# An importer broken on purpose that merely stumbles has not been caught by what it did to the tables.
IS_ERROR = ": fault "

Kind = tuple[str, Callable[[], Tally]]


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each kind: every so many points of twenty documents (or fewer), so many rounds."""

    name: str
    stride: int
    rounds: int
    broken_stride: int
    number: int = 20
    broken_number: int = 4


SIZES = {
    "full": Size("full", 1, 100, 1),
    "quick": Size("quick", 41, 4, 7),
    "sample": Size("sample", 29, 1, 17, number=2, broken_number=2),
}


def main(words: list[str]) -> int:
    """Prepare the database, run the kinds that are wanted (all of them by default), print, return 1 where anything was found."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    django.setup()
    from django.db import connection

    from tests.faults import importing, kills, material
    from tests.faults.stand import stand_for

    url = os.environ["DATABASE_URL"]
    if connection.vendor == "postgresql":
        _create(url)
    importing.prepare()
    stand = stand_for(url)
    stand.keep(kills.EMPTY)
    importing.whole_import(lambda _line: None, material.documents(2))  # word lists are read once, here
    size = _size(words)
    journal = _journal(stand.name, size, resume="--resume" in words)
    only = [word for word in words if not word.startswith("-")]
    failed = 0
    for name, kind in _kinds(stand, size, journal):
        if not only or name in only or ("broken" in only and name.startswith("broken-")):
            failed += not _done(stand.name, name, kind, journal)
    return int(failed > 0)


def _size(words: list[str]) -> Size:
    """How much is wanted: --quick or --sample, else all; --rounds=20 for other numbers of rounds."""
    size = next((SIZES[word[2:]] for word in words if word[2:] in SIZES), SIZES["full"])
    for word in words:
        if word.startswith("--rounds="):
            rounds = int(word.partition("=")[2])
            size = replace(size, name=f"{size.name} {rounds}", rounds=rounds)
    return size


def _journal(database: str, size: Size, *, resume: bool) -> Journal:
    folder = os.environ.get("FAULTS_JOURNAL", "")
    return Journal(Path(folder) / f"{database.lower()}.jsonl" if folder else None, size=size.name, resume=resume)


def _done(database: str, name: str, kind: Callable[[], Tally], journal: Journal) -> bool:
    """Run one kind, unless the journal holds it, and print what it found; whether that is as it should be."""
    if name in journal.done:
        line = journal.done[name]["line"]
        sys.stdout.write(f"{line}  (earlier)\n")
        return bool(journal.done[name]["good"])
    begun = time.monotonic()
    tally = kind()
    expected = name.startswith("broken")
    found = [breach for breach in tally.breaches if not expected or IS_ERROR not in breach]
    good = bool(found) == expected and not (tally.skipped and os.environ.get("CI") == "true")
    line = _line(database, name, tally, seconds=time.monotonic() - begun, good=good)
    sys.stdout.write(f"{line}\n")
    for breach in found[: 2 if expected and good else SHOWN] or tally.breaches[:1]:
        sys.stdout.write(f"    {breach[:300]}\n")
    sys.stdout.flush()
    if good:
        journal.keep(name, line=line, good=good)
    return good


def _kinds(stand: Stand, size: Size, journal: Journal) -> Iterator[Kind]:
    """Every kind of fault by name; those that begin with "broken" must find something."""
    from tests.faults import crowds, full_disk, keeping, kills, reviewers, steps, web, workers
    from tests.faults.broken import MISTAKES

    half = max(1, size.rounds // 2)
    yield "points", partial(steps.at_every_point, stand, number=size.number, stride=size.stride, journal=journal)
    yield "random", partial(kills.at_random, stand, rounds=2 * size.rounds)
    yield "eight", partial(crowds.eight_at_once, stand, rounds=half)
    yield "often", partial(crowds.delivered_often, stand, rounds=size.rounds)
    yield "late", partial(crowds.delivered_late, stand, rounds=size.rounds)
    yield "stopped", partial(crowds.stopped_politely, stand, rounds=half)
    yield "full", partial(full_disk.no_space, stand, points=min(10, size.rounds))
    yield "web", partial(web.killed_while_receiving, stand, rounds=size.rounds)
    yield "reviewers", partial(reviewers.two_at_once, stand, rounds=5 * size.rounds)
    yield "backups", partial(keeping.under_writes, stand, rounds=max(1, size.rounds // 5))
    yield "backups-killed", partial(keeping.killed, stand, rounds=max(1, size.rounds // 5))
    yield "workers", partial(workers.killed_with_redis, stand, rounds=max(1, size.rounds // 10))
    yield from _of_a_server(stand, size)
    for mistake in MISTAKES:
        how: dict[str, Any] = {"number": size.broken_number, "stride": size.broken_stride, "broken": mistake}
        yield f"broken-{mistake.__name__}", partial(steps.at_every_point, stand, **how)


def _of_a_server(stand: Stand, size: Size) -> Iterator[Kind]:
    """What can only happen to a server: a disk of its own, its processes, the way to it."""
    from tests.faults import full_disk, restarts, wire
    from tests.faults.stand import PostgresStand

    if not isinstance(stand, PostgresStand):
        return
    half = max(1, size.rounds // 2)
    yield "small-disk", partial(full_disk.small_disk_full, stand, points=min(10, size.rounds))
    yield "wire", partial(wire.disturbed, stand, rounds=max(len(wire.WAYS), size.rounds * 7 // 10))
    yield "backend", partial(restarts.backend_killed, stand, rounds=half)
    yield "server", partial(restarts.server_restarted, stand, rounds=half)


def _create(url: str) -> None:
    """The database; what is said to be committed is written, whatever else the server of the tests leaves undone."""
    server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = on")
        with suppress(psycopg.errors.DuplicateDatabase):
            connection.execute("CREATE DATABASE faults")


def _line(database: str, name: str, tally: Tally, *, seconds: float, good: bool) -> str:
    expected = name.startswith("broken")
    verdict = ("as it should be" if good else "NOT FOUND") if expected else ("ok" if good else "BROKEN")
    if tally.skipped:
        verdict = f"skipped: {tally.skipped}"
    return (
        f"{database:11} {name:34} rounds {tally.rounds:5}  struck {tally.hit:5}  looks {tally.polls:6}  "
        f"breaches {len(tally.breaches):5}  {seconds:6.0f} s  {verdict}{'; ' if tally.remark else ''}{tally.remark}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

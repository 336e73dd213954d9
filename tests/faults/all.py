"""All faults on the one database that DATABASE_URL names; what they found, as a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg

if TYPE_CHECKING:
    from tests.faults.kills import Tally
    from tests.faults.stand import Stand

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each kind."""

    stride: int
    rounds: int
    broken_stride: int


FULL, QUICK, SAMPLE = Size(1, 100, 1), Size(41, 4, 7), Size(401, 1, 17)


def main(words: list[str]) -> int:
    """Prepare the database, run the kinds that are wanted (all of them by default), print, return 1 where anything was found."""
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
    importing.whole_import(lambda _line: None, material.documents())  # word lists are read once, here
    size = SAMPLE if "--sample" in words else QUICK if "--quick" in words else FULL
    only = [word for word in words if not word.startswith("-")]
    failed = 0
    for name, kind in _kinds(stand, size):
        if only and name not in only:
            continue
        tally = kind()
        expected = name.startswith("broken")
        good = bool(tally.breaches) == expected
        failed += not good
        _print(stand.name, name, tally, good=good, expected=expected)
    return int(failed > 0)


def _kinds(stand: Stand, size: Size) -> Iterator[tuple[str, Callable[[], Tally]]]:
    """Every kind of fault by name; those that begin with "broken" must find something."""
    from tests.faults import crowds, full_disk, kills, reviewers, steps, web
    from tests.faults.broken import MISTAKES

    half = max(1, size.rounds // 2)
    yield "points", lambda: steps.at_every_point(stand, stride=size.stride)
    yield "random", lambda: kills.at_random(stand, rounds=2 * size.rounds)
    yield "eight", lambda: crowds.eight_at_once(stand, rounds=half)
    yield "often", lambda: crowds.delivered_often(stand, rounds=size.rounds)
    yield "late", lambda: crowds.delivered_late(stand, rounds=size.rounds)
    yield "stopped", lambda: crowds.stopped_politely(stand, rounds=half)
    yield "full", lambda: full_disk.no_space(stand, points=min(10, size.rounds))
    yield "web", lambda: web.killed_while_receiving(stand, rounds=size.rounds)
    yield "reviewers", lambda: reviewers.two_at_once(stand, rounds=5 * size.rounds)
    for mistake in MISTAKES:
        yield (
            f"broken-{mistake.__name__}",
            partial(steps.at_every_point, stand, number=4, stride=size.broken_stride, broken=mistake),
        )


def _create(url: str) -> None:
    server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection, suppress(psycopg.errors.DuplicateDatabase):
        connection.execute("CREATE DATABASE faults")


def _print(database: str, name: str, tally: Tally, *, good: bool, expected: bool) -> None:
    verdict = ("as it should be" if good else "NOT FOUND") if expected else ("ok" if good else "BROKEN")
    sys.stdout.write(
        f"{database:11} {name:34} rounds {tally.rounds:5}  struck {tally.hit:5}  looks {tally.polls:6}  "
        f"breaches {len(tally.breaches):5}  {tally.seconds:6.0f} s  {verdict}\n"
    )
    for breach in tally.breaches[: 2 if expected and good else SHOWN]:
        sys.stdout.write(f"    {breach[:300]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

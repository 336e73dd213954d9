"""F1, F2: an import killed at random moments while a visitor looks on."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

from tests.faults import invariants
from tests.faults.children import Child, Say, kill_after, run, start
from tests.faults.importing import faults_of, ledger_of, whole_import
from tests.faults.material import documents
from tests.faults.stand import Stand
from tests.faults.tally import Tally

EMPTY = "empty"
EVERY = 0.05  # seconds between two looks of the visitor
Broken = Callable[[], None] | None


def undisturbed(stand: Stand, number: int) -> tuple[str, float]:
    """Digest and seconds of the import when nothing happens to it."""
    stand.restore(EMPTY)
    begun = time.monotonic()
    ended = run(whole_import, documents(number))
    seconds = time.monotonic() - begun
    problems = [*faults_of(ended.said), *invariants.breaches(ledger=ledger_of(ended.said), finished=True)]
    if problems or invariants.public_count() != number:
        raise AssertionError(f"the undisturbed import is not sound: {invariants.public_count()} {problems}")
    return invariants.digest(), seconds


def at_random(stand: Stand, *, rounds: int = 200, number: int = 10, seed: int = 1, broken: Broken = None) -> Tally:
    """Kill at random moments while a visitor polls; same demands."""
    tally = Tally("killed at random", rounds)
    expected, seconds = undisturbed(stand, number)
    lots = random.Random(seed)
    while tally.hit < rounds:
        round_ = tally.rounds
        stand.restore(EMPTY)
        visitor = start(look, number)
        ended = kill_after(start(whole_import, documents(number), broken=broken), lots.uniform(0.02, seconds))
        _after_kill(
            tally, f"round {round_}", ended.said, number=number, expected=expected, broken=broken, visitor=visitor
        )
        tally.round_done(struck=ended.killed)
    return tally


def _after_kill(
    tally: Tally,
    where: str,
    said: list[str],
    *,
    number: int,
    expected: str,
    broken: Broken,
    visitor: Child | None = None,
) -> None:
    """Look at what the kill left, do the import again, look again."""
    ledger = ledger_of(said)
    tally.note(f"{where}, killed", [*faults_of(said), *invariants.breaches(ledger=ledger, finished=False)])
    again = run(whole_import, documents(number), broken=broken)
    problems = [*faults_of(again.said), *invariants.breaches(ledger=ledger | ledger_of(again.said), finished=True)]
    if invariants.digest() != expected:
        problems.append("I7 the corpus differs from that of an undisturbed import")
    tally.note(f"{where}, done again", problems)
    if visitor is not None:
        visitor.kill(15)
        seen = visitor.wait().said
        tally.polls += len(seen)
        tally.note(where, [f"I3 a visitor saw {each} documents" for each in sorted({*seen} - {"0", str(number)})])


def look(say: Say, number: int) -> None:
    """A visitor: says how many documents are public, again and again, until stopped or left alone."""
    parent = os.getppid()
    while os.getppid() == parent:
        say(str(invariants.public_count()))
        time.sleep(EVERY)

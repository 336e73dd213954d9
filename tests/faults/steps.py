"""F1, F2: an import of twenty documents, step by step, each step killed at every point it has and then done again.

A step is one piece of work that a worker does between two looks around: receive the batch, read one file, accept, store
one document, publish, sweep. The states between the steps are kept, so that each kill begins where its step begins; what
is done again must end exactly where an undisturbed step ends.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models.functions import Now
from django.utils import timezone

from documents.importing.desk import storing
from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.models import ImportItem
from documents.parsing.pipeline import parse_bytes
from tests.faults import invariants
from tests.faults.children import KillAt, run
from tests.faults.importing import LEASE, accept_all, faults_of, ledger_of, sent, whole_import
from tests.faults.kills import EMPTY, Broken, Tally
from tests.faults.material import documents
from tests.faults.stand import Stand

Work = Callable[[Callable[[str], None], int], None]
# The rest of the import is done to its end after every so many kills.
TO_THE_END = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the import, the state it begins in, and what must hold when it is done."""

    name: str
    work: Work
    before: str
    after: str


def at_every_point(stand: Stand, *, number: int = 20, stride: int = 1, broken: Broken = None) -> Tally:
    """Kill each step at its 1st, 2nd, 3rd … point; look; do it again; look again."""
    tally = Tally("killed at every point")
    begun = time.monotonic()
    stand.restore(EMPTY)
    steps, ledger = _rehearsed(stand, number)
    final = steps[-1].after
    count = 0
    for step in steps:
        point, struck = 0, True
        while struck:
            point += 1
            count += 1
            if count % stride:
                struck = point < _points(step, stand, number)
                continue
            struck = _killed(tally, step, point, stand=stand, number=number, broken=broken, ledger=ledger)
            if struck and count % TO_THE_END == 0:
                _to_the_end(tally, f"{step.name} at {point}", number=number, broken=broken, final=final)
    tally.seconds = time.monotonic() - begun
    return tally


_known_points: dict[tuple[str, str, int], int] = {}


def _points(step: Step, stand: Stand, number: int) -> int:
    """How many points a step has, counted once; asked only where points are left out."""
    key = (stand.name, step.name, number)
    if key not in _known_points:
        stand.restore(step.before)
        said = run(_step, step.work, number, point=0).said
        _known_points[key] = next(int(line.split()[1]) for line in said if line.startswith("points "))
    return _known_points[key]


def _rehearsed(stand: Stand, number: int) -> tuple[list[Step], dict[str, list[str]]]:
    """Do every step undisturbed, keeping the state before each and how it ends."""
    works: list[tuple[str, Work]] = [
        ("receive", _receive),
        *((f"read {place}", partial(_read_one, place)) for place in range(number)),
        ("accept", _accept),
        *((f"store {place}", partial(_store_one, place)) for place in range(number)),
        ("publish", _publish),
        ("sweep", _sweep),
    ]
    steps = []
    ledger: dict[str, list[str]] = {}
    for place, (name, work) in enumerate(works):
        before = f"step{place}"
        stand.keep(before)
        ended = run(_step, work, number, point=0)
        if problems := faults_of(ended.said):
            raise AssertionError(f"an undisturbed step does not end: {name} {problems}")
        ledger |= ledger_of(ended.said)
        steps.append(Step(name, work, before, progress()))
    if problems := invariants.breaches(ledger=ledger, finished=True):
        raise AssertionError(f"the undisturbed import is not sound: {problems}")
    return steps, ledger


def _killed(
    tally: Tally,
    step: Step,
    point: int,
    *,
    stand: Stand,
    number: int,
    broken: Broken,
    ledger: dict[str, list[str]],
) -> bool:
    """One kill; False where the step has no such point any more."""
    where = f"{step.name} at {point}"
    stand.restore(step.before)
    ended = run(_step, step.work, number, point=point, broken=broken)
    heard = ledger_of(ended.said) if step.name == "receive" else ledger
    tally.note(f"{where}, killed", [*faults_of(ended.said), *invariants.breaches(ledger=heard, finished=False)])
    if not ended.killed:
        return False
    tally.rounds += 1
    tally.hit += 1
    again = run(_step, step.work, number, point=0, broken=broken)
    problems = [*faults_of(again.said), *invariants.breaches(ledger=heard, finished=False)]
    if progress() != step.after:
        problems.append("I7 done again, the step ends otherwise than undisturbed")
    tally.note(f"{where}, done again", problems)
    return True


def _to_the_end(tally: Tally, where: str, *, number: int, broken: Broken, final: str) -> None:
    ended = run(whole_import, documents(number), broken=broken)
    problems = [*faults_of(ended.said), *invariants.breaches(ledger=ledger_of(ended.said), finished=True)]
    if progress() != final:
        problems.append("I7 the corpus differs from that of an undisturbed import")
    tally.note(f"{where}, to the end", problems)


def progress() -> str:
    """How far the import is: the corpus, what is public, and every item with what was read of it."""
    columns = ("ordinal", "state", "code", "publish", "parsed", "upload_id", "lease_owner")
    items = list(ImportItem.objects.order_by("ordinal").values_list(*columns))
    return hashlib.sha256(f"{invariants.digest()} {invariants.public_count()} {items}".encode()).hexdigest()


def _step(say: Callable[[str], None], work: Work, number: int, *, point: int, broken: Broken = None) -> None:
    """One step in a child, killed at a point of it, 0 for never."""
    if broken:
        broken()
    counter = KillAt(point)
    counter.install()
    work(say, number)
    say(f"points {counter.count}")


def _receive(say: Callable[[str], None], number: int) -> None:
    sent(say, documents(number))


def _read_one(place: int, _say: Callable[[str], None], _number: int) -> None:
    """Read one file, if it is not read yet; where a killed reader holds it, when its lease is over."""
    item = ImportItem.objects.filter(ordinal=place)
    while item.filter(state="reading", lease_until__gte=Now()).exists():
        time.sleep(0.02)
    if item.filter(state__in=["waiting", "reading"]).exists():
        read_waiting_items(parse=parse_bytes, lease=LEASE, at_most=1)


def _accept(_say: Callable[[str], None], _number: int) -> None:
    accept_all()


def _store_one(place: int, _say: Callable[[str], None], _number: int) -> None:
    """Store one document, if it is not stored yet."""
    key = ImportItem.objects.filter(ordinal=place, state="accepted").values_list("pk", flat=True).first()
    if key is not None:
        storing._stored(key, now=timezone.now())


def _publish(_say: Callable[[str], None], _number: int) -> None:
    store_accepted_items(now=timezone.now())


def _sweep(_say: Callable[[str], None], _number: int) -> None:
    sweep(now=timezone.now())

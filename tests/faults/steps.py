"""F1, F2: an import of twenty documents, step by step, each step killed at every point it has and then done again.

A step is one piece of work that a worker does between two looks around: receive the batch, read one file, accept, store
one document, publish, sweep. The states between the steps are kept, so that each kill begins where its step begins; what
is done again must end exactly where an undisturbed step ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.db.models.functions import Now
from django.utils import timezone

from documents.importing.desk import storing
from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.models import ImportItem
from documents.parsing.derived import parse_whole
from tests.faults import invariants
from tests.faults.children import KillAt, run
from tests.faults.importing import LEASE, accept_all, faults_of, ledger_of, sent, whole_import
from tests.faults.journal import Journal
from tests.faults.kills import EMPTY, Broken
from tests.faults.material import documents
from tests.faults.stand import Stand
from tests.faults.tally import Tally

Work = Callable[[Callable[[str], None], int], None]
# The rest of the import is done to its end after every so many kills.
TO_THE_END = 50
# Where a kill leaves exactly the state in which its step began, doing the step again is the undisturbed step; so it is
# done again after every so many of these only, and always where the kill left anything else.
AGAIN = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the import, the state it begins in, how many points it has, and what must hold when it is done."""

    name: str
    work: Work
    before: str
    begun: str
    after: str
    points: int


def at_every_point(
    stand: Stand, *, number: int = 20, stride: int = 1, broken: Broken = None, journal: Journal | None = None
) -> Tally:
    """Kill each step at its 1st, 2nd, 3rd … point; look; do it again; look again. Steps in the journal are done."""
    tally = Tally("killed at every point")
    stand.restore(EMPTY)
    steps, ledger = _rehearsed(stand, number)
    run_of = _Run(stand, number, broken, ledger, steps[-1].after)
    points = [(step, point) for step in steps for point in range(1, step.points + 1)][stride - 1 :: stride]
    tally.expected = len(points)
    for step in steps:
        chosen = [point for other, point in points if other is step]
        part = f"points {step.name} of {number}"
        if journal is not None and (done := journal.done.get(part)):
            tally.known(done["rounds"], done["hit"], done["breaches"])
            continue
        rounds, hit, breaches = tally.rounds, tally.hit, len(tally.breaches)
        for point in chosen:
            _killed(tally, step, point, run_of)
            if tally.rounds % TO_THE_END == 0:
                _to_the_end(tally, f"{step.name} at {point}", run_of)
        if stride == 1:
            _no_more_points(tally, step, run_of)
        if journal is not None:
            figures = {"rounds": tally.rounds - rounds, "hit": tally.hit - hit}
            journal.keep(part, **figures, breaches=tally.breaches[breaches:])
    return tally


@dataclass(frozen=True, slots=True)
class _Run:
    """What all kills of one run have in common."""

    stand: Stand
    number: int
    broken: Broken
    ledger: dict[str, list[str]]
    final: str
    looks: invariants.Looks = field(default_factory=invariants.Looks)
    left: dict[str, str] = field(default_factory=dict)
    """The state in which a kill left the database, where the next one may begin in it."""


def _no_more_points(tally: Tally, step: Step, how: _Run) -> None:
    """One further than the last: nothing strikes, the step ends; so the points were counted right."""
    how.left.clear()
    how.stand.restore(step.before)
    if run(_step, step.work, how.number, point=step.points + 1, broken=how.broken).killed and how.broken is None:
        tally.note(step.name, ["the step has more points than were counted"])


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
        before, begun = f"step{place}", invariants.progress()
        stand.keep(before)
        ended = run(_step, work, number, point=0)
        if problems := faults_of(ended.said):
            raise AssertionError(f"an undisturbed step does not end: {name} {problems}")
        ledger |= ledger_of(ended.said)
        points = next(int(line.split()[1]) for line in ended.said if line.startswith("points "))
        steps.append(Step(name, work, before, begun, invariants.progress(), points))
    if problems := invariants.breaches(ledger=ledger, finished=True):
        raise AssertionError(f"the undisturbed import is not sound: {problems}")
    return steps, ledger


def _killed(tally: Tally, step: Step, point: int, how: _Run) -> None:
    """One kill, beginning where the step begins, and the step done again."""
    where = f"{step.name} at {point}"
    if how.left.pop("is", "") != step.begun:
        how.stand.restore(step.before)
    ended = run(_step, step.work, how.number, point=point, broken=how.broken)
    heard = ledger_of(ended.said) if step.name == "receive" else how.ledger
    left = invariants.progress()
    tally.note(f"{where}, killed", [*faults_of(ended.said), *how.looks.breaches(left, ledger=heard)])
    if left != step.begun or how.broken or point % AGAIN == 0:
        _done_again(tally, where, step, heard, how)
    else:
        how.left["is"] = left
    tally.round_done(struck=ended.killed)


def _done_again(tally: Tally, where: str, step: Step, heard: dict[str, list[str]], how: _Run) -> None:
    again = run(_step, step.work, how.number, point=0, broken=how.broken)
    state = invariants.progress()
    problems = [*faults_of(again.said), *how.looks.breaches(state, ledger=heard)]
    if state != step.after:
        problems.append("I7 done again, the step ends otherwise than undisturbed")
    tally.note(f"{where}, done again", problems)


def _to_the_end(tally: Tally, where: str, how: _Run) -> None:
    how.left.clear()
    ended = run(whole_import, documents(how.number), broken=how.broken)
    problems = [*faults_of(ended.said), *invariants.breaches(ledger=ledger_of(ended.said), finished=True)]
    if invariants.progress() != how.final:
        problems.append("I7 the corpus differs from that of an undisturbed import")
    tally.note(f"{where}, to the end", problems)


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
        read_waiting_items(parse=parse_whole, lease=LEASE, at_most=1)


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

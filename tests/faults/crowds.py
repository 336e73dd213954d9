"""F7, F8: the same file sent by eight at once; work delivered five times, late, and to a reader who has lost it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from documents.importing import limits
from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.management.commands.import_worker import stop
from documents.models import ImportItem, PolicyDocument
from documents.parsing.derived import parse_whole
from documents.parsing.records import ParsedDocument
from tests.faults import invariants
from tests.faults.children import Ended, start
from tests.faults.importing import accept_all, faults_of, ledger_of, read_all, sent
from tests.faults.kills import EMPTY
from tests.faults.material import documents
from tests.faults.stand import Stand
from tests.faults.tally import Tally

CROWD = 8
DELIVERIES = 5


def eight_at_once(stand: Stand, *, rounds: int = 50) -> Tally:
    """Eight people send, read and store one and the same file at the same moment: one upload, one document."""
    tally = Tally("eight at once with the same file", rounds)
    for round_ in range(rounds):
        stand.restore(EMPTY)
        at = time.time() + 0.3
        crowd = [start(_one_of_many, at, f"{number:032d}") for number in range(CROWD)]
        ends = [child.wait() for child in crowd]
        store_accepted_items(now=timezone.now())
        sweep(now=timezone.now())
        _note(tally, f"round {round_}", ends)
        states = sorted(ImportItem.objects.values_list("state", flat=True))
        if PolicyDocument.objects.count() != 1 or states != [*["duplicate"] * (CROWD - 1), "stored"]:
            tally.note(f"round {round_}", [f"F8 {PolicyDocument.objects.count()} documents, {states}"])
    return tally


def _one_of_many(say: Callable[[str], None], at: float, key: str) -> None:
    time.sleep(max(0.0, at - time.time()))
    sent(say, documents(1), key=key)
    read_all(lease=limits.LEASE)  # nobody is killed here
    accept_all(key)
    store_accepted_items(now=timezone.now())


def delivered_often(stand: Stand, *, rounds: int = 100, number: int = 4) -> Tally:
    """Each piece of work is delivered to five readers and five storers at once, then once more, late."""
    tally = Tally("delivered five times, and late", rounds)
    expected = _once(stand, number)
    for round_ in range(rounds):
        stand.restore(EMPTY)
        ends = [start(_send, number).wait()]
        ends += [child.wait() for child in [start(_read) for _ in range(DELIVERIES)]]
        accept_all()
        ends += [child.wait() for child in [start(_store) for _ in range(DELIVERIES)]]
        ends += [start(_send, number).wait(), start(_read).wait(), start(_store).wait()]
        _note(tally, f"round {round_}", ends)
        if invariants.digest() != expected:
            tally.note(f"round {round_}", ["I7 the corpus differs from that of one delivery"])
    return tally


def delivered_late(stand: Stand, *, rounds: int = 100, number: int = 2) -> Tally:
    """A reader falls asleep over a file until its lease is over and another has read it; then it comes back."""
    tally = Tally("a reader that comes back too late", rounds)
    expected = _once(stand, number)
    for round_ in range(rounds):
        stand.restore(EMPTY)
        ends = [start(_send, number).wait()]
        sleeper = start(_read_asleep)
        time.sleep(0.08)
        ends += [start(_read).wait(), sleeper.wait()]
        accept_all()
        ends.append(start(_store).wait())
        _note(tally, f"round {round_}", ends)
        if invariants.digest() != expected:
            tally.note(f"round {round_}", ["I7 the corpus differs from that of one delivery"])
    return tally


def _once(stand: Stand, number: int) -> str:
    stand.restore(EMPTY)
    for work in (lambda say: _send(say, number), _read):
        start(work).wait()
    accept_all()
    start(_store).wait()
    return invariants.digest()


def _send(say: Callable[[str], None], number: int) -> None:
    sent(say, documents(number))


def _read(_say: Callable[[str], None]) -> None:
    read_all(lease=limits.LEASE)


def _read_asleep(_say: Callable[[str], None]) -> None:
    def slowly(data: bytes, *, name: str) -> ParsedDocument:
        time.sleep(0.2)
        return parse_whole(data, name=name)

    read_waiting_items(parse=slowly, lease=timedelta(milliseconds=60), at_most=1)


def _store(_say: Callable[[str], None]) -> None:
    store_accepted_items(now=timezone.now())
    sweep(now=timezone.now())


def _note(tally: Tally, where: str, ends: list[Ended]) -> None:
    said = [line for end in ends for line in end.said]
    tally.note(where, [*faults_of(said), *invariants.breaches(ledger=ledger_of(said), finished=True)])
    tally.round_done()


def stopped_politely(stand: Stand, *, rounds: int = 50, number: int = 6) -> Tally:
    """F12: SIGTERM at any moment of reading and storing: the file is given back at once, the next one goes on."""
    tally = Tally("stopped by SIGTERM", rounds)
    expected = _once(stand, number)
    for round_ in range(rounds):
        stand.restore(EMPTY)
        ends = [start(_send, number).wait()]
        worker = start(_work_until_stopped)
        time.sleep(0.02 + 0.4 * round_ / rounds)
        worker.kill(15)
        ends.append(worker.wait())
        if ImportItem.objects.filter(state="reading").exists():
            tally.note(f"round {round_}", ["F12 a file is still held by a reader that was stopped"])
        ends.append(start(_read).wait())
        accept_all()
        ends.append(start(_store).wait())
        _note(tally, f"round {round_}", ends)
        if ends[1].code not in (0, -15) or invariants.digest() != expected:
            tally.note(f"round {round_}", [f"F12 exit code {ends[1].code}, or another corpus"])
    return tally


def _work_until_stopped(_say: Callable[[str], None]) -> None:
    signal.signal(signal.SIGTERM, stop)
    read_all()
    time.sleep(1)

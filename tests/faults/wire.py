"""F11: the way to PostgreSQL is slow, hangs, or is cut: in the middle of an answer, before or after a COMMIT.

After a COMMIT whose answer was not heard nobody knows whether it was done; who sends the same again must end where an
undisturbed import ends. The way is a proxy between two sockets.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from tests.faults import invariants
from tests.faults.children import Ended, KillAt, Say, run, start
from tests.faults.importing import faults_of, is_lost_connection, ledger_of, whole_import
from tests.faults.kills import EMPTY, undisturbed
from tests.faults.material import documents
from tests.faults.stand import PostgresStand
from tests.faults.tally import Tally

NAME = ".s.PGSQL.5432"
SLOW, SLOW_ANSWERS, HANGING = 0.5, 8, 3.0
WAYS = ("slow", "hangs", "cut in an answer", "not sent", "not heard", "COMMIT not sent", "COMMIT not heard")


def disturbed(stand: PostgresStand, *, rounds: int = 70, number: int = 3) -> Tally:
    """Each of the ways in turn, at a random message."""
    tally = Tally("the way to PostgreSQL disturbed", rounds)
    lots = random.Random(11)
    expected, _seconds = undisturbed(stand, number)
    messages = _counted(stand, number)
    for round_ in range(rounds):
        way = WAYS[round_ % len(WAYS)]
        at = lots.randint(2, 2 + 2 * number if way.startswith("COMMIT") else messages)
        stand.restore(EMPTY)
        ended = _through(Way(way, at), number)
        ledger = ledger_of(ended.said)
        lost = [fault for fault in faults_of(ended.said) if is_lost_connection(fault)]
        others = [fault for fault in faults_of(ended.said) if fault not in lost]
        where = f"{way} at {at}"
        tally.note(f"{where}, struck", [*others, *invariants.breaches(ledger=ledger, finished=False)])
        again = run(whole_import, documents(number))
        problems = [*faults_of(again.said), *invariants.breaches(ledger=ledger | ledger_of(again.said), finished=True)]
        if invariants.digest() != expected:
            problems.append("I7 the corpus differs from that of an undisturbed import")
        tally.note(f"{where}, done again", problems)
        tally.round_done(struck=bool(lost) or way == "slow")
    return tally


def _counted(stand: PostgresStand, number: int) -> int:
    """How many messages an import has at least: fewer than statements, as some travel together."""
    stand.restore(EMPTY)
    said = run(_count, number).said
    return next(int(line.split()[1]) for line in said if line.startswith("points ")) // 2


def _count(say: Say, number: int) -> None:
    counter = KillAt(0)
    counter.install()
    whole_import(say, documents(number))
    say(f"points {counter.count}")


def _through(way: Way, number: int) -> Ended:
    with TemporaryDirectory(prefix="portal-faults-way-") as folder:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(Path(folder) / NAME))
        listening.listen()
        proxy = start(_serve, listening, str(Path(connection.settings_dict["HOST"]) / NAME), way)
        listening.close()
        ended = run(_import_through, folder, number)
        proxy.kill()
        proxy.wait()
    return ended


def _import_through(say: Say, folder: str, number: int) -> None:
    connection.settings_dict["HOST"] = folder
    whole_import(say, documents(number))


@dataclass
class Way:
    """What happens on the way, and at which message; once."""

    name: str
    at: int
    sent: int = 0
    slowed: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One connection on its way through."""

    way: Way
    client: socket.socket
    server: socket.socket
    silent: threading.Event = field(default_factory=threading.Event)
    """No answer is passed on any more."""

    def cut(self) -> None:
        """Both ends are told."""
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _serve(_say: Callable[[str], None], listening: socket.socket, beyond: str, way: Way) -> None:
    while True:
        client, _address = listening.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(beyond)
        line = Line(way, client, server)
        for pump in (_there, _back):
            threading.Thread(target=pump, args=(line,), daemon=True).start()


def _there(line: Line) -> None:
    """Messages to the server; the one that is meant does not arrive, or arrives and its answer does not."""
    way = line.way
    with suppress(OSError):
        while piece := line.client.recv(1 << 20):
            if not _is_meant(piece, way):
                line.server.sendall(piece)
                continue
            if way.name == "hangs":
                time.sleep(HANGING)
            if way.name.endswith("not heard"):
                line.silent.set()
                line.server.sendall(piece)
                time.sleep(0.3)
            break
    line.cut()


def _is_meant(piece: bytes, way: Way) -> bool:
    """Whether the way ends here: never twice, and not where only answers are disturbed."""
    if way.over:
        return False
    way.sent += b"COMMIT" in piece if way.name.startswith("COMMIT") else 1
    if way.name in ("slow", "cut in an answer"):
        return False
    way.over = way.sent == way.at
    return way.over


def _back(line: Line) -> None:
    """Answers; from the one that is meant on slowly, or only half of it."""
    way = line.way
    with suppress(OSError):
        while piece := line.server.recv(1 << 20):
            if line.silent.is_set():
                break
            if way.name == "slow" and way.sent >= way.at and way.slowed < SLOW_ANSWERS:
                way.slowed += 1
                time.sleep(SLOW)
            if way.name == "cut in an answer" and way.sent >= way.at and not way.over:
                way.over = True
                line.client.sendall(piece[: len(piece) // 2])
                break
            line.client.sendall(piece)
    line.cut()

"""F3, F4: a process of PostgreSQL is killed, or all of it is stopped at once and started again, while visitors read.

The portal is the real one with its pool of connections. Visitors may be told to come again (503 with Retry-After),
never anything about the inside, and soon after the database is back they can read again by themselves.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import invariants
from tests.faults.children import Child, Say, run, start
from tests.faults.importing import faults_of, is_lost_connection, ledger_of, whole_import
from tests.faults.kills import EMPTY, undisturbed
from tests.faults.material import documents
from tests.faults.server import Server
from tests.faults.stand import PostgresStand
from tests.faults.tally import Tally
from tests.faults.web import portal

READ = "/documents/"
INSIDE = (b"psycopg", b"Traceback", b"SELECT", b"OperationalError", b"FATAL")
Strike = Callable[[Server], None]


def backend_killed(stand: PostgresStand, *, rounds: int = 50) -> Tally:
    """SIGKILL to one of the processes that serve the importer or the portal; the server then restarts all of them."""
    lots = random.Random(3)

    def strike(server: Server) -> None:
        if backends := server.backends_of(stand.database):
            os.kill(lots.choice(backends), signal.SIGKILL)
        server.wait_until_it_answers()

    return _struck(stand, Tally("a process of PostgreSQL killed", rounds), strike, within=5.0)


def server_restarted(stand: PostgresStand, *, rounds: int = 50) -> Tally:
    """The whole server is stopped as by `pg_ctl stop -m immediate`, and started again."""

    def strike(server: Server) -> None:
        words = server.stop_at_once()
        time.sleep(0.5)
        server.start_again(words)

    return _struck(stand, Tally("PostgreSQL stopped at once", rounds), strike, within=10.0)


def _struck(stand: PostgresStand, tally: Tally, strike: Strike, *, within: float, number: int = 5) -> Tally:
    lots = random.Random(4)
    expected, seconds = undisturbed(stand, number)
    server = Server(stand.admin)
    healthy: list[float] = []
    with (
        TemporaryDirectory(prefix="portal-faults-tmp-") as folder,
        portal(Path(folder), "tests.faults.pooled") as (_, port),
    ):
        for round_ in range(tally.expected):
            stand.restore(EMPTY)
            _until_readable(port)
            visitor = start(_look, port)
            importer = start(whole_import, documents(number))
            time.sleep(lots.uniform(0.02, seconds))
            strike(server)
            healthy.append(_until_readable(port))
            _judge(tally, f"round {round_}", importer, visitor, number=number, expected=expected)
            if healthy[-1] > within:
                tally.note(f"round {round_}", [f"F4 readable again only after {healthy[-1]:.1f} s"])
    server.close()
    tally.remark = f"readable again after {sorted(healthy)[len(healthy) // 2]:.1f} s, at worst {max(healthy):.1f} s"
    return tally


def _judge(tally: Tally, where: str, importer: Child, visitor: Child, *, number: int, expected: str) -> None:
    """What the fault left, the import done again, and what the visitor saw meanwhile."""
    ended = importer.wait()
    ledger = ledger_of(ended.said)
    faults = [fault for fault in faults_of(ended.said) if not is_lost_connection(fault)]
    tally.note(f"{where}, struck", [*faults, *invariants.breaches(ledger=ledger, finished=False)])
    again = run(whole_import, documents(number))
    problems = [*faults_of(again.said), *invariants.breaches(ledger=ledger | ledger_of(again.said), finished=True)]
    if invariants.digest() != expected:
        problems.append("I7 the corpus differs from that of an undisturbed import")
    visitor.kill()
    seen = visitor.wait().said
    tally.polls += len(seen)
    problems += [f"F4 a visitor saw {each}" for each in sorted({*seen} - {"200", "503 come again"})]
    tally.note(f"{where}, done again", problems)
    tally.round_done(struck=bool(faults_of(ended.said)) or "503 come again" in seen)


def _look(say: Say, port: int) -> None:
    """A visitor: says what he is answered, again and again, until stopped or left alone."""
    parent = os.getppid()
    while os.getppid() == parent:
        say(_answer(port))
        time.sleep(0.05)


def _answer(port: int) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", READ)
        answer = line.getresponse()
        body = answer.read()
    except OSError as error:
        return f"no answer: {error}"
    finally:
        line.close()
    told = " come again" if answer.status == 503 and answer.getheader("Retry-After") else ""
    inside = "".join(f", the word {word.decode()}" for word in INSIDE if word in body)
    return f"{answer.status}{told}{inside}"


def _until_readable(port: int) -> float:
    begun = time.monotonic()
    while (said := _answer(port)) != "200":
        if time.monotonic() - begun > 60:
            raise RuntimeError(f"the portal does not come back: {said}")
        time.sleep(0.05)
    return time.monotonic() - begun

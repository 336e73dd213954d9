"""F10: a queue with two workers: each message doubled, a worker killed, a child of the other killed, Redis lost.

Redis keeps nothing here, so that its restart loses every message that was waiting or not acknowledged.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import redis
from django.db import connections

from documents.importing.working import work_for
from documents.management import queueing
from documents.management.batch import incoming
from documents.models import ImportBatch, ImportItem, Upload
from documents.models.imports import ENDS
from tests.faults import invariants
from tests.faults.children import Say, run
from tests.faults.importing import faults_of
from tests.faults.kills import EMPTY
from tests.faults.material import documents
from tests.faults.stand import Stand
from tests.faults.tally import Tally

ROOT = Path(__file__).parents[2]
REDIS = "redis-server"
ADVICE = "no redis-server on this machine (Debian: apt-get install redis-server)"
WAIT = 120.0


def killed_with_redis(stand: Stand, *, rounds: int = 10, number: int = 20) -> Tally:
    """Whatever is killed or lost on the way, all files come into the corpus, each once, as in an undisturbed load."""
    tally = Tally("workers killed, Redis lost, messages doubled", rounds)
    if shutil.which(REDIS) is None:
        tally.skipped = ADVICE
        return tally
    lots = random.Random(10)
    with TemporaryDirectory(prefix="portal-faults-workers-") as name:
        folder = Path(name)
        _write(folder / "corpus", number)
        expected = _undisturbed(stand, folder / "corpus", number)
        broker = Broker(folder)
        seconds = []
        for round_ in range(rounds):
            stand.restore(EMPTY)
            seconds.append(_round(tally, f"round {round_}", broker, lots=lots, number=number, expected=expected))
        broker.stop()
    tally.remark = (
        f"{number} files each, done after {sorted(seconds)[len(seconds) // 2]:.0f} s, at worst {max(seconds):.0f} s"
    )
    return tally


def _write(folder: Path, number: int) -> None:
    folder.mkdir()
    for each in documents(number):
        (folder / each.name).write_bytes(each.data)


def _undisturbed(stand: Stand, corpus: Path, number: int) -> str:
    """The digest of the corpus when one process does all of it, undisturbed."""
    stand.restore(EMPTY)
    if problems := faults_of(run(_all_of_it, corpus).said):
        raise AssertionError(f"the undisturbed load is not sound: {problems}")
    if invariants.public_count() != number:
        raise AssertionError(f"the undisturbed load is not sound: {invariants.public_count()} of {number}")
    return invariants.digest()


def _all_of_it(_say: Say, corpus: Path) -> None:
    queueing.queued(incoming(sorted(corpus.iterdir())), tell=lambda _number: None, pause=time.sleep)
    while _left():  # a thread of this process works as well
        work_for(60)
        time.sleep(0.1)


@dataclass
class Broker:
    """A Redis of its own, which keeps nothing."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None)

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.start()

    @property
    def url(self) -> str:
        """What CELERY_BROKER_URL says."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [REDIS, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        for _try in range(200):
            if self.answers():
                return
            time.sleep(0.05)
        raise AssertionError("Redis does not answer")

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        """A connection to it."""
        return redis.Redis(port=self.port)

    def stop(self) -> None:
        """Kill it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def double(self) -> int:
        """Deliver each waiting message once more; returns how many waited."""
        with self.client() as client:
            waiting = client.lrange("portal", 0, -1)
            for message in waiting:
                client.lpush("portal", message)
        return len(waiting)


def _round(tally: Tally, where: str, broker: Broker, *, lots: random.Random, number: int, expected: str) -> float:
    begun = time.monotonic()
    corpus = broker.folder / "corpus"
    problems = _queued(broker, corpus)
    ledger = {
        batch.key: list(batch.items.order_by("ordinal").values_list("sha256", flat=True))
        for batch in ImportBatch.objects.all()
    }
    if sum(map(len, ledger.values())) != number or not broker.double():
        problems.append("the command did not send what it was given")
    struck = False
    with _worker(broker, "one") as one, _worker(broker, "two") as two:
        _until_begun()
        time.sleep(lots.uniform(0.0, 2.0))
        struck = bool(_left())
        os.killpg(one.pid, signal.SIGKILL)
        time.sleep(lots.uniform(0.0, 1.5))
        broker.stop()
        time.sleep(lots.uniform(0.0, 1.0))
        broker.start()
        time.sleep(lots.uniform(0.0, 2.0))
        _kill_a_child_of(two.pid)
        while _left() and time.monotonic() - begun < WAIT:
            tally.polls += 1
            problems += [f"{each}, on the way" for each in invariants.breaches_on_the_way(ledger=ledger)]
            time.sleep(0.3)
    problems += invariants.breaches(ledger=ledger, finished=True)
    if invariants.public_count() != number:
        problems.append(f"I1 {invariants.public_count()} documents of {number}")
    if invariants.digest() != expected:
        problems.append("I7 the corpus differs from that of an undisturbed load")
    tally.note(where, [*problems, *_damages(), *_queued(broker, corpus, again=True)])
    tally.round_done(struck=struck)
    return time.monotonic() - begun


def _queued(broker: Broker, corpus: Path, *, again: bool = False) -> list[str]:
    """Hand the folder over by the command; again, nothing of it may be sent."""
    done = _manage(broker, "load_documents", "--queue", "--no-wait", str(corpus))
    wanted = "存入0份，已在途中0份" if again else "已在途中0份，已在库0份"
    return [] if done.returncode == 0 and wanted in done.stdout else [f"load_documents --queue: {done.stdout[-300:]}"]


def _damages() -> list[str]:
    done = _manage(None, "verify_corpus")
    return [] if done.returncode == 0 else [f"verify_corpus: {done.stdout[-300:]}"]


def _manage(broker: Broker | None, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=_environment(broker),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _environment(broker: Broker | None) -> dict[str, str]:
    """That of the portal itself, with its pool of connections."""
    told = {"CELERY_BROKER_URL": broker.url} if broker else {}
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **told}


@contextmanager
def _worker(broker: Broker, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with one child, in a group of its own; whatever is left of it is killed at the end."""
    words = [
        "-A",
        "tests.faults.hasty",
        "worker",
        "--concurrency",
        "1",
        "--hostname",
        f"{name}@faults",
        "--loglevel",
        "ERROR",
    ]
    log = (broker.folder / f"{name}.log").open("ab")
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "celery", *words],
        cwd=ROOT,
        env=_environment(broker),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        log.close()


def _until_begun() -> None:
    """Wait until a worker has taken the first file."""
    end = time.monotonic() + WAIT
    while not ImportItem.objects.exclude(state="waiting").exists() and time.monotonic() < end:
        time.sleep(0.05)
    connections.close_all()


def _left() -> int:
    """How many files are not at their end; those that are swept only after it count until they are."""
    left = ImportItem.objects.exclude(state__in=ENDS).count() + ImportItem.objects.filter(publish=True).count()
    return left or Upload.objects.count()


def _kill_a_child_of(pid: int) -> None:
    """Kill the process of a worker that works; the worker puts another in its place."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, parent = path.parent.name, path.read_text().rpartition(")")[2].split()[1]
            if parent == str(pid) and os.getpgid(int(name)) == os.getpgid(pid):
                os.kill(int(name), signal.SIGKILL)
                return

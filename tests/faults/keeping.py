"""Backup and restore under fire: one moment while somebody writes without pause, nothing half after a kill."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.kills import EMPTY
from tests.faults.stand import Stand
from tests.faults.tally import Tally

ROOT = Path(__file__).parents[2]
SEED = 20201130
TRIES = 2
"""Rounds for each that is to be struck, at most: some end before they are killed."""
WRITER = """
import os, sys, django; django.setup()
from django.db import transaction
from documents.models import PolicyDocument, Task
number, parent = 0, os.getppid()
while os.getppid() == parent:
    number += 1
    with transaction.atomic():
        PolicyDocument.objects.update(publisher=str(number))
        Task.objects.update(rule=str(number))
"""


def under_writes(stand: Stand, *, rounds: int = 20) -> Tally:
    """Each backup holds one committed state, and the writer is never stopped by it."""
    tally = Tally("backup while somebody writes", rounds)
    _fill(stand)
    seen: list[set[str]] = []
    with TemporaryDirectory(prefix="portal-faults-kept-") as folder, _writer() as writer:
        time.sleep(4)
        for number in range(rounds):
            archive = Path(folder) / f"moving-{number}.zip"
            problems = [*_manage("backup", archive), *_manage("restore", archive, "--check-only")]
            seen.append(_states(archive) if archive.exists() else set())
            if len(seen[-1]) != 1:
                problems.append(f"F16 the archive holds {len(seen[-1])} moments")
            if writer.poll() is not None:
                problems.append("F16 the writer was stopped")
            tally.note(f"backup {number}", problems)
            tally.round_done(struck=seen[-1] not in seen[:-1])
    return tally


class Moments:
    """When to kill a command: at random within the time that it took when it last came to its end."""

    def __init__(self, lots: random.Random) -> None:
        self.lots = lots
        self.usual: dict[str, float] = {}

    def killed(self, *command: str) -> bool:
        """Whether the command was killed before it ended; the first of its name never is."""
        usual = self.usual.get(command[0])
        begun = time.monotonic()
        with subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(timeout=usual and self.lots.uniform(0.3, 1.0) * usual)
            except subprocess.TimeoutExpired:
                process.kill()
                return True
        self.usual[command[0]] = time.monotonic() - begun
        return False


def killed(stand: Stand, *, rounds: int = 20) -> Tally:
    """Backups and restores killed at random moments, in turn: nothing half, neither on the disk nor in the tables."""
    tally = Tally("backup and restore killed", rounds)
    lots = random.Random(SEED)
    _fill(stand)
    with TemporaryDirectory(prefix="portal-faults-kept-") as folder:
        kept = Path(folder) / "kept.zip"
        tally.note("before", _manage("backup", kept))
        with zipfile.ZipFile(kept) as package:
            archived = json.loads(package.read("manifest.json"))["exact"]
        moments = Moments(lots)
        for number in range(rounds * TRIES):
            if number % 2:
                struck = _backup_killed(tally, Path(folder) / f"killed-{number}.zip", moments=moments)
            else:
                struck = _restore_killed(tally, kept, archived, moments=moments, number=number)
            tally.round_done(struck=struck)
            if tally.hit >= rounds:
                break
    return tally


def _backup_killed(tally: Tally, target: Path, *, moments: Moments) -> bool:
    """A backup that was killed leaves no file of its name, or a whole one."""
    struck = moments.killed("backup", str(target))
    if target.exists():
        tally.note(target.name, _manage("restore", target, "--check-only"))
    return struck


def _restore_killed(tally: Tally, kept: Path, archived: str, *, moments: Moments, number: int) -> bool:
    """A restore that was killed leaves the corpus as it was or as it is in the archive, and sound."""
    problems = _manage("load_documents", "fixtures/corpus", "-v", "0")
    before = _digest()
    struck = moments.killed("restore", str(kept), "--replace")
    if _digest() not in (before, archived):
        problems.append("F16 the corpus is neither what it was nor what the archive holds")
    tally.note(f"restore {number}", [*problems, *_manage("verify_corpus")])
    return struck


def _fill(stand: Stand) -> None:
    stand.restore(EMPTY)
    if problems := _manage("load_documents", "fixtures/corpus", "-v", "0"):
        raise AssertionError(f"the corpus cannot be loaded: {problems}")


def _manage(*command: object) -> list[str]:
    """Do a command; what went wrong with it."""
    words = [sys.executable, "manage.py", *map(str, command)]
    said = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    return [] if said.returncode == 0 else [f"F16 {command[0]} ended with {said.returncode}: {said.stderr[-300:]}"]


def _digest() -> str:
    """The corpus with keys and clocks in one number."""
    words = [sys.executable, "manage.py", "corpus_digest", "--json"]
    said = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    return str(json.loads(said.stdout)["exact"])


@contextmanager
def _writer() -> Iterator[subprocess.Popen[bytes]]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, env=os.environ)
    try:
        yield writer
    finally:
        writer.kill()
        writer.wait()


def _states(archive: Path) -> set[str]:
    """The numbers that the writer left in an archive: one where it holds one moment."""
    with zipfile.ZipFile(archive) as package:
        lines = {
            column: package.read(f"tables/documents.{table}.jsonl").splitlines()
            for table, column in (("policydocument", "publisher"), ("task", "rule"))
        }
    return {json.loads(line)[column] for column, found in lines.items() for line in found}

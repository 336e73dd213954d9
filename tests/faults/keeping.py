"""Backup and restore under fire: `python -m tests.faults.keeping FOLDER` on the database of DATABASE_URL, which it fills.

Backups while somebody writes without pause hold one committed state each; a backup that is killed leaves no file of its
name; a restore that is killed leaves the corpus as it was or as it is in the archive, and sound.
"""

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

BACKUPS, KILLS = 8, 8
SEED = 20201130
WRITER = """
import django; django.setup()
from django.db import transaction
from documents.models import PolicyDocument, Task
number = 0
while True:
    number += 1
    with transaction.atomic():
        PolicyDocument.objects.update(publisher=str(number))
        Task.objects.update(rule=str(number))
"""


def manage(*command: object, check: bool = True) -> str:
    """What a command prints."""
    said = subprocess.run(
        [sys.executable, "manage.py", *map(str, command)], check=check, capture_output=True, text=True
    )
    return said.stdout


def digest() -> str:
    """The corpus with keys and clocks in one number."""
    return json.loads(manage("corpus_digest", "--json"))["exact"]


def states(archive: Path) -> set[str]:
    """The numbers that the writer left in an archive: one where it holds one moment."""
    with zipfile.ZipFile(archive) as package:
        lines = {
            column: package.read(f"tables/documents.{table}.jsonl").splitlines()
            for table, column in (("policydocument", "publisher"), ("task", "rule"))
        }
    return {json.loads(line)[column] for column, found in lines.items() for line in found}


def back_up_under_writes(folder: Path) -> None:
    """Each backup is of one moment, and the writer is never stopped by it."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    with subprocess.Popen([sys.executable, "-c", WRITER], env=environment) as writer:
        time.sleep(5)
        seen = []
        for number in range(BACKUPS):
            archive = folder / f"moving-{number}.zip"
            manage("backup", archive)
            manage("restore", archive, "--check-only")
            seen.append(states(archive))
        assert writer.poll() is None, "the writer was stopped"
        writer.kill()
    assert all(len(found) == 1 for found in seen), seen
    assert len(set(map(frozenset, seen))) > 1, "nobody wrote meanwhile"
    sys.stdout.write(f"{BACKUPS} backups under writes, each of one moment: {[*map(min, seen)]}\n")


def killed(command: list[str], *, after: float) -> bool:
    """Whether the command was killed before it ended."""
    with subprocess.Popen([sys.executable, "manage.py", *command], stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
        return False


def kill(folder: Path, lots: random.Random) -> None:
    """Killed at random moments: nothing half, neither on the disk nor in the tables."""
    kept = folder / "moving-0.zip"
    with zipfile.ZipFile(kept) as package:
        archived = json.loads(package.read("manifest.json"))["exact"]
    started = time.monotonic()
    manage("restore", kept, "--replace")
    usual = time.monotonic() - started
    killed_of: dict[str, int] = {"backup": 0, "restore": 0}
    for number in range(KILLS):
        target = folder / f"killed-{number}.zip"
        if killed(["backup", str(target)], after=lots.uniform(0.3, 1) * usual):
            killed_of["backup"] += 1
        if target.exists():
            manage("restore", target, "--check-only")
        manage("load_documents", "fixtures/corpus", "-v", "0")
        before = digest()
        if killed(["restore", str(kept), "--replace"], after=lots.uniform(0.3, 1) * usual):
            killed_of["restore"] += 1
        assert digest() in {before, archived}
        manage("verify_corpus")
    sys.stdout.write(f"killed: {killed_of}; nothing half\n")


def main() -> None:
    """Fill the database, back it up under writes, kill."""
    folder = Path(sys.argv[1])
    manage("migrate", "-v", "0")
    manage("load_documents", "fixtures/corpus", "-v", "0")
    back_up_under_writes(folder)
    kill(folder, random.Random(SEED))


if __name__ == "__main__":
    main()

"""`python -m tests.faults`: every fault on SQLite and on PostgreSQL, then importers broken on purpose; prints a table.

--quick takes few of each, --database one of the two, --only kinds by name. What a run has done is written down in
var/faults/; with --resume the next one, of the same code, goes on from there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import NoPostgres, throwaway_postgres

ROOT = Path(__file__).parents[2]
JOURNAL = ROOT / "var" / "faults"
ROOM = 4 * 1024**3


def main() -> int:
    """Run the same faults on both databases, each in a process of its own; exit code 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few of each")
    parser.add_argument("--sample", action="store_true", help="a few in seconds, for the suite")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="one of the two")
    parser.add_argument("--rounds", type=int, default=0, help="100 in a full run; others of a kind are in proportion")
    parser.add_argument(
        "--resume", action="store_true", help="go on where the last run of the same code was broken off"
    )
    parser.add_argument("--only", nargs="*", default=[], help="kinds of faults by name")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))  # so that the server is stopped as well
    codes = []
    if room := _fast_room():
        tempfile.tempdir = str(room)
        os.environ["TMPDIR"] = str(room)
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as folder:
        if wanted.database != "postgresql":
            codes.append(_run(f"sqlite:///{folder}/faults.sqlite3", folder, wanted))
        if wanted.database != "sqlite":
            codes.append(_on_postgres(folder, wanted))
    return max(codes)


def _fast_room() -> Path | None:
    """A folder in memory with room for the databases, where there is one: a kill says nothing about disks, copies cost."""
    room = Path("/dev/shm")
    is_free = "TMPDIR" not in os.environ and os.access(room, os.W_OK)
    return room if is_free and shutil.disk_usage(room).free > ROOM else None


def _on_postgres(folder: str, wanted: argparse.Namespace) -> int:
    try:
        with throwaway_postgres() as url:
            return _run(url.replace("/postgres?", "/faults?"), folder, wanted)
    except NoPostgres as problem:
        sys.stdout.write(f"skipped: PostgreSQL: {problem}\n")
        return int(os.environ.get("CI") == "true")


def _run(url: str, folder: str, wanted: argparse.Namespace) -> int:
    flags = [f"--{name}" for name in ("quick", "sample", "resume") if getattr(wanted, name)]
    flags += [f"--rounds={wanted.rounds}"] if wanted.rounds else []
    if not wanted.sample:
        JOURNAL.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "PORTAL_VAR_DIR": folder,
        "PORTAL_LOG_LEVEL": "ERROR",
        "FAULTS_JOURNAL": "" if wanted.sample else str(JOURNAL),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.all", *flags, *wanted.only], cwd=ROOT, env=environment
    ) as run:
        try:
            return run.wait()
        except BaseException:
            run.terminate()  # so that it stops what it has started
            run.wait(60)
            raise


if __name__ == "__main__":
    sys.exit(main())

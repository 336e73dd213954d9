"""`python -m tests.bench.loading`: loading a folder of generated documents, against parsing them alone.

Every round loads into an empty SQLite database of its own; parsing alone goes through the same limited child processes,
so the difference is what storing costs.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.corpora import ROOT, environment, generated, manage
from tests.bench.lines import Line, report

DOCUMENTS = 100
ROUNDS = 5


def lines() -> Iterator[Line]:
    """One process against parsing alone, then two processes against one: elapsed time, medians of some rounds."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as kept:
        folder = generated(Path(kept) / "documents", documents=DOCUMENTS)
        first = generated(Path(kept) / "first", documents=1)
        times: dict[str, list[float]] = {"parsing": [], "one": [], "two": []}
        for _round in range(ROUNDS):
            times["parsing"].append(_parsing(folder, first))
            times["one"].append(_loading(folder, Path(kept), jobs=1))
            times["two"].append(_loading(folder, Path(kept), jobs=2))
    parsing, one, two = (statistics.median(times[name]) for name in ("parsing", "one", "two"))
    yield Line(f"载入 {DOCUMENTS} 份，一个进程", "", "SQLite", one, "只解析", parsing, unit="秒", budget=1.6)
    speeds = (DOCUMENTS / two, DOCUMENTS / one)
    what = f"载入 {DOCUMENTS} 份，两个进程"
    yield Line(what, "", "SQLite", speeds[0], "一个进程", speeds[1], unit="份/秒", budget=1.7, bound="at least")


def _parsing(folder: Path, first: Path) -> float:
    words = [sys.executable, "-m", "tests.bench.parsed_alone", str(folder), str(first)]
    return float(subprocess.run(words, cwd=ROOT, env=environment(""), check=True, capture_output=True).stdout)


def _loading(folder: Path, kept: Path, *, jobs: int) -> float:
    """Seconds of `load_documents` without starting Python: what loading an empty folder takes is taken off."""
    database = kept / "loaded.sqlite3"
    url = f"sqlite:///{database}"
    try:
        manage("migrate", "--verbosity", "0", url=url)
        first = generated(kept / "first", documents=1)
        base = _elapsed(first, url, jobs=1)
        return _elapsed(folder, url, jobs=jobs) - base
    finally:
        for path in kept.glob(f"{database.name}*"):
            path.unlink()


def _elapsed(folder: Path, url: str, *, jobs: int) -> float:
    words = [sys.executable, "manage.py", "load_documents", str(folder), "--jobs", str(jobs), "--verbosity", "0"]
    started = time.perf_counter()
    subprocess.run(words, cwd=ROOT, env={**environment(url), "PATH": os.environ["PATH"]}, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    report(lines())

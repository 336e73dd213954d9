"""`python -m tests.bench.readers SIZE`: twenty readers of the portal, alone and during an import.

They work on a copy of the corpus. Each asks for a page, reads it for a second or two and asks for the next, so what is
compared is how long they wait, not how much the machine can bear. The import runs as the operator runs it:
`manage.py load_documents` beside the web processes.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.bench.corpora import ROOT, SEED, environment, manage
from tests.bench.lines import Line, report
from tests.bench.serving import fetch, portal

READERS = 20
PAUSE_SECONDS = (1.0, 3.0)
ALONE_SECONDS = 60
IMPORTED = {"S": 50, "M": 300, "L": 5_000}
MOST_SECONDS = 1_500
PAGES = (
    "/",
    "/documents/",
    "/tasks/",
    "/tasks/?domain=governance",
    f"/tasks/?q={quote('平台')}",
    "/targets/",
    "/agencies/",
    f"/search/?q={quote('统筹推进')}",
    "/compare/?place=419001&place=420302",
    "/lenses/coverage/",
)


@dataclass(slots=True)
class Seen:
    """What the readers met: seconds of every answer, and every answer that was none."""

    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers came."""
        return statistics.quantiles(self.seconds, n=20)[-1]


def lines(size: str) -> Iterator[Line]:
    """The wait of readers during an import against their wait without one."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as kept:
        url = _copy(Path(kept))
        folder = Path(kept) / "documents"
        # Another seed than the corpus: documents that are not in it yet.
        words = ("--documents", str(IMPORTED[size]), "--seed", str(SEED + 1), "--into", str(folder))
        manage("generate_corpus", *words, url=url)
        with portal(url, workers=2) as server:
            alone = _readers(server, lambda since: since < ALONE_SECONDS)
            started = time.monotonic()
            loading = subprocess.Popen(
                [sys.executable, "manage.py", "load_documents", str(folder), "--verbosity", "0"],
                cwd=ROOT,
                env=environment(url),
            )
            during = _readers(server, lambda since: loading.poll() is None and since < MOST_SECONDS)
            loading.terminate()
            code = loading.wait()
    problems = alone.problems + during.problems
    note = f"{len(during.seconds)} 次，{time.monotonic() - started:.0f} 秒，{len(problems)} 个错误"
    for problem in sorted(set(problems)):
        sys.stderr.write(f"{problem}\n")
    if problems or code not in (0, -15):
        raise RuntimeError(f"读者遇到 {len(problems)} 个错误，载入以 {code} 结束")
    what = f"{READERS} 名读者，同时载入 {IMPORTED[size]} 份，p95"
    yield Line(what, size, "SQLite", during.p95 * 1000, "不载入时", alone.p95 * 1000, budget=2, note=note)


def _copy(kept: Path) -> str:
    database = kept / "read.sqlite3"
    shutil.copyfile(urlsplit(os.environ["DATABASE_URL"]).path[1:], database)
    return f"sqlite:///{database}"


def _readers(server: str, going_on: Callable[[float], bool]) -> Seen:
    seen, lock, started = Seen(), threading.Lock(), time.monotonic()

    def read(number: int) -> None:
        chosen = random.Random(number)
        time.sleep(chosen.uniform(0, PAUSE_SECONDS[1]))
        while going_on(time.monotonic() - started):
            page = chosen.choice(PAGES)
            asked = time.perf_counter()
            try:
                answer = str(fetch(f"{server}{page}")[0])
            except OSError as problem:
                answer = type(problem).__name__
            with lock:
                seen.seconds.append(time.perf_counter() - asked)
                if answer != "200":
                    seen.problems.append(f"{page} 回答 {answer}")
            time.sleep(chosen.uniform(*PAUSE_SECONDS))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


if __name__ == "__main__":
    report(lines(sys.argv[1]))

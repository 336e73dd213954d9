"""`python -m tests.bench.alignment SIZE`: closest tasks of the corpus from the stored index, and 8 places aligned.

The peer of the index is reading the words of tasks one by one, SCANNED of them at most, however many there are.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from documents.models import TaskProfile  # noqa: E402
from documents.neighbours import tasks_sharing  # noqa: E402
from tests.bench import cells  # noqa: E402
from tests.bench.lines import Line, report  # noqa: E402
from tests.bench.pages import compared  # noqa: E402
from tests.bench.turns import medians  # noqa: E402

SCANNED = 20_000
ASKED = 20
ROUNDS = 5


def lines(size: str) -> Iterator[Line]:
    """Candidates of a task and its page against a scan; the aligned places against bare SQL with the same cells."""
    on_sqlite = connection.vendor == "sqlite"
    database, clock = ("SQLite", time.process_time) if on_sqlite else ("PostgreSQL", time.perf_counter)
    slugs, tasks, address = compared()
    aligned = address.replace("/compare/", "/compare/aligned/")
    client = Client(headers={"host": "localhost"})
    mine, other = medians(lambda: client.get(aligned), lambda: cells.matrix(slugs), rounds=ROUNDS, clock=clock)
    what = f"{len(slugs)} 地任务对齐，{tasks} 项任务"
    yield Line(what, size, database, mine * 1000, "裸 SQL + 同样的格子", other * 1000)
    found = list(TaskProfile.objects.filter(keys__isnull=False).order_by("pk").values_list("keys", flat=True)[:ASKED])
    if not found:
        return
    keys = [tuple(each) for each in found]
    index, scan = medians(lambda: [tasks_sharing(each) for each in keys], _scan, rounds=ROUNDS, clock=clock)
    budget = None if size == "S" else 0.1
    yield Line(
        "一项任务的相近任务候选", size, database, index / len(keys) * 1000, "逐项读用词", scan * 1000, budget=budget
    )
    slug, start = TaskProfile.objects.order_by("pk").values_list("task__document__slug", "task__start")[0]
    page = f"/compare/closest/{slug}/{start}/"
    mine, scan = medians(lambda: client.get(page), _scan, rounds=ROUNDS, clock=clock)
    yield Line("别处相近的任务，整页", size, database, mine * 1000, "逐项读用词", scan * 1000)


def _scan() -> int:
    """How many tasks share a word with the first: what finding neighbours costs without an index."""
    rows = TaskProfile.objects.order_by("pk").values_list("words", flat=True)[:SCANNED]
    first: dict[str, float] = {}
    number = 0
    for words in rows.iterator():
        first = first or words
        number += bool(first.keys() & words.keys())
    return number


if __name__ == "__main__":
    report(lines(sys.argv[1]))

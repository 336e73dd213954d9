"""`python -m tests.bench.web SIZE SMALLER_URL`: pages over HTTP, against Datasette and against a smaller corpus.

DATABASE_URL names the corpus, SMALLER_URL the next smaller one. The servers of both run side by side, one process
each, and are asked in turns; nothing of a page is remembered, since every round asks for another domain.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import django

django.setup()

from django.db import connection  # noqa: E402

from tests.bench import bare  # noqa: E402
from tests.bench.lines import Line, report  # noqa: E402
from tests.bench.serving import asked, datasette, portal  # noqa: E402
from tests.bench.turns import Work, medians  # noqa: E402

ROUNDS = 5
DOMAINS = ROUNDS + 1
# What Datasette can count beside the rows of the table of tasks: fewer facets than the portal's page shows.
FACETS = ("domain_id", "jurisdiction_id", "category", "origin", "due_year", "lead_agency_id")


def lines(size: str, smaller: str, smaller_url: str) -> Iterator[Line]:
    """The page of tasks of one domain with the counts of all facets: elapsed time, medians of the rounds."""
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    url = os.environ["DATABASE_URL"]
    domains = bare.ask(
        "SELECT m.id, m.code, COUNT(*) FROM documents_task t JOIN documents_domain m ON m.id = t.domain_id"
        " WHERE m.parent_id IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2"
    )[:DOMAINS]
    codes, keys = [row[1] for row in domains], [row[0] for row in domains]
    with ExitStack() as servers:
        ours = servers.enter_context(portal(url))
        other = servers.enter_context(portal(smaller_url))
        works = [_in_turn(ours, codes), _in_turn(other, codes)]
        if database == "SQLite":
            peer = servers.enter_context(datasette(Path(urlsplit(url).path[1:])))
            works.append(_in_datasette(peer, keys))
        times = medians(*works, rounds=ROUNDS)
    what = "任务页，一个领域，50 行和全部分面，HTTP"
    budgets = {"smaller": 2.0, "peer": 0.1} if size == "L" else {"smaller": None, "peer": None}
    yield Line(what, size, database, times[0] * 1000, f"同一页在 {smaller}", times[1] * 1000, budget=budgets["smaller"])
    if database == "SQLite":
        yield Line(what, size, database, times[0] * 1000, "Datasette", times[2] * 1000, budget=budgets["peer"])


def _in_turn(server: str, codes: list[str]) -> Work:
    remaining = cycle(codes)
    return lambda: asked(f"{server}/tasks/?domain={next(remaining)}")


def _in_datasette(server: str, keys: list[int]) -> Work:
    facets = "&".join(f"_facet={name}" for name in FACETS)
    remaining = cycle(keys)
    rows = f"{server}/documents_task?category=key_task&_size=50&{facets}"
    return lambda: asked(f"{rows}&domain_id={next(remaining)}")


if __name__ == "__main__":
    report(lines(*sys.argv[1:]))

"""`python -m tests.bench.pages SIZE`: pages of the database at DATABASE_URL, each against bare SQL for the same answer."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import cycle
from urllib.parse import quote

import django

os.environ["PORTAL_KEPT_PAGES"] = "200"
django.setup()

from django.core.cache import cache, caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from tests.bench import bare, cells  # noqa: E402
from tests.bench.lines import Line, report  # noqa: E402
from tests.bench.turns import ROUNDS, Work, medians  # noqa: E402

PLACES = 8
COMPARED_TASKS = 200
WORDS = ("城市", "统筹推进")
THE_SAME_CELLS = "裸 SQL + 同样的格子"
THE_FRAME = "页面固定的框架占大头，不设预算"
Budgets = Mapping[str, float]
"""The most that a line may take of its peer, by size.

Lists and searches have one at L: what is small costs its page. A comparison made for the first time has one at M and L:
at S it holds a quarter of the tasks, and the fixed frame of the page, of which the peer has none, is most of the work.
"""


def lines(size: str) -> Iterator[Line]:
    """A line for each page: ours, bare SQL, their ratio. Processor time on SQLite, elapsed time on PostgreSQL."""
    on_sqlite = connection.vendor == "sqlite"
    database, clock = ("SQLite", time.process_time) if on_sqlite else ("PostgreSQL", time.perf_counter)
    for what, peer_name, budgets, ours, peer in _pairs():
        mine, other = medians(ours, peer, clock=clock)
        note = THE_FRAME if peer_name == THE_SAME_CELLS and size not in budgets else ""
        yield Line(what, size, database, mine * 1000, peer_name, other * 1000, budget=budgets.get(size), note=note)


def _pairs() -> Iterator[tuple[str, str, Budgets, Work, Work]]:
    client = Client(headers={"host": "localhost"})

    def page(address: str) -> Work:
        return lambda: _asked(client, address)

    yield "任务页，整页已记住", "裸 SQL", {}, page("/tasks/"), _bare_tasks
    yield "任务页，数目已记住", "裸 SQL", {}, _made(page("/tasks/")), _bare_tasks
    yield "任务页，数目重算", "裸 SQL", {"L": 5}, _anew(page("/tasks/")), _bare_tasks
    yield "任务页，一个领域，数目重算", "裸 SQL", {"L": 5}, *_by_domain(client)
    yield "领域覆盖，已记住", "裸 SQL", {}, _made(page("/lenses/coverage/")), bare.coverage
    slugs, tasks, address = compared()
    what = f"{len(slugs)} 地对照，{tasks} 项任务"
    first, again = {"M": 1.5, "L": 1.5}, {"S": 1.5, "M": 1.5, "L": 1.5}
    yield f"{what}，首次", THE_SAME_CELLS, first, _made(page(address)), lambda: cells.matrix(slugs)
    yield f"{what}，再次", THE_SAME_CELLS, again, page(address), lambda: cells.matrix(slugs)
    for word in WORDS:
        yield f"搜索“{word}”", "只问索引", {"L": 3}, _anew(page(f"/search/?q={quote(word)}")), _search(word)


def _bare_tasks() -> None:
    bare.first_tasks()
    bare.counts()


def compared() -> tuple[list[str], int, str]:
    """Documents of different places with about two hundred key tasks in all: slugs, tasks, address of the comparison."""
    rows = bare.ask(
        "SELECT d.slug, j.code, COUNT(*) FROM documents_task t"
        " JOIN documents_policydocument d ON d.id = t.document_id AND d.state = 'published'"
        " JOIN documents_jurisdiction j ON j.id = d.jurisdiction_id"
        " WHERE t.category = 'key_task' AND t.document_id <= (SELECT MIN(id) + 400 FROM documents_policydocument)"
        " GROUP BY d.slug, j.code, d.id ORDER BY d.id"
    )
    by_place = {code: (slug, number) for slug, code, number in rows}
    fit = sorted(by_place.values(), key=lambda row: (abs(row[1] - COMPARED_TASKS / PLACES), row[0]))[:PLACES]
    slugs = [slug for slug, _number in fit]
    return slugs, sum(number for _slug, number in fit), "/compare/?" + "&".join(f"document={slug}" for slug in slugs)


def _by_domain(client: Client) -> tuple[Work, Work]:
    """The page of one domain, another one each round, so that nothing about it is remembered."""
    domains = bare.ask(
        "SELECT m.id, m.code, COUNT(*) FROM documents_task t JOIN documents_domain m ON m.id = t.domain_id"
        " WHERE m.parent_id IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2"
    )[: ROUNDS + 1]
    codes, keys = cycle([row[1] for row in domains]), cycle([row[0] for row in domains])

    def ours() -> None:
        cache.clear()
        caches["pages"].clear()
        _asked(client, f"/tasks/?domain={next(codes)}")

    def peer() -> None:
        key = next(keys)
        bare.first_tasks("AND t.domain_id = %s", [key])
        bare.counts("AND t.domain_id = %s", [key])

    return ours, peer


def _anew(work: Work) -> Work:
    """The work without anything that was remembered."""

    def forgetting() -> None:
        cache.clear()
        caches["pages"].clear()
        work()

    return forgetting


def _made(work: Work) -> Work:
    """The work with the numbers that are remembered, and no page that was kept whole."""

    def forgetting() -> None:
        caches["pages"].clear()
        work()

    return forgetting


def _search(word: str) -> Work:
    return lambda: bare.passages(word)


def _asked(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} 回答 {response.status_code}")


if __name__ == "__main__":
    report(lines(sys.argv[1]))

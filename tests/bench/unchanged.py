"""`python -m tests.bench.unchanged SIZE`: an unchanged page whose reader holds it, against the page made in full."""

import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from tests.bench.lines import Line, report  # noqa: E402
from tests.bench.pages import compared  # noqa: E402
from tests.bench.turns import Work, medians  # noqa: E402

BUDGET = 0.2


def lines(size: str) -> Iterator[Line]:
    """A line for each page; what the full page counts is remembered, as between two visits of one reader."""
    on_sqlite = connection.vendor == "sqlite"
    database, clock = ("SQLite", time.process_time) if on_sqlite else ("PostgreSQL", time.perf_counter)
    client = Client(headers={"host": "localhost"})
    addresses = {
        "概览": "/",
        "任务页": "/tasks/",
        "方法": "/method/",
        "领域覆盖": "/lenses/coverage/",
        "对照": compared()[2],
    }
    for what, address in addresses.items():
        tag = client.get(address)["ETag"]
        mine, other = medians(_asked(client, address, tag), _asked(client, address, ""), clock=clock)
        yield Line(f"{what}，没有改变", size, database, mine * 1000, "整页", other * 1000, budget=BUDGET)


def _asked(client: Client, address: str, tag: str) -> Work:
    expected = 304 if tag else 200

    def ask() -> None:
        response = client.get(address, headers={"If-None-Match": tag} if tag else {})
        if response.status_code != expected:
            raise RuntimeError(f"{address} 回答 {response.status_code}")

    return ask


if __name__ == "__main__":
    report(lines(sys.argv[1]))

"""`python -m tests.bench.pages SIZE`: pages of the database at DATABASE_URL, each against bare SQL for the same answer."""

import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from documents.filters import TaskFilter  # noqa: E402
from documents.models import PolicyDocument, Task  # noqa: E402
from tests.bench import bare  # noqa: E402

ROUNDS = 7
PLACES = 8
Work = Callable[[], object]


def main(size: str) -> None:
    """Print a line for each page: ours, the peer, the ratio."""
    client = Client(headers={"host": "localhost"})
    out = sys.stdout.write
    out(f"\n{size}：{PolicyDocument.objects.count()} 份文件，{Task.objects.count()} 项任务；")
    out(f"交替各 {ROUNDS} 次，处理器时间的中位数，毫秒\n")
    for name, ours, peer in _pairs(client):
        mine, other = medians(ours, peer)
        out(f"{size}  {name}\t{mine * 1000:9.1f}  裸 SQL {other * 1000:9.1f}  比值 {mine / other:7.2f}\n")
        sys.stdout.flush()


def _pairs(client: Client) -> list[tuple[str, Work, Work]]:
    latest = dict(PolicyDocument.objects.order_by("id").values_list("jurisdiction__code", "slug"))
    chosen = dict(list(latest.items())[:PLACES])
    visitor = RequestFactory().get("/tasks/")
    visitor.user = AnonymousUser()
    compared = "&".join(f"place={code}" for code in chosen)

    def page(address: str) -> Work:
        def ask() -> None:
            response = client.get(address)
            if response.status_code != 200:
                raise RuntimeError(f"{address} 回答 {response.status_code}")

        return ask

    def counted_anew() -> None:
        cache.clear()
        page("/tasks/")()

    def all_of_it() -> None:
        bare.first_tasks()
        bare.counts()

    def facets() -> None:
        cache.clear()
        TaskFilter(QueryDict(), queryset=Task.objects.visible_to(visitor.user), request=visitor).facets()

    return [
        ("任务页，数目已记住", page("/tasks/"), all_of_it),
        ("任务页，数目重算", counted_anew, all_of_it),
        ("任务页第 2 页", page("/tasks/?page=2"), all_of_it),
        ("任务的分面，数目重算", facets, bare.counts),
        ("观察：领域覆盖，已记住", page("/lenses/coverage/"), bare.coverage),
        (f"按领域对照 {len(chosen)} 地", page(f"/compare/?{compared}"), lambda: bare.matrix(list(chosen.values()))),
        *(
            (f"搜索“{word}”", page(f"/search/?q={quote(word)}"), lambda word=word: bare.passages(word))
            for word in ("城市", "统筹推进")
        ),
    ]


def medians(*works: Work) -> list[float]:
    """Median processor time of each work over some rounds that take turns; the first round warms up and is not counted."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS + 1):
        for index, work in enumerate(works):
            started = time.process_time()
            work()
            times[index].append(time.process_time() - started)
    return [statistics.median(each[1:]) for each in times]


if __name__ == "__main__":
    main(sys.argv[1])

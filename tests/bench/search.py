"""`python -m tests.bench.search`: search on ever more passages, against reading all of them and against the index alone.

The five documents are loaded into an SQLite file of its own; their passages are then multiplied, so that reading
everything costs something. All three answer how many passages hold the words and which twenty come first.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connection

from tests.bench.corpora import CORPUS
from tests.bench.lines import Line, report
from tests.bench.turns import medians

COPIES = 400
# In one passage, which is never multiplied, and in ever more of them.
RARE = "卫星互联网"
WORDS = (RARE, "5G", "交通", "牵头单位", "水", "新型智慧城市")
SCAN = "SELECT id FROM documents_passage WHERE folded LIKE %s"
FIRST = 20
ROUNDS = 5


def lines() -> Iterator[Line]:
    """Search against reading every passage, for words in one passage and in nearly all."""
    with _portal():
        from documents.models import Passage

        _multiply(COPIES)
        size = f"{Passage.objects.count()} 段"
        for word in WORDS:
            yield _line(word, size)


@contextmanager
def _portal() -> Iterator[None]:
    """The portal's tables in a temporary file, with the five documents."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PORTAL_VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_documents", str(CORPUS), verbosity=0)
        yield
        connection.close()


def _multiply(copies: int) -> None:
    """Stand each passage but the rare one beside itself until there are `copies` of it."""
    from documents.models import Passage

    rows = list(Passage.objects.exclude(folded__reads=RARE))
    for copy in range(1, copies):
        for row in rows:
            row.pk, row.order = None, row.order + 1_000_000
        Passage.objects.bulk_create(rows, batch_size=500)
        if copy % 25 == 0:
            connection.commit()


def _line(word: str, size: str) -> Line:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from documents.models import Passage
    from documents.search.filters import PassageFilter

    request = RequestFactory().get("/search/", {"q": word})
    request.user = AnonymousUser()

    def search() -> int:
        found = PassageFilter(request.GET, queryset=Passage.objects.visible_to(None), request=request)
        return found.number + len(list(found.shown[:FIRST]))

    def scan() -> int:
        with connection.cursor() as cursor:
            return len(cursor.execute(SCAN, [f"%{word.lower()}%"]).fetchall())

    ours, peer = medians(search, scan, rounds=ROUNDS, clock=time.process_time)
    what = f"搜索“{word}”，{scan()} 段有"
    return Line(what, size, "SQLite", ours * 1000, "逐段读", peer * 1000, budget=1)


if __name__ == "__main__":
    report(lines())

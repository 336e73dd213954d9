"""Search, against reading every passage and against the index alone: what exactness, counts and order cost.

The five documents are loaded into an SQLite file of its own; their passages are then multiplied, so that reading
everything costs something. All three answer how many passages hold the words and which twenty come first.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
COPIES = (1, 400)
# In one passage, which is never multiplied, and in ever more of them.
RARE = "卫星互联网"
WORDS = (RARE, "5G", "交通", "牵头单位", "水", "新型智慧城市")
SCAN = "SELECT id FROM documents_passage WHERE folded LIKE %s"
INDEX = "SELECT rowid FROM documents_grams WHERE documents_grams MATCH %s"
FIRST = 20

Best = Callable[..., list[float]]


def report(best_seconds: Best) -> None:
    """Print a line for each word on the corpus as it is and on many copies of it."""
    with _portal():
        from documents.models import Passage

        for copies in COPIES:
            _multiply(copies)
            sys.stdout.write(f"\n检索，SQLite，{Passage.objects.count()} 段；单位毫秒，括号内是检索的倍数\n")
            for word in WORDS:
                sys.stdout.write(_line(word, best_seconds))


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


def _line(word: str, best_seconds: Best) -> str:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from documents.models import Passage
    from documents.search.filters import PassageFilter

    request = RequestFactory().get("/search/", {"q": word})
    request.user = AnonymousUser()

    def search() -> int:
        found = PassageFilter(request.GET, queryset=Passage.objects.visible_to(None), request=request)
        return found.number + len(list(found.qs.values_list("pk", flat=True)[:FIRST]))

    def rows(statement: str, parameter: str) -> int:
        with connection.cursor() as cursor:
            keys = [row[0] for row in cursor.execute(statement, [parameter])]
        return len(keys)

    pairs = [word[place : place + 2] for place in range(len(word) - 1)] or [word]
    entries = " AND ".join(pair.lower().encode().hex() for pair in pairs)
    ours, scan, index = best_seconds(
        search, lambda: rows(SCAN, f"%{word.lower()}%"), lambda: rows(INDEX, entries), rounds=5
    )
    found = rows(SCAN, f"%{word.lower()}%")
    padded = word + "　" * (8 - len(word))
    return (
        f"{padded}{found:7d} 段  检索 {ours * 1000:8.2f}"
        f"  逐段扫描 {scan * 1000:8.2f} ({ours / scan:6.2f})  只问索引 {index * 1000:7.2f} ({ours / index:7.1f})\n"
    )

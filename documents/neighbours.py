"""Which tasks of the whole corpus may be close to one: those that share the most of its keys, from the stored index."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from documents.parsing.task_keys import BANDS, SUBJECTS, WORDS

# A key that many tasks have brings so many of them and no more: the cost is the same however large the corpus is.
# On SQLite those loaded last; on PostgreSQL whichever come first.
MOST_OF_A_KEY = 60
MOST = 120
MOST_KEYS = SUBJECTS * WORDS + BANDS
_SQLITE = (
    "SELECT task_id FROM (SELECT rowid AS task_id FROM documents_task_keys"
    " WHERE documents_task_keys MATCH %s ORDER BY rowid DESC LIMIT %s)"
)
_POSTGRESQL = (
    "SELECT task_id FROM (SELECT task_id FROM documents_taskprofile WHERE keys @> %s::jsonb LIMIT %s) AS found_{number}"
)
_MOST_SHARED = "SELECT task_id FROM ({found}) AS found GROUP BY task_id ORDER BY COUNT(*) DESC, task_id DESC LIMIT %s"


def tasks_sharing(keys: Sequence[str]) -> list[int]:
    """The keys of tasks that share the most of these index keys, at most MOST of them, the likeliest first.

    Whoever shows them asks which the reader may see. One query; it takes no longer in a larger corpus.
    """
    if not keys:
        return []
    sqlite = connection.vendor == "sqlite"
    looked_up: list[str] = []
    values: list[str | int] = []
    for number, key in enumerate(keys[:MOST_KEYS]):
        looked_up.append(_SQLITE if sqlite else _POSTGRESQL.format(number=number))
        values += [f'"{key}"' if sqlite else f'["{key}"]', MOST_OF_A_KEY]
    with connection.cursor() as cursor:
        cursor.execute(_MOST_SHARED.format(found=" UNION ALL ".join(looked_up)), [*values, MOST])
        return [pk for (pk,) in cursor.fetchall()]

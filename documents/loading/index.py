"""The index of search on SQLite, written for all passages of a document at once (migrations 0004_passages, 0017)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from operator import add

from django.db import connections, router

from documents.models import Passage


class _Entries(dict[str, str]):
    """The entry of each character, in hexadecimal as the triggers write it; that of a pair is both of them."""

    def __missing__(self, character: str) -> str:
        entry = self[character] = character.encode().hex()
        return entry


_ENTRIES = _Entries()


@contextmanager
def indexed_at_once(document: int) -> Iterator[None]:
    """Inside, the passages of a document enter the index together when the block ends, not one by one.

    For a document without passages, within a transaction: it cannot end before the block does. Changes nothing on
    PostgreSQL. Example: with indexed_at_once(document.pk): insert(Passage, rows).
    """
    connection = connections[router.db_for_write(Passage)]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO documents_indexing (document_id) VALUES (%s)", [document])
        yield
        cursor.execute("SELECT id, folded FROM documents_passage WHERE document_id = %s ORDER BY id", [document])
        rows = [(key, entries_of(folded)) for key, folded in cursor.fetchall()]
        cursor.executemany("INSERT INTO documents_grams (rowid, entries) VALUES (%s, %s)", rows)
        cursor.execute("DELETE FROM documents_indexing WHERE document_id = %s", [document])


def entries_of(folded: str) -> str:
    """What the triggers make of a folded text, each entry as often: when it leaves the index they take the same out.

    >>> entries_of("路灯")
    'e8b7af e781af e8b7afe781af e781af'
    """
    single = [_ENTRIES[character] for character in folded]
    return " ".join([*single, *map(add, single, [*single[1:], ""])])

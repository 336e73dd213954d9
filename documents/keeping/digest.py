"""The digest of the corpus: two databases with the same digest say the same; one row more, less or other changes it.

Each row is canonical JSON, in which what it points to stands by name, and has a SHA-256. Of each table the hashes of
its rows are sorted, document by document in order of their addresses, and hashed again; the digest is the hash of the
tables'. `content` leaves out keys of the database and clocks; `exact` takes them in. Neither knows accounts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from documents.keeping.canonical import canonical
from documents.keeping.tables import (
    Model,
    corpus_tables,
    is_history,
    name_paths,
    owner_path,
    points_to_account,
)
from documents.models import PolicyDocument

# So many documents are in memory at once, whatever the size of the corpus.
CHUNK = 10


@dataclass(frozen=True, slots=True)
class TableDigest:
    """One table: how many rows, and its two hashes."""

    name: str
    rows: int
    content: str
    exact: str


@dataclass(frozen=True, slots=True)
class CorpusDigest:
    """The whole corpus, and each table of it."""

    content: str
    exact: str
    tables: tuple[TableDigest, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What of a row is hashed: `content` by name and the ways to it, `exact` besides."""

    content: tuple[tuple[str, tuple[str, ...]], ...]
    exact: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        return (*(path for _name, paths in self.content for path in paths), *self.exact)


def corpus_digest() -> CorpusDigest:
    """The digest of the corpus as it stands; to be asked within one transaction while others write."""
    slugs = dict(PolicyDocument.objects.values_list("pk", "slug"))
    keys = sorted(slugs, key=lambda key: slugs[key])
    tables = tuple(_table(model, keys, slugs) for model in corpus_tables())
    return CorpusDigest(
        content=_joined({table.name: table.content for table in tables}),
        exact=_joined({table.name: table.exact for table in tables}),
        tables=tables,
    )


def _joined(hashes: dict[str, str]) -> str:
    return hashlib.sha256(canonical(hashes)).hexdigest()


def _table(model: Model, keys: list[int], slugs: dict[int, str]) -> TableDigest:
    content, exact = hashlib.sha256(), hashlib.sha256()
    number = 0
    for name, rows in _groups(model, keys, slugs):
        number += len(rows)
        for hasher, place in ((content, 0), (exact, 1)):
            hasher.update(f"{name} {len(rows)}\n".encode())
            hasher.update(b"".join(sorted(row[place] for row in rows)))
    return TableDigest(model._meta.label_lower, number, content.hexdigest(), exact.hexdigest())


def _groups(model: Model, keys: list[int], slugs: dict[int, str]) -> Iterator[tuple[str, list[tuple[bytes, bytes]]]]:
    """The hashes of a table's rows, by the documents they are parts of; all at once where they are parts of none."""
    path = owner_path(model)
    columns = _columns(model)
    rows = model._base_manager.order_by()
    if not path:
        yield "", [_hashes(columns, row) for row in rows.values_list(*columns.paths).iterator()]
        return
    for place in range(0, len(keys), CHUNK):
        chunk = keys[place : place + CHUNK]
        found: dict[int, list[tuple[bytes, bytes]]] = {key: [] for key in chunk}
        for owner, *row in rows.filter(**{f"{path}__in": chunk}).values_list(path, *columns.paths).iterator():
            found[owner].append(_hashes(columns, tuple(row)))
        for key in chunk:
            yield slugs[key], found[key]


def _hashes(columns: _Columns, row: tuple[Any, ...]) -> tuple[bytes, bytes]:
    values = iter(row)
    content = canonical({name: [next(values) for _ in paths] for name, paths in columns.content})
    besides = canonical(list(values))
    return hashlib.sha256(content).digest(), hashlib.sha256(content + besides).digest()


@cache
def _columns(model: Model) -> _Columns:
    content: list[tuple[str, tuple[str, ...]]] = []
    exact: list[str] = []
    for field in model._meta.concrete_fields:
        if points_to_account(field):
            continue
        if isinstance(field, models.ForeignKey):
            content.append((field.name, tuple(f"{field.name}__{path}" for path in name_paths(field.related_model))))
            exact.append(field.attname)
        elif isinstance(field, models.AutoField | models.DateTimeField) or (is_history(model) and field.name == "id"):
            exact.append(field.attname)
        else:
            content.append((field.name, (field.attname,)))
    return _Columns(tuple(content), tuple(exact))

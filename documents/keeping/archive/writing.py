"""Backup: the corpus of one moment becomes one file, which is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection

from documents.keeping.archive.manifest import (
    FILES,
    NAME,
    ArchiveProblem,
    Manifest,
    Part,
    applied_migrations,
    part_name,
)
from documents.keeping.archive.rows import layout_of, line_of
from documents.keeping.digest import corpus_digest
from documents.keeping.snapshot import snapshot
from documents.keeping.tables import Model, account_tables, corpus_tables
from documents.models import PolicyDocument

# So many rows are fetched at once; a document is a row of some hundred kilobytes.
ROWS = 20
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
OWNER_ONLY = 0o600


def back_up(
    path: Path, *, now: datetime, with_accounts: bool = False, tell: Callable[[str], None] = lambda _said: None
) -> Manifest:
    """Write the corpus to `path`; `tell` hears what is being written. Others may read and write meanwhile.

    Raises ArchiveProblem, and leaves no file, where there is one already or where it cannot be written.
    """
    if path.exists():
        raise ArchiveProblem(f"已有 {path}。换一个名字，备份不覆盖旧的")
    try:
        with _whole_or_nothing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            with snapshot():
                manifest = _write(archive, now=now, with_accounts=with_accounts, tell=tell)
            archive.writestr(_entry(NAME), manifest.as_json())
    except OSError as problem:
        raise ArchiveProblem(f"写不了 {path}：{problem.strerror or problem}。没有留下半份备份") from problem
    return manifest


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its name when everything is on the disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, OWNER_ONLY)) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(archive: zipfile.ZipFile, *, now: datetime, with_accounts: bool, tell: Callable[[str], None]) -> Manifest:
    files = _Files(archive)
    tables = []
    for model in corpus_tables():
        tell(str(model._meta.verbose_name))
        tables.append(_write_table(archive, model, files))
    accounts = [_write_table(archive, model, files) for model in account_tables()] if with_accounts else []
    tell("摘要值")
    digest = corpus_digest()
    return Manifest(
        made_at=now.isoformat(),
        database=connection.vendor,
        migrations=applied_migrations(),
        documents=PolicyDocument.objects.count(),
        files=sorted(files.written),
        tables=tables,
        accounts=accounts,
        content=digest.content,
        exact=digest.exact,
    )


class _Files:
    """The files as received: each content once, under its own hash."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.written: set[str] = set()

    def put_all(self, model: Model, column: str) -> dict[Any, str]:
        """Write the files of a column; returns for each row the hash under which its file is found."""
        hashes: dict[Any, str] = {}
        for key, value in model._base_manager.order_by("pk").values_list("pk", column).iterator(chunk_size=ROWS):
            data = bytes(value)
            hashes[key] = hashlib.sha256(data).hexdigest()
            if hashes[key] not in self.written:
                self.written.add(hashes[key])
                self.archive.writestr(_entry(f"{FILES}{hashes[key]}"), data)
        return hashes


def _write_table(archive: zipfile.ZipFile, model: Model, files: _Files) -> Part:
    layout = layout_of(model)
    held = {column: files.put_all(model, column) for column in layout.files}
    hasher, number = hashlib.sha256(), 0
    rows = model._base_manager.order_by("pk").values_list("pk", *layout.paths)
    with archive.open(_entry(part_name(model)), "w", force_zip64=True) as stream:
        for key, *values in rows.iterator(chunk_size=ROWS):
            row = dict(zip(layout.names, values, strict=True))
            line = line_of(row | {column: hashes[key] for column, hashes in held.items()})
            stream.write(line)
            hasher.update(line)
            number += 1
    return Part(model._meta.label_lower, part_name(model), number, hasher.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without a clock, so that the same corpus gives the same bytes but for the manifest."""
    entry = zipfile.ZipInfo(name, BEGINNING_OF_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = OWNER_ONLY << 16
    return entry

"""An archive is opened and looked through before anything is touched: every part is there and has its hash."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from documents.keeping.archive.manifest import FILES, NAME, ArchiveProblem, Manifest, Part, part_name, read_manifest
from documents.keeping.tables import account_tables, corpus_tables

PIECE = 1 << 20
# A manifest lists the files by their hashes: 70 bytes for each, so this is room for a million.
LONGEST_MANIFEST = 100 * PIECE
# What Python's reader of ZIP raises for bytes that are none.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
ANOTHER = "换另一份备份"


class Archive:
    """An open archive whose parts have been found to be whole."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.manifest: Manifest = read_manifest(self._manifest())

    def _manifest(self) -> bytes:
        with _named(NAME), self.package.open(NAME) as stream:
            return stream.read(LONGEST_MANIFEST)

    def check(self) -> None:
        """Read every part once. Raises ArchiveProblem that names the first one that is missing or damaged."""
        manifest = self.manifest
        self._check_tables()
        names = [NAME, *(part.name for part in (*manifest.tables, *manifest.accounts))]
        names += [f"{FILES}{name}" for name in manifest.files]
        held = self.package.namelist()
        if surplus := sorted(set(held) - set(names)):
            raise ArchiveProblem(f"备份里有清单没有的部分：{'、'.join(surplus[:5])}。{ANOTHER}")
        if len(held) != len(set(held)):
            raise ArchiveProblem(f"备份里有重名的部分。{ANOTHER}")
        for part in (*manifest.tables, *manifest.accounts):
            self._check_hash(part.name, part.sha256)
        for name in manifest.files:
            self._check_hash(f"{FILES}{name}", name)

    def _check_tables(self) -> None:
        for found, models in ((self.manifest.tables, corpus_tables()), (self.manifest.accounts, account_tables())):
            wanted = [(model._meta.label_lower, part_name(model)) for model in models]
            if found and sorted((part.table, part.name) for part in found) != sorted(wanted):
                raise ArchiveProblem("备份里的表与本程序的不同。用做这份备份的程序恢复，再升级")
        if not self.manifest.tables:
            raise ArchiveProblem(f"备份里没有一张表。{ANOTHER}")

    def _check_hash(self, name: str, sha256: str) -> None:
        hasher = hashlib.sha256()
        with _named(name), self.package.open(name) as stream:
            while piece := stream.read(PIECE):
                hasher.update(piece)
        if hasher.hexdigest() != sha256:
            raise ArchiveProblem(f"备份已损坏：{name} 的内容与清单里的校验值不符。{ANOTHER}")

    def lines(self, part: Part) -> Iterator[bytes]:
        """The rows of one table, one after the other."""
        with _named(part.name), self.package.open(part.name) as stream:
            yield from stream

    def file(self, sha256: str) -> bytes:
        """One file as it was received."""
        with _named(f"{FILES}{sha256}"):
            return self.package.read(f"{FILES}{sha256}")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive and look through all of it. Raises ArchiveProblem where it is not whole."""
    try:
        package = zipfile.ZipFile(path)
    except FileNotFoundError as problem:
        raise ArchiveProblem(f"没有 {path}") from problem
    except BROKEN as problem:
        raise ArchiveProblem(f"{path.name} 不是完整的备份：文件被截断，或不是备份（{problem}）。{ANOTHER}") from problem
    with package:
        archive = Archive(package)
        archive.check()
        yield archive


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say which part cannot be read."""
    try:
        yield
    except BROKEN as problem:
        raise ArchiveProblem(f"备份已损坏：{name} 读不出来（{problem}）。{ANOTHER}") from problem

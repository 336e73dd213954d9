"""Which files of the given paths are documents: those of a manifest, else every file of a kind that is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from documents.parsing.reader import SUFFIXES

MANIFEST = "manifest.csv"
LOADED_SUFFIXES = frozenset({*SUFFIXES, ".zip"})


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """Files to load, each once, in the order given; folders are searched to the bottom.

    A file named by itself is taken whatever its kind, so that its reader can say what is wrong with it.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for document in _inside(path) if path.is_dir() else (path,):
            found.setdefault(document)
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    manifest = folder / MANIFEST
    if manifest.is_file():
        yield from (folder / name for name in _listed(manifest))
    else:
        yield from sorted(path for path in folder.iterdir() if path.is_file() and _is_supported(path))
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        yield from _inside(inner)


def _is_supported(path: Path) -> bool:
    is_read_me = path.stem.upper().startswith("README")
    return path.suffix.lower() in LOADED_SUFFIXES and not path.name.startswith(".") and not is_read_me


def _listed(manifest: Path) -> list[str]:
    """Names in the column `file`; bare names only, so that a manifest cannot lead out of its folder."""
    with manifest.open(encoding="utf-8-sig", newline="") as stream:
        names = [row.get("file") or "" for row in csv.DictReader(stream)]
    return [name for name in names if name and Path(name).name == name]

"""The manifest of an archive: what it holds, how many, with which hashes, made by which program; and what is wrong with one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from documents.keeping.tables import Model

FORMAT = "policy-portal-backup"
VERSION = 1
NAME = "manifest.json"
FILES = "files/"
APPS = ("accounts", "comparisons", "documents")


class ArchiveProblem(Exception):
    """Why a backup cannot be made or restored: a sentence in Chinese that says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: where they are in the archive, how many, and the SHA-256 of the lines."""

    table: str
    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    made_at: str
    database: str
    migrations: dict[str, list[str]]
    documents: int
    files: list[str]
    tables: list[Part]
    accounts: list[Part]
    content: str
    exact: str

    def as_json(self) -> bytes:
        """As it stands in the archive."""
        said = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def part_name(model: Model) -> str:
    """Where the rows of a table are: "tables/documents.task.jsonl"."""
    return f"tables/{model._meta.label_lower}.jsonl"


def applied_migrations() -> dict[str, list[str]]:
    """The migrations that this database has gone through, for each part of the program that keeps something."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: sorted(name for label, name in applied if label == app) for app in APPS}


def read_manifest(data: bytes) -> Manifest:
    """The manifest of an archive. Raises ArchiveProblem for what is none."""
    try:
        said: dict[str, Any] = json.loads(data)
        kind, version = said.pop("format"), said.pop("version")
        if kind != FORMAT:
            raise ArchiveProblem("不是本门户的备份：清单写着另一种格式")
        if version != VERSION:
            raise ArchiveProblem(f"备份的格式是第 {version} 版，本程序只懂第 {VERSION} 版。用做这份备份的程序恢复")
        for name in ("tables", "accounts"):
            said[name] = [Part(**part) for part in said[name]]
        return Manifest(**said)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise ArchiveProblem(f"备份已损坏：清单 {NAME} 读不懂（{problem}）。换另一份备份") from problem

"""The corpora that are measured on, built once by the real loader and kept: S five documents, M 1,000, L 20,000.

They stand under var/bench, or where PORTAL_BENCH_DIR says: L takes 10 GB on SQLite and an hour to build.
PostgreSQL gets the same corpus by backup and restore, so that both databases hold the same keys.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.postgres import kept_postgres

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "fixtures" / "corpus"
KEPT = Path(os.environ.get("PORTAL_BENCH_DIR") or ROOT / "var" / "bench").absolute()
GENERATED = {"M": 1_000, "L": 20_000}
SIZES = ("S", *GENERATED)
DATABASES = ("SQLite", "PostgreSQL")
SEED = 1


@contextmanager
def databases(sizes: tuple[str, ...], *, wanted: tuple[str, ...] = DATABASES) -> Iterator[dict[tuple[str, str], str]]:
    """DATABASE_URL of each (size, database), built and brought up to date; PostgreSQL runs as long as this is open."""
    KEPT.mkdir(parents=True, exist_ok=True)
    urls = {(size, "SQLite"): _on_sqlite(size) for size in sizes}
    if "PostgreSQL" not in wanted:
        yield urls
        return
    with kept_postgres(KEPT / "postgres") as server:
        yield urls | {(size, "PostgreSQL"): _on_postgresql(size, server, urls[size, "SQLite"]) for size in sizes}


def environment(url: str) -> dict[str, str]:
    """What a command is run with that works on the database at this address; every page is made when it is asked for."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    return {**kept, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url, "PORTAL_KEPT_PAGES": "0"}


def manage(*words: str, url: str) -> None:
    """Run a management command on the database at this address; raise when it fails."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment(url), check=True)


def generated(folder: Path, *, documents: int) -> Path:
    """Write that many generated documents to a folder, unless they are there; return it."""
    if not folder.is_dir():
        manage("generate_corpus", "--documents", str(documents), "--seed", str(SEED), "--into", str(folder), url="")
    return folder


def _on_sqlite(size: str) -> str:
    url = f"sqlite:///{KEPT / size}.sqlite3"
    manage("migrate", "--verbosity", "0", url=url)
    with _once(size, f"建立 {size} 语料（SQLite），只在第一次") as missing:
        if missing and size in GENERATED:
            words = ("--documents", str(GENERATED[size]), "--seed", str(SEED), "--load", "--jobs", "2")
            manage("generate_corpus", *words, "--verbosity", "0", url=url)
        elif missing:
            manage("load_documents", str(CORPUS), "--verbosity", "0", url=url)
    return url


def _on_postgresql(size: str, server: str, source: str) -> str:
    url = server.replace("/postgres?", f"/bench_{size.lower()}?")
    with _once(f"{size}-postgres", f"把 {size} 语料载入 PostgreSQL，只在第一次") as missing:
        if missing:
            _create_database(server, f"bench_{size.lower()}")
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                copy = Path(folder) / f"{size}.backup"
                manage("backup", str(copy), url=source)
                manage("migrate", "--verbosity", "0", url=url)
                manage("restore", str(copy), url=url)
    manage("migrate", "--verbosity", "0", url=url)
    return url


def _create_database(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def _once(name: str, announcement: str) -> Iterator[bool]:
    """Whether something has still to be built; it counts as built when the block ends without an error."""
    finished = KEPT / f"{name}.loaded"
    if finished.exists():
        yield False
        return
    sys.stdout.write(f"{announcement}……\n")
    sys.stdout.flush()
    yield True
    finished.touch()

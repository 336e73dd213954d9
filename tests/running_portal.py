"""A portal as it runs for visitors: its own database, hashed static files, gunicorn as deployed, on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parent.parent
START_SECONDS = 60


@contextmanager
def running_portal(folder: Path, *, corpus: Path) -> Iterator[str]:
    """Load the corpus into a database below the folder, serve it, and yield the address; stop at the end."""
    with ExitStack() as stack:
        database_url = stack.enter_context(_own_database(folder))
        environment = {**os.environ, "PORTAL_VAR_DIR": str(folder), "DATABASE_URL": database_url}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        for command in (["migrate"], ["load_documents", str(corpus)], ["collectstatic", "--noinput"]):
            _manage([*command, "-v", "0"], environment=environment)
        port = free_port()
        log = stack.enter_context((folder / "gunicorn.log").open("wb"))
        server = stack.enter_context(serving(port, environment={**environment, "PORTAL_WEB_WORKERS": "1"}, log=log))
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address, server=server, log=folder / "gunicorn.log")
        yield address


@contextmanager
def serving(port: int, *, environment: dict[str, str], log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Run gunicorn with the configuration that is deployed; stop it in order at the end."""
    program = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--config", "deploy/gunicorn.conf.py"]
    bound = {**environment, "PORTAL_BIND": f"127.0.0.1:{port}"}
    server = subprocess.Popen(program, cwd=ROOT, env=bound, stderr=log)
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _own_database(folder: Path) -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database: an SQLite file, or a new one on the PostgreSQL under test."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
        return
    name = f"running_portal_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _manage(arguments: list[str], *, environment: dict[str, str]) -> None:
    """Run a command of manage.py; show what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}")


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(address: str, *, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the health page answers, healthy or not; raise RuntimeError when the server is gone or silent."""
    for _ in range(START_SECONDS * 10):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except HTTPError as answer:
            answer.close()
            return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The portal does not answer: {log.read_text(encoding='utf-8', errors='replace')}")

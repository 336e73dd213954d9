"""Servers that the bench asks over HTTP, on loopback: the portal under gunicorn, and Datasette on the same file."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.corpora import ROOT, environment

START_SECONDS = 60
ANSWER_SECONDS = 600
# Datasette leaves out what takes longer than its limits; here it is to answer in full.
NO_LIMITS = {"sql_time_limit_ms": ANSWER_SECONDS * 1000, "facet_time_limit_ms": ANSWER_SECONDS * 1000}


@contextmanager
def portal(url: str, *, workers: int = 1) -> Iterator[str]:
    """The portal on the database at this address under gunicorn with its own configuration; yields its address."""
    port = _free_port()
    words = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--log-level", "error"]
    told = {**environment(url), "GUNICORN_CMD_ARGS": "", "PORTAL_LOG_LEVEL": "ERROR"}
    with _server([sys.executable, *words, "portal.wsgi"], told, port, "/healthz") as address:
        yield address


@contextmanager
def datasette(database: Path) -> Iterator[str]:
    """Datasette with every limit on time lifted, on an SQLite file; yields the address of the database's pages."""
    port = _free_port()
    settings = [word for name, value in NO_LIMITS.items() for word in ("--setting", name, str(value))]
    words = ["-m", "datasette", "serve", str(database), "--port", str(port), *settings]
    with _server([sys.executable, *words], dict(os.environ), port, "/-/versions.json") as address:
        yield f"{address}/{database.stem}"


def fetch(address: str, *, headers: dict[str, str] | None = None) -> tuple[int, int]:
    """Ask for an address on a connection of its own and read the whole answer: its status and its bytes."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers or {})
        response = connection.getresponse()
        size = 0
        while block := response.read(1 << 20):
            size += len(block)
        return response.status, size
    finally:
        connection.close()


def asked(address: str) -> None:
    """Ask for a page; raise when it does not answer 200."""
    status, _size = fetch(address)
    if status != 200:
        raise RuntimeError(f"{address} 回答 {status}")


@contextmanager
def _server(command: list[str], told: dict[str, str], port: int, healthy: str) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"{address}{healthy}", server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):  # not listening yet
            if fetch(address)[0] == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"没有在 {START_SECONDS} 秒内回答：{address}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

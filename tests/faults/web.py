"""F5: the web worker is killed while it receives: at a tenth, half, nine tenths of the body, and around its answer."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.test import Client

from documents.models import ImportBatch
from tests.faults import invariants
from tests.faults.importing import OWNER
from tests.faults.kills import EMPTY
from tests.faults.material import documents
from tests.faults.stand import Stand
from tests.faults.tally import Tally

TOKEN = "t" * 32
BOUNDARY = "limits-of-parts"
SHARES = (0.1, 0.5, 0.9, 1.0)
DICTIONARY = "jieba.cache"
"""What jieba keeps of its own dictionary where temporary files go; it holds nothing that anybody sent."""
ROOT = Path(__file__).parents[2]


def killed_while_receiving(stand: Stand, *, rounds: int = 100) -> Tally:
    """What the sender saw acknowledged is kept; what it did not is kept whole or not at all; no temporary file stays."""
    tally = Tally("web worker killed while receiving", rounds)
    stand.restore(EMPTY)
    lots = random.Random(5)
    with (
        TemporaryDirectory(prefix="portal-faults-tmp-") as folder,
        portal(Path(folder), "tests.faults.settings", "--preload") as (server, port),
    ):
        session = _session()
        for round_ in range(rounds):
            key, share = f"{round_:032d}", SHARES[round_ % len(SHARES)]
            seen = _send_and_kill(server, port, session, key, share=share, lots=lots)
            tally.note(f"round {round_} at {share}", _judged(key, seen=seen))
            tally.round_done()
            _wait_until_it_answers(port)
        left = [path.name for path in Path(folder).rglob("*") if path.is_file() and path.name != DICTIONARY]
        tally.note("at the end", [f"I6 temporary files: {left}"] if left else [])
        hashes = [hashlib.sha256(file.data).hexdigest() for file in _files()]
        batches = {batch.key: hashes for batch in ImportBatch.objects.all()}
        tally.note("at the end", invariants.breaches(ledger=batches, finished=False))
    return tally


def _judged(key: str, *, seen: bool) -> list[str]:
    batch = ImportBatch.objects.filter(key=key).first()
    if batch is None:
        return ["I2 acknowledged and gone"] if seen else []
    return [] if batch.items.count() == batch.expected == len(_files()) else ["I2 a part of what was sent"]


def _files():
    return documents(12)


def _session() -> str:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username=OWNER), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


@contextmanager
def portal(folder: Path, settings: str, *more: str) -> Iterator[tuple[int, int]]:
    """The portal with settings of a name, temporary files in a folder; yields the process of the server and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    words = ["--threads", "2", "--log-level", "critical", "--worker-tmp-dir", "/dev/shm"]
    environment = {**os.environ, "TMPDIR": str(folder), "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen([*program, *words, *more], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


def _wait_until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(20).startswith(b"HTTP/1.1"):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the portal does not answer")


def _send_and_kill(server: int, port: int, session: str, key: str, *, share: float, lots: random.Random) -> bool:
    """Send a share of the request, kill the worker, and say whether the sender saw its batch acknowledged."""
    request = _request(port, session, key)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        head = request.index(b"\r\n\r\n") + 4
        line.sendall(request[: head + int((len(request) - head) * share)])
        time.sleep(lots.uniform(0.0, 0.08))
        for worker in _workers(server):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        try:
            answer = line.recv(4096)
        except OSError:
            answer = b""
    return answer.startswith(b"HTTP/1.1 302") and key.encode() in answer


def _workers(server: int) -> list[int]:
    """The processes that answer, of the server's own."""
    said = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True, check=False).stdout
    return [int(word) for word in said.split()]


def _request(port: int, session: str, key: str) -> bytes:
    parts = [_part('name="csrfmiddlewaretoken"', TOKEN.encode()), _part('name="key"', key.encode())]
    for file in _files():
        parts.append(_part(f'name="files"; filename="{file.name}"', file.data))
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    head = (
        f"POST /import/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _part(what: str, content: bytes) -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {what}\r\n\r\n".encode() + content + b"\r\n"

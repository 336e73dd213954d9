"""The PostgreSQL server under test: one of its processes killed, all of it stopped at once, started again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

LOCALE = {"LC_ALL": "C", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
PATIENCE = 60.0


class Server:
    """The server behind an address of its database "postgres", of this machine and of this run."""

    def __init__(self, admin: str) -> None:
        self.admin = admin
        with psycopg.connect(admin) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        self.data = Path(row[0]) if row else Path()
        self._started: subprocess.Popen[bytes] | None = None

    def backends_of(self, database: str) -> list[int]:
        """The processes that serve somebody in a database."""
        with psycopg.connect(self.admin) as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [database])
            return [row[0] for row in rows]

    def stop_at_once(self) -> list[str]:
        """What `pg_ctl stop -m immediate` does; returns the words that start it again."""
        pid = self._pid()
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")[:-1]
        os.kill(pid, signal.SIGQUIT)
        if self._started is not None:
            self._started.wait()
        self._wait_until(lambda: not (self.data / "postmaster.pid").exists())
        return words

    def start_again(self, words: list[str]) -> None:
        """Start it as the user who owns its data, and wait until it answers."""
        owner = self.data.stat()
        account: dict[str, Any] = (
            {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        self._started = subprocess.Popen(
            words, cwd=self.data, env=LOCALE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account
        )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Wait until somebody may connect: after a crash the server recovers first."""
        self._wait_until(self._answers)

    def close(self) -> None:
        """Stop what was started here; the server of before is stopped by whoever started it."""
        if self._started is not None:
            self._started.send_signal(signal.SIGINT)
            self._started.wait()

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.admin):
                return True
        except psycopg.OperationalError:
            return False

    @staticmethod
    def _wait_until(holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError("the server did not come to where it should within a minute")
            time.sleep(0.02)

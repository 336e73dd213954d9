"""Children that do a piece of an import and may be killed at a chosen point; what they acknowledge is written down."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code (negative: the signal that killed it), and the lines it said."""

    code: int
    said: list[str]

    @property
    def killed(self) -> bool:
        """Whether it was killed."""
        return self.code == -signal.SIGKILL


class Say:
    """The way of a child to its parent: one line a time, at once, so that what was said counts even if it is killed."""

    def __init__(self, end: int) -> None:
        self.end = end

    def __call__(self, line: str) -> None:
        """Say one line."""
        os.write(self.end, f"{line}\n".encode())


@dataclass
class Child:
    """A child under way."""

    pid: int
    end: int

    def wait(self) -> Ended:
        """Wait until it has ended."""
        said = b""
        while piece := os.read(self.end, 65536):
            said += piece
        os.close(self.end)
        _pid, status = os.waitpid(self.pid, 0)
        return Ended(os.waitstatus_to_exitcode(status), said.decode().splitlines())

    def kill(self, how: int = signal.SIGKILL) -> None:
        """Send a signal."""
        os.kill(self.pid, how)


def start(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Child:
    """Run `function(say, …)` in a forked child with connections of its own."""
    connections.close_all()
    reading, writing = os.pipe()
    sys.stdout.flush()
    gc.freeze()  # what stands already is shared with the child, not gone through and so copied
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    os.close(reading)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    code = 0
    try:
        function(Say(writing), *args, **kwargs)
        connections.close_all()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException as fault:  # noqa: BLE001 - whatever it is, the parent is told
        os.write(
            writing,
            f"fault {type(fault).__name__} {str(fault)[:200]!r} {json.dumps(traceback.format_exc()[-3000:])}\n".encode(),
        )
        code = 70
    os._exit(code)


def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Ended:
    """Run `function(say, …)` in a child and wait for its end."""
    return start(function, *args, **kwargs).wait()


def kill_after(child: Child, seconds: float) -> Ended:
    """Kill a child when its time is over, wherever it is then."""
    time.sleep(seconds)
    child.kill()
    return child.wait()


class KillAt:
    """Counts what reaches the database, statements and both sides of each commit, and kills this process at one of it."""

    def __init__(self, point: int) -> None:
        self.point = point
        self.count = 0

    def install(self) -> None:
        """Count from now on, on the connection of this process."""
        connection.ensure_connection()
        connection.execute_wrappers.append(self._around)
        database: Any = connection
        commit = database._commit

        def counted() -> None:
            self.tick()
            commit()
            self.tick()

        database._commit = counted

    def _around(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.tick()
        return execute(sql, params, many, context)

    def tick(self) -> None:
        """One point further; the last one ends this process without a word."""
        self.count += 1
        if self.count == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

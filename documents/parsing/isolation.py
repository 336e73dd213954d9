"""A call in a child process with limits on time and memory, so that no file can stop or fill the site.

The child is forked from a small server process that has the parser loaded (multiprocessing's forkserver), so a call
costs some twenty milliseconds, and it shares neither threads nor database connections with the caller. It may use so
much processor time and memory, writes no files, starts no processes, and is killed when its time is over.

The answer comes back as JSON (documents.parsing.transport), so even a child that a hostile file has taken over can hand
nothing to the parent that does something. It opens no connection either: the interpreter refuses to.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from documents.parsing import transport
from documents.parsing.errors import ParserStopped, ParsingError
from documents.parsing.formats import limits
from documents.parsing.raw import name_and_bytes
from documents.parsing.records import ParsedDocument

PARSE_WHOLE = "documents.parsing.derived.parse_whole"
READ_BYTES = "documents.parsing.reader.read_bytes"
DERIVED_OF = "documents.parsing.derived.derived_again"
PROFILE = "documents.parsing.derived.profile_again"
"""What children are asked for; only they load it, and with it word lists, dictionaries, readers of formats."""

_MAX_ANSWER = 96 * limits.MEGABYTE
_MAX_TRACE = 8_000
_OPEN_FILES = 64
_FORBIDDEN = ("socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.exec", "os.system", "urllib.", "ctypes.dlopen")
"""Events of the interpreter that no parsing needs."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost: seconds of processor, seconds by the clock, bytes of memory."""

    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    memory: int = 1024 * limits.MEGABYTE


DEFAULT_LIMITS = Limits()


def parse_isolated(data: bytes, *, name: str, within: Limits = DEFAULT_LIMITS) -> ParsedDocument:
    """Like `derived.parse_whole`, in a child process. Raises its errors, and ParserStopped.

    Safe to call from several threads at once: each call has its own child.
    """
    answer = run_limited(PARSE_WHOLE, data, name=name, within=within)
    if not isinstance(answer, ParsedDocument):
        raise ParserStopped("parser_crash", name=name)
    return answer


def parse_file_isolated(path: Path, *, within: Limits = DEFAULT_LIMITS) -> ParsedDocument:
    """Like `pipeline.parse`, in a child process; the file is read here, so the child needs no file system."""
    name, data = name_and_bytes(path)
    return parse_isolated(data, name=name, within=within)


def run_limited(
    function: Callable[..., object] | str, *args: object, name: str, within: Limits = DEFAULT_LIMITS
) -> object:
    """Call `function(*args, name=name)` in a child within limits and return what it returns.

    `function` is one that a fresh process can import, or the name of one ("documents.parsing.reader.read_bytes"), so
    that the caller need not load what only the child needs; `name` is the file that messages speak of. Raises the
    ParsingError that the function raised, and ParserStopped when the child was killed, crashed or ran out of memory.
    Example: run_limited(READ_BYTES, data, name="规划.pdf").
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["documents.parsing.isolation", "documents.parsing.preloaded"])
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, function, args, name, within), daemon=False)
    child.start()
    sender.close()
    try:
        return _received(receiver, child, name, within)
    finally:
        _end(child)
        receiver.close()


def _received(receiver: Connection, child: ForkServerProcess, name: str, within: Limits) -> object:
    """The answer of the child, or the error it stands for."""
    if not receiver.poll(within.wall_seconds):
        raise ParserStopped("parser_timeout", name=name)
    try:
        return transport.opened(receiver.recv_bytes(_MAX_ANSWER), name=name)
    except EOFError:
        child.join(5)
        code = "parser_timeout" if child.exitcode == -signal.SIGXCPU else "parser_crash"
        raise ParserStopped(code, name=name) from None
    except (OSError, transport.Unopenable) as error:
        raise ParserStopped("parser_crash", name=name) from error


def _end(child: ForkServerProcess) -> None:
    """Nothing of the child stays behind, whatever state it is in."""
    child.join(0.2)
    if child.is_alive():
        if child.pid:
            with contextlib.suppress(OSError):
                os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.join(5)
    with contextlib.suppress(ValueError):
        child.close()


# In the child -------------------------------------------------------------------------------------------------------


def _answer(
    sender: Connection, function: Callable[..., object] | str, args: tuple[object, ...], name: str, within: Limits
) -> None:
    """Limit this process, call, and send the answer; what cannot be sent ends the process without one."""
    _limit(within)
    try:
        packed = transport.packed_result(_named(function)(*args, name=name))
    except ParsingError as error:
        packed = transport.packed_refusal(error)
    except MemoryError:
        packed = transport.packed_stop("parser_memory")
    except Exception:  # noqa: BLE001 - a fault of our own rules: the parent is told where
        packed = transport.packed_stop("parser_fault", trace=traceback.format_exc()[-_MAX_TRACE:])
    sender.send_bytes(packed)
    sender.close()


def _named(function: Callable[..., object] | str) -> Callable[..., object]:
    if not isinstance(function, str):
        return function
    module, _dot, name = function.rpartition(".")
    found: Callable[..., object] = getattr(import_module(module), name)
    return found


def _limit(within: Limits) -> None:
    """Hand the limits to the kernel; a system that does not know one of them (macOS: memory) goes without it."""
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, within.cpu_seconds, within.cpu_seconds + 2),
        (resource.RLIMIT_AS, within.memory, within.memory),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(1000)
    with contextlib.suppress(OSError):
        os.setsid()
    sys.addaudithook(_refuse_reaching_out)


def _refuse_reaching_out(event: str, _values: object) -> None:
    """No connection, no process: a parser that tries either has been taken over, or is at fault."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)

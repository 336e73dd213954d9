"""A call in a child process with limits on time and memory, so that no file can stop or fill the site.

The child is forked from a small server process that has the parser loaded (multiprocessing's forkserver), so a call
costs some twenty milliseconds, and it shares neither threads nor database connections with the caller. It may use so
much processor time and memory, writes no files, starts no processes, and is killed when its time is over.

The answer comes back as a pickle that is opened by an allow-list: only our own records, dates and decimals can be in
it. So even a child that a hostile file has taken over can hand nothing to the parent that does something.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from documents.parsing import errors
from documents.parsing.errors import ParsingError, UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.pipeline import parse_bytes
from documents.parsing.records import ParsedDocument

_ALLOWED = frozenset({("datetime", "date"), ("decimal", "Decimal"), ("documents.parsing.spans", "Span")})
_OWN_RECORDS = ("documents.parsing.records", "documents.parsing.spans", "documents.parsing.reader")
_MAX_ANSWER = 256 * limits.MEGABYTE
_PROTOCOL = 5
_MAX_TRACE = 8_000
_OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost: seconds of processor, seconds by the clock, bytes of memory."""

    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    memory: int = 1024 * limits.MEGABYTE


DEFAULT_LIMITS = Limits()


class ParserStopped(UnreadableFile):
    """The child was stopped: `code` says by what (parser_timeout, parser_memory, parser_crash, parser_fault)."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


def parse_isolated(data: bytes, *, name: str, within: Limits = DEFAULT_LIMITS) -> ParsedDocument:
    """Like `pipeline.parse_bytes`, in a child process. Raises its errors, and ParserStopped.

    Safe to call from several threads at once: each call has its own child.
    """
    answer = run_limited(parse_bytes, data, name=name, within=within)
    if not isinstance(answer, ParsedDocument):
        raise _stopped(name, "parser_crash")
    return answer


def parse_file_isolated(path: Path, *, within: Limits = DEFAULT_LIMITS) -> ParsedDocument:
    """Like `pipeline.parse`, in a child process; the file is read here, so the child needs no file system."""
    try:
        limits.within_bytes(path.stat().st_size, name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name}：文件打不开（{error.strerror}）。请检查路径和权限") from error
    return parse_isolated(data, name=path.name, within=within)


def run_limited(function: Callable[..., object], *args: object, name: str, within: Limits = DEFAULT_LIMITS) -> object:
    """Call `function(*args, name=name)` in a child within limits and return what it returns.

    `function` is one that a fresh process can import; `name` is the file that messages speak of. Raises the
    ParsingError that the function raised, and ParserStopped when the child was killed, crashed or ran out of memory.
    Example: run_limited(read_bytes, data, name="规划.pdf").
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
        raise _stopped(name, "parser_timeout")
    try:
        answer = _safely_opened(receiver.recv_bytes(_MAX_ANSWER))
    except EOFError:
        child.join(5)
        raise _stopped(name, "parser_timeout" if child.exitcode == -signal.SIGXCPU else "parser_crash") from None
    except (OSError, pickle.UnpicklingError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise _stopped(name, "parser_crash") from error
    match answer:
        case ("result", result):
            return result
        case ("refused", str(kind), str(message)):
            raise _error(kind, message)
        case ("memory",):
            raise _stopped(name, "parser_memory")
        case ("fault", str(trace)):
            fault = _stopped(name, "parser_fault")
            fault.add_note(trace)
            raise fault
    raise _stopped(name, "parser_crash")


def _error(kind: str, message: str) -> ParsingError:
    found = getattr(errors, kind, UnreadableFile)
    if isinstance(found, type) and issubclass(found, ParsingError):
        return found(message)
    return UnreadableFile(message)


def _stopped(name: str, code: str) -> ParserStopped:
    words = {
        "parser_timeout": "解析用时超过上限，已停止。文件可能过大或结构异常，请拆分，或另存为 .txt 再读",
        "parser_memory": "解析所需内存超过上限，已停止。文件可能过大或结构异常，请拆分，或另存为 .txt 再读",
        "parser_fault": "解析规则出错，已跳过。详情见日志",
        "parser_crash": "解析时意外中止。文件可能已损坏，请用原来的软件打开后另存再读",
    }
    return ParserStopped(f"{name}：{words[code]}", code=code)


def _end(child: ForkServerProcess) -> None:
    """Nothing of the child stays behind, whatever state it is in."""
    child.join(0.2)
    if child.is_alive():
        child.kill()
        child.join(5)
    with contextlib.suppress(ValueError):
        child.close()


# In the child -------------------------------------------------------------------------------------------------------


def _answer(
    sender: Connection, function: Callable[..., object], args: tuple[object, ...], name: str, within: Limits
) -> None:
    """Limit this process, call, and send the answer; what cannot be sent ends the process without one."""
    _limit(within)
    try:
        answer: tuple[object, ...] = ("result", function(*args, name=name))
        packed = pickle.dumps(answer, protocol=_PROTOCOL)
    except ParsingError as error:
        packed = pickle.dumps(("refused", type(error).__name__, str(error)), protocol=_PROTOCOL)
    except (MemoryError, RecursionError):
        packed = pickle.dumps(("memory",), protocol=_PROTOCOL)
    except Exception:  # noqa: BLE001 - a fault of our own rules: the parent is told where
        packed = pickle.dumps(("fault", traceback.format_exc()[-_MAX_TRACE:]), protocol=_PROTOCOL)
    sender.send_bytes(packed)
    sender.close()


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


# Opening answers ----------------------------------------------------------------------------------------------------


class _RecordUnpickler(pickle.Unpickler):
    """Opens nothing but our own frozen records and the plain values in them."""

    def find_class(self, module: str, name: str) -> Any:
        """The class `name` of `module` if it is on the list; anything else is refused."""
        found = getattr(sys.modules.get(module), name, None) if module in _OWN_RECORDS else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _safely_opened(packed: bytes) -> object:
    return _RecordUnpickler(io.BytesIO(packed)).load()

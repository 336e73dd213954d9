"""A batch of files on its way through the parser: archives opened, several files parsed at once, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from documents.parsing.errors import EmptyFile, ParsingError
from documents.parsing.formats.archives import members
from documents.parsing.formats.sniffing import ZIP, kind_of
from documents.parsing.isolation import parse_isolated
from documents.parsing.raw import name_and_bytes
from documents.parsing.records import ParsedDocument


@dataclass(frozen=True, slots=True)
class Incoming:
    """One document of the batch: its name, and its bytes or the reason why there are none."""

    name: str
    data: bytes
    problem: ParsingError | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of one document; neither result nor problem where it was not asked."""

    incoming: Incoming
    document: ParsedDocument | None
    problem: ParsingError | None


def incoming(paths: Iterable[Path]) -> Iterator[Incoming]:
    """The documents of the files in order; a ZIP archive gives each of its members (合集.zip/方案.txt)."""
    for path in paths:
        try:
            name, data = name_and_bytes(path)
            if kind_of(data) != ZIP:
                yield Incoming(name, data)
                continue
            found = False
            for inner, content in members(data, name=name):
                found = True
                yield Incoming(f"{name}/{inner}", content)
            if not found:
                raise EmptyFile("empty", name=name)
        except ParsingError as refusal:
            yield Incoming(refusal.name, b"", refusal)


def parsed(batch: Iterable[Incoming], *, jobs: int, is_known: Callable[[bytes], bool]) -> Iterator[Parsed]:
    """Parse with `jobs` child processes at once and hand the results on in the order of the batch.

    `is_known` is asked in this thread; what is known already is not parsed again. At most twice as many
    documents as jobs are held in memory.
    """
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        waiting: deque[tuple[Incoming, Future[ParsedDocument] | None]] = deque()
        for item in batch:
            asked = item.problem is None and not is_known(item.data)
            waiting.append((item, pool.submit(parse_isolated, item.data, name=item.name) if asked else None))
            if len(waiting) >= 2 * jobs or jobs == 1:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _result(item: Incoming, future: Future[ParsedDocument] | None) -> Parsed:
    if future is None:
        return Parsed(item, None, item.problem)
    try:
        return Parsed(item, future.result(), None)
    except ParsingError as problem:
        return Parsed(item, None, problem)

"""`load_documents --queue`: files are kept in the database as batches of one sender, then their way is watched.

Sending again sends only what is neither in the corpus nor on its way, so that it may be broken off anywhere.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db.models import Count, Sum
from django.utils import timezone

from documents.importing import limits
from documents.importing.desk.receiving import Received, Sending, receive
from documents.importing.working import start_working
from documents.management.batch import Incoming
from documents.management.terminal import Progress
from documents.models import ImportItem, PolicyDocument, Upload

State = ImportItem.State
CHUNK_FILES = 100
CHUNK_BYTES = 32 * limits.MEGABYTE
LOOK_SECONDS = 1.0
SILENT_SECONDS = 60.0
ON_THEIR_WAY = (State.WAITING, State.READING, State.ACCEPTED)
ALONE = "一分钟没有进展。没有工人在做时，运行 celery -A portal.queue worker，或 manage.py import_worker"


@dataclass(frozen=True, slots=True)
class Queued:
    """What became of the files that were to be sent."""

    batches: tuple[int, ...]
    """Those in which what was sent, or was on its way already, lies."""
    sent: int
    known: int
    """Files that stand in the corpus."""
    waiting: int
    """Files that were on their way before."""


def queued(files: Iterable[Incoming], *, tell: Callable[[int], object], pause: Callable[[float], object]) -> Queued:
    """Keep the files as batches, so many at once; each batch is kept whole or not at all. `tell` hears how many."""
    batches: set[int] = set()
    counts: Counter[str] = Counter()
    for chunk in _chunks(files):
        _wait_for_room(sum(len(file.data) for file in chunk), pause=pause)
        known, waiting = _known(chunk), _on_their_way(chunk)
        left = [file for file, sha256 in _hashed(chunk) if file.problem or sha256 not in {*known, *waiting}]
        counts["known"] += sum(sha256 in known for file, sha256 in _hashed(chunk) if not file.problem)
        counts["waiting"] += sum(sha256 in waiting and sha256 not in known for _file, sha256 in _hashed(chunk))
        batches.update(waiting.values())
        if left:
            batches.add(_sent(left))
        counts["sent"] += len(left)
        tell(counts.total())
    return Queued(tuple(sorted(batches)), counts["sent"], counts["known"], counts["waiting"])


def _sent(files: Sequence[Incoming]) -> int:
    received = [Received(file.name, file.data, file.problem) for file in files]
    batch = receive(received, sending=Sending(uuid4().hex, by_command=True), owner=None, now=timezone.now())
    start_working()
    return batch.pk


def _hashed(files: Iterable[Incoming]) -> list[tuple[Incoming, str]]:
    return [(file, hashlib.sha256(file.data).hexdigest()) for file in files]


def _chunks(files: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    """The files in order, no more at once than are held in memory."""
    chunk: list[Incoming] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += len(file.data)
        if len(chunk) >= CHUNK_FILES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _known(files: Sequence[Incoming]) -> set[str]:
    hashes = [sha256 for _file, sha256 in _hashed(files)]
    return set(PolicyDocument.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def _on_their_way(files: Sequence[Incoming]) -> dict[str, int]:
    """The batch of each file that was sent before and has come to no end."""
    hashes = [sha256 for _file, sha256 in _hashed(files)]
    rows = ImportItem.objects.filter(upload__in=hashes, batch__by_command=True, state__in=ON_THEIR_WAY)
    return dict(rows.values_list("sha256", "batch_id"))


def _wait_for_room(size: int, *, pause: Callable[[float], object]) -> None:
    """Go on when what waits has become less; a file alone is let through."""
    while True:
        held = Upload.objects.aggregate(total=Sum("size"))["total"] or 0
        if not held or held + size <= limits.MAX_WAITING:
            return
        pause(LOOK_SECONDS)


def watched(
    batches: Sequence[int],
    *,
    progress: Callable[[int], Progress],
    say: Callable[[str], object],
    pause: Callable[[float], object] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Counter[str]:
    """Look until nothing of these batches is under way; returns how many files are in which state."""
    counts = counted(batches)
    bar = progress(counts.total())
    moved, before = clock(), counts
    while under_way(counts):
        bar.show(counts.total() - under_way(counts), name=f"待读取{counts[State.WAITING]}")
        pause(LOOK_SECONDS)
        counts = counted(batches)
        if counts != before:
            moved, before = clock(), counts
        elif clock() - moved > SILENT_SECONDS:
            bar.clear()
            say(ALONE)
            moved = clock()
    bar.clear()
    return counts


def counted(batches: Sequence[int]) -> Counter[str]:
    """How many files of the batches are in which state."""
    rows = ImportItem.objects.filter(batch__in=batches).values("state").annotate(number=Count("pk"))
    return Counter(dict(rows.values_list("state", "number")))


def under_way(counts: Counter[str]) -> int:
    """How many of them are still being read or stored, or wait for it."""
    return sum(counts[state] for state in ON_THEIR_WAY)


def problems(batches: Sequence[int]) -> Iterator[str]:
    """A line for each file that was not stored, and why."""
    rows = ImportItem.objects.filter(batch__in=batches, state__in=[State.REFUSED, State.READ]).defer("parsed")
    for item in rows.order_by("batch_id", "ordinal").iterator():
        sentence = item.sentence.removeprefix(f"{item.name}：") or "没有读出地区，在导入页补上后入库"
        yield f"{item.name}：{sentence}（{item.code or 'no_place'}）"

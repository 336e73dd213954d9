"""The cue words of a document's tasks, written with it; written anew for all when the list of words was edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from documents.loading.inserting import insert
from documents.models import PolicyDocument, TaskCue
from documents.parsing.cues import placed_cues
from documents.parsing.records import PlacedCue
from documents.parsing.spans import Segment, Span, TracedText


def write_cues(document: PolicyDocument) -> int:
    """Read and write the cue words of a document whose tasks stand in the tables; returns how many."""
    return insert(TaskCue, _rows_of(document))


def write_known_cues(document: PolicyDocument, tasks: Sequence[int], found: Sequence[Sequence[PlacedCue]]) -> None:
    """Write the cue words of tasks, given by their keys, where they are known already: those of each task in order."""
    insert(TaskCue, (_row(document, task, cue) for task, cues in zip(tasks, found, strict=True) for cue in cues))


def cues_of(document: PolicyDocument) -> list[TaskCue]:
    """The rows of a document's cue words as they are to be, not written."""
    return [TaskCue(**row) for row in _rows_of(document)]


def _rows_of(document: PolicyDocument) -> Iterator[dict[str, Any]]:
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    for task, start, end in document.tasks.order_by("order").values_list("pk", "start", "end"):
        for cue in placed_cues(traced, Span(start, end)):
            yield _row(document, task, cue)


def rewrite_cues() -> int:
    """Read the cue words of every document anew, each document in its own transaction; returns how many words."""
    number = 0
    for key in list(PolicyDocument.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            TaskCue.objects.filter(document=key).delete()
            number += write_cues(PolicyDocument.objects.defer("original_bytes").get(pk=key))
    return number


def write_missing_cues() -> int:
    """Read the cue words of a corpus that was loaded before they were kept; nothing where there are any."""
    return 0 if TaskCue.objects.exists() else rewrite_cues()


def _row(document: PolicyDocument, task: int, cue: PlacedCue) -> dict[str, Any]:
    return {
        "document_id": document.pk,
        "jurisdiction_id": document.jurisdiction_id,
        "task_id": task,
        "kind": cue.kind,
        "code": cue.code,
        "group": cue.code.partition(".")[0],
        "word": cue.word,
        "offset": cue.offset,
        "start": cue.span.start,
        "end": cue.span.end,
    }

"""The cue words of a document's tasks, written with it; written anew for all when the list of words was edited."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from documents.loading.inserting import insert
from documents.models import PolicyDocument, Task, TaskCue
from documents.parsing.cues import placed_cues
from documents.parsing.records import PlacedCue
from documents.parsing.spans import Segment, Span, TracedText


def write_cues(document: PolicyDocument, found: Sequence[Sequence[PlacedCue]] | None = None) -> int:
    """Write the cue words of a document whose tasks stand in the tables; returns how many.

    `found` holds those of each task in the order of the tasks, where they are known; else they are read here.
    """
    return insert(cues_of(document, found))


def cues_of(document: PolicyDocument, found: Sequence[Sequence[PlacedCue]] | None = None) -> list[TaskCue]:
    """The rows of a document's cue words as they are to be, not written."""
    tasks = list(Task.objects.filter(document=document).order_by("order").only("pk", "start", "end"))
    if found is None:
        traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
        found = [tuple(placed_cues(traced, Span(task.start, task.end))) for task in tasks]
    return [_row(document, task, cue) for task, cues in zip(tasks, found, strict=True) for cue in cues]


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


def _row(document: PolicyDocument, task: Task, cue: PlacedCue) -> TaskCue:
    return TaskCue(
        document=document,
        jurisdiction_id=document.jurisdiction_id,
        task=task,
        kind=cue.kind,
        code=cue.code,
        group=cue.code.partition(".")[0],
        word=cue.word,
        offset=cue.offset,
        start=cue.span.start,
        end=cue.span.end,
    )

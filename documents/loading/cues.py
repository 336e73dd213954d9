"""The cue words of a document's tasks, written with it; written anew for all when the list of words was edited."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from documents.models import PolicyDocument, Task, TaskCue
from documents.parsing.cues import find_cues
from documents.parsing.spans import Segment, Span, TracedText

BATCH = 500


def write_cues(document: PolicyDocument) -> int:
    """Write the cue words of a document whose tasks stand in the tables; returns how many."""
    return len(TaskCue.objects.bulk_create(cues_of(document), batch_size=BATCH))


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


def cues_of(document: PolicyDocument) -> Iterator[TaskCue]:
    """The cue words of a document, not written.

    Words are looked for in the text after cleaning, so that 确(què)保 is found, and kept at their place in the original.
    """
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    for task in Task.objects.filter(document=document).order_by("order").only("pk", "start", "end"):
        place = traced.from_source(Span(task.start, task.end))
        blanks = len(place.slice(traced.text)) - len(place.slice(traced.text).lstrip())
        taken: set[tuple[str, int]] = set()
        for cue in find_cues(place.slice(traced.text)):
            source = traced.source(cue.span.shifted(place.start))
            if source.end <= source.start or (cue.kind, source.start) in taken:
                continue  # two words read from one piece of the original that maps as a whole
            taken.add((cue.kind, source.start))
            yield TaskCue(
                document=document,
                jurisdiction_id=document.jurisdiction_id,
                task=task,
                kind=cue.kind,
                code=cue.code,
                group=cue.code.partition(".")[0],
                word=cue.word,
                offset=max(0, cue.span.start - blanks),
                start=source.start,
                end=source.end,
            )

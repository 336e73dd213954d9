"""How many tasks name a date, and how far the dates reach, in the draft and in each peer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.draft.column import KEY_TASK
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """The dates of one document."""

    document: ComparedDocument
    is_draft: bool
    tasks: int
    dated: int
    led: int
    """Tasks that name a lead or a responsible agency."""
    words: tuple[str, ...]
    """The dates of its tasks in the words of the text, each once."""


def deadline_lines(
    facts: Sequence[DocumentFacts], *, documents: Sequence[ComparedDocument]
) -> tuple[DeadlineLine, ...]:
    """One line a document, in their order."""
    return tuple(_line(own, document=document) for own, document in zip(facts, documents, strict=True))


def _line(facts: DocumentFacts, *, document: ComparedDocument) -> DeadlineLine:
    every = [task for own in facts.entries.values() for task in own if task.category == KEY_TASK]
    tasks = sorted(every, key=lambda task: task.start)
    return DeadlineLine(
        document=document,
        is_draft=document.pk == 0,
        tasks=len(tasks),
        dated=sum(bool(task.deadlines) for task in tasks),
        led=sum(bool(task.leads or task.responsibles) for task in tasks),
        words=tuple(dict.fromkeys(words for task in tasks for words in task.deadlines)),
    )

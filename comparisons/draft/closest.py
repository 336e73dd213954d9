"""The closest tasks of peers to each task of the draft, with what both say, only one says, and how close they are. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from comparisons.aspects.aligned.closeness import YARDSTICK
from comparisons.aspects.aligned.material import Material, TaskWording
from comparisons.aspects.aligned.records import Piece, TaskSpot
from comparisons.aspects.aligned.terms import Voice, only_terms, pieces_of, shared_terms, voice_of
from comparisons.aspects.aligned.weighing import Weighed, weigh
from comparisons.closest.records import CloseTask
from comparisons.draft.column import Draft
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, TaskEntry

MOST_CLOSE = 2
# So many tasks of a draft are weighed; what is longer is no draft of one document.
MOST_TASKS = 300


@dataclass(frozen=True, slots=True)
class MarkedTask:
    """One task with its wording cut where terms are marked."""

    entry: TaskEntry
    opening: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    only: tuple[str, ...]
    """Telling terms that the other task does not use."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of the draft beside a close one of a peer."""

    own: MarkedTask
    document: ComparedDocument
    other: MarkedTask
    closeness: int
    """Of 100."""
    shared: str


@dataclass(frozen=True, slots=True)
class ClosestTasks:
    """A task of the draft with the closest of its peers; none where nothing is close."""

    entry: TaskEntry
    anchor: str
    pairs: tuple[Pair, ...]
    elsewhere: tuple[CloseTask, ...] = ()
    """Close tasks of documents that were not chosen, from the whole corpus."""


def closest_tasks(
    own: tuple[TaskWording, ...], *, facts: DocumentFacts, header: ComparedDocument, material: Material
) -> tuple[ClosestTasks, ...]:
    """For each key task of the draft the closest tasks of different peers, by the measure that aligns tasks.

    `material` holds the peers, `own` and `facts` the key tasks of the draft.
    """
    joined = replace(
        material,
        documents=(*material.documents, header),
        facts=(*material.facts, facts),
        tasks=(*material.tasks, *own),
    )
    weighed = weigh(joined, related=material.related)
    first = len(material.tasks)
    return tuple(
        ClosestTasks(
            entry=task.entry,
            anchor=f"task-{number + 1}",
            pairs=tuple(
                _pair(joined, weighed, first + number, other)
                for other in _nearest(first + number, joined=joined, weighed=weighed)
            ),
        )
        for number, task in enumerate(own)
    )


def own_wordings(draft: Draft, *, facts: DocumentFacts, column: int) -> tuple[TaskWording, ...]:
    """The first tasks of the draft, at most MOST_TASKS, with the profiles that a loader would write."""
    entries = {entry.start: entry for own in facts.entries.values() for entry in own}
    wordings = []
    profiles = draft.parsed.derived.profiles if draft.parsed.derived else ()
    for number, (task, read) in enumerate(zip(draft.parsed.tasks, profiles, strict=True)):
        if entry := entries.get(task.span.start):
            wordings.append(
                TaskWording(
                    key=-number,
                    column=column,
                    entry=entry,
                    text=task.text,
                    spot=TaskSpot(0, task.locator, ""),
                    titled=read.titled,
                    shares=read.shares,
                    words=read.words,
                    terms=read.terms,
                    keys=read.keys,
                )
            )
    return tuple(wordings[:MOST_TASKS])


def _nearest(number: int, *, joined: Material, weighed: Weighed) -> list[int]:
    """The closest task of each peer that stands close enough for one row, the closest peers first."""
    best: dict[int, tuple[float, int]] = {}
    for other in range(len(joined.tasks)):
        found = weighed.pairs.get((min(other, number), max(other, number)))
        column = joined.tasks[other].column
        if found and found.score >= YARDSTICK.same and found.score > best.get(column, (0.0, 0))[0]:
            best[column] = (found.score, other)
    ordered = sorted(best.values(), key=lambda pair: (-pair[0], pair[1]))
    return [other for _score, other in ordered[:MOST_CLOSE]]


def _pair(joined: Material, weighed: Weighed, own: int, other: int) -> Pair:
    voices = [_voice(joined, weighed, number) for number in (own, other)]
    shared = shared_terms(voices)
    marks = [name for term in shared for name in (term.term, *term.also)]
    found = weighed.pairs[min(own, other), max(own, other)]
    return Pair(
        own=_marked(joined.tasks[own].entry, shared=marks, only=only_terms(voices, at=0)),
        document=joined.documents[joined.tasks[other].column],
        other=_marked(joined.tasks[other].entry, shared=marks, only=only_terms(voices, at=1)),
        closeness=round(100 * found.score),
        shared="、".join(term.words for term in shared),
    )


def _voice(joined: Material, weighed: Weighed, number: int) -> Voice:
    group_of: Mapping[str, str] = joined.related.group_of
    return voice_of(
        [weighed.vectors[number]],
        terms=[joined.tasks[number].terms],
        related=[weighed.related[number]],
        group_of=group_of,
    )


def _marked(entry: TaskEntry, *, shared: Sequence[str], only: tuple[str, ...]) -> MarkedTask:
    return MarkedTask(
        entry=entry,
        opening=pieces_of(entry.opening, shared=shared, only=only),
        rest=pieces_of(entry.rest, shared=shared, only=only),
        only=only,
    )

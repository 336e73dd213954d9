"""Marks over a text become runs: pieces that follow one another, each knowing the marks that lie on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.parsing.spans import Span


@dataclass(frozen=True, slots=True)
class RepairNote:
    """What a repair says when it is pointed at: its kind in words, what stood there, what is shown, why."""

    label: str
    before: str
    after: str
    reason: str
    number: int = 0
    """Its number among the repairs of the document, from 1; 0 where they are not numbered."""


@dataclass(frozen=True, slots=True)
class MarkLink:
    """Where a marked stretch leads, and what is said of it when it is pointed at."""

    url: str
    says: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the shown text to be marked as `kind` (lead, support, responsible, target, deadline, …)."""

    span: Span
    kind: str
    note: RepairNote | None = None
    link: MarkLink | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with the kinds of all marks on it, the anchors that stand before it, its note and its link."""

    text: str
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    note: RepairNote | None = None
    link: MarkLink | None = None

    @property
    def classes(self) -> str:
        """Style classes of the marks: m-deadline m-target."""
        return " ".join(f"m-{kind}" for kind in self.kinds)


def split_runs(
    text: str, *, span: Span, marks: Iterable[Mark] = (), anchors: Sequence[tuple[int, str]] = ()
) -> tuple[Run, ...]:
    """Cut text[span] where a mark begins or ends or an anchor stands; the runs joined are text[span] again.

    Marks may overlap and may reach out of the span. An anchor (position, name) outside it is left out.

    >>> [run.text for run in split_runs("由公安局牵头", span=Span(0, 6), marks=[Mark(Span(1, 4), "lead")])]
    ['由', '公安局', '牵头']
    """
    inside = [mark for mark in marks if mark.span.start < span.end and mark.span.end > span.start]
    placed = [(position, name) for position, name in anchors if span.start <= position < span.end]
    cuts = sorted(_cuts(span, inside, placed))
    runs = []
    for start, end in pairwise(cuts):
        on_it = [mark for mark in inside if mark.span.start <= start and end <= mark.span.end]
        runs.append(
            Run(
                text[start:end],
                tuple(sorted({mark.kind for mark in on_it})),
                tuple(name for position, name in placed if position == start),
                # A repair cut into several runs explains itself once, on the first.
                next((mark.note for mark in on_it if mark.note and max(mark.span.start, span.start) == start), None),
                next((mark.link for mark in on_it if mark.link), None),
            )
        )
    return tuple(runs)


def _cuts(span: Span, marks: Sequence[Mark], anchors: Sequence[tuple[int, str]]) -> set[int]:
    cuts = {span.start, span.end}
    for mark in marks:
        cuts.update((max(mark.span.start, span.start), min(mark.span.end, span.end)))
    cuts.update(position for position, _name in anchors)
    return cuts


def touching(marks: Sequence[Mark], starts: Sequence[int], *, span: Span, longest: int) -> Sequence[Mark]:
    """Those of many marks (sorted by start, `starts` being their starts) that may touch the span.

    `longest` is the length of the longest mark: none that begins further back than that can reach in.
    """
    first = bisect_left(starts, span.start - longest)
    last = bisect_left(starts, span.end)
    return marks[first:last]

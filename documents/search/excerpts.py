"""What a result shows of its passage: the stretch with most hits, cut where a sentence or clause begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.highlighting import Mark, Run, split_runs
from documents.keywords.hits import hits
from documents.parsing.spans import Span

HIT = "hit"
# About four lines of a list; a passage that is hardly longer is shown whole.
SHOWN = 160
WHOLE = 220
# How far before a hit its sentence may begin.
BEFORE = 40
SENTENCE_ENDS = "。！？；\n"
PAUSES = "，：、"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Runs of text with the hits marked, whether something is left out on either side, how many hits there are."""

    runs: tuple[Run, ...]
    cut_before: bool
    cut_after: bool
    times: int


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """The part of a passage that a result shows; `words` are folded."""
    places = hits(text, words)
    span = Span(0, len(text)) if len(text) <= WHOLE else _window(text, places)
    runs = split_runs(text, span=span, marks=[Mark(place, HIT) for place in places])
    return Excerpt(runs, span.start > 0, span.end < len(text), len(places))


def with_hits(runs: Sequence[Run], words: Sequence[str]) -> tuple[Run, ...]:
    """Runs that carry other marks already, with the hits marked as well; a word may reach over several runs."""
    text = "".join(run.text for run in runs)
    places = hits(text, words)
    marked: list[Run] = []
    start = 0
    for run in runs:
        span = Span(start, start + len(run.text))
        pieces = split_runs(text, span=span, marks=[Mark(place, HIT) for place in places]) if run.text else (run,)
        for index, piece in enumerate(pieces):
            kinds = tuple(sorted({*run.kinds, *piece.kinds}))
            first = index == 0
            marked.append(
                replace(piece, kinds=kinds, anchors=run.anchors if first else (), note=run.note if first else None)
            )
        start = span.end
    return tuple(marked)


def _window(text: str, places: Sequence[Span]) -> Span:
    """The stretch of about SHOWN characters that holds most hits, the first of several."""
    starts = [max(0, place.start - BEFORE) for place in places] or [0]
    start = max(
        starts, key=lambda each: (sum(each <= place.start and place.end <= each + SHOWN for place in places), -each)
    )
    first = next((place.start for place in places if place.start >= start), start)
    start = _beginning(text, Span(start, first)) if start else 0
    end = min(len(text), max(start + SHOWN, next((p.end for p in places if p.start <= start + SHOWN < p.end), 0)))
    return Span(start, len(text) if len(text) - end < BEFORE else end)


def _beginning(text: str, before: Span) -> int:
    """Where to begin in the characters before a hit: behind the first end of a sentence, else behind the first pause."""
    for marks in (SENTENCE_ENDS, PAUSES):
        places = [place for place in range(before.start, before.end) if text[place] in marks]
        if places:
            return places[0] + 1
    return before.start

"""Which of the candidates are close to a task, and by which words; the measure that aligns tasks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.aspects.aligned.closeness import YARDSTICK, ProfiledTask, Rarity, closeness_of, cosine

SHARED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task that may be close: its key, its document, and its profile."""

    pk: int
    document: int
    profile: ProfiledTask


@dataclass(frozen=True, slots=True)
class Near:
    """A task that is close: its key, how close of 100, and the words that both use, those that weigh most first."""

    pk: int
    closeness: int
    shared: tuple[str, ...]


def nearest(
    asked: ProfiledTask, candidates: Sequence[Candidate], *, rarity: Rarity, parents: frozenset[str], most: int
) -> tuple[Near, ...]:
    """The closest task of each document, close enough to stand in one row with the one asked for, closest first.

    `asked` stands in column 0, candidates in column 1; `rarity` is that among the tasks of the asking document, so
    that the same two tasks are as close as ever whatever else the corpus holds.
    """
    tasks = [asked, *(candidate.profile for candidate in candidates)]
    vectors = [rarity.vector(task.words) for task in tasks]
    scores = {
        second - 1: found.score
        for (first, second), found in closeness_of(tasks, vectors=vectors, parents=parents).items()
        if first == 0 and found.score >= YARDSTICK.same
    }
    # Many are as close as can be; among them those with more words in common come first.
    alike = {number: cosine(vectors[0], vectors[number + 1]) for number in scores}
    best: dict[int, int] = {}
    for number in sorted(scores, key=lambda number: (-scores[number], -alike[number], number)):
        best.setdefault(candidates[number].document, number)
    return tuple(
        Near(candidates[number].pk, round(100 * scores[number]), _shared(vectors[0], vectors[number + 1]))
        for number in list(best.values())[:most]
    )


def _shared(first: dict[str, float], second: dict[str, float]) -> tuple[str, ...]:
    common = sorted(first.keys() & second.keys(), key=lambda word: (-first[word] * second[word], word))
    return tuple(common[:SHARED_WORDS])

"""Which tasks of two documents use the same words, so that a reader need not look for them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 8
LEAST_CLOSENESS = 0.14
SHOWN_WORDS = 4
# A word in more tasks than these names none of them.
COMMON = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two tasks by their numbers, how close they are (0 to 1), and the words that make them so, telling first."""

    left: int
    right: int
    closeness: float
    words: tuple[str, ...]


def alike(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]], *, most: int = MOST
) -> tuple[Likeness, ...]:
    """The closest pairs of tasks given as weighted words, each task once, closest first.

    The measure is the cosine of words weighted by how few of these tasks use them.
    """
    rare = _rarity((*left, *right))
    first, second = ([_unit(words, rare) for words in side] for side in (left, right))
    places: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(second):
        for word in words:
            places[word].append(number)
    found = []
    for number, words in enumerate(first):
        closeness: Counter[int] = Counter()
        for word, weight in words.items():
            if len(places.get(word, ())) <= COMMON:
                for other in places.get(word, ()):
                    closeness[other] += weight * second[other][word]  # type: ignore[assignment]
        found += [(value, number, other) for other, value in closeness.items() if value >= LEAST_CLOSENESS]
    return _each_once(sorted(found, key=lambda each: (-each[0], each[1], each[2])), first, second, most)


def _each_once(
    found: Sequence[tuple[float, int, int]],
    first: Sequence[Mapping[str, float]],
    second: Sequence[Mapping[str, float]],
    most: int,
) -> tuple[Likeness, ...]:
    pairs: list[Likeness] = []
    for value, left, right in found:
        if any(left == pair.left or right == pair.right for pair in pairs):
            continue
        common = first[left].keys() & second[right].keys()
        telling = sorted(common, key=lambda word: (-first[left][word] * second[right][word], word))
        pairs.append(Likeness(left, right, value, tuple(telling[:SHOWN_WORDS])))
        if len(pairs) == most:
            break
    return tuple(pairs)


def _rarity(tasks: Sequence[Mapping[str, float]]) -> dict[str, float]:
    counts = Counter(word for words in tasks for word in words)
    return {word: math.log((1 + len(tasks)) / count) for word, count in counts.items()}


def _unit(words: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, float]:
    weighted = {word: weight * rare[word] for word, weight in words.items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values()))
    return {word: weight / length for word, weight in weighted.items()} if length else {}

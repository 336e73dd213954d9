"""Which sentences of two texts belong together: in their order first, then those that moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

ALIKE = 0.45
"""Share of common pairs of characters (Dice) from which two sentences are set beside each other."""
MOVED_ALIKE = 0.6
"""A sentence found out of its order must be more alike, and long enough to say something, or quite the same."""
MOVED_LETTERS = 8
INSIDE = 0.85
"""Share of a shorter sentence that stands in the longer one."""
INSIDE_LETTERS = 12
# Pairs of characters in more sentences than these name no sentence; a sentence is set against its likeliest few.
COMMON = 300
CANDIDATES = 8
SHORT = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences by their numbers, how alike they are (0 to 1), and whether they stand out of order."""

    left: int
    right: int
    score: float
    moved: bool = False


def pair_up(left: Sequence[str], right: Sequence[str], *, alike: float = ALIKE) -> tuple[Pair, ...]:
    """The pairs of sentences that belong together, by their letters; each sentence stands in one pair at most.

    Sentences in the same order on both sides come first, chosen for the most wording in common; of the others those
    that are very alike moved. `alike` is the least likeness. Sorted by the left side.

    >>> pair_up(["推进路口信号灯联网", "建设智慧停车平台"], ["建设智慧停车平台", "推进路口信号灯联网工作"])[0].moved
    True
    """
    found = _candidates(left, right, alike)
    weights = {each: _weight(each, left, right) for each in found}
    chain = _best_chain(found, weights)
    taken_left, taken_right = {each.left for each in chain}, {each.right for each in chain}
    pairs = list(chain)
    for each in sorted(found, key=lambda each: (-weights[each], each.left, each.right)):
        if each.left in taken_left or each.right in taken_right or not _may_move(each, left, right):
            continue
        taken_left.add(each.left)
        taken_right.add(each.right)
        pairs.append(Pair(each.left, each.right, each.score, moved=True))
    return tuple(sorted(pairs, key=lambda each: each.left))


def likeness(first: str, second: str) -> float:
    """How alike two sentences are by their letters: the share of pairs of characters they have in common, 0 to 1."""
    return _dice(_grams(first), _grams(second))


def _weight(each: Pair, left: Sequence[str], right: Sequence[str]) -> float:
    return each.score * each.score * (1 + min(len(left[each.left]), len(right[each.right])))


def _may_move(each: Pair, left: Sequence[str], right: Sequence[str]) -> bool:
    shorter = min(len(left[each.left]), len(right[each.right]))
    return each.score >= MOVED_ALIKE and shorter >= (SHORT if each.score == 1 else MOVED_LETTERS)


def _grams(letters: str) -> Counter[str]:
    if len(letters) < 2:
        return Counter([letters] if letters else [])
    return Counter(first + second for first, second in pairwise(letters))


def _dice(first: Counter[str], second: Counter[str]) -> float:
    whole = first.total() + second.total()
    return 2 * _common(first, second) / whole if whole else 0.0


def _common(first: Counter[str], second: Counter[str]) -> int:
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return sum(min(count, large[gram]) for gram, count in small.items() if gram in large)


def _candidates(left: Sequence[str], right: Sequence[str], least: float) -> list[Pair]:
    """The pairs that are alike enough; for each sentence on the left its likeliest few."""
    grams = [_grams(letters) for letters in right]
    places: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(grams):
        for gram in found:
            places[gram].append(number)
    same: dict[str, list[int]] = defaultdict(list)
    for number, letters in enumerate(right):
        same[letters].append(number)
    pairs = []
    for number, letters in enumerate(left):
        place = number * len(right) / max(1, len(left))
        near = _likeliest(_grams(letters), places=places, place=place)
        for other in dict.fromkeys((*_nearest(same.get(letters, ()), place), *near)):
            score = _score(letters, right[other], grams[other], least)
            if score:
                pairs.append(Pair(number, other, round(score, 3)))
    return pairs


def _nearest(numbers: Sequence[int], place: float) -> Sequence[int]:
    """Of many numbers in their order the few around a place."""
    middle = bisect_left(numbers, place)
    return numbers[max(0, middle - CANDIDATES // 2) : middle + CANDIDATES // 2]


def _likeliest(found: Counter[str], *, places: Mapping[str, Sequence[int]], place: float) -> list[int]:
    overlap: Counter[int] = Counter()
    for gram in found:
        numbers = places.get(gram, ())
        if len(numbers) <= COMMON:
            overlap.update(numbers)
    best = sorted(overlap, key=lambda number: (-overlap[number], abs(number - place)))
    return best[:CANDIDATES]


def _score(letters: str, other: str, grams: Counter[str], least: float) -> float:
    """How alike, or 0 where it is not enough; sentences of a few letters must be the same."""
    if letters == other:
        return 1.0 if letters else 0.0
    shorter = min(len(letters), len(other))
    if shorter < SHORT:
        return 0.0
    own = _grams(letters)
    alike = _dice(own, grams)
    inside = _common(own, grams) / min(own.total(), grams.total())
    return alike if alike >= least or (inside >= INSIDE and shorter >= INSIDE_LETTERS) else 0.0


def _best_chain(pairs: Sequence[Pair], weights: Mapping[Pair, float]) -> list[Pair]:
    """Of all chains that go forward on both sides the heaviest: a prefix maximum over the right side, left by left."""
    size = max((each.right for each in pairs), default=-1) + 1
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    ends: list[tuple[Pair, int]] = []
    for each in sorted(pairs, key=lambda each: (each.left, -each.right)):
        before, previous = _highest(best, each.right)
        ends.append((each, previous))
        _raise(best, each.right + 1, (before + weights[each], len(ends) - 1))
    chain: list[Pair] = []
    number = _highest(best, size)[1]
    while number >= 0:
        each, number = ends[number]
        chain.append(each)
    return chain[::-1]


def _highest(best: Sequence[tuple[float, int]], end: int) -> tuple[float, int]:
    found = (0.0, -1)
    while end > 0:
        found = max(found, best[end])
        end -= end & -end
    return found


def _raise(best: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    while place < len(best):
        best[place] = max(best[place], value)
        place += place & -place

"""From close pairs to rows: tasks are gathered while they are close on average; people's decisions go before. Pure."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of task numbers (each task in exactly one), and for each row the tasks of others that also fit it."""

    rows: tuple[tuple[int, ...], ...]
    guests: tuple[tuple[int, ...], ...]


def pair(first: int, second: int) -> Pair:
    """Two numbers, the lower first."""
    return (first, second) if first < second else (second, first)


def group(
    columns: Sequence[int], *, scores: Mapping[Pair, float], decided: Mapping[Pair, bool], same: float
) -> Grouped:
    """Gather tasks into rows; `columns` gives the column of each, `decided` what people said of a pair.

    The closest two rows are joined while the mean over their pairs of different columns is at least `same`; a pair
    that was not weighed counts as 0. Pairs decided as one are joined first; a pair decided apart keeps rows apart.
    """
    gathering = _Gathering(columns, scores, decided)
    gathering.join_decided()
    gathering.join_closest(same)
    rows = tuple(sorted((tuple(sorted(members)) for members in gathering.members.values()), key=lambda row: row[0]))
    return Grouped(rows, guests_of(rows, columns=columns, scores=scores, decided=decided, same=same))


def at_home(
    grouped: Grouped, *, titled: Sequence[frozenset[str]], subject: Callable[[Sequence[int]], str]
) -> list[tuple[int, ...]]:
    """The rows with each guest moved to the row whose subject its own title names, if its present row's is not.

    智慧安防, half of which is about emergencies, belongs to 公共安全 and is a guest among 应急, not the other way.
    """
    rows = [list(row) for row in grouped.rows]
    subjects = [subject(row) for row in rows]
    row_of = {number: at for at, row in enumerate(rows) for number in row}
    for at, guests in enumerate(grouped.guests):
        for number in guests:
            present = row_of[number]
            if subjects[at] in titled[number] and subjects[present] not in titled[number]:
                rows[present].remove(number)
                rows[at].append(number)
                row_of[number] = at
    return sorted((tuple(sorted(row)) for row in rows if row), key=lambda row: row[0])


class _Gathering:
    """Rows in the making: who is in each, and the sum of scores between each two."""

    def __init__(self, columns: Sequence[int], scores: Mapping[Pair, float], decided: Mapping[Pair, bool]) -> None:
        self.columns = columns
        self.decided = decided
        self.members: dict[int, list[int]] = {number: [number] for number in range(len(columns))}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.spread: dict[int, dict[int, int]] = {number: {column: 1} for number, column in enumerate(columns)}
        """Row → how many tasks of each column it has."""
        self._next = len(columns)
        for (first, second), score in scores.items():
            self.sums[first][second] = self.sums[second][first] = score
        for (first, second), together in decided.items():
            if not together:
                self.apart[first].add(second)
                self.apart[second].add(first)

    def join_decided(self) -> None:
        """Join what people said belongs together, unless other decisions forbid it."""
        row_of = {number: number for number in self.members}
        for (first, second), together in sorted(self.decided.items()):
            left, right = row_of[first], row_of[second]
            if together and left != right and right not in self.apart[left]:
                joined = self._join(left, right)
                row_of.update(dict.fromkeys(self.members[joined], joined))

    def join_closest(self, same: float) -> None:
        """Join the two closest rows, again and again, while they are close enough."""
        heap = [entry for left in self.sums for entry in self._offers(left, same) if left < entry[2]]
        heapq.heapify(heap)
        while heap:
            _mean, left, right = heapq.heappop(heap)
            if left in self.members and right in self.members:
                for offer in self._offers(self._join(left, right), same):
                    heapq.heappush(heap, offer)

    def _offers(self, left: int, same: float) -> list[tuple[float, int, int]]:
        """The rows that are close enough to one, the mean first, as a heap wants it."""
        here, size, forbidden = self.spread[left], len(self.members[left]), self.apart[left]
        offers = []
        for right, total in self.sums[left].items():
            there = self.spread[right]
            pairs = size * len(self.members[right]) - sum(
                here[column] * there[column] for column in here.keys() & there
            )
            if total >= same * pairs > 0 and right not in forbidden:
                offers.append((-total / pairs, left, right))
        return offers

    def _join(self, left: int, right: int) -> int:
        new, self._next = self._next, self._next + 1
        self.members[new] = self.members.pop(left) + self.members.pop(right)
        self.spread[new] = Counter(self.spread.pop(left)) + Counter(self.spread.pop(right))
        here = self.sums[new]
        for old in (left, right):
            for other, total in self.sums.pop(old, {}).items():
                self.sums[other].pop(old)
                if other not in (left, right):
                    here[other] = self.sums[other][new] = here.get(other, 0.0) + total
            for other in self.apart.pop(old, set()):
                self.apart[other].discard(old)
                self.apart[other].add(new)
                self.apart[new].add(other)
        return new


def guests_of(
    rows: Sequence[Sequence[int]],
    *,
    columns: Sequence[int],
    scores: Mapping[Pair, float],
    decided: Mapping[Pair, bool],
    same: float,
) -> tuple[tuple[int, ...], ...]:
    """For each row the tasks that stand elsewhere though they are close to all of it on average (另见)."""
    row_of = {number: at for at, row in enumerate(rows) for number in row}
    near: dict[int, set[int]] = defaultdict(set)
    for (first, second), score in scores.items():
        if score >= same and row_of[first] != row_of[second]:
            near[row_of[second]].add(first)
            near[row_of[first]].add(second)
    found: list[tuple[int, ...]] = []
    for at, row in enumerate(rows):
        guests = []
        for number in sorted(near[at]):
            others = [pair(number, member) for member in row if columns[member] != columns[number]]
            close = sum(scores.get(each, 0.0) for each in others) / len(others)
            if close >= same and not any(decided.get(each) is False for each in others):
                guests.append(number)
        found.append(tuple(guests))
    return tuple(found)

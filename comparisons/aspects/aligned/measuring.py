"""How right the alignment is: precision and recall on graded pairs, beside the plain cosine, and left-out documents.

Pure; the pairs come from a file, the tasks from the corpus. Pairs graded disputed count neither way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from comparisons.aspects.aligned.closeness import Yardstick
from comparisons.aspects.aligned.grouping import Pair

SAME = "same"
DISPUTED = "disputed"
# What leaving documents out may choose from: every number of the method, a step down and a step up.
CHOICES = tuple(
    Yardstick(broad_share=broad, named_share=named, full_wording=full, same=same)
    for broad, named, full, same in product(
        (1 / 4, 1 / 3, 1 / 2), (1 / 2, 1.0), (1 / 4, 1 / 3, 1 / 2), (0.5, 0.55, 0.6, 0.65, 0.7)
    )
)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Pairs set together rightly, set together wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the pairs set together that readers graded the same."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the pairs graded the same that were set together."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def balance(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


def accuracy(
    together: Iterable[Pair], *, grades: Mapping[Pair, str], among: Callable[[Pair], bool] = lambda pair: True
) -> Accuracy:
    """Compare pairs set together with the grades: same is right; related and ungraded are wrong (strict)."""
    found = {pair for pair in together if among(pair) and grades.get(pair) != DISPUTED}
    same = {pair for pair, grade in grades.items() if grade == SAME and among(pair)}
    return Accuracy(len(found & same), len(found - same), len(same - found))


def left_out(
    columns: Sequence[int],
    *,
    grades: Mapping[Pair, str],
    together: Callable[[Yardstick], Iterable[Pair]],
    choices: Sequence[Yardstick] = CHOICES,
) -> list[tuple[int, Yardstick, Accuracy]]:
    """For each column: the numbers that serve best on pairs without it, and how right they are on pairs with it."""
    pairs_by = {choice: frozenset(together(choice)) for choice in choices}
    results = []
    for column in sorted(set(columns)):

        def has(pair: Pair, column: int = column) -> bool:
            return column in (columns[pair[0]], columns[pair[1]])

        best = max(
            choices,
            key=lambda choice: accuracy(pairs_by[choice], grades=grades, among=lambda pair: not has(pair)).balance,
        )
        results.append((column, best, accuracy(pairs_by[best], grades=grades, among=has)))
    return results


def best_threshold(scores: Mapping[Pair, float], *, grades: Mapping[Pair, str]) -> tuple[float, Accuracy]:
    """The threshold at which a plain score serves best on these very pairs, which flatters it."""
    best = (0.0, Accuracy(0, 0, 1))
    for threshold in sorted({round(score, 3) for score in scores.values()}):
        found = accuracy((pair for pair, score in scores.items() if score >= threshold), grades=grades)
        if found.balance > best[1].balance:
            best = (threshold, found)
    return best

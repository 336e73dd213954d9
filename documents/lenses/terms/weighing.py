"""How much a word belongs to one place: weighted log-odds with the words of all places as prior.

Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008): the difference of the log-odds of a word here and
elsewhere, each smoothed by its frequency over all, divided by its standard error. Counted are tasks that have the word, not
occurrences, so that one long task does not decide.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# The prior weighs as much as this many words, in a small corpus as a fifth of all.
MOST_PRIOR = 500.0
PRIOR_SHARE = 0.2
FEWEST_TASKS = 2
# Difference in standard errors from which on a word is shown (about 10 per cent, one-sided).
LEAST_Z = 1.28


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its measure, and in how many tasks it is here and in all."""

    word: str
    z: float
    here: int
    elsewhere: int


def distinctive(
    here: Sequence[Collection[str]],
    *,
    background: Mapping[str, int],
    limit: int,
    names: Collection[str] = (),
    plain: Collection[str] = (),
) -> list[Term]:
    """The words of these tasks that stand out against `background` (word → number of tasks, these included).

    Words that hold one of the `names` say where and not what, `plain` words say nothing, and words of a single task
    may be chance: none of them is given.
    """
    counts = Counter(word for words in here for word in set(words))
    total_here, total = sum(counts.values()), sum(background.values())
    total_elsewhere = total - total_here
    if not total_here or total_elsewhere <= 0:
        return []
    weight = min(MOST_PRIOR, PRIOR_SHARE * total)
    found = []
    for word, number in counts.items():
        elsewhere = max(0, background.get(word, number) - number)
        if number < FEWEST_TASKS or word in plain or any(name in word for name in names):
            continue
        prior = weight * (number + elsewhere) / total
        here_odds = (number + prior) / (total_here + weight - number - prior)
        elsewhere_odds = (elsewhere + prior) / (total_elsewhere + weight - elsewhere - prior)
        error = math.sqrt(1 / (number + prior) + 1 / (elsewhere + prior))
        z = (math.log(here_odds) - math.log(elsewhere_odds)) / error
        if z >= LEAST_Z:
            found.append(Term(word, round(z, 2), number, elsewhere))
    whole = _without_pieces(found)
    return sorted(whole, key=lambda term: (-term.z, -term.here, -len(term.word), term.word))[:limit]


def _without_pieces(found: Sequence[Term]) -> list[Term]:
    """Less the words that stand here only inside longer ones: 挂号 where each of its tasks has 预约挂号.

    Whoever has the long word has the short one too; where both are in as many tasks, they are the same tasks.
    """
    by_number: dict[int, list[str]] = {}
    for term in found:
        by_number.setdefault(term.here, []).append(term.word)
    return [
        term for term in found if not any(term.word in other and term.word != other for other in by_number[term.here])
    ]

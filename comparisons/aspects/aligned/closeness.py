"""How close two tasks are: half by their subjects, half by their words. Pure; four numbers, each with its meaning."""

from __future__ import annotations

import math
import operator
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The numbers of the method; measured on the pairs that two readers graded (`manage.py measure_alignment`)."""

    broad_share: float = 1 / 3
    """A task whose title names no single subject is wholly about what fills this share of its wording."""
    named_share: float = 1 / 2
    """A task whose title names its subject is wholly about another one only from this share on."""
    full_wording: float = 1 / 3
    """A cosine of the words from which on the wordings count as alike as can be."""
    same: float = 0.6
    """From this closeness on two tasks stand in one row."""


YARDSTICK = Yardstick()
# Names what has no single subject: every measure of organisation is a mechanism.
GATHERING = frozenset({"support/mechanism", "other"})


@dataclass(frozen=True, slots=True)
class ProfiledTask:
    """One task as alignment sees it; `column` is the document's place among the columns."""

    column: int
    titled: tuple[str, ...]
    shares: Mapping[str, float]
    words: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close two tasks are, 0 to 1, with its two halves and the domain that both are about."""

    score: float
    subject: float
    wording: float
    domain: str


def closeness_of(
    tasks: Sequence[ProfiledTask],
    *,
    vectors: Sequence[Mapping[str, float]],
    parents: frozenset[str],
    yardstick: Yardstick = YARDSTICK,
) -> dict[tuple[int, int], Closeness]:
    """The closeness of pairs of tasks of different columns, by their places in `tasks` (the lower first).

    `vectors` are their weighted words, `parents` the domains that have others below them. Pairs that cannot reach
    `yardstick.same` are left out.
    """
    subjects = [subjects_of(task, parents=parents, yardstick=yardstick) for task in tasks]
    found = {}
    for first, second, subject, domain in _candidates(tasks, subjects, vectors, least=2 * yardstick.same - 1):
        wording = min(1.0, cosine(vectors[first], vectors[second]) / yardstick.full_wording)
        score = (subject + wording) / 2 if subjects[first] or subjects[second] else wording
        found[first, second] = Closeness(score, subject, wording, domain)
    return found


def subjects_of(task: ProfiledTask, *, parents: frozenset[str], yardstick: Yardstick = YARDSTICK) -> dict[str, float]:
    """What a task is about, each domain from 0 to 1; domains that only gather others are nobody's subject.

    推进智慧民生综合应用 names no single subject; its 31 % on 医疗 make livelihood/health 0.93.
    """
    named = [domain for domain in task.titled if domain not in parents and domain != "other"]
    full = yardstick.named_share if named else yardstick.broad_share
    subjects = {domain: min(1.0, share / full) for domain, share in task.shares.items()}
    subjects.update(dict.fromkeys(named, 1.0))
    return {domain: part for domain, part in subjects.items() if domain not in parents and domain not in GATHERING}


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word tells: the more tasks use it, the less. `unknown` is what a word weighs that none of them uses."""

    of: Mapping[str, float]
    unknown: float

    def vector(self, words: Mapping[str, float]) -> dict[str, float]:
        """The words of a task as a vector of length 1, in their order."""
        weights = {word: weight * self.of.get(word, self.unknown) for word, weight in words.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def rarity_among(tasks: Sequence[Mapping[str, float]]) -> Rarity:
    """The rarity of words among these tasks: 建设 and 推进 count for next to nothing."""
    used = Counter(word for words in tasks for word in words)
    total = len(tasks)
    return Rarity({word: math.log((total + 1) / count) for word, count in used.items()}, math.log(total + 1))


def weighted_words(
    tasks: Sequence[ProfiledTask], *, background: Sequence[Mapping[str, float]] = ()
) -> list[dict[str, float]]:
    """The words of each task as a vector of length 1; the more of these tasks use a word, the less it weighs.

    Rarity comes from the compared documents alone, so that a score stays what it is while the corpus grows.
    `background` are the words of the documents' other tasks.
    """
    rarity = rarity_among([*(task.words for task in tasks), *background])
    return [rarity.vector(task.words) for task in tasks]


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """How alike two vectors of length 1 are, 0 to 1."""
    common = first.keys() & second.keys()
    # fsum: the order of a set differs from run to run, the sum must not.
    return math.fsum(map(operator.mul, map(first.__getitem__, common), map(second.__getitem__, common)))


def _candidates(
    tasks: Sequence[ProfiledTask],
    subjects: Sequence[Mapping[str, float]],
    vectors: Sequence[Mapping[str, float]],
    *,
    least: float,
) -> Iterator[tuple[int, int, float, str]]:
    """Pairs worth weighing, with their common subject: both at least `least` about it, or both about none."""
    common: dict[tuple[int, int], tuple[float, str]] = {}
    for domain, members in sorted(_by_subject(subjects, least).items()):  # of equal ones the first, on any database
        for at, first in enumerate(members):
            for second in members[at + 1 :]:
                if tasks[first].column != tasks[second].column:
                    part = min(subjects[first][domain], subjects[second][domain])
                    if part > common.get((first, second), (0.0, ""))[0]:
                        common[first, second] = (part, domain)
    yield from ((first, second, part, domain) for (first, second), (part, domain) in common.items())
    yield from ((first, second, 0.0, "") for first, second in _without_subject(tasks, subjects, vectors))


def _by_subject(subjects: Sequence[Mapping[str, float]], least: float) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(subjects):
        for domain, part in each.items():
            if part >= least:
                found[domain].append(number)
    return found


# The words by which tasks without a subject find each other; those that weigh most say what they are about.
_FINDING_WORDS = 12


def _without_subject(
    tasks: Sequence[ProfiledTask], subjects: Sequence[Mapping[str, float]], vectors: Sequence[Mapping[str, float]]
) -> Iterator[tuple[int, int]]:
    """Pairs of tasks that are both about no domain and share one of the words that weigh most in each."""
    using: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        if not subjects[number]:
            for word in sorted(vector, key=lambda word: (-vector[word], word))[:_FINDING_WORDS]:
                using[word].append(number)
    pairs = {
        (first, second)
        for members in using.values()
        for at, first in enumerate(members)
        for second in members[at + 1 :]
        if tasks[first].column != tasks[second].column
    }
    yield from sorted(pairs)

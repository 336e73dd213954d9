"""What the view of aligned tasks is built from, as its queries hand it over: tasks, related terms, decisions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comparisons.aspects.aligned.closeness import ProfiledTask
from comparisons.aspects.aligned.grouping import Pair
from comparisons.aspects.aligned.records import TaskSpot
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, TaskEntry

# A group of related terms stands among the words under a name that no word can have.
GROUP_MARK = "≈"


@dataclass(frozen=True, slots=True)
class RelatedTerms:
    """Terms that name the same thing, by their group: 一路通 and 智能交通 belong to 智慧交通."""

    group_of: Mapping[str, str] = field(default_factory=dict)

    def pattern(self) -> re.Pattern[str] | None:
        """All terms as one expression, longest first, so that 智慧交通管理 is not cut into 智慧交通."""
        longest_first = sorted(self.group_of, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


@dataclass(frozen=True, slots=True)
class TaskWording:
    """One task with its wording and the profile that the loader wrote."""

    key: int
    column: int
    entry: TaskEntry
    text: str
    spot: TaskSpot
    titled: tuple[str, ...]
    shares: Mapping[str, float]
    words: Mapping[str, float]
    """Word → weight, telling words first."""
    terms: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """What it is looked up by in the whole corpus; read for a draft only."""

    def related(self, pattern: re.Pattern[str] | None) -> tuple[str, ...]:
        """The related terms in its wording, as often as they stand there."""
        return related_in(self.text, pattern)

    def profiled(self, related: RelatedTerms, *, found: tuple[str, ...]) -> ProfiledTask:
        """Its profile for weighing, with the groups of related terms found in it."""
        words = with_groups(self.words, title=self.entry.title, found=found, related=related)
        return ProfiledTask(self.column, self.titled, self.shares, words)


@dataclass(frozen=True, slots=True)
class OtherTask:
    """A task of the columns that is not shown: it only tells how common words are."""

    title: str
    text: str
    words: Mapping[str, float]

    def weighed_words(self, related: RelatedTerms, pattern: re.Pattern[str] | None) -> dict[str, float]:
        """Its words with the groups of related terms found in it."""
        return with_groups(self.words, title=self.title, found=related_in(self.text, pattern), related=related)


def related_in(text: str, pattern: re.Pattern[str] | None) -> tuple[str, ...]:
    """The related terms in a text, as often as they stand there."""
    return tuple(found.group() for found in pattern.finditer(text)) if pattern else ()


def with_groups(
    words: Mapping[str, float], *, title: str, found: tuple[str, ...], related: RelatedTerms
) -> dict[str, float]:
    """The words with each group of related terms as one word more, weighed like the others: 1 + ln(count)."""
    weights = dict(words)
    for group, count in Counter(related.group_of[term] for term in found).items():
        weights[f"{GROUP_MARK}{group}"] = 1 + math.log(count)
    for group in {related.group_of[term] for term in found if term in title}:
        weights[f"{GROUP_MARK}{group}"] += 1
    return weights


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of a pair of tasks, and when."""

    together: bool
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the rows are built from; tasks in the order of columns and text."""

    documents: tuple[ComparedDocument, ...]
    facts: tuple[DocumentFacts, ...]
    tasks: tuple[TaskWording, ...]
    others: tuple[OtherTask, ...]
    """Tasks of the other category: with them a score is the same whichever category is shown."""
    related: RelatedTerms
    decided: Mapping[Pair, Decided]
    """By the places of two tasks in `tasks`."""
    outdated: int
    """Decisions on these documents whose wording or number has changed since."""
    domain_names: Mapping[str, str]
    parents: frozenset[str]
    """Domains that have others below them."""
    without_profile: tuple[str, ...]
    """Labels of columns whose tasks were loaded before profiles were written."""

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

    def related(self, pattern: re.Pattern[str] | None) -> tuple[str, ...]:
        """The related terms in its wording, as often as they stand there."""
        return tuple(found.group() for found in pattern.finditer(self.text)) if pattern else ()

    def profiled(self, related: RelatedTerms, *, found: tuple[str, ...]) -> ProfiledTask:
        """Its profile for weighing; a group of related terms counts as one more word, weighed like the others."""
        words = dict(self.words)
        for group, count in Counter(related.group_of[term] for term in found).items():
            words[f"{GROUP_MARK}{group}"] = 1 + math.log(count)
        for group in {related.group_of[term] for term in found if term in self.entry.title}:
            words[f"{GROUP_MARK}{group}"] += 1
        return ProfiledTask(self.column, self.titled, self.shares, words)


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

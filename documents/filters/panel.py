"""What the filter panel shows of each facet: the fullest choices, all of them, or those whose names hold a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.filters.facets import Choice, Facet
from documents.keywords.folding import fold

# A facet with more choices than this folds to its first ones, and has a field to look for one by name.
FOLD_OVER = 12
FIRST = 8
# More than this is no list that one reads; the field finds the rest.
MOST_SHOWN = 60
MOST_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Group:
    """One facet as the panel shows it."""

    name: str
    legend: str
    kind: str
    choices: tuple[Choice, ...]
    total: int
    words: str
    """What the reader looks for among the choices."""
    is_open: bool
    has_search: bool
    less_url: str

    @property
    def with_notes(self) -> bool:
        """Whether what stands beside a name is needed: there are many, or two have one name."""
        return self.has_search or len({choice.label for choice in self.choices}) < len(self.choices)

    @property
    def is_folded(self) -> bool:
        """Whether there is more to show by asking for it."""
        return not self.is_open and not self.words and self.total > len(self.choices)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is ever shown: a reader has to look for it by name."""
        return (self.is_open and self.total > len(self.choices)) or (bool(self.words) and self.found >= MOST_SHOWN)

    @property
    def found(self) -> int:
        """How many choices the words find, those that stand there because they are on not counted."""
        return sum(holds(choice, self.words) for choice in self.choices)


def group_of(
    facet: Facet,
    *,
    words: str,
    is_open: bool,
    less_url: str,
    has_words: bool = True,
    found: Sequence[Choice] | None = None,
) -> Group:
    """The facet as the panel shows it; `found` are the choices with these words where the facet does not hold all.

    `has_words` tells whether the address has a place for words that are looked for in this facet. Choices that are on stay in sight whatever is looked for, so that they can be taken off.
    """
    total = facet.total or len(facet.choices)
    has_search = facet.searchable and has_words and total > FOLD_OVER
    words = words if has_search else ""
    if words:
        shown = _found(facet, words, found)
    elif total <= FOLD_OVER:
        shown = facet.choices
    else:
        shown = _fullest(facet, MOST_SHOWN if is_open else FIRST)
    return Group(facet.name, facet.legend, facet.kind, shown, total, words, is_open, has_search, less_url)


def holds(choice: Choice, words: str) -> bool:
    """Whether every word stands in the name of the choice or beside it; width, case and script are no difference.

    Example: holds(Choice("3", "市公安局", 4, False, also="山东省", note="济南市"), "濟南 公安") is True.
    """
    names = fold(f"{choice.label} {choice.also}{choice.note}{choice.label}")
    return all(fold(word) in names for word in words.split())


def _found(facet: Facet, words: str, found: Sequence[Choice] | None) -> tuple[Choice, ...]:
    among = _ordered(facet) if found is None else tuple(found)
    fitting = [choice for choice in among if holds(choice, words)][:MOST_SHOWN]
    values = {choice.value for choice in fitting}
    return (*fitting, *(choice for choice in facet.choices if choice.selected and choice.value not in values))


def _fullest(facet: Facet, number: int) -> tuple[Choice, ...]:
    """The choices with most rows and those that are on; by their numbers, or in the order they have."""
    fullest = {choice.value for choice in sorted(facet.choices, key=lambda choice: -choice.count)[:number]}
    return tuple(choice for choice in _ordered(facet) if choice.value in fullest or choice.selected)


def _ordered(facet: Facet) -> tuple[Choice, ...]:
    """Choosing within a facet leaves its numbers, and so this order, as they are."""
    if not facet.fullest_first:
        return facet.choices
    return tuple(sorted(facet.choices, key=lambda choice: -choice.count))

"""Leafing through very many passages: of a page, only the documents that stand on it are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from documents.search.tally import Facts


@dataclass(frozen=True, slots=True)
class Leaves:
    """Keys of passages, document after document; how many each document has is known beforehand."""

    documents: Mapping[int, int]
    """Document -> its number of passages, in the order of the list."""
    read: Callable[[Collection[int]], Iterable[int]]
    """The keys of the passages of some of these documents, in the order of the list."""

    def __getitem__(self, part: slice) -> list[int]:
        """The keys from one place of the list to another."""
        first = part.start or 0
        start, reached, on_the_page = 0, 0, []
        for document, number in self.documents.items():
            if reached >= part.stop:
                break
            if reached + number > first:
                on_the_page.append(document)
            else:
                start = reached + number  # this one ends before the page
            reached += number
        return list(self.read(on_the_page))[first - start : part.stop - start] if on_the_page else []


def in_order(documents: Iterable[int], *, facts: Mapping[int, Facts], sort: str) -> list[int]:
    """Documents as a list stands that is not weighed; the database orders their passages alike (ORDERINGS, UNWEIGHED).

    >>> in_order([1, 2, 3], facts={}, sort="relevance")
    [3, 2, 1]
    """
    keys = sorted(documents, reverse=sort == "relevance")
    if sort == "place":
        keys.sort(key=lambda key: facts[key].code)
    if sort == "issued":
        keys.sort(key=lambda key: facts[key].issued_on, reverse=True)  # equal ones stay as they are, no date comes last
    return keys

"""Where the passages of one query stand, counted once: every number beside every choice comes from this one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractYear

from documents.filters.years import NO_YEAR
from documents.querysets import CountedQuerySet


class Share(NamedTuple):
    """How many passages of one part of one document hold the words."""

    document: int
    jurisdiction: int
    level: str
    document_type: str
    year: str
    part: str
    number: int


Chosen = Mapping[str, Collection[Any]]
"""Name of a column of Share -> the values that are chosen; nothing where none is."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The passages of one query by document and part."""

    shares: tuple[Share, ...] = ()

    def by(self, column: str, *, chosen: Chosen) -> Counter[Any]:
        """Passages by the values of a column, over all conditions but the column's own."""
        counts: Counter[Any] = Counter()
        others = {name: values for name, values in chosen.items() if name != column}
        for share in self._fitting(others):
            counts[getattr(share, column)] += share.number
        return counts

    def total(self, *, chosen: Chosen) -> int:
        """All passages that fit."""
        return sum(share.number for share in self._fitting(chosen))

    def documents(self, *, chosen: Chosen) -> Counter[int]:
        """The documents that fit, each with its number of passages."""
        counts: Counter[int] = Counter()
        for share in self._fitting(chosen):
            counts[share.document] += share.number
        return counts

    def _fitting(self, chosen: Chosen) -> list[Share]:
        return [
            share
            for share in self.shares
            if all(not values or getattr(share, name) in values for name, values in chosen.items())
        ]


def tally_of(queryset: CountedQuerySet) -> Tally:
    """Count the passages of a query, before any other condition."""
    rows = (
        queryset.order_by()
        .annotate(year=ExtractYear("document__issued_on"))
        .values_list(
            "document_id",
            "document__jurisdiction_id",
            "document__jurisdiction__level",
            "document__document_type",
            "year",
            "part",
        )
        .annotate(number=Count("pk"))
    )
    return Tally(tuple(Share._make((*row[:4], str(row[4] or NO_YEAR), *row[5:])) for row in rows))

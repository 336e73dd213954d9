"""Where the passages of one query stand, counted once: every number beside every choice comes from this one answer."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractYear

from documents.filters.years import NO_YEAR
from documents.models import PolicyDocument
from documents.querysets import CountedQuerySet

PROVINCE_DIGITS = 2


class Share(NamedTuple):
    """How many passages of one part of one document hold the words."""

    document: int
    jurisdiction: int
    province: str
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

    def values(self, column: str) -> set[Any]:
        """Every value of a column among the passages with the words, under no other condition."""
        return {getattr(share, column) for share in self.shares}

    def _fitting(self, chosen: Chosen) -> Sequence[Share]:
        on = [(name, values) for name, values in chosen.items() if values]
        if not on:
            return self.shares  # a word that stands everywhere has tens of thousands, asked for once a facet
        return [share for share in self.shares if all(getattr(share, name) in values for name, values in on)]


def tally_of(queryset: CountedQuerySet) -> Tally:
    """Count the passages of a query, before any other condition; two questions: the passages, then their documents."""
    counted = list(
        queryset.order_by()
        .values_list("document_id", "part")
        .annotate(number=Count("pk"))
        .values_list("document_id", "part", "number")
    )
    documents = _documents({document for document, _part, _number in counted})
    return Tally(tuple(Share(document, *documents[document], part, number) for document, part, number in counted))


def packed(tally: Tally) -> bytes:
    """The tally as it is remembered: of a word that stands everywhere it is long, and much alike."""
    return zlib.compress(json.dumps(tally.shares).encode(), level=1)


def unpacked(data: bytes) -> Tally:
    """The tally that was packed."""
    return Tally(tuple(Share(*share) for share in json.loads(zlib.decompress(data))))


def _documents(keys: Collection[int]) -> dict[int, tuple[int, str, str, str, str]]:
    """What the choices go by: place, province, level, genre and year of each document."""
    rows = PolicyDocument.objects.filter(pk__in=keys).values_list(
        *("pk", "jurisdiction_id", "jurisdiction__code", "jurisdiction__level", "document_type"),
        ExtractYear("issued_on"),
    )
    return {
        pk: (place, province_of(code), level, genre, str(year or NO_YEAR))
        for pk, place, code, level, genre, year in rows
    }


def province_of(code: str) -> str:
    """The code of the province that a place lies in (GB/T 2260: the first two digits).

    >>> province_of("420302")
    '420000'
    """
    return f"{code[:PROVINCE_DIGITS]}0000"

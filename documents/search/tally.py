"""Where the passages of one query stand, counted once: every number beside every choice comes from this one answer."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count

from documents.filters.years import NO_YEAR
from documents.models import Jurisdiction, Passage, PolicyDocument
from documents.querysets import CountedQuerySet, User
from documents.remembered import remembered

PROVINCE_DIGITS = 2
YEAR_DIGITS = 4
PARTS: tuple[str, ...] = tuple(Passage.Part.values)


class Facts(NamedTuple):
    """What the choices and orders know of a document."""

    jurisdiction: int
    code: str
    province: str
    level: str
    document_type: str
    issued_on: str
    """2022-11-30, empty where there is no date."""

    @property
    def year(self) -> str:
        """The year of the date, as the choices call it."""
        return self.issued_on[:YEAR_DIGITS] or NO_YEAR


Chosen = Mapping[str, Collection[Any]]
"""Name of a fact, "part" or "document" -> the values that are chosen; nothing where none is."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The passages of one query by document and part."""

    counts: Mapping[int, Sequence[int]]
    """Document -> how many passages of each of PARTS."""
    facts: Mapping[int, Facts]

    def by(self, column: str, *, chosen: Chosen) -> Counter[Any]:
        """Passages by the values of a column, over all conditions but the column's own."""
        others = {name: values for name, values in chosen.items() if name != column}
        if column == "part":
            columns = zip(*(self.counts[key] for key in self._fitting(others)), strict=True)
            return Counter({part: number for part, number in zip(PARTS, map(sum, columns), strict=False) if number})
        counts: Counter[Any] = Counter()
        for key, number in self.documents(chosen=others).items():
            counts[getattr(self.facts[key], column)] += number
        return counts

    def total(self, *, chosen: Chosen) -> int:
        """All passages that fit."""
        return sum(self.documents(chosen=chosen).values())

    def documents(self, *, chosen: Chosen) -> dict[int, int]:
        """The documents that fit, each with its number of passages."""
        parts = chosen.get("part")
        if not parts:
            return {key: sum(self.counts[key]) for key in self._fitting(chosen)}
        places = [place for place, part in enumerate(PARTS) if part in parts]
        numbers = {key: sum(self.counts[key][place] for place in places) for key in self._fitting(chosen)}
        return {key: number for key, number in numbers.items() if number}

    def values(self, column: str) -> set[Any]:
        """Every value of a column among the passages with the words, under no other condition."""
        return {getattr(self.facts[key], column) for key in self.counts}

    def _fitting(self, chosen: Chosen) -> Iterator[int]:
        """The documents that fit all conditions on documents."""
        on = [(name, values) for name, values in chosen.items() if values and name not in ("part", "document")]
        wanted = chosen.get("document")
        for key in self.counts:
            facts = self.facts[key]
            if (not wanted or key in wanted) and all(getattr(facts, name) in values for name, values in on):
                yield key


def tally_of(passages: CountedQuerySet, *, user: User) -> Tally:
    """Count passages, before any other condition, in those documents that `user` may see."""
    facts = facts_of_documents(user)
    rows = passages.order_by().values_list("document_id", "part").annotate(number=Count("pk"))
    counts: dict[int, list[int]] = {}
    place = {part: number for number, part in enumerate(PARTS)}
    for document, part, number in rows.values_list("document_id", "part", "number"):
        if document in facts:
            counts.setdefault(document, [0] * len(PARTS))[place[part]] = number
    return Tally(counts, facts)


def packed(tally: Tally) -> bytes:
    """The counts as they are remembered: of a word that stands everywhere they are long, and much alike."""
    return _pack([list(tally.counts), list(tally.counts.values())])


def unpacked(data: bytes, *, user: User) -> Tally:
    """The tally whose counts were packed."""
    keys, counts = json.loads(zlib.decompress(data))
    facts = facts_of_documents(user)
    if not facts.keys() >= set(keys):  # remembered of a state that has passed meanwhile
        counts = [count for key, count in zip(keys, counts, strict=True) if key in facts]
        keys = [key for key in keys if key in facts]
    return Tally(dict(zip(keys, counts, strict=True)), facts)


def facts_of_documents(user: User) -> dict[int, Facts]:
    """What is known of every document that `user` may see; asked once while nothing changes."""
    data = remembered("facts of documents", lambda: _pack(list(_facts(user))), user=user)
    return {key: Facts(*facts) for key, *facts in json.loads(zlib.decompress(data))}


def _facts(user: User) -> Iterator[tuple[Any, ...]]:
    """Key and facts of each document.

    A question for each column, since each is answered by an index alone: in the table itself the place stands behind
    the texts, and reading past those costs a second for 20,000 documents.
    """
    documents = PolicyDocument.objects.visible_to(user).order_by()
    places = {pk: (code, level) for pk, code, level in Jurisdiction.objects.values_list("pk", "code", "level")}
    genres = dict(documents.values_list("pk", "document_type"))
    dates = dict(documents.values_list("pk", "issued_on"))
    for key, place in documents.values_list("pk", "jurisdiction_id"):
        if key in genres and key in dates and place in places:  # loaded between two of the questions
            code, level = places[place]
            yield key, place, code, province_of(code), level, genres[key], dates[key].isoformat() if dates[key] else ""


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), level=1)


def province_of(code: str) -> str:
    """The code of the province that a place lies in (GB/T 2260: the first two digits).

    >>> province_of("420302")
    '420000'
    """
    return f"{code[:PROVINCE_DIGITS]}0000"

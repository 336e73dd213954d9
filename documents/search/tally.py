"""Where the passages of one query stand, counted once: every number beside every choice comes from this one answer."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, NamedTuple

from django.db.models import Count

from documents.filters.years import NO_YEAR
from documents.models import Jurisdiction, Passage, PolicyDocument
from documents.querysets import CountedQuerySet, User
from documents.remembered import remembered

PROVINCE_DIGITS = 2
YEAR_DIGITS = 4
# What is known of so few documents is asked for itself.
FEW = 100
PARTS: tuple[str, ...] = tuple(Passage.Part.values)


class Facts(NamedTuple):
    """What the choices and orders know of a document."""

    jurisdiction: int
    document_type: str
    issued_on: str
    """2022-11-30, empty where there is no date."""
    year: str
    code: str
    province: str
    level: str


Chosen = Mapping[str, Collection[Any]]
"""Name of a fact, "part" or "document" -> the values that are chosen; nothing where none is."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The passages of one query by document and part: a column of documents, and beside it one for each part."""

    keys: Sequence[int] = ()
    parts: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(PARTS, ()))
    facts: Mapping[int, Facts] = field(default_factory=dict)

    def by(self, column: str, *, chosen: Chosen) -> Counter[Any]:
        """Passages by the values of a column, over all conditions but the column's own."""
        others = {name: values for name, values in chosen.items() if name != column}
        if column == "part":
            return Counter({part: sum(self.documents(chosen=others | {"part": {part}}).values()) for part in PARTS})
        counts: Counter[Any] = Counter()
        place = Facts._fields.index(column)
        for key, number in self.documents(chosen=others).items():
            counts[self.facts[key][place]] += number
        return counts

    def total(self, *, chosen: Chosen) -> int:
        """All passages that fit."""
        return sum(self.documents(chosen=chosen).values())

    def documents(self, *, chosen: Chosen) -> dict[int, int]:
        """The documents that fit, each with its number of passages."""
        columns = [self.parts[part] for part in chosen.get("part") or PARTS]
        numbers = dict(zip(self.keys, map(sum, zip(*columns, strict=True)), strict=True))
        on = [(name, values) for name, values in chosen.items() if values and name not in ("part", "document")]
        wanted = chosen.get("document")
        return {
            key: number
            for key, number in numbers.items()
            if number and (not wanted or key in wanted) and (not on or self._fits(key, on))
        }

    def _fits(self, key: int, on: Collection[tuple[str, Collection[Any]]]) -> bool:
        return all(getattr(self.facts[key], name) in values for name, values in on)

    def values(self, column: str) -> set[Any]:
        """Every value of a column among the passages with the words, under no other condition."""
        place = Facts._fields.index(column)
        return {self.facts[key][place] for key in self.keys}


def tally_of(passages: CountedQuerySet) -> bytes:
    """Count passages in every document, before any other condition, as it is remembered.

    Of a word that stands everywhere it is long, and much alike.
    """
    rows = passages.order_by().values_list("document_id", "part").annotate(number=Count("pk"))
    place = {part: number for number, part in enumerate(PARTS)}
    counts: dict[int, list[int]] = {}
    for document, part, number in rows.values_list("document_id", "part", "number"):
        if document not in counts:
            counts[document] = [0] * len(PARTS)
        counts[document][place[part]] = number
    return _pack([list(counts), *zip(*counts.values(), strict=True)])


def unpacked(data: bytes, *, user: User) -> Tally:
    """The tally, of those documents that `user` may see."""
    keys, *columns = json.loads(zlib.decompress(data))
    if not keys:
        return Tally()
    facts = facts_of_documents(keys, user=user)
    parts = dict(zip(PARTS, columns, strict=True))
    if facts.keys() >= set(keys):
        return Tally(keys, parts, facts)
    seen = [key in facts for key in keys]
    return Tally(
        list(compress(keys, seen)), {part: list(compress(column, seen)) for part, column in parts.items()}, facts
    )


def facts_of_documents(keys: Collection[int], *, user: User) -> dict[int, Facts]:
    """What is known of these documents, as far as `user` may see them; of more than a few, what is remembered of all."""
    visible = PolicyDocument.objects.visible_to(user)
    if len(keys) <= FEW:
        documents, places = _facts(visible.filter(pk__in=keys))
    else:
        data = remembered("facts of documents", lambda: _pack(_facts(visible)), user=user)
        documents, places = json.loads(zlib.decompress(data))
    return {
        key: Facts(place, genre, date, date[:YEAR_DIGITS] or NO_YEAR, *places[str(place)])
        for key, place, genre, date in zip(*documents, strict=True)
    }


def _facts(documents: CountedQuerySet) -> tuple[Any, Any]:
    """Columns of what is known of documents, and of their places by key.

    A question for each column, since each is answered by an index alone: in the table itself the place stands behind
    the texts, and reading past those costs a second for 20,000 documents.
    """
    documents = documents.order_by()
    places = {
        str(pk): (code, province_of(code), level)
        for pk, code, level in Jurisdiction.objects.values_list("pk", "code", "level")
    }
    genres = dict(documents.values_list("pk", "document_type"))
    dates = dict(documents.values_list("pk", "issued_on"))
    rows = [
        (key, place, genres[key], dates[key].isoformat() if dates[key] else "")
        for key, place in documents.values_list("pk", "jurisdiction_id")
        if key in genres and key in dates and str(place) in places  # otherwise it came between two of the questions
    ]
    return list(zip(*rows, strict=True)) or [()] * 4, {
        str(place): places[str(place)] for _key, place, _genre, _date in rows
    }


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), level=1)


def province_of(code: str) -> str:
    """The code of the province that a place lies in (GB/T 2260: the first two digits).

    >>> province_of("420302")
    '420000'
    """
    return f"{code[:PROVINCE_DIGITS]}0000"

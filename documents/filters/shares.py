"""Rows counted once by their place or document and by columns of their own: most numbers of a panel come from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import ExtractYear

from documents.filters.years import NO_YEAR
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User

OF_PLACES = ("jurisdiction", "level", "within")
OF_DOCUMENTS = (*OF_PLACES, "signed", "document_type")

# More keys than this are not named in a question.
MOST_NAMED = 500

Facts = Mapping[str, Any]
"""Condition -> the value that a place, a document or a row has under it."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many rows have the same values, under all conditions that do not speak of these values."""

    rows: Sequence[tuple[Facts, int]]
    chosen: Mapping[str, Collection[Any]]
    """Condition -> the values that are on; nothing where none is."""

    def by(self, name: str) -> Counter[Any]:
        """Rows by their value under one condition, over all conditions but that one."""
        others = [(other, values) for other, values in self.chosen.items() if values and other != name]
        counts: Counter[Any] = Counter()
        for facts, number in self.rows:
            if all(facts[other] in values for other, values in others):
                counts[facts[name]] += number
        return counts

    def total(self) -> int:
        """Rows that fit every condition."""
        on = [(name, values) for name, values in self.chosen.items() if values]
        return sum(number for facts, number in self.rows if all(facts[name] in values for name, values in on))


def shared(numbers: Mapping[Any, int], *, facts: Mapping[Any, Facts], names: Sequence[str]) -> list[tuple[Facts, int]]:
    """Numbers by (place or document, value, value …) with the facts of the first and the names of the others."""
    return [
        ({**facts[key], **dict(zip(names, values, strict=True))}, number)
        for (key, *values), number in numbers.items()
        if key in facts
    ]


def facts_of_places(keys: Collection[Any] | None = None) -> dict[Any, dict[str, Any]]:
    """Each place with its level and its province (a code; empty above provinces); one question.

    A province is looked for three steps up, as far as a township is below it.
    """
    rows = {pk: (code, level, parent) for pk, code, level, parent in _places()}
    wanted = rows if keys is None else [key for key in keys if key in rows]
    return {key: {"jurisdiction": key, "level": rows[key][1], "within": _province(key, rows)} for key in wanted}


def facts_of_documents(user: User, *, keys: Collection[int] | None = None) -> dict[Any, dict[str, Any]]:
    """Each document that `user` may see with what is known of its place, its year and its genre; two questions.

    Of few `keys` only these are looked for; of very many, all, which is quicker.
    """
    documents = PolicyDocument.objects.visible_to(user)
    if keys is not None and len(keys) <= MOST_NAMED:
        documents = documents.filter(pk__in=keys)
    rows = list(documents.values_list("pk", "jurisdiction_id", ExtractYear("issued_on"), "document_type"))
    # After the documents: an import may bring a document and its place between the two questions.
    places = facts_of_places()
    return {
        pk: {**places[place], "signed": str(year or NO_YEAR), "document_type": genre}
        for pk, place, year, genre in rows
        if place in places
    }


def values_of_documents(user: User) -> dict[str, set[Any]]:
    """Level, province and year -> every value of it among the documents that `user` may see."""
    documents = PolicyDocument.objects.visible_to(user).order_by()
    places = facts_of_places(set(documents.values_list("jurisdiction_id", flat=True).distinct())).values()
    years = documents.annotate(year=ExtractYear("issued_on")).values_list("year", flat=True).distinct()
    return {
        "level": {place["level"] for place in places},
        "within": {place["within"] for place in places},
        "signed": {str(year or NO_YEAR) for year in years},
    }


def _places() -> Any:
    return Jurisdiction.objects.order_by().values_list("pk", "code", "level", "parent_id")


def _province(key: Any, rows: Mapping[Any, tuple[str, str, Any]]) -> str:
    place: Any = key
    while place is not None:
        code, level, parent = rows[place]
        if level == Jurisdiction.Level.PROVINCE:
            return code
        place = parent
    return ""

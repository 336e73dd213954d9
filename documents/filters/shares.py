"""Rows counted once by what they belong to, a place or a document: every number by place, level, genre, year comes from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import ExtractYear

from documents.filters.years import NO_YEAR
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User

OF_PLACES = ("jurisdiction", "level", "within")
OF_DOCUMENTS = (*OF_PLACES, "signed", "document_type")

Facts = Mapping[Any, Mapping[str, Any]]
"""Key of a place or a document -> its value under each condition that speaks of places or documents."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many rows each place or document holds, under all conditions that do not speak of places or documents."""

    numbers: Mapping[Any, int]
    facts: Facts
    chosen: Mapping[str, Collection[Any]]
    """Condition -> the values that are on; nothing where none is."""

    def by(self, name: str) -> Counter[Any]:
        """Rows by their value under one condition, over all conditions but that one."""
        others = {other: values for other, values in self.chosen.items() if values and other != name}
        counts: Counter[Any] = Counter()
        for key, number in self.numbers.items():
            facts = self.facts.get(key)
            if facts and all(facts[other] in values for other, values in others.items()):
                counts[facts[name]] += number
        return counts

    def values(self, name: str) -> set[Any]:
        """Every value that a condition can take in the corpus, whether rows fit or not."""
        return {facts[name] for facts in self.facts.values()}


def facts_of_places(keys: Collection[Any] | None = None) -> dict[Any, dict[str, Any]]:
    """Each place with its level and its province (a code; empty above provinces); one question.

    A province is looked for three steps up, as far as a township is below it.
    """
    rows = {pk: (code, level, parent) for pk, code, level, parent in _places()}
    wanted = rows if keys is None else [key for key in keys if key in rows]
    return {key: {"jurisdiction": key, "level": rows[key][1], "within": _province(key, rows)} for key in wanted}


def facts_of_documents(user: User) -> dict[Any, dict[str, Any]]:
    """Each document that `user` may see with what is known of its place, its year and its genre; two questions."""
    places = facts_of_places()
    rows = PolicyDocument.objects.visible_to(user).values_list(
        "pk", "jurisdiction_id", ExtractYear("issued_on"), "document_type"
    )
    return {
        pk: {**places[place], "signed": str(year or NO_YEAR), "document_type": genre} for pk, place, year, genre in rows
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

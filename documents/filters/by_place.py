"""Facets that lists share: place, province, level, and where rows belong to a document its year and genre."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from documents.corpus import visible_jurisdictions
from documents.filters.base import ListFilter
from documents.filters.facets import Choice, Facet, facet_of_choices
from documents.filters.places import jurisdiction_facet, level_facet, places_named
from documents.filters.scope import provinces
from documents.filters.shares import (
    OF_DOCUMENTS,
    OF_PLACES,
    Shares,
    facts_of_documents,
    facts_of_places,
    shared,
    values_of_documents,
)
from documents.filters.years import DATE_CHOICES
from documents.remembered import remembered


class PlacedFilter(ListFilter):
    """A filter of rows that belong to a place; all numbers by place come from one question."""

    searchable: ClassVar[tuple[str, ...]] = ("jurisdiction", "within")
    belongs_to: ClassVar[str] = "jurisdiction_id"
    of_shares: ClassVar[tuple[str, ...]] = OF_PLACES
    counts_all: ClassVar[bool] = True
    own_columns: ClassVar[tuple[str, ...]] = ()
    """Columns of the rows themselves that are counted along; each is the name of a condition too."""

    @cached_property
    def facts(self) -> dict[Any, dict[str, Any]]:
        """What is known of each place, or document, that rows may belong to."""
        return facts_of_places(visible_jurisdictions(self.user).values_list("pk", flat=True))

    @cached_property
    def shares(self) -> Shares:
        """The rows by what they belong to and by their own columns, under all other conditions."""
        names = (*self.of_shares, *self.own_columns)
        # "pk" again, so that one column and several come in the same shape
        numbers = self.without(*names).counts_by(self.belongs_to, *(self.own_columns or (self.belongs_to,)))
        rows = shared(numbers, facts=self.facts, names=self.own_columns or ("",))
        return Shares(rows, {name: self._values_on(name) for name in names})

    def numbers_by(self, name: str) -> Mapping[Any, int]:
        """Rows by their values under one condition, over all others."""
        return self.shares.by(name)

    @cached_property
    def number(self) -> int:
        """How many rows fit: the shares know it, so that the sentence and the facets cannot disagree."""
        return self.shares.total()

    def present(self, name: str) -> set[Any]:
        """Every value that what rows belong to can have, whether rows fit or not."""
        return {facts[name] for facts in self.facts.values()}

    def _values_on(self, name: str) -> frozenset[Any]:
        """Values that are on as the shares know them: keys of places, codes of provinces, words."""
        values = self.given.get(name) or ()
        if name == "jurisdiction":
            return frozenset(row.pk for row in values)
        return frozenset(row.code for row in values) if name == "within" else frozenset(values)

    def place_facets(self) -> tuple[Facet, ...]:
        """Places; provinces where there are several; levels."""
        places = jurisdiction_facet(
            counts=self.numbers_by("jurisdiction"), selected=self.selected("jurisdiction"), user=self.user
        )
        return (places, *self.facets_above())

    def facets_above(self) -> tuple[Facet, ...]:
        """Provinces where there are several; levels."""
        found = self.present("within")
        offered = [(code, name) for code, name in provinces().values_list("code", "name") if code in found]
        return (
            *([self.shared_facet("within", offered, searchable=True)] if len(offered) > 1 else []),
            level_facet(
                counts=self.numbers_by("level"), selected=self.selected("level"), present=self.present("level")
            ),
        )

    def shared_facet(self, name: str, choices: Any, *, searchable: bool = False) -> Facet:
        """One facet counted by the shares, over a fixed list of choices."""
        return facet_of_choices(
            name,
            self.filters[name].label,
            choices=choices,
            counts=self.numbers_by(name),
            selected=self.selected(name),
            searchable=searchable,
        )

    def choices_named(self, name: str, words: str) -> tuple[Choice, ...]:
        """Places by name, asked of the database: only of places are there more than a facet keeps."""
        if name != "jurisdiction":
            return super().choices_named(name, words)
        return places_named(words, counts_of=self._numbers_of, selected=self.selected(name), user=self.user)

    def _numbers_of(self, places: Collection[int]) -> Mapping[Any, int]:
        return self.without("jurisdiction").filter(jurisdiction__in=places).counts_by("jurisdiction_id")


class DocumentFactFilter(PlacedFilter):
    """A filter of rows that belong to a document: tasks, targets."""

    belongs_to: ClassVar[str] = "document_id"
    of_shares: ClassVar[tuple[str, ...]] = OF_DOCUMENTS
    document_types: list[tuple[str, str]]

    @cached_property
    def facts(self) -> dict[Any, dict[str, Any]]:
        """What is known of each document."""
        return facts_of_documents(self.user)

    def present(self, name: str) -> set[Any]:
        """Every value that a document can have, whether rows fit or not; the same for all, so it is remembered."""
        values = remembered("values of documents", lambda: values_of_documents(self.user), user=self.user)
        return set(values[name])

    def document_facets(self) -> tuple[Facet, ...]:
        """Year and genre of the document a row belongs to."""
        present = self.present("signed") | self.selected("signed")
        years = [choice for choice in DATE_CHOICES if choice[0] in present]
        return (
            self.shared_facet("signed", years),
            self.shared_facet("document_type", self.document_types, searchable=True),
        )

    def either_facet(self, name: str, legend: str, *, choices: Sequence[tuple[str, Any]], shown: str) -> Facet:
        """Which of two kinds of rows the list is about, or both: the last of `choices` stands for both."""
        counts = self.numbers_by(name)
        both = choices[-1][0]
        return facet_of_choices(
            name,
            legend,
            choices=choices,
            counts={**counts, both: sum(counts.values())},
            selected={shown},
            kind="radio",
        )

"""Facets that lists share: place, province, level, and where rows belong to a document its year and genre."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from documents.corpus import visible_jurisdictions
from documents.filters.base import ListFilter
from documents.filters.facets import Choice, Facet, facet_of_choices
from documents.filters.places import jurisdiction_facet, level_facet, places_named
from documents.filters.scope import provinces
from documents.filters.shares import OF_DOCUMENTS, OF_PLACES, Shares, facts_of_documents, facts_of_places
from documents.filters.years import DATE_CHOICES


class PlacedFilter(ListFilter):
    """A filter of rows that belong to a place; all numbers by place come from one question."""

    searchable: ClassVar[tuple[str, ...]] = ("jurisdiction", "within")
    of_shares: ClassVar[tuple[str, ...]] = OF_PLACES

    @cached_property
    def shares(self) -> Shares:
        """The rows by what they belong to, under the conditions that do not speak of it."""
        return Shares(self._numbers(), self._facts(), {name: self._values_on(name) for name in self.of_shares})

    def _numbers(self) -> dict[Any, int]:
        return self.without(*self.of_shares).counts_by("jurisdiction_id")

    def _facts(self) -> dict[Any, dict[str, Any]]:
        return facts_of_places(visible_jurisdictions(self.user).values_list("pk", flat=True))

    def _values_on(self, name: str) -> frozenset[Any]:
        """Values that are on as the shares know them: keys of places, codes of provinces, words."""
        values = self.given.get(name) or ()
        if name == "jurisdiction":
            return frozenset(row.pk for row in values)
        return frozenset(row.code for row in values) if name == "within" else frozenset(values)

    def place_facets(self) -> tuple[Facet, ...]:
        """Places; provinces where there are several; levels."""
        found = self.shares.values("within")
        offered = [(code, name) for code, name in provinces().values_list("code", "name") if code in found]
        return (
            jurisdiction_facet(
                counts=self.shares.by("jurisdiction"), selected=self.selected("jurisdiction"), user=self.user
            ),
            *([self.shared_facet("within", offered, searchable=True)] if len(offered) > 1 else []),
            level_facet(
                counts=self.shares.by("level"), selected=self.selected("level"), present=self.shares.values("level")
            ),
        )

    def shared_facet(self, name: str, choices: Any, *, searchable: bool = False) -> Facet:
        """One facet counted by the shares, over a fixed list of choices."""
        return facet_of_choices(
            name,
            self.filters[name].label,
            choices=choices,
            counts=self.shares.by(name),
            selected=self.selected(name),
            searchable=searchable,
        )

    def choices_named(self, name: str, words: str) -> tuple[Choice, ...]:
        """Places by name, asked of the database: only of places are there more than a facet keeps."""
        if name != "jurisdiction":
            return super().choices_named(name, words)
        return places_named(words, counts=self.shares.by("jurisdiction"), selected=self.selected(name), user=self.user)


class DocumentFactFilter(PlacedFilter):
    """A filter of rows that belong to a document: tasks, targets."""

    of_shares: ClassVar[tuple[str, ...]] = OF_DOCUMENTS
    document_types: list[tuple[str, str]]

    def _numbers(self) -> dict[Any, int]:
        return self.without(*self.of_shares).counts_by("document_id")

    def _facts(self) -> dict[Any, dict[str, Any]]:
        return facts_of_documents(self.user)

    def document_facets(self) -> tuple[Facet, ...]:
        """Year and genre of the document a row belongs to."""
        present = self.shares.values("signed") | self.selected("signed")
        years = [choice for choice in DATE_CHOICES if choice[0] in present]
        return (
            self.shared_facet("signed", years),
            self.shared_facet("document_type", self.document_types, searchable=True),
        )

    def plain_facet(self, name: str, column: str, choices: Any, *, searchable: bool = False) -> Facet:
        """A facet of one column of the rows themselves."""
        return facet_of_choices(
            name,
            self.filters[name].label,
            choices=choices,
            counts=self.without(name).counts_by(column),
            selected=self.selected(name),
            searchable=searchable,
        )

"""Filter of passages: by words, place, level, genre, year and part of the document, with counts beside each choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.addresses import PLACES, encoded
from documents.corpus import visible_jurisdictions
from documents.filters.base import (
    AnyRowFilter,
    AnyValueFilter,
    HeldValueFilter,
    ListFilter,
    SortFilter,
    Unnarrowing,
    ViewFilter,
    WayOut,
)
from documents.filters.facets import Choice, Facet, facet_of_choices
from documents.filters.places import (
    LEVEL_CHOICES,
    document_type_choices,
    jurisdiction_facet,
    level_facet,
    places_named,
)
from documents.filters.years import DATE_CHOICES, NO_YEAR, split_years, year_facet
from documents.keywords.query import MAX_CHARACTERS, Query, QueryProblem, read_query
from documents.models import Jurisdiction, Passage, PolicyDocument
from documents.querysets import COUNT_LIMIT, CountedQuerySet, User
from documents.remembered import remembered
from documents.search.asking import LOOKED_UP, Alternatives, Way, holding, to_count, weighed
from documents.search.leaves import Leaves, in_order
from documents.search.related import Related, related_to
from documents.search.tally import PROVINCE_DIGITS, Tally, province_of, tally_of, unpacked

RELEVANCE = "relevance"
SORT_CHOICES = [
    (RELEVANCE, gettext_lazy("按相关程度")),
    ("source", gettext_lazy("按文件、原文次序")),
    ("place", gettext_lazy("按地区")),
    ("issued", gettext_lazy("按成文日期")),
]
ORDERINGS = {
    RELEVANCE: ("-weight", "document_id", "order"),
    "source": ("document_id", "order"),
    "place": ("document__jurisdiction__code", "document_id", "order"),
    "issued": (F("document__issued_on").desc(nulls_last=True), "document_id", "order"),
}
# What is not weighed any more: the latest document first, as it stands.
UNWEIGHED = ("-document_id", "order")
# The passages of so many documents are read one by one rather than looking for them by words that are everywhere.
FEW_DOCUMENTS = 300
PASSAGES, DOCUMENTS = "passages", "documents"
SHOW_CHOICES = [(PASSAGES, gettext_lazy("逐段")), (DOCUMENTS, gettext_lazy("按文件"))]
# Conditions on the words; all others are on the document or the part.
OF_WORDS = frozenset({"q"})
VALUE_CONDITIONS = ("part", "province", "level", "document_type", "year")


class QueryField(forms.CharField):
    """Words, phrases and exclusions; what cannot be answered is refused with advice."""

    def clean(self, value: Any) -> str:
        """The text as it was typed, once it is known that it can be read."""
        text = super().clean(value)
        try:
            read_query(text)
        except QueryProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return text


class QueryFilter(Unnarrowing, django_filters.CharFilter):
    """The query; the filter set itself looks for its words."""

    field_class = QueryField


class PassageFilter(ListFilter):
    """Query string -> passages; none without words."""

    q = QueryFilter(label=gettext_lazy("搜索"))
    related = HeldValueFilter(choices=[("1", gettext_lazy("也找相关词"))], label=gettext_lazy("相关词"))
    part = AnyValueFilter("part", choices=Passage.Part.choices, label=gettext_lazy("所在部分"))
    province = HeldValueFilter(choices=[], label=gettext_lazy("省份"))
    jurisdiction = AnyRowFilter(
        field_name="document__jurisdiction",
        queryset=lambda request: visible_jurisdictions(request.user),
        to_field_name="code",
        label=gettext_lazy("地区"),
    )
    level = AnyValueFilter("document__jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    document_type = AnyValueFilter("document__document_type", choices=[], label=gettext_lazy("文种"))
    year = HeldValueFilter(choices=DATE_CHOICES, label=gettext_lazy("成文年份"))
    document = AnyRowFilter(
        queryset=lambda request: PolicyDocument.objects.visible_to(request.user).only("slug", "title"),
        to_field_name="slug",
        label=gettext_lazy("文件"),
    )
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))
    show = ViewFilter(choices=SHOW_CHOICES, label=gettext_lazy("显示"))

    searchable: ClassVar[tuple[str, ...]] = ("province", "jurisdiction", "document_type")
    silent: ClassVar[frozenset[str]] = frozenset({"related", "sort", "show"})
    defaults: ClassVar[Mapping[str, str]] = {"sort": RELEVANCE, "show": PASSAGES, "page": "1"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document_types = document_type_choices(self.user)
        self.filters["document_type"].extra["choices"] = self.document_types
        self.provinces = _provinces(self.user)
        self.filters["province"].extra["choices"] = self.provinces

    # --- The words --------------------------------------------------------------------------------------------

    @cached_property
    def query_read(self) -> Query:
        """The words asked for; none where the address makes no sense."""
        return read_query(self.given.get("q") or "")

    @cached_property
    def related_terms(self) -> Mapping[str, Related]:
        """Related terms of the words, whether they are looked for or not."""
        return related_to(self.query_read)

    @property
    def with_related(self) -> bool:
        """Whether related terms are looked for as well."""
        return bool(self.given.get("related"))

    @property
    def instead(self) -> Alternatives:
        """What may stand in place of a word."""
        return {word: each.folded for word, each in self.related_terms.items()} if self.with_related else {}

    @cached_property
    def marked_words(self) -> tuple[str, ...]:
        """Every folded word that a result shows marked."""
        return (*self.query_read.words, *(term for terms in self.instead.values() for term in terms))

    @property
    def words_to_find(self) -> str:
        """What the page of a document is asked to mark: the query, and with related terms as many of them as fit."""
        asked = str(self.given.get("q") or "")
        for related in self.related_terms.values() if self.with_related else ():
            for term in related.terms:
                longer = f"{asked} {term}"
                asked = longer if len(longer) <= MAX_CHARACTERS else asked
        return asked

    def _phrase(self, name: str, values: list[str]) -> str:
        """The words in the sentence: 含“交通”和“信号”、不含“停车”; other conditions as on every list."""
        if name != "q":
            return super()._phrase(name, values)
        wanted = _("和").join(f"“{keyword.typed}”" for keyword in self.query_read.wanted)
        phrase = _("含%(words)s或其相关词") if self.with_related else _("含%(words)s")
        said = phrase % {"words": wanted}
        if not self.query_read.excluded:
            return said
        excluded = _("和").join(f"“{keyword.typed}”" for keyword in self.query_read.excluded)
        return _("%(said)s、不含%(words)s") % {"said": said, "words": excluded}

    # --- The passages -----------------------------------------------------------------------------------------

    @cached_property
    def tally(self) -> Tally:
        """Where the passages with these words stand, before any other condition; counted once while nothing changes."""
        if not self.query_read.wanted:
            return Tally()
        name = f"tally of {self.query_read} {self.instead}"
        return unpacked(
            remembered(name, lambda: tally_of(to_count(self.query_read, instead=self.instead)), user=self.user),
            user=self.user,
        )

    @cached_property
    def documents(self) -> dict[int, int]:
        """The documents with passages that fit all conditions, each with their number."""
        return self.tally.documents(chosen=self.chosen)

    @cached_property
    def number(self) -> int:
        """How many passages fit all conditions."""
        return sum(self.documents.values())

    @property
    def qs(self) -> CountedQuerySet:
        """The passages that fit, in their order."""
        if not self.query_read.wanted:
            return self.queryset.none()
        few = self._way == Way.READS
        within = self.queryset.filter(document__in=list(self.documents)) if few else self.queryset
        return self.narrow(within, self.given)

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the words first, then the other conditions, then the order; very many are not weighed any more."""
        passages = self._fitting(queryset, given, way=self._way)
        if self.order_asked == RELEVANCE and not self.too_many:
            passages = weighed(passages, self.query_read, instead=self.instead)
        return self._ordered(passages)

    def _fitting(self, queryset: CountedQuerySet, given: Mapping[str, Any], *, way: Way) -> CountedQuerySet:
        queryset = holding(queryset, self.query_read, instead=self.instead, way=way)
        others = {name: value for name, value in given.items() if name != "sort"}
        queryset = _in_provinces(super().narrow(queryset, others), given.get("province") or [])
        return _issued_in(queryset, given.get("year") or [])

    def _ordered(self, passages: CountedQuerySet) -> CountedQuerySet:
        unweighed = self.order_asked == RELEVANCE and self.too_many
        return passages.order_by(*(UNWEIGHED if unweighed else ORDERINGS[self.order_asked]))

    @property
    def order_asked(self) -> str:
        """The order that is asked for."""
        return str(self.given.get("sort") or RELEVANCE)

    @property
    def _way(self) -> Way:
        """How the passages are found quickest: by the words, unless those stand nearly everywhere."""
        if self.tally.total(chosen={}) <= LOOKED_UP:
            return Way.HOLDS
        return Way.READS if len(self.documents) <= FEW_DOCUMENTS else Way.WALKS

    @property
    def too_many(self) -> bool:
        """Whether there are more passages than are weighed and leafed through."""
        return self.number > COUNT_LIMIT

    @property
    def shown(self) -> Any:
        """The keys of the passages that pages show, in their order, to be cut into pages."""
        if not self.too_many:
            return self.qs.values_list("pk", flat=True)
        keys = in_order(self.documents, facts=self.tally.facts, sort=self.order_asked)
        return Leaves({key: self.documents[key] for key in keys}, self._keys_in)

    def _keys_in(self, documents: Collection[int]) -> list[int]:
        return list(self._ordered(self.within(documents)).values_list("pk", flat=True))

    def within(self, documents: Collection[int]) -> CountedQuerySet:
        """The passages of these few documents that fit, in no order."""
        return self._fitting(self.queryset.filter(document__in=documents), self.given, way=Way.READS)

    # --- Counts beside the choices ----------------------------------------------------------------------------

    @cached_property
    def chosen(self) -> dict[str, frozenset[Any]]:
        """The conditions that are on, as columns of the tally know them."""
        rows = {name: frozenset(row.pk for row in self.given.get(name) or ()) for name in ("jurisdiction", "document")}
        values = {name: frozenset(self.given.get(name) or ()) for name in VALUE_CONDITIONS}
        return rows | values

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        years = self._counts("year")
        return (
            self._plain_facet("part", Passage.Part.choices),
            *([self._plain_facet("province", self.provinces)] if len(self.provinces) > 1 else []),
            jurisdiction_facet(
                counts=self._counts("jurisdiction"), selected=self.selected("jurisdiction"), user=self.user
            ),
            level_facet(
                counts=self._counts("level"), selected=self.selected("level"), present=self.tally.values("level")
            ),
            self._plain_facet("document_type", self.document_types),
            year_facet(
                counts=years,
                without=years.get(NO_YEAR, 0),
                selected=self.selected("year"),
                choices=DATE_CHOICES,
                legend=_("成文年份"),
                present=self.tally.values("year"),
            ),
        )

    def _counts(self, name: str) -> Mapping[Any, int]:
        return self.tally.by(name, chosen=self.chosen)

    def _plain_facet(self, name: str, choices: Any) -> Facet:
        return facet_of_choices(
            name,
            self.filters[name].label,
            choices=choices,
            counts=self._counts(name),
            selected=self.selected(name),
            searchable=name in self.searchable,
        )

    def choices_named(self, name: str, words: str) -> tuple[Choice, ...]:
        """Places by name: only of places are there more than a facet keeps."""
        if name != "jurisdiction":
            return super().choices_named(name, words)
        return places_named(
            words, counts_of=lambda _places: self._counts(name), selected=self.selected(name), user=self.user
        )

    def way_out(self) -> WayOut | None:
        """For an empty list: the condition, other than the words, whose removal helps most."""
        best: WayOut | None = None
        for name, values in self._spoken_conditions().items():
            if name in OF_WORDS:
                continue
            count = self.tally.total(chosen={key: value for key, value in self.chosen.items() if key != name})
            if count and (best is None or count > best.count):
                left = {key: several for key, several in self.address_values.items() if key not in (name, *PLACES)}
                best = WayOut(self._phrase(name, values), f"?{encoded(left)}", count)
        return best


def _provinces(user: User) -> list[tuple[str, str]]:
    """Code and name of every province that a document which `user` may see comes from."""
    codes = {province_of(code) for code in visible_jurisdictions(user).values_list("code", flat=True)}
    return list(Jurisdiction.objects.filter(code__in=codes).order_by("code").values_list("code", "name"))


def _in_provinces(queryset: CountedQuerySet, codes: list[str]) -> CountedQuerySet:
    """Passages of documents from one of the provinces."""
    wanted = Q()
    for code in codes:
        wanted |= Q(document__jurisdiction__code__startswith=code[:PROVINCE_DIGITS])
    return queryset.filter(wanted)


def _issued_in(queryset: CountedQuerySet, values: list[str]) -> CountedQuerySet:
    """Passages of documents signed in one of the years, or, where chosen, without a date."""
    if not values:
        return queryset
    years, none = split_years(values)
    wanted = Q()
    for year in years:
        wanted |= Q(document__issued_on__year=year)
    return queryset.filter(wanted | Q(document__issued_on__isnull=True) if none else wanted)

"""Filter of targets: by kind, place, unit, deadline, strength and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import (
    AnyRowFilter,
    AnyValueFilter,
    HeldValueFilter,
    KeywordFilter,
    SortFilter,
    ViewFilter,
    YearFilter,
)
from documents.filters.by_place import DocumentFactFilter
from documents.filters.facets import Facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES, document_type_choices
from documents.filters.scope import SignedFilter, WithinFilter
from documents.filters.years import YEAR_CHOICES, split_years, year_facet
from documents.models import Target
from documents.models.provenance import Origin
from documents.querysets import CountedQuerySet
from documents.remembered import remembered

SORT_CHOICES = [
    ("source", gettext_lazy("按文件、原文次序")),
    ("place", gettext_lazy("按地区")),
    ("unit", gettext_lazy("按单位与数值")),
    ("deadline", gettext_lazy("按时限")),
]
ORDERINGS = {
    "source": ("id",),
    "place": ("jurisdiction_id", "id"),
    "unit": ("unit", F("value").desc(nulls_last=True), "id"),
    "deadline": (F("deadline_year").asc(nulls_last=True), "deadline", "id"),
}
QUANTITY, MILESTONE, BOTH = "quantity", "milestone", "all"
KIND_CHOICES = [
    (QUANTITY, gettext_lazy("数值目标")),
    (MILESTONE, gettext_lazy("里程碑")),
    (BOTH, gettext_lazy("两类都看")),
]
MOST_UNITS = 300
COMBINED = frozenset({"kind", "year"})


class TargetFilter(DocumentFactFilter):
    """Query string -> targets; without a word about the kind, the ones with a number."""

    q = KeywordFilter(columns=("indicator", "quote_clean"), label=gettext_lazy("关键词"))
    kind = ViewFilter(choices=KIND_CHOICES, label=gettext_lazy("类型"))
    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    signed = SignedFilter("document__issued_on")
    document_type = AnyValueFilter("document__document_type", choices=[], label=gettext_lazy("文种"))
    unit = AnyValueFilter("unit", choices=[], label=gettext_lazy("计量单位"))
    strength = AnyValueFilter("strength", choices=Target.Strength.choices, label=gettext_lazy("力度"))
    year = HeldValueFilter(choices=YEAR_CHOICES, label=gettext_lazy("时限"))
    since = YearFilter(field_name="deadline_year", lookup_expr="gte", label=gettext_lazy("时限起"))
    until = YearFilter(field_name="deadline_year", lookup_expr="lte", label=gettext_lazy("时限止"))
    origin = AnyValueFilter("origin", choices=Origin.choices, label=gettext_lazy("来源"))
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    own_columns: ClassVar[tuple[str, ...]] = ("kind", "strength", "origin")
    searchable: ClassVar[tuple[str, ...]] = (*DocumentFactFilter.searchable, "document_type", "unit")
    silent: ClassVar[frozenset[str]] = frozenset({"sort", "kind"})
    defaults: ClassVar[Mapping[str, str]] = {"kind": QUANTITY, "sort": "source", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {
        "q": gettext_lazy("含“%s”"),
        "since": gettext_lazy("时限不早于%s年"),
        "until": gettext_lazy("时限不晚于%s年"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document_types = document_type_choices(self.user)
        self.filters["document_type"].extra["choices"] = self.document_types
        self.units = remembered("units of targets", lambda: _units(self.queryset), user=self.user)
        self.filters["unit"].extra["choices"] = self.units

    @property
    def kind_shown(self) -> str:
        """Which kind the list is about."""
        return self.given.get("kind") or QUANTITY

    @property
    def things(self) -> str:
        """What the rows are called."""
        return {QUANTITY: _("数值目标"), MILESTONE: _("里程碑"), BOTH: _("目标")}[self.kind_shown]

    def of_kind(self) -> CountedQuerySet:
        """Everything of the kind shown: what the sentence counts the rows against."""
        return _of_kind(self.queryset, self.kind_shown)

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; kind and years last."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name not in COMBINED})
        if "kind" in given:
            queryset = _of_kind(queryset, given["kind"] or QUANTITY)
        if not given.get("year"):
            return queryset
        years, none = split_years(given["year"])
        wanted = Q(deadline_year__in=years)
        return queryset.filter(wanted | Q(deadline_year__isnull=True) if none else wanted)

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        years = self.without("year").counts_by("deadline_year")
        return (
            self.either_facet("kind", _("类型"), choices=KIND_CHOICES, shown=self.kind_shown),
            *self.place_facets(),
            self._unit_facet(),
            year_facet(
                counts=years,
                without=years.get(None, 0),
                selected=self.selected("year"),
                present=remembered("years of targets", self._years, user=self.user),
            ),
            self.shared_facet("strength", Target.Strength.choices),
            *self.document_facets(),
            self.shared_facet("origin", Origin.choices),
        )

    def _years(self) -> frozenset[Any]:
        """Every year that a target names, whatever the conditions."""
        return frozenset(self.queryset.counts_by("deadline_year").keys() - {None})

    def _unit_facet(self) -> Facet:
        return facet_of_choices(
            "unit",
            self.filters["unit"].label,
            choices=self.units,
            counts=self.without("unit").counts_by("unit"),
            selected=self.selected("unit"),
            searchable=True,
        )

    def _values_on(self, name: str) -> frozenset[Any]:
        if name != "kind":
            return super()._values_on(name)
        return frozenset() if self.kind_shown == BOTH else frozenset({self.kind_shown})


def _of_kind(queryset: CountedQuerySet, kind: str) -> CountedQuerySet:
    return queryset if kind == BOTH else queryset.filter(kind=kind)


def _units(queryset: CountedQuerySet) -> list[tuple[str, str]]:
    """The units of the corpus, the commonest first, in the order of how often they are used."""
    counts = queryset.exclude(unit="").counts_by("unit")
    return [(str(unit), str(unit)) for unit in sorted(counts, key=lambda unit: (-counts[unit], str(unit)))[:MOST_UNITS]]

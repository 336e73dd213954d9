"""Filter of documents: by place, level, genre, year, effect, and whether something in them is uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import (
    AnyRowFilter,
    AnyValueFilter,
    HeldValueFilter,
    KeywordFilter,
    SortFilter,
)
from documents.filters.by_place import PlacedFilter
from documents.filters.facets import Facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES, document_type_choices
from documents.filters.scope import WithinFilter
from documents.filters.years import DATE_CHOICES, split_years, year_facet
from documents.models import Doubt, PolicyDocument
from documents.querysets import CountedQuerySet

SORT_CHOICES = [
    ("loaded", gettext_lazy("按入库次序")),
    ("place", gettext_lazy("按地区")),
    ("issued", gettext_lazy("按成文日期")),
]
ORDERINGS = {
    "loaded": ("id",),
    "place": ("jurisdiction__code", "id"),
    "issued": (F("issued_on").desc(nulls_last=True), "id"),
}
DOUBT_CHOICES = [("yes", gettext_lazy("有疑点")), ("no", gettext_lazy("没有疑点"))]
COMBINED = frozenset({"year", "doubts"})


class DocumentFilter(PlacedFilter):
    """Query string -> documents."""

    q = KeywordFilter(columns=("title", "document_number"), label=gettext_lazy("关键词"))
    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    document_type = AnyValueFilter("document_type", choices=[], label=gettext_lazy("文种"))
    year = HeldValueFilter(choices=DATE_CHOICES, label=gettext_lazy("成文年份"))
    effect = AnyValueFilter("effect", choices=PolicyDocument.Effect.choices, label=gettext_lazy("效力"))
    doubts = HeldValueFilter(choices=DOUBT_CHOICES, label=gettext_lazy("疑点"))
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    searchable: ClassVar[tuple[str, ...]] = (*PlacedFilter.searchable, "document_type")
    silent: ClassVar[frozenset[str]] = frozenset({"sort"})
    defaults: ClassVar[Mapping[str, str]] = {"sort": "loaded", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {"q": gettext_lazy("标题或文号含“%s”"), "doubts": "%s"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document_types = document_type_choices(self.user)
        self.filters["document_type"].extra["choices"] = self.document_types

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; years and doubts last."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name not in COMBINED})
        queryset = _issued_in(queryset, given.get("year") or [])
        wanted = set(given.get("doubts") or ())
        if len(wanted) != 1:
            return queryset
        with_doubt = Exists(Doubt.objects.filter(document=OuterRef("pk")))
        return queryset.filter(with_doubt if wanted == {"yes"} else ~with_doubt)

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        years = _issued(self.without("year"))
        return (
            *self.place_facets(),
            self._plain_facet("document_type", self.document_types, searchable=True),
            year_facet(
                counts=years,
                without=years.get(None, 0),
                selected=self.selected("year"),
                choices=DATE_CHOICES,
                legend=_("成文年份"),
                present=_issued(self.queryset).keys() - {None},
            ),
            self._plain_facet("effect", PolicyDocument.Effect.choices),
            self._doubt_facet(),
        )

    def _plain_facet(self, name: str, choices: Any, *, searchable: bool = False) -> Facet:
        return facet_of_choices(
            name,
            self.filters[name].label,
            choices=choices,
            counts=self.without(name).counts_by(name),
            selected=self.selected(name),
            searchable=searchable,
        )

    def _doubt_facet(self) -> Facet:
        base = self.without("doubts")
        doubted = base.filter(Exists(Doubt.objects.filter(document=OuterRef("pk")))).order_by().count()
        counts = {"yes": doubted, "no": base.order_by().count() - doubted}
        return facet_of_choices(
            "doubts", _("疑点"), choices=DOUBT_CHOICES, counts=counts, selected=self.selected("doubts")
        )


def _issued(queryset: CountedQuerySet) -> dict[Any, int]:
    return queryset.annotate(year=ExtractYear("issued_on")).counts_by("year")


def _issued_in(queryset: CountedQuerySet, values: list[str]) -> CountedQuerySet:
    """Documents signed in one of the years, or, where chosen, without a date."""
    if not values:
        return queryset
    years, none = split_years(values)
    wanted = Q()
    for year in years:
        wanted |= Q(issued_on__year=year)
    return queryset.filter(wanted | Q(issued_on__isnull=True) if none else wanted)

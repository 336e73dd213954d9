"""Filter of agencies: by function, place and name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.agency_choices import agencies_by_function
from documents.filters.base import AnyRowFilter, AnyValueFilter, HeldValueFilter, KeywordFilter, SortFilter
from documents.filters.by_place import PlacedFilter
from documents.filters.facets import Choice, Facet
from documents.filters.places import LEVEL_CHOICES
from documents.filters.scope import WithinFilter
from documents.models import AgencyFunction
from documents.querysets import CountedQuerySet

SORT_CHOICES = [
    ("function", gettext_lazy("按职能")),
    ("place", gettext_lazy("按地区")),
    ("name", gettext_lazy("按名称")),
]
ORDERINGS = {
    "function": (F("function__order").asc(nulls_last=True), "jurisdiction__code", "id"),
    "place": ("jurisdiction__code", F("function__order").asc(nulls_last=True), "id"),
    "name": ("name", "id"),
}
UNMAPPED = "none"


class AgencyFilter(PlacedFilter):
    """Query string -> agencies that a visible task names."""

    q = KeywordFilter(columns=("name",), label=gettext_lazy("名称"))
    function = HeldValueFilter(choices=[], label=gettext_lazy("职能"))
    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    searchable: ClassVar[tuple[str, ...]] = ("function", *PlacedFilter.searchable)
    silent: ClassVar[frozenset[str]] = frozenset({"sort"})
    defaults: ClassVar[Mapping[str, str]] = {"sort": "function", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {"q": gettext_lazy("名称含“%s”")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = AgencyFunction.objects.order_by("order").values_list("pk", "code", "name")
        self.functions = [*rows, (None, UNMAPPED, _("没有归入职能"))]
        self.filters["function"].extra["choices"] = [(code, name) for _key, code, name in self.functions]

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; function last, since an agency may have none."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name != "function"})
        codes = given.get("function") or []
        if not codes:
            return queryset
        wanted = Q(function__code__in=[code for code in codes if code != UNMAPPED])
        return queryset.filter(wanted | Q(function__isnull=True) if UNMAPPED in codes else wanted)

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        return (self._function_facet(), *self.place_facets())

    def _function_facet(self) -> Facet:
        present = agencies_by_function(self.user)
        counts = self.without("function").counts_by("function_id")
        selected = self.selected("function")
        choices = tuple(
            Choice(code, name, counts.get(key, 0), code in selected)
            for key, code, name in self.functions
            if key in present or code in selected
        )
        return Facet("function", _("职能"), choices, searchable=True, fullest_first=True)

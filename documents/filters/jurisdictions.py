"""Filter of places: by province, level, name, and whether the corpus holds documents of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import AnyValueFilter, HeldValueFilter, KeywordFilter, SortFilter
from documents.filters.by_place import PlacedFilter
from documents.filters.facets import Facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES
from documents.filters.scope import WithinFilter
from documents.filters.shares import facts_of_places
from documents.models import Jurisdiction
from documents.querysets import CountedQuerySet, User

SORT_CHOICES = [("tree", gettext_lazy("按隶属关系"))]
# Codes begin with the code of the place above (GB/T 2260): in their order each place follows the one it belongs to.
ORDERINGS = {"tree": ("code",)}
HELD_CHOICES = [("yes", gettext_lazy("有文件")), ("no", gettext_lazy("没有收入文件"))]
# A place with documents, and what is one, two or three steps above it.
WAYS_UP = ("pk", "parent", "parent__parent", "parent__parent__parent")


def places_of_the_tree(user: User) -> CountedQuerySet:
    """Places with a document that `user` may see, and the places above them."""
    visible = visible_jurisdictions(user)
    wanted = Q()
    for way in WAYS_UP:
        wanted |= Q(pk__in=visible.filter(**{f"{way}__isnull": False}).values(way))
    return CountedQuerySet(Jurisdiction).filter(wanted)


class JurisdictionFilter(PlacedFilter):
    """Query string -> places of the tree."""

    q = KeywordFilter(columns=("full_name",), label=gettext_lazy("名称"))
    level = AnyValueFilter("level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter("pk")
    held = HeldValueFilter(choices=HELD_CHOICES, label=gettext_lazy("收入情况"))
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    searchable: ClassVar[tuple[str, ...]] = ("within",)
    belongs_to: ClassVar[str] = "pk"
    of_shares: ClassVar[tuple[str, ...]] = ("level", "within")
    silent: ClassVar[frozenset[str]] = frozenset({"sort"})
    defaults: ClassVar[Mapping[str, str]] = {"sort": "tree", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {"q": gettext_lazy("名称含“%s”"), "held": "%s"}

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; whether there are documents last."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name != "held"})
        wanted = set(given.get("held") or ())
        if len(wanted) != 1:
            return queryset
        held = Q(pk__in=visible_jurisdictions(self.user))
        return queryset.filter(held if wanted == {"yes"} else ~held)

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        return (*self.facets_above(), self._held_facet())

    @cached_property
    def facts(self) -> dict[Any, dict[str, Any]]:
        """Level and province of each place of the tree."""
        return facts_of_places(self.queryset.values_list("pk", flat=True))

    def _held_facet(self) -> Facet:
        base = self.without("held")
        held = base.filter(pk__in=visible_jurisdictions(self.user)).order_by().count()
        counts = {"yes": held, "no": base.order_by().count() - held}
        return facet_of_choices(
            "held", _("收入情况"), choices=HELD_CHOICES, counts=counts, selected=self.selected("held")
        )

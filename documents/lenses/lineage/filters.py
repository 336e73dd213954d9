"""Filters of citations: the lens over what is cited, and the list of single citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import AnyRowFilter, AnyValueFilter, KeywordFilter, ListFilter, SortFilter, ViewFilter
from documents.filters.facets import Facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES, jurisdiction_facet, level_facet
from documents.filters.scope import SignedFilter, WithinFilter
from documents.lenses.filters import LensFilter
from documents.models import PolicyDocument
from documents.querysets import CountedQuerySet, User

HELD_CHOICES = [
    ("all", gettext_lazy("全部")),
    ("yes", gettext_lazy("语料已收")),
    ("no", gettext_lazy("语料未收")),
]
SORT_CHOICES = [("source", gettext_lazy("按文件、原文次序")), ("cited", gettext_lazy("按被引文件"))]
ORDERINGS = {"source": ("id",), "cited": ("document_number", "title", "id")}
HELD_KEY = "#"


def keyed(citations: Any) -> Any:
    """Citations with a `source` that all citations of one document share: its key, else its number, else its title."""
    return citations.annotate(
        source=Case(
            When(cited__isnull=False, then=Concat(Value(HELD_KEY), Cast("cited_id", CharField()))),
            When(~Q(document_number=""), then=F("document_number")),
            default=F("title"),
            output_field=CharField(),
        )
    )


def held(citations: CountedQuerySet, user: User) -> CountedQuerySet:
    """Citations of documents that the corpus holds for this reader."""
    return citations.filter(cited__in=PolicyDocument.objects.visible_to(user).values("pk"))


class LineageFilter(LensFilter):
    """What is cited: everything, or only what the corpus holds or lacks."""

    held = ViewFilter(choices=HELD_CHOICES, label=gettext_lazy("收录"))
    defaults: ClassVar[Mapping[str, str]] = {"held": "all", "page": "1"}
    silent: ClassVar[frozenset[str]] = frozenset({"held"})


class SourceFilter(django_filters.CharFilter):
    """Citations of one document, named by what all of them share."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Narrow to the citations of the document."""
        return keyed(qs).filter(source=value) if value else qs


class CitationFilter(ListFilter):
    """Query string -> citations."""

    q = KeywordFilter(columns=("title", "document_number"), label=gettext_lazy("关键词"))
    source = SourceFilter(max_length=300, label=gettext_lazy("被引文件"))
    held = ViewFilter(choices=HELD_CHOICES, label=gettext_lazy("收录"))
    jurisdiction = AnyRowFilter(
        field_name="document__jurisdiction",
        queryset=lambda request: visible_jurisdictions(request.user),
        to_field_name="code",
        label=gettext_lazy("地区"),
    )
    level = AnyValueFilter("document__jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter("document__jurisdiction")
    signed = SignedFilter("document__issued_on")
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    silent: ClassVar[frozenset[str]] = frozenset({"sort", "held"})
    defaults: ClassVar[Mapping[str, str]] = {"held": "all", "sort": "source", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {
        "q": gettext_lazy("被引文件含“%s”"),
        "source": gettext_lazy("被引文件为“%s”"),
    }

    def _spoken(self, name: str, value: Any) -> list[tuple[str, str]]:
        """The cited document by its title rather than by its key."""
        if name == "source" and str(value).startswith(HELD_KEY):
            shown = held(keyed(self.queryset), self.user).filter(source=value).values_list("cited__title", flat=True)
            return [(str(value), shown.first() or _("未收入的文件"))]
        return super()._spoken(name, value)

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; whether the corpus holds what is cited depends on the reader."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name != "held"})
        return of_holding(queryset, given.get("held") or "all", user=self.user)

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel."""
        base = self.without("held")
        number, inside = base.capped_count(), held(base, self.user).capped_count()
        return (
            facet_of_choices(
                "held",
                _("收录"),
                choices=HELD_CHOICES,
                counts={"all": number, "yes": inside, "no": number - inside},
                selected={self.given.get("held") or "all"},
                kind="radio",
            ),
            jurisdiction_facet(
                counts=self.without("jurisdiction").counts_by("document__jurisdiction_id"),
                selected=self.selected("jurisdiction"),
                user=self.user,
            ),
            level_facet(
                counts=self.without("level").counts_by("document__jurisdiction__level"),
                selected=self.selected("level"),
            ),
        )


def of_holding(citations: CountedQuerySet, wanted: str, *, user: User) -> CountedQuerySet:
    """All citations, or those of documents that the corpus holds, or lacks."""
    if wanted == "yes":
        return held(citations, user)
    if wanted == "no":
        inside = PolicyDocument.objects.visible_to(user).values("pk")
        return citations.filter(Q(cited__isnull=True) | ~Q(cited__in=inside))
    return citations

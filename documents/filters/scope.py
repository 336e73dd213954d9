"""Conditions on the document behind a row that every list and every lens shares: its province, its year."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy

from documents.filters.base import AnyValueFilter
from documents.filters.years import DATE_CHOICES, split_years
from documents.models import Jurisdiction, PolicyDocument

# A place itself, and what is one, two or three steps below it: a township below a county, a prefecture, a province.
WAYS_UP = ("pk", "parent", "parent__parent", "parent__parent__parent")


def below(places: Sequence[int]) -> QuerySet[Jurisdiction]:
    """The places with these keys, with all places below them."""
    wanted = Q()
    for way in WAYS_UP:
        wanted |= Q(**{f"{way}__in": places})
    return Jurisdiction.objects.filter(wanted)


def provinces() -> QuerySet[Jurisdiction]:
    """The provinces that the corpus has places of, in the order of their codes."""
    return Jurisdiction.objects.filter(level=Jurisdiction.Level.PROVINCE).order_by("code")


class WithinFilter(django_filters.ModelMultipleChoiceFilter):
    """Rows whose `field_name` is a place in one of the chosen provinces, at any level."""

    def __init__(self, field_name: str = "jurisdiction") -> None:
        super().__init__(field_name=field_name, queryset=provinces(), to_field_name="code", label=gettext_lazy("省份"))

    def filter(self, qs: QuerySet, value: Sequence[Model]) -> QuerySet:
        """Narrow to places in the provinces."""
        keys = [row.pk for row in value]
        return qs.filter(**{f"{self.field_name}__in": below(keys).values("pk")}) if keys else qs


class SignedFilter(AnyValueFilter):
    """Rows whose document was signed in one of the years, or has no date; `field_name` is the way to that date."""

    def __init__(self, field_name: str) -> None:
        super().__init__(field_name, choices=DATE_CHOICES, label=gettext_lazy("成文年份"))

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Narrow to documents of the years."""
        if not value:
            return qs
        years, none = split_years(value)
        documents = Q(issued_on__isnull=True) if none else Q()
        for year in years:
            documents |= Q(issued_on__year=year)
        if self.field_name == "issued_on":
            return qs.filter(documents)
        return qs.filter(document__in=PolicyDocument.objects.filter(documents).values("pk"))

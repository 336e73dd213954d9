"""Conditions of the lenses: which documents they look at, and how their numbers are laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy

from documents.filters.base import AnyValueFilter, ListFilter, ViewFilter
from documents.filters.facets import Facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES
from documents.filters.scope import SignedFilter, WithinFilter, provinces
from documents.filters.years import DATE_CHOICES
from documents.models import PolicyDocument, Target, Task, TaskAgency
from documents.querysets import CountedQuerySet, User
from documents.remembered import remembered

Answer = TypeVar("Answer")

PLACE, LEVEL, DOMAIN = "place", "level", "domain"
BY_PLACE = (PLACE, gettext_lazy("按地区"))
BY_LEVEL = (LEVEL, gettext_lazy("按层级"))
BY_DOMAIN = (DOMAIN, gettext_lazy("按领域"))
SCOPE = ("level", "within", "signed")


class LensFilter(ListFilter):
    """Query string -> the documents that a lens looks at."""

    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    signed = SignedFilter("issued_on")

    silent: ClassVar[frozenset[str]] = frozenset({"by", "role", "kind", "category", "detail"})
    defaults: ClassVar[Mapping[str, str]] = {"page": "1"}

    @classmethod
    def read(cls, data: Any, *, user: User, request: Any) -> Self:
        """The filter of one request over everything that its reader may see."""
        return cls(data, queryset=PolicyDocument.objects.visible_to(user), request=request)

    @property
    def layout(self) -> str:
        """How the numbers are laid out: by place, by level …"""
        return self.chosen("by")

    def chosen(self, name: str) -> str:
        """The value of a choice of view; the first one where the address names none."""
        return self.given.get(name) or self.defaults[name]

    @property
    def scope(self) -> dict[str, list[str]]:
        """The conditions on documents as a list behind a number takes them."""
        return {name: values for name, values in self.address_values.items() if name in SCOPE}

    def remembered(self, ask: Callable[[], Answer], *, per_page: int) -> Answer:
        """What this address reads, counted once for each state of the corpus; `per_page` tells pages from downloads."""
        if not self.is_valid():
            return ask()
        return remembered(f"{type(self).__name__} {self.query()} {per_page}", ask, user=self.user)

    def documents(self) -> CountedQuerySet:
        """The documents looked at."""
        return self.qs.order_by()

    def tasks(self) -> CountedQuerySet:
        """The tasks and safeguards of these documents."""
        return self._of_documents(Task.objects.visible_to(self.user))

    def targets(self) -> CountedQuerySet:
        """The targets of these documents."""
        return self._of_documents(Target.objects.visible_to(self.user))

    def _of_documents(self, facts: CountedQuerySet) -> CountedQuerySet:
        """Facts of the documents looked at; without a condition no second look at the documents is needed."""
        if not self.is_valid():
            return facts.none()
        return facts.filter(document__in=self.documents().values("pk")) if self.scope else facts

    def facets(self) -> tuple[Facet, ...]:
        """Levels, provinces and years to choose from, each with its number of documents under the other conditions."""
        levels = self.without("level").counts_by("jurisdiction__level")
        years = self.without("signed").annotate(year=ExtractYear("issued_on")).counts_by("year")
        by_year = {str(year): count for year, count in years.items() if year} | {"none": years.get(None, 0)}
        return (
            _present("level", LEVEL_CHOICES, levels, self),
            _present("within", list(provinces().values_list("code", "name")), None, self),
            _present("signed", DATE_CHOICES, by_year, self),
        )


def _present(name: str, choices: Any, counts: Mapping[Any, int] | None, lens: LensFilter) -> Facet:
    """The choices that documents fit, and those that are on."""
    selected = lens.selected(name)
    shown = [choice for choice in choices if counts is None or counts.get(choice[0]) or choice[0] in selected]
    return facet_of_choices(name, lens.filters[name].label, choices=shown, counts=counts or {}, selected=selected)


class CoverageFilter(LensFilter):
    """Coverage of domains: by place or by level."""

    by = ViewFilter(choices=[BY_PLACE, BY_LEVEL], label=gettext_lazy("排列"))
    defaults: ClassVar[Mapping[str, str]] = {"by": PLACE, "page": "1"}


class LeadsFilter(LensFilter):
    """Who leads what: functions by level, place or domain, in one role."""

    by = ViewFilter(choices=[BY_LEVEL, BY_PLACE, BY_DOMAIN], label=gettext_lazy("排列"))
    role = ViewFilter(choices=TaskAgency.Role.choices, label=gettext_lazy("角色"))
    defaults: ClassVar[Mapping[str, str]] = {"by": LEVEL, "role": TaskAgency.Role.LEAD, "page": "1"}


class YearsFilter(LensFilter):
    """Targets over years: by level or by place, of one kind or of both."""

    by = ViewFilter(choices=[BY_LEVEL, BY_PLACE], label=gettext_lazy("排列"))
    kind = ViewFilter(choices=[("all", gettext_lazy("两类都看")), *Target.Kind.choices], label=gettext_lazy("类型"))
    defaults: ClassVar[Mapping[str, str]] = {"by": LEVEL, "kind": "all", "page": "1"}


class CueViewFilter(LensFilter):
    """Cue words: by place, level or domain, of tasks, safeguards or both."""

    by = ViewFilter(choices=[BY_PLACE, BY_LEVEL, BY_DOMAIN], label=gettext_lazy("排列"))
    category = ViewFilter(
        choices=[("all", gettext_lazy("任务和保障措施")), *Task.Category.choices], label=gettext_lazy("类别")
    )
    defaults: ClassVar[Mapping[str, str]] = {"by": PLACE, "category": "all", "page": "1"}


class StrengthFilter(CueViewFilter):
    """Words of obligation."""


class InstrumentsFilter(CueViewFilter):
    """Policy instruments: three types, or the single tools in them."""

    detail = ViewFilter(
        choices=[("types", gettext_lazy("分三型")), ("tools", gettext_lazy("分工具"))], label=gettext_lazy("细分")
    )
    defaults: ClassVar[Mapping[str, str]] = {"by": PLACE, "category": "all", "detail": "types", "page": "1"}

"""Filter of tasks: by domain, place, agency, deadline and words, with counts beside each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.agency_choices import agencies_named, agencies_to_choose, agency_facet
from documents.filters.base import (
    AnyRowFilter,
    AnyValueFilter,
    HeldKeyFilter,
    HeldRowFilter,
    HeldValueFilter,
    KeywordFilter,
    SortFilter,
    ViewFilter,
    YearFilter,
)
from documents.filters.by_place import DocumentFactFilter
from documents.filters.facets import Choice, Facet, domain_facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES, document_type_choices
from documents.filters.scope import SignedFilter, WithinFilter
from documents.filters.task_numbers import LINK_CONDITIONS, TaskNumbers, links_of
from documents.filters.years import NO_YEAR, YEAR_CHOICES, split_years, year_facet
from documents.models import AgencyFunction, Domain, Task, TaskDeadline
from documents.models.provenance import Origin
from documents.querysets import CountedQuerySet
from documents.rows.domains import touched, touched_from_outside

SORT_CHOICES = [
    ("source", gettext_lazy("按文件、原文次序")),
    ("place", gettext_lazy("按地区")),
    ("domain", gettext_lazy("按领域")),
    ("deadline", gettext_lazy("按最后时限")),
]
# Keys follow the order in which documents were read and stand in them; every index of a filter ends in the key.
ORDERINGS = {
    "source": ("id",),
    "place": ("jurisdiction_id", "id"),
    "domain": ("domain__order", "id"),
    "deadline": (F("due_year").asc(nulls_last=True), "id"),
}
KEY_TASK, SAFEGUARD, BOTH = "key_task", "safeguard", "all"
CATEGORY_CHOICES = [
    (KEY_TASK, gettext_lazy("重点任务")),
    (SAFEGUARD, gettext_lazy("保障措施")),
    (BOTH, gettext_lazy("两类都看")),
]
SHOW_CHOICES = [
    ("excerpt", gettext_lazy("摘两行")),
    ("full", gettext_lazy("全文")),
    ("titles", gettext_lazy("只看标题")),
]
ROLE_CHOICES = [
    ("lead", gettext_lazy("写明牵头单位")),
    ("support", gettext_lazy("写明配合单位")),
    ("responsible", gettext_lazy("写明责任单位")),
]
# Conditions that this filter combines itself.
COMBINED = frozenset({"domain", "touching", "year", "category", *LINK_CONDITIONS})


class TaskFilter(DocumentFactFilter):
    """Query string -> tasks; an upper domain stands for its lower ones too.

    Role, function and agency speak of one and the same agency: 牵头 and 公安 find tasks that a police agency leads.
    """

    q = KeywordFilter(columns=("title", "text"), label=gettext_lazy("关键词"))
    domain = HeldRowFilter(queryset=Domain.objects.all(), to_field_name="code", label=gettext_lazy("领域"))
    touching = HeldValueFilter(choices=[("1", gettext_lazy("含兼及"))], label=gettext_lazy("领域"))
    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    signed = SignedFilter("document__issued_on")
    category = ViewFilter(choices=CATEGORY_CHOICES, label=gettext_lazy("类别"))
    document_type = AnyValueFilter("document__document_type", choices=[], label=gettext_lazy("文种"))
    role = HeldValueFilter(choices=ROLE_CHOICES, label=gettext_lazy("单位"))
    function = HeldRowFilter(queryset=AgencyFunction.objects.all(), to_field_name="code", label=gettext_lazy("职能"))
    agency = HeldKeyFilter(queryset=lambda request: agencies_to_choose(request), label=gettext_lazy("单位"))
    year = HeldValueFilter(choices=YEAR_CHOICES, label=gettext_lazy("时限"))
    since = YearFilter(field_name="due_year", lookup_expr="gte", label=gettext_lazy("最后时限起"))
    until = YearFilter(field_name="due_year", lookup_expr="lte", label=gettext_lazy("最后时限止"))
    origin = AnyValueFilter("origin", choices=Origin.choices, label=gettext_lazy("来源"))
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))
    show = ViewFilter(choices=SHOW_CHOICES, label=gettext_lazy("显示"))

    own_columns: ClassVar[tuple[str, ...]] = ("category", "origin")
    searchable: ClassVar[tuple[str, ...]] = (*DocumentFactFilter.searchable, "document_type", "function", "agency")
    defaults: ClassVar[Mapping[str, str]] = {"category": KEY_TASK, "sort": "source", "show": "excerpt", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {
        "q": gettext_lazy("含“%s”"),
        "touching": "%s",
        "role": "%s",
        "function": gettext_lazy("单位职能为%s"),
        "since": gettext_lazy("最后时限不早于%s年"),
        "until": gettext_lazy("最后时限不晚于%s年"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document_types = document_type_choices(self.user)
        self.filters["document_type"].extra["choices"] = self.document_types

    @property
    def category_shown(self) -> str:
        """Which category the list is about; key tasks where the address says nothing."""
        return self.given.get("category") or KEY_TASK

    @property
    def things(self) -> str:
        """What the rows are called."""
        names = {KEY_TASK: _("任务"), SAFEGUARD: _("保障措施"), BOTH: _("任务和保障措施")}
        return names[self.category_shown]

    def of_category(self) -> CountedQuerySet:
        """Everything of the category shown: what the sentence counts the rows against."""
        return _of_category(self.queryset, self.category_shown)

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; the combined ones last."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name not in COMBINED})
        if "category" in given:
            queryset = _of_category(queryset, given["category"] or KEY_TASK)
        if given.get("domain"):
            queryset = _in_domains(queryset, self.domain_keys, touching=bool(given.get("touching")))
        queryset = _due_in(queryset, given.get("year") or [])
        links = links_of(given)
        if links is None:
            return queryset
        if given.get("function") or given.get("agency"):
            return queryset.filter(pk__in=links.values("task_id"))
        # Nearly every task names somebody in a role: looked up task by task, the first fifty are soon found.
        return queryset.filter(Exists(links.filter(task=OuterRef("pk"))))

    @cached_property
    def domain_keys(self) -> list[int]:
        """Keys of the chosen domains and of the domains below them."""
        chosen = [domain.pk for domain in self.given["domain"]]
        return list(Domain.objects.filter(Q(pk__in=chosen) | Q(parent__in=chosen)).values_list("pk", flat=True))

    @cached_property
    def numbers(self) -> TaskNumbers:
        """The numbers beside the choices."""
        return TaskNumbers(self)

    @cached_property
    def number(self) -> int:
        """How many tasks fit."""
        return self.numbers.total() if self.is_valid() else 0

    def numbers_by(self, name: str) -> Mapping[Any, int]:
        """Tasks by their values under one condition, over all others."""
        return self.numbers.by(name) if self.is_valid() else {}

    def everything(self, total: CountedQuerySet) -> int:
        """All tasks of the category shown, as `total` would count them."""
        return self.numbers.everything() if self.is_valid() else super().everything(total)

    # --- Counts beside the choices ----------------------------------------------------------------------------

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        return (
            self._domain_facet(),
            *self._touching_facet(),
            *self.place_facets(),
            self.either_facet("category", _("类别"), choices=CATEGORY_CHOICES, shown=self.category_shown),
            self._role_facet(),
            self._function_facet(),
            self._agency_facet(),
            self._year_facet(),
            *self.document_facets(),
            self.shared_facet("origin", Origin.choices),
        )

    def _domain_facet(self) -> Facet:
        counts = self.numbers.by("domain")
        if not self.given.get("touching"):
            return domain_facet(counts=counts, selected=self.selected("domain"))
        base = self.without("domain")
        return domain_facet(
            counts=_sum(counts, touched(base)),
            top_counts=_sum(self._of_upper(counts), touched_from_outside(base)),
            selected=self.selected("domain"),
        )

    @staticmethod
    def _of_upper(counts: Mapping[Any, int]) -> dict[Any, int]:
        """The numbers of the upper domains: a task is filed in one domain, so they are sums."""
        sums: dict[Any, int] = {}
        for key, parent in Domain.objects.order_by().values_list("pk", "parent_id"):
            top = parent or key
            sums[top] = sums.get(top, 0) + counts.get(key, 0)
        return sums

    def _touching_facet(self) -> tuple[Facet, ...]:
        """Whether tasks count that only list the chosen domain as a further one; without a domain, no question."""
        if not self.given.get("domain"):
            return ()
        count = self.numbers.with_touching()
        if count is None:
            count = self.narrow(self.queryset, {**self.given, "touching": ["1"]}).order_by().count()
        choice = Choice("1", _("含兼及的任务"), count, bool(self.given["touching"]))
        return (Facet("touching", _("兼及"), (choice,)),)

    def _role_facet(self) -> Facet:
        counts = self.numbers.by("role")
        return facet_of_choices("role", _("单位"), choices=ROLE_CHOICES, counts=counts, selected=self.selected("role"))

    def _function_facet(self) -> Facet:
        counts = self.numbers.by("function")
        selected = self.selected("function")
        rows = AgencyFunction.objects.filter(Q(pk__in=self.numbers.functions()) | Q(code__in=selected)).order_by(
            "order"
        )
        choices = tuple(
            Choice(code, name, counts.get(key, 0), code in selected)
            for key, code, name in rows.values_list("pk", "code", "name")
        )
        return Facet("function", _("单位职能"), choices, searchable=True, fullest_first=True)

    def _agency_facet(self) -> Facet:
        chosen = self._agencies_on()
        offered = self.numbers.number_of_agencies()
        return agency_facet(self.numbers.agencies(chosen), chosen=chosen, offered=offered, user=self.user)

    def _agencies_on(self) -> frozenset[int]:
        return frozenset(row.pk for row in self.given.get("agency") or ())

    def choices_named(self, name: str, words: str) -> tuple[Choice, ...]:
        """Agencies by their own name and that of their place; places as on every list."""
        if name != "agency":
            return super().choices_named(name, words)
        return agencies_named(words, links=self.numbers.links_but("agency"), chosen=self._agencies_on(), user=self.user)

    def _year_facet(self) -> Facet:
        counts = self.numbers.by("year")
        without = counts.pop(NO_YEAR, 0)
        return year_facet(counts=counts, without=without, selected=self.selected("year"), present=self.numbers.years())


def _of_category(queryset: CountedQuerySet, category: str) -> CountedQuerySet:
    return queryset if category == BOTH else queryset.filter(category=category)


def _in_domains(queryset: CountedQuerySet, keys: Sequence[int], *, touching: bool) -> CountedQuerySet:
    """Tasks of these domains; with `touching` also tasks that list one of them as a further domain."""
    wanted = Q(domain__in=keys)
    if touching:
        wanted |= Q(pk__in=Task.other_domains.through.objects.filter(domain__in=keys).values("task_id"))
    return queryset.filter(wanted)


def _due_in(queryset: CountedQuerySet, values: list[str]) -> CountedQuerySet:
    """Tasks with a deadline in one of the years, or, where chosen, without any."""
    if not values:
        return queryset
    years, none = split_years(values)
    wanted = Q(pk__in=TaskDeadline.objects.filter(year__in=years).values("task_id"))
    return queryset.filter(wanted | Q(due_year__isnull=True) if none else wanted)


def _sum(counts: Mapping[Any, int], more: Mapping[Any, int]) -> dict[Any, int]:
    return {key: counts.get(key, 0) + more.get(key, 0) for key in {*counts, *more}}

"""Numbers beside the choices of the list of tasks: from the kept counts where they know, otherwise counted.

The kept counts know the list without conditions and under one condition of most kinds (documents.counted); documents
that changed since are counted beside them. Under several conditions the rows that fit are counted, all conditions
that have no choice of their own in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Count, Q, QuerySet

from documents.counted import (
    CATEGORIES,
    Numbers,
    fullest_agencies,
    kept_by_slice,
    kept_numbers,
    number_of_agencies,
    numbers_of_agencies,
    uncounted_documents,
)
from documents.filters.agency_choices import MOST_KEPT
from documents.filters.shares import facts_of_documents
from documents.filters.years import NO_YEAR
from documents.models import TaskAgency, TaskDeadline
from documents.querysets import CountedQuerySet, User

BOTH = "all"
LINK_CONDITIONS = ("role", "function", "agency")
# Conditions that the kept counts know one at a time; of those that a task may fit several times, one value of one.
ONE_VALUE = frozenset({"role", "function", "year"})
SLICED = ONE_VALUE | {"domain", "origin", "level", "within", "signed", "document_type"}
# What changes the view, or is told apart within the counts.
NO_CONDITIONS = frozenset({"sort", "show", "category"})
OF_DOCUMENTS = ("jurisdiction", "level", "within", "signed", "document_type")
KEYS_ARE_NUMBERS = frozenset({"domain", "function", "jurisdiction"})


class FilteredTasks(Protocol):
    """What the numbers ask of a filtered list of tasks; the list is documents.filters.tasks.TaskFilter."""

    queryset: CountedQuerySet

    @property
    def user(self) -> User:
        """Who is asking."""

    @property
    def given(self) -> dict[str, Any]:
        """The values of all conditions."""

    @property
    def category_shown(self) -> str:
        """Which category the list is about."""

    @property
    def domain_keys(self) -> list[int]:
        """Keys of the chosen domains and of the domains below them."""

    def is_valid(self) -> bool:
        """Whether every condition makes sense."""

    def of_category(self) -> CountedQuerySet:
        """Everything of the category shown."""

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply conditions to rows."""

    def without(self, *names: str) -> CountedQuerySet:
        """The rows that fit every condition but these."""


class TaskNumbers:
    """The numbers of one filtered list of tasks."""

    def __init__(self, filterset: FilteredTasks) -> None:
        self.of = filterset
        self._kept: dict[tuple[str, ...], Numbers] = {}
        self._by_document: dict[tuple[str, ...], dict[Any, int]] = {}

    @cached_property
    def uncounted(self) -> list[int]:
        """Documents that the kept counts leave out."""
        return uncounted_documents()

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that the list is about."""
        shown = self.of.category_shown
        return CATEGORIES if shown == BOTH else (shown,)

    # --- What is asked ----------------------------------------------------------------------------------------

    def total(self) -> int:
        """Tasks that fit every condition."""
        slices = self._slices()
        if slices is None:
            return sum(self._documents_and_columns(()).values())
        kept = self._kept_of(slices).get("all", {})
        number = sum(number for (category, _value), number in kept.items() if category in self.categories)
        return number + (self._narrowed().filter(document__in=self.uncounted).count() if self.uncounted else 0)

    def everything(self) -> int:
        """All tasks of the categories that the list is about, without any other condition."""
        kept = self._kept_of(("",)).get("all", {})
        number = sum(number for (category, _value), number in kept.items() if category in self.categories)
        rows = self.of.of_category().filter(document__in=self.uncounted) if self.uncounted else None
        return number + (rows.order_by().count() if rows is not None else 0)

    def by(self, name: str) -> Counter[Any]:
        """Tasks by their values under one condition, over all conditions but that one."""
        slices = self._slices(name)
        if slices is None:
            return Counter(self._live(name, None))
        counts = self._kept_by(name, slices)
        if self.uncounted:
            counts.update(self._live(name, self.uncounted))
        return counts

    def agencies(self, chosen: Collection[int]) -> dict[int, int]:
        """The agencies with most tasks over all conditions but this, and the numbers of those that are chosen."""
        slices = self._slices("agency")
        links = self.links_but("agency")
        if slices is None:
            counts = dict(_numbers(links).order_by("-number", "agency_id")[:MOST_KEPT])
            return counts | (dict(_numbers(links.filter(agency__in=chosen))) if chosen else {})
        said: dict[str, Any] = {"categories": self.categories, "user": self.of.user}
        counts = fullest_agencies(slices, most=MOST_KEPT, **said)
        changed = dict(_numbers(links.filter(task__document__in=self.uncounted))) if self.uncounted else {}
        further = {*chosen, *changed} - counts.keys()
        if further:
            counts |= numbers_of_agencies(slices, agencies=further, **said)
        found = Counter(counts)
        found.update(changed)
        fullest = sorted(found, key=lambda key: (-found[key], key))[:MOST_KEPT]
        return {key: found[key] for key in {*fullest, *chosen} if found[key]}

    def of_domains(self, keys: Collection[int]) -> dict[int, int]:
        """Tasks that fit every condition, by domain, of these domains only."""
        slices = self._slices()
        rows = self._narrowed().filter(domain__in=keys)
        if slices == ("",):
            kept = self._kept_by("domain", slices)
        elif slices is not None and all(each.startswith("domain:") for each in slices):
            wanted = [f"domain:{key}" for key in keys]
            sums = kept_by_slice(wanted, categories=self.categories, user=self.of.user)
            kept = Counter({int(each.partition(":")[2]): number for each, number in sums.items()})
        else:
            return rows.counts_by("domain_id")  # type: ignore[return-value]
        if self.uncounted:
            kept.update(rows.filter(document__in=self.uncounted).counts_by("domain_id"))
        return {key: kept[key] for key in keys}

    def years(self) -> set[int]:
        """Every year that a task names, whatever the conditions."""
        kept = {int(value) for _category, value in self._kept_of(("",)).get("year", {}) if value != NO_YEAR}
        if not self.uncounted:
            return kept
        of_changed = TaskDeadline.objects.filter(
            task__in=self.of.queryset.filter(document__in=self.uncounted).order_by()
        )
        return kept | set(of_changed.order_by().values_list("year", flat=True).distinct())

    def with_touching(self) -> int | None:
        """Tasks of the one chosen domain and tasks that list it as a further one; None where it has to be counted."""
        chosen = self.of.given["domain"]
        if len(chosen) != 1 or self._slices("domain", "touching") != ("",):
            return None
        [domain] = chosen
        kept = self._kept_of(("",))
        filed = sum(self._kept_by("domain", ("",))[key] for key in self.of.domain_keys)
        touching = sum(
            number
            for (category, value), number in kept.get("touching", {}).items()
            if category in self.categories and value == str(domain.pk)
        )
        if not self.uncounted:
            return filed + touching
        given = {**self.of.given, "touching": ["1"]}
        changed = self.of.narrow(self.of.queryset, given).filter(document__in=self.uncounted)
        return filed + touching + changed.order_by().count()

    def functions(self) -> set[int]:
        """The functions of all agencies that a task names, whatever the conditions."""
        kept = {int(value) for _category, value in self._kept_of(("",)).get("function", {})}
        changed = self._changed_links().exclude(agency__function=None) if self.uncounted else None
        return kept | (set(changed.values_list("agency__function_id", flat=True)) if changed is not None else set())

    def number_of_agencies(self) -> int:
        """How many agencies there are to choose from."""
        changed = set(self._changed_links().values_list("agency_id", flat=True)) if self.uncounted else set()
        return number_of_agencies(changed=changed, user=self.of.user)

    def _changed_links(self) -> QuerySet[TaskAgency]:
        tasks = self.of.queryset.filter(document__in=self.uncounted).order_by()
        return TaskAgency.objects.filter(task__in=tasks)

    def links_but(self, name: str) -> QuerySet[TaskAgency]:
        """The links between tasks that fit all other conditions and their agencies, whatever `name` asks for."""
        links = links_of({key: value for key, value in self.of.given.items() if key != name})
        base = self.of.without(*LINK_CONDITIONS)
        return (TaskAgency.objects.all() if links is None else links).filter(task__in=base.order_by())

    # --- From the kept counts ---------------------------------------------------------------------------------

    def _slices(self, *but: str) -> tuple[str, ...] | None:
        """The slices of the kept counts that all conditions but these come to; None where they do not know."""
        if not self.of.is_valid():
            return None
        given = self.of.given
        on = {name: given[name] for name in given if given[name] and name not in but and name not in NO_CONDITIONS}
        if "domain" not in on:
            on.pop("touching", None)
        if not on:
            return ("",)
        name, values = next(iter(on.items()))
        if len(on) > 1 or name not in SLICED or (name in ONE_VALUE and len(values) > 1):
            return None
        return tuple(f"{name}:{value}" for value in self._values(name, values))

    def _values(self, name: str, values: Any) -> Collection[Any]:
        if name == "domain":
            return self.of.domain_keys
        if name == "within":
            return [row.code for row in values]
        return [row.pk for row in values] if name == "function" else values

    def _kept_of(self, slices: tuple[str, ...]) -> Numbers:
        if slices not in self._kept:
            self._kept[slices] = kept_numbers(slices, user=self.of.user)
        return self._kept[slices]

    def _kept_by(self, name: str, slices: tuple[str, ...]) -> Counter[Any]:
        counts: Counter[Any] = Counter()
        if name == "category":
            for (category, _value), number in self._kept_of(slices).get("all", {}).items():
                counts[category] += number
            return counts
        for (category, value), number in self._kept_of(slices).get(name, {}).items():
            if category in self.categories:
                counts[_key(name, value)] += number
        return counts

    # --- Counted ----------------------------------------------------------------------------------------------

    def _narrowed(self) -> CountedQuerySet:
        return self.of.without("sort").order_by()

    def _live(self, name: str, documents: Collection[int] | None) -> Mapping[Any, int]:
        """The numbers of one facet by counting, of all documents or of these."""
        if name == "year":
            return self._live_years(documents)
        if name in LINK_CONDITIONS:
            column = {"role": "role", "function": "agency__function_id", "agency": "agency_id"}[name]
            links = self.links_but(name)
            links = links if documents is None else links.filter(task__document__in=documents)
            return dict(links.order_by().values_list(column).annotate(number=Count("task_id", distinct=True)))
        if name == "domain":
            return _of(self.of.without("domain"), documents).counts_by("domain_id")
        counted = self._documents_and_columns(
            (name,) if self.of.given.get(name) or name == "category" else (), documents
        )
        if name in ("category", "origin"):
            place = 1 if name == "category" else 2
            return _summed((key[place], number) for key, number in counted.items())
        facts = facts_of_documents(self.of.user, keys={key[0] for key in counted})
        return _summed((facts[key[0]][name], number) for key, number in counted.items() if key[0] in facts)

    def _live_years(self, documents: Collection[int] | None) -> dict[Any, int]:
        base = _of(self.of.without("year", "sort"), documents)
        named = TaskDeadline.objects.filter(task__in=base.order_by())
        counts = dict(named.order_by().values_list("year").annotate(number=Count("task_id", distinct=True)))
        return {**counts, NO_YEAR: base.filter(due_year__isnull=True).order_by().count()}

    def _documents_and_columns(
        self, but: tuple[str, ...], documents: Collection[int] | None = None
    ) -> Mapping[tuple[Any, ...], int]:
        """Tasks by document, category and origin, over all conditions but these; asked once for all facets."""
        place = (*but, "" if documents is None else "changed")
        if place not in self._by_document:
            base = _of(self.of.without("sort", *but), documents)
            self._by_document[place] = base.counts_by("document_id", "category", "origin")
        return self._by_document[place]


def links_of(given: Mapping[str, Any]) -> QuerySet[TaskAgency] | None:
    """The links between tasks and agencies that fit role, function and agency at once; None where none is asked."""
    wanted = Q()
    if given.get("role"):
        wanted &= Q(role__in=given["role"])
    functions = [row.pk for row in given.get("function") or ()]
    if functions:
        wanted &= Q(agency__function__in=functions)
    agencies = [row.pk for row in given.get("agency") or ()]
    if agencies:
        wanted &= Q(agency__in=agencies)
    return TaskAgency.objects.filter(wanted) if wanted else None


def _of(queryset: CountedQuerySet, documents: Collection[int] | None) -> CountedQuerySet:
    return queryset if documents is None else queryset.filter(document__in=documents)


def _numbers(links: QuerySet[TaskAgency]) -> Any:
    return links.order_by().values_list("agency_id").annotate(number=Count("task_id", distinct=True))


def _key(name: str, value: str) -> Any:
    """The value as counting gives it."""
    if name in KEYS_ARE_NUMBERS or (name == "year" and value != NO_YEAR):
        return int(value)
    return value


def _summed(pairs: Any) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for key, number in pairs:
        counts[key] += number
    return counts

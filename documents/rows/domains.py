"""How many key tasks of one place each domain has: main ones, and ones that only touch on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.urls import reverse

from documents.models import Domain, Task
from documents.querysets import CountedQuerySet


@dataclass(frozen=True, slots=True)
class DomainCount:
    """An upper domain with the number of key tasks in it and of key tasks elsewhere that touch on it."""

    name: str
    code: str
    url: str
    tasks: int
    touched: int
    state: str


def domain_counts(tasks: CountedQuerySet, *, query: str, reviewed: bool) -> list[DomainCount]:
    """Counts over `tasks` by upper domain; `query` is put before the domain in the addresses.

    A domain without task says whether a person has read the whole text (`reviewed`) or only the rules have.
    """
    own = tasks.annotate(top=Coalesce("domain__parent_id", "domain_id")).counts_by("top")
    beside = touched_from_outside(tasks)
    silent = "silent_checked" if reviewed else "not_found"
    rows = Domain.objects.filter(parent__isnull=True).order_by("order").values_list("pk", "code", "name")
    return [
        DomainCount(
            name,
            code,
            f"{reverse('documents:tasks')}?domain={code}&{query}",
            own.get(key, 0),
            beside.get(key, 0),
            "stated" if own.get(key) else "touched" if beside.get(key) else silent,
        )
        for key, code, name in rows
    ]


def touched(tasks: CountedQuerySet) -> dict[Any, int]:
    """Number of `tasks` that list a domain as a further one, by key of that domain."""
    through = Task.other_domains.through.objects.filter(task__in=tasks.order_by())
    return dict(through.order_by().values_list("domain_id").annotate(number=Count("task_id", distinct=True)))


def touched_from_outside(tasks: CountedQuerySet) -> dict[Any, int]:
    """Number of `tasks` that touch on an upper domain without being filed anywhere in it, by key of that domain."""
    rows: Any = Task.other_domains.through.objects.filter(task__in=tasks.order_by()).annotate(
        top=Coalesce("domain__parent_id", "domain_id"), own_top=Coalesce("task__domain__parent_id", "task__domain_id")
    )
    outside = rows.exclude(top=F("own_top")).order_by().values_list("top")
    return dict(outside.annotate(number=Count("task_id", distinct=True)))

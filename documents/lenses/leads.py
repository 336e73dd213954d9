"""Who leads what: tasks by the function of the agency in one role, by level, place or domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.addresses import MAX_VALUES_OF_ONE
from documents.filters import TaskFilter
from documents.lenses.addresses import list_address
from documents.lenses.crosstab import Counts, Cross, Head, cross
from documents.lenses.filters import DOMAIN, LEVEL, PLACE, LeadsFilter
from documents.lenses.places import domain_heads, level_heads, place_heads, places_page
from documents.models import Agency, AgencyFunction, Task, TaskAgency

# Columns of one page; more do not stand side by side.
PLACES_ACROSS = 10
COLUMNS = {PLACE: "task__jurisdiction_id", LEVEL: "task__jurisdiction__level", DOMAIN: "top"}
PARAMETERS = {PLACE: "jurisdiction", LEVEL: "level", DOMAIN: "domain"}


@dataclass(frozen=True, slots=True)
class Leads:
    """The crossing of functions, its page of places and how many tasks name such an agency."""

    cross: Cross
    page: Page | None
    tasks: int
    """Tasks that name an agency in this role."""
    of: int
    """All tasks looked at."""
    without: tuple[str, ...]
    """Columns in which no task names an agency in this role."""


def read_leads(lens: LeadsFilter, *, page: Any, per_page: int = PLACES_ACROSS) -> Leads:
    """Count tasks by function of an agency in the chosen role; each task once in each cell and once in each total."""
    columns, shown = _columns(lens, page=page, per_page=per_page)
    found = lens.remembered(lambda: _read(lens, columns=columns, of_these=shown is not None), per_page=per_page)
    return replace(found, page=shown)


def _read(lens: LeadsFilter, *, columns: list[Head], of_these: bool) -> Leads:
    tasks = lens.tasks().filter(category=Task.Category.KEY_TASK)
    role = lens.chosen("role")
    links: QuerySet[TaskAgency] = TaskAgency.objects.filter(role=role, task__in=tasks).order_by()
    links = links.annotate(top=Coalesce("task__domain__parent_id", "task__domain_id"))
    here = links.filter(task__jurisdiction__in=[head.key for head in columns]) if of_these else links
    counts = _counts(links, here, column=COLUMNS[lens.layout])
    rows = _rows(counts)
    unmapped = _unmapped(links) if None in counts.rows else []
    parameter = PARAMETERS[lens.layout]

    def address(row: Head | None, head: Head | None) -> str:
        function: dict[str, Any] = {}
        if row:
            function = {"function": row.code} if row.code else {"agency": unmapped}
        if row and not row.code and not 0 < len(unmapped) <= MAX_VALUES_OF_ONE:
            return ""
        own = {parameter: head.code} if head else {}
        return list_address("documents:tasks", TaskFilter, lens.scope, {"role": role}, function, own)

    return Leads(
        cross=cross(_("职能"), rows=rows, columns=columns, counts=counts, address=address),
        page=None,
        tasks=counts.all,
        of=tasks.count(),
        without=tuple(head.name for head in columns if head.key not in counts.columns),
    )


def _columns(lens: LeadsFilter, *, page: Any, per_page: int) -> tuple[list[Head], Page | None]:
    documents = lens.documents()
    if lens.layout == DOMAIN:
        return domain_heads(), None
    if lens.layout == LEVEL:
        return level_heads(list(documents.values_list("jurisdiction__level", flat=True).distinct())), None
    shown = places_page(documents, number=page, per_page=per_page)
    return place_heads(shown), shown


def _counts(links: QuerySet[TaskAgency], here: QuerySet[TaskAgency], *, column: str) -> Counts:
    """Distinct tasks in every cell and every total: a task that two functions lead counts once under its column."""
    number = Count("task_id", distinct=True)
    function = "agency__function_id"
    cells = here.values_list(function, column).annotate(number=number)
    return Counts(
        cells={(row, head): count for row, head, count in cells},
        rows=_numbers(links.values_list(function).annotate(number=number)),
        columns=_numbers(here.values_list(column).annotate(number=number)),
        all=links.aggregate(number=number)["number"],
    )


def _numbers(pairs: Any) -> Mapping[object, int]:
    return dict(pairs)


def _rows(counts: Counts) -> list[Head]:
    """The functions that occur, in their order; agencies without one come last."""
    found = AgencyFunction.objects.filter(pk__in=[key for key in counts.rows if key]).order_by("order")
    rows = [
        Head(pk, code, name, url=reverse("documents:function", args=[code]))
        for pk, code, name in found.values_list("pk", "code", "name")
    ]
    return [*rows, Head(None, "", _("没有归入职能"))] if None in counts.rows else rows


def _unmapped(links: QuerySet[TaskAgency]) -> list[str]:
    """Keys of the agencies without a function, as far as one address can name them."""
    keys = Agency.objects.filter(pk__in=links.filter(agency__function__isnull=True).values("agency")).order_by("pk")
    return [str(key) for key in keys.values_list("pk", flat=True)[: MAX_VALUES_OF_ONE + 1]]

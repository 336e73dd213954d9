"""Coverage: how many key tasks each place, or each level, has in each top domain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from documents.filters import TaskFilter
from documents.lenses.addresses import list_address
from documents.lenses.crosstab import Counts, Cross, Head, Silence, cross
from documents.lenses.filters import LEVEL, CoverageFilter
from documents.lenses.places import PLACES_PER_PAGE, domain_heads, level_heads, place_heads, places_page
from documents.models import Task
from documents.querysets import CountedQuerySet

OTHER = "other"
# Safeguards are no key tasks: a column that never has a number is left out.
SUPPORT = "support"
ROW_COLUMNS = {"place": "jurisdiction_id", LEVEL: "jurisdiction__level"}
PARAMETERS = {"place": "jurisdiction", LEVEL: "level"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The crossing, its page of places, and how many places it speaks of."""

    cross: Cross
    page: Page | None
    places: int
    tasks: int


def read_coverage(lens: CoverageFilter, *, page: Any, per_page: int = PLACES_PER_PAGE) -> Coverage:
    """Count the key tasks of the documents looked at; a fixed number of queries for any number of places."""
    shown = None if lens.layout == LEVEL else places_page(lens.documents(), number=page, per_page=per_page)
    return replace(lens.remembered(lambda: _read(lens, shown=shown), per_page=per_page), page=shown)


def _read(lens: CoverageFilter, *, shown: Page | None) -> Coverage:
    documents = lens.documents()
    tasks = lens.tasks().filter(category=Task.Category.KEY_TASK)
    column = ROW_COLUMNS[lens.layout]
    if shown is None:
        rows = level_heads(list(documents.values_list("jurisdiction__level", flat=True).distinct()))
        here = tasks
    else:
        rows = place_heads(shown)
        here = tasks.filter(jurisdiction__in=[row.key for row in rows])
    counts = _counts(tasks, here, column=column)
    silences = _Silences.read(documents, lens.tasks(), here, column=column)
    parameter = PARAMETERS[lens.layout]

    def address(row: Head | None, head: Head | None, *, touching: bool = False) -> str:
        own = {parameter: row.code} if row else {}
        domain = {"domain": head.code} if head else {}
        return list_address(
            "documents:tasks", TaskFilter, lens.scope, own, domain, {"touching": "1" if touching else ""}
        )

    def silence(row: Head, head: Head) -> Silence:
        found = silences.of(row, head)
        return Silence(found.state, found.count, address(row, head, touching=True) if found.count else "")

    return Coverage(
        cross=cross(
            _("层级") if lens.layout == LEVEL else _("地区"),
            rows=rows,
            columns=[head for head in domain_heads() if head.code != SUPPORT or head.key in counts.columns],
            counts=counts,
            address=address,
            silence=silence,
        ),
        page=None,
        places=shown.paginator.count if shown else documents.aggregate(n=Count("jurisdiction", distinct=True))["n"],
        tasks=counts.all,
    )


def _counts(tasks: CountedQuerySet, here: CountedQuerySet, *, column: str) -> Counts:
    """Counts by row and top domain; the totals under the columns are those of all places, not of this page."""
    top = Coalesce("domain__parent_id", "domain_id")
    cells = here.annotate(top=top).counts_by(column, "top")
    rows: Counter[object] = Counter()
    for key, number in cells.items():
        rows[key[0]] += number  # type: ignore[index]
    columns = tasks.annotate(top=top).counts_by("top")
    return Counts(cells=cells, rows=rows, columns=columns, all=sum(columns.values()))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Silences:
    """What stands where no task does: tasks elsewhere that touch on it, or why there is nothing."""

    touched: dict[tuple[object, object], int]
    with_tasks: frozenset[object]
    reviewed: dict[object, bool]

    @classmethod
    def read(
        cls, documents: CountedQuerySet, tasks: CountedQuerySet, here: CountedQuerySet, *, column: str
    ) -> _Silences:
        through: Any = Task.other_domains.through.objects.filter(task__in=here.order_by()).annotate(
            top=Coalesce("domain__parent_id", "domain_id"),
            own_top=Coalesce("task__domain__parent_id", "task__domain_id"),
        )
        touched = through.exclude(top=F("own_top")).order_by().values_list(f"task__{column}", "top")
        unread = documents.values_list(column).annotate(n=Count("pk", filter=Q(reviewed=False)))
        return cls(
            touched={(row, top): number for row, top, number in touched.annotate(n=Count("task_id", distinct=True))},
            with_tasks=frozenset(tasks.order_by().values_list(column, flat=True).distinct()),
            reviewed={row: not number for row, number in unread},
        )

    def of(self, row: Head, head: Head) -> Silence:
        """The answer of an empty cell."""
        if number := self.touched.get((row.key, head.key), 0):
            return Silence("touched", number)
        if row.key not in self.with_tasks or head.code == OTHER:
            return Silence("not_applicable")
        return Silence("silent_checked" if self.reviewed.get(row.key) else "not_found")

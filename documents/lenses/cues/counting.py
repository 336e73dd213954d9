"""Cue words counted by place, level or domain, group by group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from documents.lenses.addresses import list_address
from documents.lenses.crosstab import Counts, Cross, Head, cross
from documents.lenses.cues.filters import CueFilter
from documents.lenses.filters import DOMAIN, LEVEL, PLACE, CueViewFilter
from documents.lenses.places import PLACES_PER_PAGE, domain_heads, level_heads, place_heads, places_page
from documents.models import TaskCue
from documents.parsing.cues import INSTRUMENT, cue_list

ROWS = {PLACE: "jurisdiction_id", LEVEL: "jurisdiction__level", DOMAIN: "top"}
PARAMETERS = {PLACE: "jurisdiction", LEVEL: "level", DOMAIN: "domain"}
CORNERS = {PLACE: "地区", LEVEL: "层级", DOMAIN: "领域"}


@dataclass(frozen=True, slots=True)
class CueNumbers:
    """The crossing, its page of places, how many words in how many tasks."""

    cross: Cross
    page: Page | None
    words: int
    tasks: int
    of: int


def read_cues(lens: CueViewFilter, *, kind: str, page: Any, per_page: int = PLACES_PER_PAGE) -> CueNumbers:
    """Count cue words; beside each number stands in how many tasks, of how many, they are."""
    rows, shown = _rows(lens, page=page, per_page=per_page)
    found = lens.remembered(lambda: _read(lens, kind=kind, rows=rows, of_these=shown is not None), per_page=per_page)
    return replace(found, page=shown)


def _read(lens: CueViewFilter, *, kind: str, rows: list[Head], of_these: bool) -> CueNumbers:
    tasks, cues = _looked_at(lens, kind)
    by_tool = kind == INSTRUMENT and lens.chosen("detail") == "tools"
    column = "code" if by_tool else "group"
    parameter = PARAMETERS[lens.layout]
    category = lens.chosen("category")

    def address(row: Head | None, head: Head | None) -> str:
        own = {parameter: row.code} if row else {}
        code = {"code": head.code} if head else {}
        return list_address("lenses:cues", CueFilter, {"kind": kind, "category": category}, lens.scope, own, code)

    here = {"jurisdiction__in": [row.key for row in rows]} if of_these else {}
    counts = _counts(cues, cues.filter(**here), tasks.filter(**here), row=ROWS[lens.layout], column=column)
    return CueNumbers(
        cross=cross(
            _(CORNERS[lens.layout]), rows=rows, columns=_columns(kind, by_tool), counts=counts, address=address
        ),
        page=None,
        words=counts.all,
        tasks=cues.aggregate(n=Count("task_id", distinct=True))["n"],
        of=tasks.count(),
    )


def _looked_at(lens: CueViewFilter, kind: str) -> tuple[Any, QuerySet[TaskCue]]:
    """The tasks looked at, and their cue words of one kind."""
    tasks = lens.tasks()
    cues = TaskCue.objects.visible_to(lens.user).filter(kind=kind)
    if not lens.is_valid():
        return tasks, cues.none()
    category = lens.chosen("category")
    if category != "all":
        tasks, cues = tasks.filter(category=category), cues.filter(task__category=category)
    if lens.scope:
        cues = cues.filter(document__in=lens.documents().values("pk"))
    cues = cues.order_by().annotate(top=Coalesce("task__domain__parent_id", "task__domain_id"))
    return tasks.annotate(top=Coalesce("domain__parent_id", "domain_id")), cues


def _rows(lens: CueViewFilter, *, page: Any, per_page: int) -> tuple[list[Head], Page | None]:
    documents = lens.documents()
    if lens.layout == DOMAIN:
        return domain_heads(), None
    if lens.layout == LEVEL:
        return level_heads(list(documents.values_list("jurisdiction__level", flat=True).distinct())), None
    shown = places_page(documents, number=page, per_page=per_page)
    return place_heads(shown), shown


def _columns(kind: str, by_tool: bool) -> list[Head]:
    groups = cue_list().of_kind(kind)
    if by_tool:
        return [Head(each.code, each.code, each.name, group=each.description) for each in groups]
    if kind == INSTRUMENT:
        return [Head(code, code, name) for code, name in {each.group: each.description for each in groups}.items()]
    return [Head(each.code, each.code, each.name) for each in groups]


def _counts(cues: Any, here: Any, tasks: Any, *, row: str, column: str) -> Counts:
    """Cells and rows of this page, totals under the columns of everything."""
    cells = here.counts_by(row, column)
    inside = here.values_list(row, column).annotate(number=Count("task_id", distinct=True))
    of = tasks.counts_by(row)
    notes = {
        (key, code): _("%(tasks)d/%(of)d项") % {"tasks": number, "of": of.get(key, 0)} for key, code, number in inside
    }
    columns = cues.counts_by(column)
    return Counts(cells=cells, rows=here.counts_by(row), columns=columns, all=sum(columns.values()), notes=notes)

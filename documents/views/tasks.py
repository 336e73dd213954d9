"""The list of tasks and its downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.breakdown import breakdown_table
from documents.columns import assignments, cited, task_table
from documents.corpus import corpus_version
from documents.exporters import Source, csv_lines
from documents.filters import TaskFilter
from documents.models import Task
from documents.rows.task_copy import copied_lines
from documents.rows.task_lines import task_lines
from documents.rows.tasks import TaskRow, task_rows
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import Link, Listing, read_counted, read_listing
from documents.views.one_group import one_group

UNIT = "项"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a band: those of one document, or of one domain; `count` is that of the whole list."""

    kind: str
    first: TaskRow
    count: int
    rows: tuple[TaskRow, ...]


@one_address(TaskFilter)
def tasks(request: HttpRequest) -> HttpResponseBase:
    """Show the tasks that fit the address, with facets, quotes and links into the source."""
    filterset = _filter(request)
    total = filterset.of_category()
    group = one_group(request, filterset, facets=lambda: read_counted(request, filterset, total=total).facets)
    if group:
        return group
    show = filterset.given.get("show") or "excerpt"
    listing = read_listing(
        request,
        filterset,
        rows=lambda ids: task_rows(ids, full=show == "full"),
        things=filterset.things,
        everything=_("全部%(things)s") % {"things": filterset.things},
        unit=UNIT,
        total=total,
    )
    context = {
        "listing": listing,
        "groups": _groups(listing, filterset),
        "show": show,
        "views": _views(filterset, show),
        "touching": bool(filterset.given.get("touching")),
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/tasks.html", context)


@one_address(TaskFilter)
def task_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the tasks that the page with the same conditions lists, in the same order."""
    filterset = _filter(request)
    return export_list(request, filterset, export=EXPORT, format=format, things=filterset.things)


def _filter(request: HttpRequest) -> TaskFilter:
    return TaskFilter(request.GET, queryset=Task.objects.visible_to(request.user), request=request)


def _groups(listing: Listing, filterset: TaskFilter) -> tuple[Group, ...]:
    """The rows under bands: by document in the order of the source or of places, by domain in the order of domains."""
    sort = filterset.given.get("sort") or "source"
    if sort == "deadline":
        return (Group("none", listing.rows[0], 0, tuple(listing.rows)),) if listing.rows else ()
    by_domain = sort == "domain"

    def band(row: TaskRow) -> Any:
        return row.domain.name if by_domain else row.document.pk

    counts = _band_counts(filterset, listing.rows, by_domain=by_domain)
    groups = []
    for key, rows in groupby(listing.rows, key=band):
        members = tuple(rows)
        groups.append(Group("domain" if by_domain else "document", members[0], counts.get(key, 0), members))
    return tuple(groups)


def _band_counts(filterset: TaskFilter, rows: Sequence[TaskRow], *, by_domain: bool) -> dict[Any, int]:
    if by_domain:
        names = {row.domain.name for row in rows}
        return filterset.qs.filter(domain__name__in=names).counts_by("domain__name")
    documents = {row.document.pk for row in rows}
    return filterset.qs.filter(document__in=documents).counts_by("document_id")


def _views(filterset: TaskFilter, show: str) -> tuple[Link, ...]:
    """Two lines, whole text, or titles only."""
    before = filterset.query(leave_out=("show",))
    choices = filterset.filters["show"].extra["choices"]
    first = choices[0][0]
    return tuple(
        Link(str(label), f"?{before}" if value == first else f"?{before}show={value}", value == show)
        for value, label in choices
    )


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    found = task_lines(ids, site=request.build_absolute_uri("/"))
    sources = tuple(Source(cited(each.title, each.number), each.address) for each in found.documents)
    return Listed(
        task_table(found.lines, said=said, title=title), sources, tuple(each.level for each in found.documents)
    )


def _breakdown(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = task_rows(ids, full=True)
    site = request.build_absolute_uri("/")
    table = breakdown_table(assignments(rows, site=site), title=_("任务分解表"), said=said)
    return Listed(table, *_behind(rows, site=site))


def _behind(rows: Sequence[TaskRow], *, site: str) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The documents behind the rows, each once, and the levels of their places."""
    documents = {row.document.pk: row.document for row in rows}.values()
    sources = tuple(
        Source(cited(document.title, document.document_number), urljoin(site, document.url)) for document in documents
    )
    return sources, tuple(document.level for document in documents)


EXPORT = ListExport(
    page="documents:tasks",
    export="documents:task_export",
    filename=gettext_lazy("任务"),
    unit=gettext_lazy("项"),
    make=_listed,
    breakdown=_breakdown,
    lines=partial(copied_lines, quote=csv_lines),
    document="document_id",
)

"""The list of tasks and its downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.columns import task_table
from documents.corpus import corpus_version
from documents.filters import TaskFilter
from documents.models import Task
from documents.rows.tasks import TaskRow, task_rows
from documents.views.addressing import one_address, refused
from documents.views.exports import EXPORT_LIMIT, about_export, export_response
from documents.views.listing import Link, Listing, read_listing

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
    show = filterset.given.get("show") or "excerpt"
    listing = read_listing(
        request,
        filterset,
        rows=lambda ids: task_rows(ids, full=show == "full"),
        things=filterset.things,
        everything=_("全部%(things)s") % {"things": filterset.things},
        unit=UNIT,
        total=filterset.of_category(),
    )
    context = {
        "listing": listing,
        "groups": _groups(listing, filterset),
        "show": show,
        "views": _views(filterset, show),
        "touching": bool(filterset.given.get("touching")),
        "exports": _export_addresses(filterset),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/tasks.html", context)


@one_address(TaskFilter)
def task_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the tasks that the page with the same conditions lists, in the same order."""
    filterset = _filter(request)
    if not filterset.is_valid():
        return refused(request, _("有一个条件没有读懂，没有导出。回到任务页重新选择。"))
    ids = list(filterset.qs.values_list("pk", flat=True)[: EXPORT_LIMIT + 1])
    if len(ids) > EXPORT_LIMIT:
        return refused(request, _("一次最多导出%(limit)d项。加上条件后再导出。") % {"limit": EXPORT_LIMIT})
    said = filterset.said(things=filterset.things, everything=_("全部%(things)s") % {"things": filterset.things})
    corpus = corpus_version(request.user)
    what = _("%(said)s，%(number)d项") % {"said": said, "number": len(ids)}
    address = f"{reverse('documents:tasks')}?{filterset.query()}".rstrip("?&")
    table = task_table(
        task_rows(ids, full=True), site=request.build_absolute_uri("/"), said=what, title=filterset.things
    )
    about = about_export(request, address=address, what=what, corpus=corpus)
    return export_response(table, format=format, filename=_("任务-%(day)s") % {"day": about.exported_on}, about=about)


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


def _export_addresses(filterset: TaskFilter) -> dict[str, str]:
    query = filterset.query(leave_out=("page", "show"))
    return {name: f"{reverse('documents:task_export', args=[name])}?{query}".rstrip("?&") for name in ("csv", "xlsx")}

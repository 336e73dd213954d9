"""Agencies: the list with its downloads, the page of one, and the page of a function across places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents.columns import agency_table
from documents.corpus import corpus_version, visible_agencies
from documents.filters import AgencyFilter
from documents.models import Agency, AgencyFunction, Task, TaskAgency
from documents.querysets import User
from documents.rows.agencies import AgencyRow, agency_rows
from documents.rows.tasks import TaskRow, task_rows
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_counted, read_listing
from documents.views.one_group import one_group

# The page of an agency shows this many tasks; the list of tasks has the rest.
TASKS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FunctionGroup:
    """Agencies of one function, or of one place, under one band."""

    name: str
    url: str
    rows: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Tasks in which an agency has one role."""

    role: str
    label: str
    rows: tuple[TaskRow, ...]


@one_address(AgencyFilter)
def agencies(request: HttpRequest) -> HttpResponseBase:
    """Show the agencies that fit the address, by function or place, with how often each leads and supports."""
    visible = visible_agencies(request.user)
    filterset = AgencyFilter(request.GET, queryset=visible, request=request)
    group = one_group(request, filterset, facets=lambda: read_counted(request, filterset, total=visible).facets)
    if group:
        return group
    listing = read_listing(
        request,
        filterset,
        rows=lambda ids: agency_rows(ids, user=request.user),
        things=_("单位"),
        everything=_("全部单位"),
        unit="家",
        total=visible,
    )
    sort = filterset.given.get("sort") or "function"
    context = {
        "listing": listing,
        "groups": _groups(listing.rows, sort),
        "collectives": filterset.qs.filter(collective=True).count(),
        "sort": sort,
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/agencies.html", context)


@one_address(AgencyFilter)
def agency_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the agencies that the page with the same conditions lists, in the same order."""
    filterset = AgencyFilter(request.GET, queryset=visible_agencies(request.user), request=request)
    return export_list(request, filterset, export=EXPORT, format=format, things=_("单位"))


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = agency_rows(ids, user=request.user)
    table = agency_table(rows, site=request.build_absolute_uri("/"), said=said, title=title)
    return Listed(table, levels=tuple(row.level for row in rows))


EXPORT = ListExport(
    page="documents:agencies",
    export="documents:agency_export",
    filename=gettext_lazy("单位"),
    unit=gettext_lazy("家"),
    make=_listed,
)


def _groups(rows: Sequence[AgencyRow], sort: str) -> list[FunctionGroup]:
    if sort == "name":
        return [FunctionGroup("", "", tuple(rows))] if rows else []

    def band(row: AgencyRow) -> tuple[str, str]:
        return (
            (row.function or _("没有归入职能"), row.function_url) if sort == "function" else (row.place, row.place_url)
        )

    return [FunctionGroup(name, url, tuple(members)) for (name, url), members in groupby(rows, key=band)]


@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one agency: the tasks it leads, supports or answers for, and its like in other places."""
    found = get_object_or_404(visible_agencies(request.user).select_related("jurisdiction", "function"), pk=pk)
    peers = visible_agencies(request.user).filter(function=found.function).exclude(pk=found.pk)
    peer_ids = list(peers.order_by("jurisdiction__code", "id").values_list("pk", flat=True)[:50])
    context = {
        "agency": agency_rows([found.pk], user=request.user)[0],
        "full_name": found.jurisdiction.full_name,
        "aliases": list(found.aliases.order_by("name").values_list("name", flat=True)),
        "groups": _tasks_by_role(found, request.user),
        "peers": agency_rows(peer_ids, user=request.user) if found.function_id else [],
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/agency.html", context)


def _tasks_by_role(found: Agency, user: User) -> list[RoleGroup]:
    links = TaskAgency.objects.filter(agency=found, task__in=Task.objects.visible_to(user))
    pairs = list(links.order_by("task_id").values_list("role", "task_id")[:TASKS_SHOWN])
    rows = {row.pk: row for row in task_rows(sorted({task for _role, task in pairs}))}
    groups = []
    for role, label in TaskAgency.Role.choices:
        members = tuple(rows[task] for each, task in pairs if each == role)
        if members:
            groups.append(RoleGroup(role, str(label), members))
    return groups


@require_safe
def function(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one function across places: which agency holds it where, and the tasks that such agencies lead."""
    found = get_object_or_404(AgencyFunction, code=code)
    members = visible_agencies(request.user).filter(function=found).order_by("jurisdiction__code", "id")
    visible = Task.objects.visible_to(request.user).filter(lead_agency__function=found)
    led = list(visible.order_by("id").values_list("pk", flat=True)[:TASKS_SHOWN])
    others = AgencyFunction.objects.filter(agencies__in=visible_agencies(request.user)).distinct()
    context = {
        "function": found,
        "agencies": agency_rows(list(members.values_list("pk", flat=True)[:200]), user=request.user),
        "tasks": task_rows(led),
        "functions": list(others.order_by(F("order")).values("code", "name")),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/function.html", context)

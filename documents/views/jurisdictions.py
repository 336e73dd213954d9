"""Places: the list of those with documents and its downloads, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents.columns import place_table
from documents.corpus import corpus_version, visible_agencies
from documents.filters import JurisdictionFilter
from documents.filters.jurisdictions import places_of_the_tree
from documents.models import PolicyDocument, Target, Task
from documents.querysets import User
from documents.remembered import remembered
from documents.rows.agencies import agency_rows
from documents.rows.documents import document_rows
from documents.rows.domains import domain_counts
from documents.rows.jurisdictions import PlaceRow, above, place_tree
from documents.rows.targets import target_rows
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_counted, read_listing
from documents.views.one_group import one_group

# What one page lists of a kind; the lists have the rest.
SHOWN = 100


@one_address(JurisdictionFilter)
def jurisdictions(request: HttpRequest) -> HttpResponseBase:
    """Show the places with documents and those above them: as a tree, under conditions as a list."""
    offered = places_of_the_tree(request.user)
    filterset = JurisdictionFilter(request.GET, queryset=offered, request=request)
    group = one_group(request, filterset, facets=lambda: read_counted(request, filterset, total=offered).facets)
    if group:
        return group
    listing = read_listing(
        request,
        filterset,
        rows=lambda ids: _rows(ids, request.user),
        things=_("地区"),
        everything=_("全部地区"),
        unit="个",
        total=offered,
    )
    context = {
        "listing": listing,
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/jurisdictions.html", context)


@one_address(JurisdictionFilter)
def jurisdiction_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the places that the page with the same conditions lists, in the same order."""
    offered = places_of_the_tree(request.user)
    filterset = JurisdictionFilter(request.GET, queryset=offered, request=request)
    return export_list(request, filterset, export=EXPORT, format=format, things=_("地区"))


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = _rows(ids, request.user)
    return Listed(place_table(rows, site=request.build_absolute_uri("/"), said=said, title=title))


EXPORT = ListExport(
    page="documents:jurisdictions",
    export="documents:jurisdiction_export",
    filename=gettext_lazy("地区"),
    unit=gettext_lazy("个"),
    make=_listed,
    level="",
)


def _rows(ids: Sequence[int], user: User) -> list[PlaceRow]:
    by_key = {row.pk: row for row in _tree(user)}
    return [by_key[key] for key in ids if key in by_key]


@require_safe
def jurisdiction(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one place: its documents, which domains they cover, its targets and agencies, the places around it."""
    tree = _tree(request.user)
    place = next((row for row in tree if row.code == code), None)
    if place is None:
        raise Http404(_("没有这个地区"))
    documents = PolicyDocument.objects.visible_to(request.user).filter(jurisdiction=place.pk)
    tasks = Task.objects.visible_to(request.user).filter(jurisdiction=place.pk, category=Task.Category.KEY_TASK)
    targets = Target.objects.visible_to(request.user).filter(jurisdiction=place.pk, kind=Target.Kind.QUANTITY)
    agencies = visible_agencies(request.user).filter(jurisdiction=place.pk)
    reviewed = list(documents.values_list("reviewed", flat=True))
    context = {
        "place": place,
        "above": above(tree, place),
        "below": [row for row in tree if row.parent == place.pk],
        "documents": document_rows(list(documents.order_by("id").values_list("pk", flat=True)[:SHOWN])),
        "domains": domain_counts(tasks, query=f"jurisdiction={code}", reviewed=bool(reviewed) and all(reviewed)),
        "targets": target_rows(list(targets.order_by("id").values_list("pk", flat=True)[:SHOWN])),
        "agencies": agency_rows(list(agencies.order_by("id").values_list("pk", flat=True)[:SHOWN]), user=request.user),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/jurisdiction.html", context)


def _tree(user: User) -> list[PlaceRow]:
    """The tree of places, counted once for each state of the corpus."""
    return remembered("places", lambda: place_tree(user), user=user)

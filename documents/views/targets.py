"""The list of targets and its downloads."""

from __future__ import annotations

from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.columns import cited, target_table
from documents.corpus import corpus_version
from documents.exporters import Source
from documents.filters import TargetFilter
from documents.models import Target
from documents.rows.targets import target_rows
from documents.timeline import timeline_of
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_counted, read_listing
from documents.views.one_group import one_group

UNIT = "个"


@one_address(TargetFilter)
def targets(request: HttpRequest) -> HttpResponseBase:
    """Show the targets that fit the address: indicator with its denominator, value, deadline, quote, source."""
    filterset = _filter(request)
    total = filterset.of_kind()
    group = one_group(request, filterset, facets=lambda: read_counted(request, filterset, total=total).facets)
    if group:
        return group
    listing = read_listing(
        request,
        filterset,
        rows=target_rows,
        things=filterset.things,
        everything=_("全部%(things)s") % {"things": filterset.things},
        unit=UNIT,
        total=total,
    )
    context = {
        "listing": listing,
        "kind": filterset.kind_shown,
        "is_mixed": len({row.level for row in listing.rows}) > 1,
        "timeline": timeline_of(listing.rows),
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/targets.html", context)


@one_address(TargetFilter)
def target_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the targets that the page with the same conditions lists, in the same order."""
    filterset = _filter(request)
    return export_list(request, filterset, export=EXPORT, format=format, things=filterset.things)


def _filter(request: HttpRequest) -> TargetFilter:
    return TargetFilter(request.GET, queryset=Target.objects.visible_to(request.user), request=request)


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = target_rows(ids)
    site = request.build_absolute_uri("/")
    documents = {row.url.partition("#")[0]: cited(row.document_title, row.document_number) for row in rows}
    return Listed(
        target_table(rows, site=site, said=said, title=title),
        tuple(Source(citation, urljoin(site, url)) for url, citation in documents.items()),
        tuple(row.level for row in rows),
    )


EXPORT = ListExport(
    page="documents:targets",
    export="documents:target_export",
    filename=gettext_lazy("目标"),
    unit=gettext_lazy("个"),
    make=_listed,
    document="document_id",
)

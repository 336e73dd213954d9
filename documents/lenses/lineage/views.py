"""The list of single citations, and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import corpus_version
from documents.lenses.lineage.filters import CitationFilter
from documents.lenses.lineage.rows import citation_rows
from documents.lenses.lineage.tables import citation_table
from documents.models import Citation
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_listing


@one_address(CitationFilter)
def citations(request: HttpRequest) -> HttpResponseBase:
    """Show the citations that fit the address, each with its characters."""
    filterset = _filter(request)
    listing = read_listing(
        request,
        filterset,
        rows=lambda ids: citation_rows(ids, user=request.user),
        things=_("引用"),
        everything=_("全部引用"),
        unit=_("处"),
        total=filterset.queryset,
    )
    context = {
        "listing": listing,
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/lenses/citations.html", context)


@one_address(CitationFilter)
def citation_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """Download exactly the citations that the page with the same conditions lists, in the same order."""
    return export_list(request, _filter(request), export=EXPORT, format=format, things=_("引用"))


def _filter(request: HttpRequest) -> CitationFilter:
    return CitationFilter(request.GET, queryset=Citation.objects.visible_to(request.user), request=request)


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = citation_rows(ids, user=request.user)
    table = citation_table(rows, site=request.build_absolute_uri("/"), said=said, title=title)
    return Listed(table, levels=tuple(row.level for row in rows))


EXPORT = ListExport(
    page="lenses:citations",
    export="lenses:citation_export",
    filename=gettext_lazy("引用"),
    unit=gettext_lazy("处"),
    make=_listed,
    level="document__jurisdiction__level",
)

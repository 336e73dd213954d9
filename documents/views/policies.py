"""The list of documents and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.columns import document_table
from documents.corpus import corpus_version
from documents.filters import DocumentFilter
from documents.models import PolicyDocument
from documents.rows.documents import document_rows
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_counted, read_listing
from documents.views.one_group import one_group


@one_address(DocumentFilter)
def documents(request: HttpRequest) -> HttpResponseBase:
    """Show the documents that fit the address, with what was found in each."""
    visible = PolicyDocument.objects.visible_to(request.user)
    filterset = DocumentFilter(request.GET, queryset=visible, request=request)
    group = one_group(request, filterset, facets=lambda: read_counted(request, filterset, total=visible).facets)
    if group:
        return group
    listing = read_listing(
        request, filterset, rows=document_rows, things=_("文件"), everything=_("全部文件"), unit="份", total=visible
    )
    context = {
        "listing": listing,
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/documents.html", context)


@one_address(DocumentFilter)
def document_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the documents that the page with the same conditions lists, in the same order."""
    visible = PolicyDocument.objects.visible_to(request.user)
    filterset = DocumentFilter(request.GET, queryset=visible, request=request)
    return export_list(request, filterset, export=EXPORT, format=format, things=_("文件"))


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = document_rows(ids)
    table = document_table(rows, site=request.build_absolute_uri("/"), said=said, title=title)
    return Listed(table, levels=tuple(row.level for row in rows))


EXPORT = ListExport(
    page="documents:documents",
    export="documents:document_export",
    filename=gettext_lazy("文件"),
    unit=gettext_lazy("份"),
    make=_listed,
)

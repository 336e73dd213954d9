"""The list of documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from documents.corpus import corpus_version
from documents.filters import DocumentFilter
from documents.models import PolicyDocument
from documents.rows.documents import document_rows
from documents.views.addressing import one_address
from documents.views.listing import read_listing


@one_address(DocumentFilter)
def documents(request: HttpRequest) -> HttpResponseBase:
    """Show the documents that fit the address, with what was found in each."""
    visible = PolicyDocument.objects.visible_to(request.user)
    filterset = DocumentFilter(request.GET, queryset=visible, request=request)
    listing = read_listing(
        request, filterset, rows=document_rows, things=_("文件"), everything=_("全部文件"), unit="份", total=visible
    )
    context = {"listing": listing, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "documents/documents.html", context)

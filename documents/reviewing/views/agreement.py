"""How far two reviewers agree: the page and its file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version
from documents.exporters import downloads
from documents.reviewing.agreement import agreement_table, agreements, notes
from documents.reviewing.asked import SECOND
from documents.views.exports import about_export, export_response, known_format


@require_safe
def agreement(request: HttpRequest) -> HttpResponseBase:
    """Show how often two people decided the same, by kind of fact."""
    table = agreement_table(agreements(request.user))
    context = {
        "table": table,
        "rows": list(table.cells()),
        "note": notes(),
        "second": SECOND,
        "downloads": downloads(lambda key: reverse("reviewing:agreement_export", args=[key])),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/agreement.html", context)


@require_safe
def agreement_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """The same as a file."""
    known_format(format, breakdown=False)
    table = agreement_table(agreements(request.user))
    about = about_export(
        request, address=reverse("reviewing:agreement"), what=table.title, corpus=corpus_version(request.user)
    )
    return export_response(table, format=format, filename=f"{table.title}-{about.exported_on}", about=about)

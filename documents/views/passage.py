"""One passage of a document: a page of its own, and the inside of the side panel."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version
from documents.models import PolicyDocument
from documents.parsing.spans import Span
from documents.reading.passage import read_passage
from documents.roles import may_review

# A passage is quoted, not the document copied.
LONGEST = 20_000


@require_safe
def passage(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponseBase:
    """Show the characters [start, end) of the original with what surrounds them; a fragment for the panel."""
    visible = PolicyDocument.objects.visible_to(request.user).select_related("jurisdiction").defer("original_bytes")
    policy = get_object_or_404(visible, slug=slug)
    if not 0 <= start < end <= len(policy.original_text) or end - start > LONGEST:
        raise Http404(_("没有这一段"))
    context = {
        "passage": read_passage(policy, span=Span(start, end)),
        "may_review": may_review(request.user),
        "corpus": corpus_version(request.user),
    }
    if request.headers.get("X-Panel"):
        response = TemplateResponse(request, "documents/_passage.html", context)
    else:
        response = TemplateResponse(request, "documents/passage.html", context)
    response["Vary"] = "X-Panel"
    return response

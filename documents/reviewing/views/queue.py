"""The first page of review: what waits, document by document."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version
from documents.models import ErrorReport
from documents.models.reviews import FACT_KINDS
from documents.parsing.lexicon import rule_sentences
from documents.reviewing.asked import SHOWN, asked_of
from documents.reviewing.queue import DOCUMENTS_PER_PAGE, documents_asked, waiting_in


@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """Show the facts that were asked for, in the order in which they are decided on."""
    asked = asked_of(request.GET)
    documents = documents_asked(asked, user=request.user)
    page = Paginator(documents, DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "shown": SHOWN,
        "kinds": FACT_KINDS,
        "rules": rule_sentences(),
        "page": page,
        "waiting": waiting_in(list(page.object_list), asked, user=request.user),
        "open_reports": ErrorReport.objects.filter(state=ErrorReport.State.OPEN).visible_to(request.user).count(),
        "query": f"{asked.query}&" if asked.query else "",
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/queue.html", context)

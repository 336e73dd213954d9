"""The overview: what the corpus holds and the ways into it."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.builder import build_overview
from documents.corpus import corpus_version
from documents.remembered import remembered


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the corpus holds, and the way into the comparison."""
    overview = remembered("overview", lambda: build_overview(user=request.user), user=request.user)
    context = {"overview": overview, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "portal/home.html", context)

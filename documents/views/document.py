"""The page on which one document is read, and the download of the file as it was received."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version
from documents.keeping.damaged import is_file_whole, is_text_whole
from documents.models import PolicyDocument
from documents.reading.asked import asked_of
from documents.reading.page import read_page
from documents.roles import may_review

logger = logging.getLogger(__name__)

# Content type and ending by kind of file; only plain text is named by its kind, nothing may open in the browser.
BINARY = "application/octet-stream"
UNKNOWN_KIND = (BINARY, ".bin")
KINDS = {
    "text/plain": ("text/plain", ".txt"),
    "text/html": (BINARY, ".html"),
    "application/pdf": (BINARY, ".pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (BINARY, ".docx"),
}


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show one document: its text with marks, its facts beside it, its outline, its identity."""
    visible = PolicyDocument.objects.visible_to(request.user).select_related("jurisdiction").defer("original_bytes")
    policy = get_object_or_404(visible, slug=slug)
    asked = asked_of(request.GET, path=request.path)
    site = request.build_absolute_uri("/").rstrip("/")
    try:
        page = read_page(policy, asked=asked, user=request.user, site=site)
    except (ValueError, TypeError, IndexError):
        if is_text_whole(policy):
            raise
        return _damaged(request, policy)
    context = {"page": page, "may_review": may_review(request.user), "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "documents/document.html", context)


@require_safe
def original(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give out the file byte for byte, to keep: a browser must not run anything in it."""
    visible = PolicyDocument.objects.visible_to(request.user)
    policy = get_object_or_404(visible.only("slug", "original_bytes", "file_name", "sha256", "media_type"), slug=slug)
    kind, ending = KINDS.get(policy.media_type, UNKNOWN_KIND)
    if not is_file_whole(policy):
        return _damaged(request, policy)
    response = HttpResponse(bytes(policy.original_bytes), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, _safe_name(policy.file_name, ending=ending))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = f'"{policy.sha256}"'
    return response


def _damaged(request: HttpRequest, policy: PolicyDocument) -> HttpResponseBase:
    """Say that what is kept is not what was received, rather than show it; the operator finds it in the log."""
    logger.error("the kept original of %s is damaged: run verify_corpus --document %s", policy.slug, policy.slug)
    return TemplateResponse(request, "documents/damaged.html", {"slug": policy.slug}, status=503)


def _safe_name(name: str, *, ending: str) -> str:
    """The name without what could lead out of a folder or confuse a reader, with the ending of its kind."""
    kept = "".join(character if character.isalnum() or character in "-_." else "_" for character in name)
    return f"{kept.strip('.').removesuffix(ending) or 'original'}{ending}"

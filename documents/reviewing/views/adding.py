"""Entering a fact that the rules did not find: from words selected on the reading page, or from a quote."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from documents.corpus import corpus_version
from documents.loading import LoadingError
from documents.loading.reviewed.deciding import Reviewer, add
from documents.models import PolicyDocument
from documents.parsing.spans import Span
from documents.reviewing.adding import ADDED, LONGEST, begun, near, places_of, problem_of
from documents.reviewing.forms import form_of
from documents.reviewing.source import source_of
from documents.reviewing.views.item import document_of
from documents.reviewing.wording import kind_label


@require_http_methods(["GET", "HEAD", "POST"])
def add_fact(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Find the place of a quote, then show the form of the wanted kind there; a POST enters the fact."""
    policy = document_of(request.user, slug)
    kind = request.GET.get("kind", ADDED[0])
    kind = kind if kind in ADDED else ADDED[0]
    span = _span(request, policy)
    quote = request.GET.get("quote", "")[: 2 * LONGEST]
    places = [] if span or not quote else near(policy, places_of(policy, quote), request.GET.get("near", ""))
    if span is None and len(places) == 1:
        span = places[0].span
    context: dict[str, Any] = {
        "document": policy,
        "kind": kind,
        "kinds": [(each, kind_label(each)) for each in ADDED],
        "quote": quote,
        "places": places,
        "span": span,
        "problem": problem_of(places) if quote and span is None else "",
        "corpus": corpus_version(request.user),
    }
    if span is None:
        return TemplateResponse(request, "reviewing/add.html", context, status=422 if context["problem"] else 200)
    return _at(request, policy, kind, span, context)


def _span(request: HttpRequest, policy: PolicyDocument) -> Span | None:
    """The place that the address names, where it is one of the text."""
    given = [request.GET.get(name, "") for name in ("start", "end")]
    if not all(value.isascii() and value.isdigit() and len(value) < 9 for value in given):
        return None
    span = Span(int(given[0]), int(given[1]))
    return span if span.start < span.end <= len(policy.original_text) and span.end - span.start <= LONGEST else None


def _at(request: HttpRequest, policy: PolicyDocument, kind: str, span: Span, context: dict[str, Any]) -> HttpResponse:
    """The form at a place, or what came of it."""
    claim = begun(policy, kind, span)
    form = form_of(policy, claim, request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                note = request.POST.get("note", "").strip()
                fact = add(policy.pk, form.corrected(), reviewer=Reviewer(request.user, timezone.now()), note=note)
            except LoadingError as refusal:
                problem = str(refusal)
            else:
                path = reverse("reviewing:item", args=[policy.slug, kind, fact.fingerprint])
                return HttpResponseRedirect(f"{path}?show=added&document={policy.slug}")
    context |= {"form": form, "source": source_of(policy, claim), "problem": problem or context["problem"]}
    return TemplateResponse(request, "reviewing/add_at.html", context, status=status)

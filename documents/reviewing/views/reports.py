"""Errors that visitors report: a small form from any place of a text, what became of it, and the reviewers' list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.corpus import corpus_version
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer
from documents.loading.reviewed.reports import TooMany, answer, report, visitor_word
from documents.models import ErrorReport, PolicyDocument
from documents.models.review_steps import LONGEST_MESSAGE
from documents.parsing.spans import Span
from documents.reading.texts import CLEAN, shown_text
from documents.reviewing.views.item import CONFLICT, document_of

State = ErrorReport.State
# A place is pointed at, not a document copied.
LONGEST_PLACE = 20_000
QUOTED = 300
REPORTS_PER_PAGE = 20


class ReportForm(forms.Form):
    """What is wrong, and how to reach whoever says so, if wanted."""

    message = forms.CharField(
        label=gettext_lazy("哪里不对"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "input"}),
        error_messages={"required": gettext_lazy("写明哪里不对，如：牵头单位应为市公安局")},
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式（可不写）"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponseBase:
    """Take what a visitor says is wrong with what was read from a place, and give a code to look it up."""
    policy = document_of(request.user, slug)
    if not 0 <= start < end <= len(policy.original_text) or end - start > LONGEST_PLACE:
        raise Http404(_("没有这一段"))
    form = ReportForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _form(request, policy, span=Span(start, end), form=form, status=status)
    now = timezone.now()
    visitor = visitor_word(_address(request), day=timezone.localdate(now).isoformat())
    given = form.cleaned_data
    try:
        kept = report(
            policy,
            span=Span(start, end),
            message=given["message"],
            contact=given["contact"],
            visitor=visitor,
            reporter=Reviewer(None, now),
        )
    except TooMany as problem:
        return _form(request, policy, span=Span(start, end), form=form, problem=str(problem), status=429)
    return HttpResponseRedirect(f"{reverse('reviewing:report_state', args=[kept.code])}?sent")


def _address(request: HttpRequest) -> str:
    """The address of the visitor, as the site's settings tell to read it; a word is made of it at once."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _form(
    request: HttpRequest, policy: PolicyDocument, *, span: Span, form: ReportForm, problem: str = "", status: int = 200
) -> HttpResponse:
    shown = shown_text(policy, mode=CLEAN)
    words = shown.place(span).slice(shown.text).strip()
    context: dict[str, Any] = {
        "document": policy,
        "quoted": words[:QUOTED],
        "is_cut": len(words) > QUOTED,
        "span": span,
        "form": form,
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/report.html", context, status=status)


@require_safe
def report_state(request: HttpRequest, code: str) -> HttpResponseBase:
    """Tell whoever holds the code what became of a report; neither message nor contact is shown again."""
    found = get_object_or_404(ErrorReport.objects.select_related("document"), code=code.upper())
    visible = PolicyDocument.objects.visible_to(request.user).filter(pk=found.document_id).exists()
    context = {
        "report": found,
        "document": found.document if visible else None,
        "is_new": "sent" in request.GET,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/report_state.html", context)


@require_safe
def reports(request: HttpRequest) -> HttpResponseBase:
    """Show what visitors reported, what is open first."""
    return _list(request)


def _list(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    asked = request.GET.get("state", State.OPEN)
    found = ErrorReport.objects.visible_to(request.user).select_related("document__jurisdiction")
    found = found.defer(
        *(f"document__{name}" for name in ("original_bytes", "alignment", "word_lengths", "clean_text"))
    )
    shown = found.filter(state=asked if asked in State.values else State.OPEN).order_by("pk")
    context = {
        "page": Paginator(shown, REPORTS_PER_PAGE).get_page(request.GET.get("page")),
        "states": [(value, label, value == asked) for value, label in State.choices],
        "problem": problem,
        "query": f"state={asked}&" if asked in State.values else "",
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/reports.html", context, status=status)


@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Settle one report with a sentence for whoever holds its code."""
    found = get_object_or_404(ErrorReport.objects.visible_to(request.user), pk=pk)
    state = request.POST.get("state", "")
    reply = request.POST.get("reply", "").strip()[:LONGEST_MESSAGE]
    if state not in (State.ACCEPTED, State.DECLINED):
        return _list(request, problem=_("不知道要做什么。用下面的按钮"), status=400)
    try:
        answer(found.pk, state=state, reply=reply, reviewer=Reviewer(request.user, timezone.now()))
    except ChangedMeanwhile:
        return _list(request, problem=_("没有存：别人刚处理了这一条"), status=CONFLICT)
    return HttpResponseRedirect(reverse("reviewing:reports"))

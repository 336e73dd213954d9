"""Approving the finds of one rule together: a list of rules, a sample beside its source, and the way back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.corpus import corpus_version
from documents.loading.reviewed.batches import Finds, approve_rule, open_finds, undo
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer
from documents.models import DecisionBatch, PolicyDocument
from documents.parsing.lexicon import rule_sentences
from documents.reviewing.rules import latest_batches, rule_lines, sample_of
from documents.reviewing.views.item import CONFLICT, document_of


@require_safe
def rules(request: HttpRequest) -> HttpResponseBase:
    """Show the rules with finds that nobody has decided on, and the batches approved before."""
    return _list(request)


def _list(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    documents = PolicyDocument.objects.visible_to(request.user).order_by()
    context = {
        "rules": rule_lines(documents),
        "batches": latest_batches(),
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/rules.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a sample of a rule's finds; a POST approves all of them as they were counted."""
    if code not in rule_sentences():
        raise Http404(_("没有这条规则"))
    slug = request.GET.get("document", "")
    document = document_of(request.user, slug) if slug else None
    documents = PolicyDocument.objects.visible_to(request.user).order_by()
    wanted = documents.filter(pk=document.pk) if document else documents
    finds = open_finds(code, documents=wanted)
    if request.method == "POST":
        return _approved(request, finds, document=document, documents=wanted)
    return _page(request, finds, document=document, documents=wanted)


def _approved(
    request: HttpRequest, finds: Finds, *, document: PolicyDocument | None, documents: QuerySet[PolicyDocument]
) -> HttpResponse:
    """Approve what was shown; where there is more or less by now, show it again."""
    reviewer = Reviewer(request.user, timezone.now())
    sample = request.POST.get("sample", "0")
    try:
        if request.POST.get("number") != str(finds.number) or not finds.number:
            raise ChangedMeanwhile
        approve_rule(finds, document=document, sample=_number(sample), reviewer=reviewer)
    except ChangedMeanwhile:
        fresh = open_finds(finds.rule, documents=documents)
        said = _("没有通过：待核对的条数刚刚变了。看过现在的再决定")
        return _page(request, fresh, document=document, documents=documents, problem=said, status=CONFLICT)
    if not finds.left:
        return HttpResponseRedirect(reverse("reviewing:rules"))
    asked = {"done": finds.number, **({"document": document.slug} if document else {})}
    return HttpResponseRedirect(f"{reverse('reviewing:rule', args=[finds.rule])}?{urlencode(asked)}")


def _page(
    request: HttpRequest,
    finds: Finds,
    *,
    document: PolicyDocument | None,
    documents: QuerySet[PolicyDocument],
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "rule": finds.rule,
        "sentence": rule_sentences()[finds.rule].sentence,
        "finds": finds,
        "done": _number(request.GET.get("done", "")),
        "document": document,
        "sample": sample_of(finds, documents=documents, seed=f"{finds.rule} {finds.number}"),
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/rule.html", context, status=status)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0


@require_POST
def undo_batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a batch back as one step."""
    batch = get_object_or_404(DecisionBatch, pk=pk)
    if batch.document_id:
        document_of(request.user, get_object_or_404(PolicyDocument.objects.only("slug"), pk=batch.document_id).slug)
    try:
        undo(pk, reviewer=Reviewer(request.user, timezone.now()))
    except ChangedMeanwhile:
        return _list(request, problem=_("这一批已经撤销过，没有再做什么"), status=CONFLICT)
    return HttpResponseRedirect(reverse("reviewing:rules"))

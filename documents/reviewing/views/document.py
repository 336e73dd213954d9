"""One document in review: checked as a whole, published, withdrawn, returned, read anew."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.corpus import corpus_version
from documents.loading import LoadingError, reread
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer
from documents.loading.reviewed.steps import MOVES, check, move, uncheck_by_hand
from documents.models import DocumentStep, PolicyDocument
from documents.parsing.errors import ParsingError
from documents.parsing.isolation import parse_isolated
from documents.parsing.records import ParsedDocument
from documents.parsing.version import PARSER_VERSION
from documents.reviewing.document_page import change_lists, document_page
from documents.reviewing.views.item import CONFLICT, document_of
from documents.roles import may_publish

Action = DocumentStep.Action


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show how far the review of a document is, and what can be done with it."""
    return _page(request, document_of(request.user, slug))


@require_POST
def step(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Take one step with a document; its page tells what came of it."""
    policy = document_of(request.user, slug)
    action = request.POST.get("action", "")
    if action in MOVES and not may_publish(request.user):
        raise PermissionDenied
    try:
        _steps(request, policy).get(action, _unknown)()
    except ChangedMeanwhile:
        policy.refresh_from_db(fields=["state", "reviewed"])
        said = _("没有做：这份文件的状态刚刚变了。看过现在的状态再决定")
        return _page(request, policy, problem=said, status=CONFLICT)
    except LoadingError as problem:
        return _page(request, policy, problem=str(problem), status=422)
    return HttpResponseRedirect(reverse("reviewing:document", args=[slug]))


def _steps(request: HttpRequest, policy: PolicyDocument) -> dict[str, Callable[[], object]]:
    """What each button does."""
    reviewer = Reviewer(request.user, timezone.now())
    note, shown = request.POST.get("note", "").strip(), request.POST.get("state", "")

    def moving(action: str) -> Callable[[], object]:
        return lambda: move(policy.pk, action, shown=shown, reviewer=reviewer, note=note)

    return {
        Action.CHECKED: lambda: check(policy.pk, approving_rest="rest" in request.POST, reviewer=reviewer, note=note),
        Action.UNCHECKED: lambda: uncheck_by_hand(policy.pk, reviewer=reviewer, note=note),
        **{action: moving(action) for action in MOVES},
    }


def _unknown() -> None:
    raise LoadingError(_("不知道要做什么。用这一页的按钮"))


@require_http_methods(["GET", "HEAD", "POST"])
def read_again(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what the rules of today would change in a document; a POST reads it anew."""
    policy = document_of(request.user, slug)
    trial = request.method != "POST"
    try:
        reviewer = Reviewer(request.user, timezone.now())
        changes = reread(policy.pk, _parsed(policy), now=timezone.now(), reviewer=reviewer, dry_run=trial)
    except (LoadingError, ParsingError) as problem:
        return _page(request, policy, problem=_("没有重读：%(why)s") % {"why": problem}, status=422)
    if not trial:
        return HttpResponseRedirect(reverse("reviewing:document", args=[slug]))
    context = {
        "document": policy,
        "lists": change_lists(changes.as_json()),
        "version": PARSER_VERSION,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/read_again.html", context)


def _parsed(policy: PolicyDocument) -> ParsedDocument:
    return parse_isolated(bytes(policy.original_bytes), name=policy.file_name)


def _page(request: HttpRequest, policy: PolicyDocument, *, problem: str = "", status: int = 200) -> HttpResponse:
    latest = policy.rereadings.order_by("-pk").first()
    context = {
        "document": policy,
        "page": document_page(policy, user=request.user),
        "latest": latest,
        "lists": change_lists(latest.changes) if latest else [],
        "may_publish": may_publish(request.user),
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/document.html", context, status=status)

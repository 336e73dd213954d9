"""One fact beside its source: approve, correct, reject, and on to the next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.claims import Claim
from documents.corpus import corpus_version
from documents.loading import LoadingError
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer, Wish, decide
from documents.models import Decision, PolicyDocument
from documents.querysets import User
from documents.reviewing.asked import Asked, asked_of
from documents.reviewing.correcting import Correcting
from documents.reviewing.history import changes_between, history_of
from documents.reviewing.items import Item, items_of
from documents.reviewing.placing import place_form_of
from documents.reviewing.queue import neighbours_of
from documents.reviewing.source import source_of

ADOPT = "adopt"
VERDICTS = {"approve": Decision.Verdict.APPROVE, "reject": Decision.Verdict.REJECT, "correct": Decision.Verdict.CORRECT}
CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponseBase:
    """Show one fact with its source and its form; a POST decides on it and goes on."""
    document = document_of(request.user, slug)
    asked = asked_of(request.GET)
    items = items_of(document, user=request.user)
    found = next((each for each in items if (each.kind, each.key) == (kind, key)), None)
    if request.method == "POST":
        return _decided(request, document, asked, items=items, found=found)
    if found is None:
        raise Http404(_("没有这一条，可能已经重读"))
    return _page(request, document, asked, items=items, found=found)


def document_of(user: User, slug: str) -> PolicyDocument:
    """A document that `user` may see, with its place."""
    documents = PolicyDocument.objects.visible_to(user).select_related("jurisdiction").defer("original_bytes")
    return get_object_or_404(documents, slug=slug)


def _decided(
    request: HttpRequest, document: PolicyDocument, asked: Asked, *, items: list[Item], found: Item | None
) -> HttpResponse:
    """Carry out what was sent; whoever saw an older state is told what happened meanwhile."""
    if found is None:
        return _gone(request, document)
    verdict = request.POST.get("verdict", "")
    form = Correcting.of(document, _shown(found, asked), request.POST if verdict in ("correct", "approve") else None)
    if verdict == "correct" and not form.is_valid():
        return _page(request, document, asked, items=items, found=found, form=form, status=422)
    if verdict == "approve" and form.is_changed():
        said = _("内容改过，没有通过。要改就存更正；不改就重新打开这一页")
        return _page(request, document, asked, items=items, found=found, form=form, problem=said, status=422)
    wish = _wish(request, found, asked, verdict=verdict, form=form)
    if wish is None:
        return _page(
            request, document, asked, items=items, found=found, problem=_("不知道要做什么。用下面的按钮"), status=400
        )
    try:
        decide(document.pk, wish, reviewer=Reviewer(request.user, timezone.now()))
    except ChangedMeanwhile:
        return _overtaken(request, document, asked, found=found)
    except LoadingError as problem:
        return _page(request, document, asked, items=items, found=found, problem=str(problem), status=422)
    return HttpResponseRedirect(_onward(document, asked, found=found, items=items))


def _wish(request: HttpRequest, found: Item, asked: Asked, *, verdict: str, form: Correcting) -> Wish | None:
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit()) or verdict not in {*VERDICTS, ADOPT}:
        return None
    after: Claim | None = form.corrected() if verdict == "correct" else None
    if verdict == ADOPT:
        if found.newer is None:
            return None
        verdict, after = "correct", found.newer
    if after is not None and after.same_as(_shown(found, asked)) and verdict == "correct":
        verdict, after = "approve", None
    note = request.POST.get("note", "").strip()
    return Wish(found.kind, found.key, int(version[:9]), VERDICTS[verdict], after, note, asked.is_blind)


def _shown(found: Item, asked: Asked) -> Claim:
    """What the form begins with: an independent second person sees what was read, not what was made of it."""
    return found.read if asked.is_blind else found.claim


def _onward(document: PolicyDocument, asked: Asked, *, found: Item, items: list[Item]) -> str:
    """The next fact that was asked for, or the page of the document behind the last."""
    onward = neighbours_of(found, items, document=document, asked=asked)
    return onward.next or reverse("reviewing:document", args=[document.slug])


def _overtaken(request: HttpRequest, document: PolicyDocument, asked: Asked, *, found: Item) -> HttpResponse:
    """409: somebody else was first; what he decided stands, and is shown."""
    items = items_of(document, user=request.user)
    fresh = next((each for each in items if (each.kind, each.key) == (found.kind, found.key)), None)
    if fresh is None:
        return _gone(request, document)
    past = history_of(document, fresh)
    who = _("%(who)s已先一步%(verdict)s。") % {"who": past[0].who, "verdict": past[0].verdict} if past else ""
    problem = _("没有存：%(who)s看过现在的内容再决定") % {"who": who}
    return _page(request, document, asked, items=items, found=fresh, problem=problem, status=CONFLICT)


def _gone(request: HttpRequest, document: PolicyDocument) -> HttpResponse:
    context = {"document": document, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "reviewing/gone.html", context, status=CONFLICT)


def _page(
    request: HttpRequest,
    document: PolicyDocument,
    asked: Asked,
    *,
    items: list[Item],
    found: Item,
    form: Correcting | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = _shown(found, asked)
    context: dict[str, Any] = {
        "document": document,
        "asked": asked,
        "item": found,
        "form": (form or Correcting.of(document, shown)).claim_form,
        "place": form.place_form if form else place_form_of(document, shown),
        "source": source_of(document, shown),
        "way": neighbours_of(found, items, document=document, asked=asked),
        "history": [] if asked.is_blind else history_of(document, found),
        "newer": changes_between(found.claim.as_json(), found.newer.as_json(), text=document.original_text)
        if found.newer
        else (),
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "reviewing/item.html", context, status=status)

"""The page of the draft check and its report: every step is a POST that brings the draft along; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comparisons.draft.asked import Asked, Refused, hold_in_memory, read_asked
from comparisons.draft.checking import DraftCheck, check_draft, draft_of
from comparisons.draft.column import Draft, header_of
from comparisons.draft.queries import MOST_PEERS, Choice, choose_peers
from comparisons.draft.reading import UnreadableDraft, read_draft
from comparisons.draft.report import report_response
from comparisons.draft.shielding import shielded
from comparisons.draft.uploads import MAX_CHARACTERS, MAX_FILE, MEGABYTE, HeldInMemory
from comparisons.draft.visitors import GATE, TooOften, visitor_of
from documents.corpus import corpus_version

FORM = "comparisons/draft/form.html"
RESULT = "comparisons/draft/result.html"


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was read, with its peers and what the check shows."""

    asked: Asked
    draft: Draft
    choice: Choice
    check: DraftCheck


Answer = Callable[[HttpRequest, Checked], HttpResponse]


# The token is asked for below, after the upload handler is set: whoever asks for it reads the whole body.
@csrf_exempt
@shielded
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; after a POST the draft beside its peers."""
    return _posted(request, answer=_page) if request.method == "POST" else _protected_form(request)


@csrf_exempt
@shielded
@sensitive_post_parameters()
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """The same as a Word file, from the draft sent once more."""
    return _posted(request, answer=_file)


def _posted(request: HttpRequest, *, answer: Answer) -> HttpResponse:
    """Hold uploads in memory, ask for the token, then check; refusals are pages that keep the draft."""
    try:
        handler = hold_in_memory(request)
        return _protected(request, handler=handler, answer=answer)
    except Refused as refusal:
        return _form(request, problem=str(refusal), status=refusal.status)
    except (SuspiciousOperation, MultiPartParserError):
        return _form(request, problem=_("送来的内容太大或不完整，没有读。缩短草稿，或改传文件。"), status=400)


@csrf_protect
def _protected_form(request: HttpRequest) -> HttpResponse:
    return _form(request)


@csrf_protect
def _protected(request: HttpRequest, *, handler: HeldInMemory, answer: Answer) -> HttpResponse:
    kept = request.POST.get("text", "")
    try:
        with GATE.passing(visitor_of(request)):
            return answer(request, _checked(request, read_asked(request, handler=handler)))
    except TooOften as wait:
        response = _form(request, problem=str(wait), status=429, text=kept)
        response["Retry-After"] = str(wait.seconds)
        return response
    except UnreadableDraft as problem:
        return _form(request, problem=str(problem), status=422, text=kept)
    except Refused as refusal:
        return _form(request, problem=str(refusal), status=refusal.status, text=kept)


def _checked(request: HttpRequest, asked: Asked) -> Checked:
    draft = draft_of(read_draft(asked.text, name=asked.name))
    place = draft.parsed.metadata.jurisdiction
    choice = choose_peers(
        header_of(draft),
        place_code=place.code if place else "",
        wanted=asked.peers,
        find=asked.find,
        user=request.user,
    )
    return Checked(asked, draft, choice, check_draft(draft, peers=choice.documents, user=request.user))


def _page(request: HttpRequest, checked: Checked) -> HttpResponse:
    context = {"page": checked, "most_peers": MOST_PEERS, "corpus": corpus_version(request.user)}
    return render(request, RESULT, context)


def _file(request: HttpRequest, checked: Checked) -> HttpResponse:
    if not checked.choice.documents:
        raise Refused(_("还没有选对标的文件，没有可导出的内容。先选文件再导出。"))
    return report_response(request, checked.check)


def _form(request: HttpRequest, *, problem: str = "", status: int = 200, text: str = "") -> HttpResponse:
    context = {
        "problem": problem,
        "text": text,
        "limits": {"characters": MAX_CHARACTERS, "megabytes": MAX_FILE // MEGABYTE, "hourly": GATE.hourly},
        "corpus": corpus_version(request.user),
    }
    return render(request, FORM, context, status=status)

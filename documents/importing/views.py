"""The pages of import: the batches with the form that receives, one batch with its files, the preview of one file."""

from __future__ import annotations

import re
from uuid import uuid4

from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from documents.corpus import corpus_version
from documents.importing import limits
from documents.importing.desk.receiving import Sending, receive
from documents.importing.desk.storing import parsed_of
from documents.importing.entering import entering_of
from documents.importing.place_choice import chosen_place
from documents.importing.preview import Preview, preview_of
from documents.importing.refusals import ImportRefused
from documents.importing.rows import batch_lines, batch_page
from documents.importing.uploads import HeldInMemory, hold_in_memory, received_files, too_large
from documents.importing.working import start_working
from documents.models import ImportBatch, ImportItem
from documents.place_names import suggested_places
from documents.reading.texts import CLEAN
from documents.roles import may_publish_import

KEY = re.compile(r"[0-9a-z]{32}\Z")
FORM = "documents/importing/batches.html"


# The token is asked for below, after the upload handler is set: whoever asks for it reads the whole body.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """The batches and the form; after a POST the batch that was sent."""
    if request.method != "POST":
        return _form(request)
    try:
        return _received(request, hold_in_memory(request))
    except ImportRefused as refusal:
        return _form(request, refusal=refusal)
    except TooManyFilesSent:
        return _form(request, refusal=ImportRefused("too_many_sent", limit=limits.MAX_SENT))
    except (SuspiciousOperation, MultiPartParserError):
        return _form(request, refusal=ImportRefused("upload_broken"))


@csrf_protect
def _received(request: HttpRequest, handler: HeldInMemory) -> HttpResponse:
    post = request.POST
    try:
        files = request.FILES.getlist("files")
        if handler.too_large:
            raise too_large()
        sending = Sending(
            key=_key(post.get("key", "")),
            source_address=_address(post.get("source_address", "")),
            place_code=chosen_place(post.get("place", "")),
        )
        received = received_files(files, pasted=post.get("text", ""), pasted_name=post.get("name", ""))
        batch = receive(received, sending=sending, owner=request.user, now=timezone.now())  # type: ignore[arg-type]
    except ImportRefused as refusal:
        return _form(request, refusal=refusal)
    start_working()
    return redirect(batch)


def _key(sent: str) -> str:
    """The key of the form; a new one where somebody sent another thing."""
    return sent if KEY.match(sent) else uuid4().hex


def _address(words: str) -> str:
    words = words.replace("\0", "").strip()[:500]
    return words if words.startswith(("http://", "https://")) else ""


@csrf_protect
def _form(request: HttpRequest, *, refusal: ImportRefused | None = None) -> HttpResponse:
    """The page with the form; what was typed stands in it again where it was refused."""
    start_working()
    typed = request.POST if refusal and refusal.code not in ("batch_too_large", "upload_broken") else {}
    context = {
        "key": uuid4().hex,
        "refusal": refusal,
        "typed": typed,
        "batches": batch_lines(request.user),
        "limits": {
            "sent": limits.MAX_SENT,
            "files": limits.MAX_FILES,
            "megabytes": limits.MAX_BODY // limits.MEGABYTE,
            "characters": limits.MAX_PASTED,
        },
        "corpus": corpus_version(request.user),
    }
    return render(request, FORM, context, status=refusal.status if refusal else 200)


@never_cache
@require_safe
def batch(request: HttpRequest, key: str) -> HttpResponse:
    """One batch, its files as rows; with ?part=rows the rows alone, for the page that looks again."""
    found = visible_batch(request, key)
    start_working()
    context = {"page": batch_page(found), "may_publish": may_publish_import(request.user, owner=found.owner_id)}
    if request.GET.get("part") == "rows":
        return render(request, "documents/importing/_rows.html", context)
    return render(request, "documents/importing/batch.html", {**context, "corpus": corpus_version(request.user)})


@never_cache
@require_safe
def item(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What was read of one file, beside its text."""
    found = visible_item(request, key, number)
    if found.state != ImportItem.State.READ:
        return redirect(found.document or found.batch)
    preview = preview_of(
        found,
        mode=request.GET.get("text", CLEAN),
        editing=request.GET.get("edit", ""),
        entering=entering_of(found, parsed_of(found), request.GET),
    )
    return preview_page(request, found, preview)


@require_safe
def original(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The file as received, to keep: a browser must not run anything in it."""
    found = visible_item(request, key, number)
    if found.upload is None:
        raise Http404
    response = HttpResponse(bytes(found.upload.data), content_type="application/octet-stream")
    name = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in found.name)
    response["Content-Disposition"] = content_disposition_header(True, name.strip(".") or "original")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Places for what is typed so far, as the options of a list."""
    found = suggested_places(request.GET.get("q", ""))
    return render(request, "documents/importing/_places.html", {"places": found})


def preview_page(
    request: HttpRequest, found: ImportItem, preview: Preview, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a preview, with a sentence on what was not done."""
    context = {
        "page": preview,
        "item": found,
        "problem": problem,
        "may_publish": may_publish_import(request.user, owner=found.batch.owner_id),
        "corpus": corpus_version(request.user),
    }
    return render(request, "documents/importing/item.html", context, status=status)


def visible_batch(request: HttpRequest, key: str) -> ImportBatch:
    """The batch, or 404 for who may not see it."""
    return get_object_or_404(ImportBatch.objects.visible_to(request.user).select_related("owner"), key=key)


def visible_item(request: HttpRequest, key: str, number: int) -> ImportItem:
    """The item of a batch, counted from 1, or 404."""
    batch = visible_batch(request, key)
    items = batch.items.select_related("batch", "document", "upload")
    return get_object_or_404(items, ordinal=number - 1)

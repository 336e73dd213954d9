"""What the pages of import send: corrections of what was read, storing, discarding, reading again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from documents.importing.desk import deciding
from documents.importing.desk.storing import parsed_of
from documents.importing.editing import Change, document_changes, fact_changes, fact_form, leaving
from documents.importing.entering import entered, entering_of
from documents.importing.forms import DocumentForm
from documents.importing.lines import fragment
from documents.importing.preview import preview_of
from documents.importing.refusals import SENTENCES, ImportRefused, is_no_space
from documents.importing.views import preview_page, visible_batch, visible_item
from documents.importing.working import start_working
from documents.loading import LoadingError
from documents.models import ImportItem
from documents.roles import may_publish_import

HIGHEST = 10**9


@require_POST
def describe(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Correct what the document is."""
    item = _as_seen(request, key, number)
    if item.state != ImportItem.State.READ:
        return redirect(item.batch)
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return preview_page(request, item, preview_of(item, form=form), status=422)
    return _corrected(request, item, document_changes(item, parsed_of(item), form), place="document")


@require_POST
def correct_fact(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Correct one task or one target."""
    item = _as_seen(request, key, number)
    if item.state != ImportItem.State.READ:
        return redirect(item.batch)
    parsed, fact = parsed_of(item), request.POST.get("fact", "")
    form = fact_form(item, parsed, fact, data=request.POST)
    if form is None:
        return redirect(item)
    if not form.is_valid():
        return preview_page(request, item, preview_of(item, editing=fact, editing_form=form), status=422)
    return _corrected(request, item, fact_changes(parsed, fact, form), place=fragment(fact))


@require_POST
def add_fact(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Enter a fact that was not read, at a place of the text."""
    item = _as_seen(request, key, number)
    if item.state != ImportItem.State.READ:
        return redirect(item.batch)
    entering = entering_of(item, parsed_of(item), request.POST, data=request.POST)
    if entering is None:
        return redirect(item)
    if entering.problem or entering.form is None or not entering.form.is_valid():
        return preview_page(request, item, preview_of(item, entering=entering), status=422)
    changes = entered(entering.form)
    return _corrected(request, item, changes, place=fragment(changes[0][0]))


@require_POST
def leave(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Leave one fact out, or take it back in."""
    item = _as_seen(request, key, number)
    if item.state != ImportItem.State.READ:
        return redirect(item.batch)
    out = "out" in request.POST
    fact = request.POST.get("out" if out else "back", "")
    return _corrected(
        request, item, leaving(item, parsed_of(item), fact, out=out), place=fragment(fact.partition("/")[0])
    )


def _corrected(request: HttpRequest, item: ImportItem, changes: Sequence[Change], *, place: str) -> HttpResponse:
    try:
        deciding.correct(item, changes, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except ImportRefused as refusal:
        return _refused(request, item, str(refusal), status=refusal.status)
    return redirect(f"{item.get_absolute_url()}#{place}")


@require_POST
def store(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Store one file; with `publish`, and by who may, show it to everybody at once."""
    item = _as_seen(request, key, number)
    publish = "publish" in request.POST and may_publish_import(request.user, owner=item.batch.owner_id)
    try:
        deciding.accept(item, by=request.user, publish=publish, now=timezone.now())  # type: ignore[arg-type]
    except ImportRefused as refusal:
        return _refused(request, item, str(refusal), status=refusal.status)
    except (LoadingError, DatabaseError) as error:
        if is_no_space(error):
            full = ImportRefused("no_space")
            return _refused(request, item, str(full), status=full.status)
        if not isinstance(error, LoadingError):
            raise
        return _refused(request, item, str(error), status=422)
    start_working()
    return redirect(f"{item.batch.get_absolute_url()}#file-{number}")


def _refused(request: HttpRequest, item: ImportItem, sentence: str, *, status: int) -> HttpResponse:
    """The preview as it stands now with why nothing was done; the batch where there is no preview any more."""
    fresh = visible_item(request, item.batch.key, item.ordinal + 1)
    if fresh.state != ImportItem.State.READ:
        return redirect(fresh.batch)
    return preview_page(request, fresh, preview_of(fresh), problem=sentence, status=status)


@require_POST
def accept_all(request: HttpRequest, key: str) -> HttpResponse:
    """Accept every file of a batch that nothing speaks against; they are stored one by one, published together."""
    batch = visible_batch(request, key)
    publish = "publish" in request.POST and may_publish_import(request.user, owner=batch.owner_id)
    try:
        deciding.accept_plain(batch, by=request.user, publish=publish, now=timezone.now())  # type: ignore[arg-type]
    except DatabaseError as error:
        if not is_no_space(error):
            raise
        status, sentence = SENTENCES["no_space"]
        return HttpResponse(str(sentence), status=status, content_type="text/plain; charset=utf-8")
    start_working()
    return redirect(batch)


@require_POST
def discard_all(request: HttpRequest, key: str) -> HttpResponse:
    """Give up every file of a batch that is not stored."""
    batch = visible_batch(request, key)
    deciding.discard(batch.items.all(), by=request.user, now=timezone.now())  # type: ignore[arg-type]
    start_working()
    return redirect(batch)


@require_POST
def discard_one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Give up one file."""
    item = visible_item(request, key, number)
    one = ImportItem.objects.filter(pk=item.pk)
    deciding.discard(one, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    start_working()
    return redirect(f"{item.batch.get_absolute_url()}#file-{number}")


@require_POST
def again(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Read a refused file once more."""
    item = visible_item(request, key, number)
    deciding.read_again(item)
    start_working()
    return redirect(f"{item.batch.get_absolute_url()}#file-{number}")


def _as_seen(request: HttpRequest, key: str, number: int) -> ImportItem:
    """The item with the revision that the page of the person showed: a later one by somebody else is not overwritten."""
    item = visible_item(request, key, number)
    said = request.POST.get("revision", "")
    item.revision = int(said) if said.isascii() and said.isdigit() and int(said) < HIGHEST else -1
    return item

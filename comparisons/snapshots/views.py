"""The pages of a snapshot: taking one, reading it, taking its files along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comparisons.addresses import comparison as comparison_address
from comparisons.aspect import Ask, Aspect
from comparisons.aspects import ASPECTS_BY_KEY
from comparisons.builder import choose_columns
from comparisons.exporting import about_comparison, one_view
from comparisons.models import Snapshot
from comparisons.selection import Choice, Selection, read_selection
from comparisons.snapshots.changes import Changes, changes_between
from comparisons.snapshots.frozen import Frozen, read_frozen, without_withdrawn
from comparisons.snapshots.store import KeptDocument, SnapshotRefused, Taken, kept_documents, take
from comparisons.views import aspect_of, query_string
from documents.bibliography import DATASET, Reference, bibtex, gbt7714
from documents.corpus import corpus_version
from documents.exporters import About, Download, Source, downloads, to_json
from documents.tables import Table
from documents.views.exports import export_response, known_format


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """Everything the page of a snapshot shows."""

    snapshot: Snapshot
    view: str
    frozen: Frozen
    shown: Table | None
    """The table as it was shown; None once a document is withdrawn."""
    lists: tuple[Table, ...]
    documents: tuple[KeptDocument, ...]
    changes: Changes | None
    now_address: str
    downloads: tuple[Download, ...]
    gbt7714: str
    bibtex: str

    @property
    def withdrawn(self) -> tuple[KeptDocument, ...]:
        """Documents that are no longer to be seen."""
        return tuple(document for document in self.documents if document.withdrawn)


@require_http_methods(["GET", "HEAD", "POST"])
def take_snapshot(request: HttpRequest, aspect: str) -> HttpResponseBase:
    """Say what a snapshot is and take one on POST; then the reader is led to it."""
    view = aspect_of(aspect)
    selection = read_selection(query_string(request), settings=view.settings).comparing_only()
    columns = choose_columns(selection, user=request.user)
    if not columns.documents:
        return HttpResponseRedirect(comparison_address(selection, aspect=view.key))
    ask = Ask(selection, columns.documents, request.user)
    problem = ""
    if request.method == "POST":
        try:
            snapshot = take(_taken(request, ask, view=view), user=request.user, address=_visitor(request))
            return HttpResponseRedirect(snapshot.get_absolute_url())
        except SnapshotRefused as refused:
            problem = str(refused)
    context = {
        "documents": columns.documents,
        "view": str(view.label),
        "back": comparison_address(selection, aspect=view.key),
        "problem": problem,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "comparisons/snapshots/take.html", context, status=429 if problem else 200)


def _taken(request: HttpRequest, ask: Ask, *, view: Aspect) -> Taken:
    file = one_view(ask, aspect=view, site=request.build_absolute_uri("/").rstrip("/"))
    about = about_comparison(request, ask.documents, file=file, remarks=())
    first, *more = file.tables
    return Taken(
        aspect=view.key,
        query=ask.selection.query,
        title=file.title,
        said=file.said,
        documents=ask.documents,
        content=to_json(first, about=about, more=more),
        corpus_version=about.corpus_version,
    )


def _visitor(request: HttpRequest) -> str:
    """The address of who asks; behind a proxy the last one that the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


@require_safe
def snapshot(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a snapshot as it was, what was withdrawn left out, and what changed since."""
    page = _page(request, get_object_or_404(Snapshot, token=token))
    response = TemplateResponse(
        request, "comparisons/snapshots/snapshot.html", {"page": page, "corpus": corpus_version(request.user)}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, kept: Snapshot) -> SnapshotPage:
    documents = kept_documents(kept, user=request.user)
    frozen = read_frozen(kept.content)
    gone = any(document.withdrawn for document in documents)
    if gone:
        frozen = without_withdrawn(frozen, visible={each.slug for each in documents if not each.withdrawn})
    view = ASPECTS_BY_KEY.get(kept.aspect)
    reference = _reference(request, kept)
    return SnapshotPage(
        snapshot=kept,
        view=str(view.label) if view else kept.aspect,
        frozen=frozen,
        shown=None if gone else frozen.tables[0],
        lists=frozen.tables if gone else (),
        documents=documents,
        changes=_changes(request, kept, view=view, frozen=frozen) if view and not gone else None,
        now_address=comparison_address(read_selection(kept.query, settings=view.settings), aspect=kept.aspect)
        if view
        else "",
        downloads=downloads(lambda key: reverse("comparisons:snapshot_export", args=[kept.token, key])),
        gbt7714=gbt7714(reference),
        bibtex=bibtex(reference),
    )


def _changes(request: HttpRequest, kept: Snapshot, *, view: Aspect, frozen: Frozen) -> Changes | None:
    """The list of the snapshot against the list of the same documents today; None where a view has no list."""
    selection = _same_documents(read_selection(kept.query, settings=view.settings), kept)
    columns = choose_columns(selection, user=request.user)
    file = one_view(Ask(selection, columns.documents, request.user), aspect=view, site="")
    if len(file.tables) < 2 or len(frozen.tables) < 2:
        return None
    return changes_between(frozen.tables[-1], file.tables[-1])


def _same_documents(selection: Selection, kept: Snapshot) -> Selection:
    """The selection with the very documents that stood in it, even where a place has a later one by now."""
    choices = tuple(Choice("document", document["slug"]) for document in kept.documents)
    focused = [
        document["slug"] for document in kept.documents if selection.focus in (document["slug"], document["place"])
    ]
    return replace(selection, choices=choices, focus=focused[0] if focused else "")


@require_safe
def export_snapshot(request: HttpRequest, token: str, format: str) -> HttpResponseBase:  # noqa: A002
    """The tables of a snapshot as a file, what was withdrawn left out."""
    known_format(format, breakdown=False)
    kept = get_object_or_404(Snapshot, token=token)
    page = _page(request, kept)
    if not page.frozen.tables:
        return HttpResponseRedirect(kept.get_absolute_url())
    first, *more = page.frozen.tables
    if format == "csv" and more:
        first, more = more[-1], []
    day = timezone.localtime(kept.taken_at).date().isoformat()
    about = About(
        exported_on=localdate(),
        corpus_version=kept.corpus_version,
        address=request.build_absolute_uri(kept.get_absolute_url()),
        cite=page.gbt7714,
        title=kept.title,
        said=kept.said if not page.withdrawn else _("%(title)s，其中已撤下的文件不再列出。") % {"title": kept.title},
        conditions=page.frozen.conditions,
        notices=(
            _("快照，%(day)s存档，SHA-256：%(hash)s。") % {"day": day, "hash": kept.sha256},
            *page.frozen.notices,
        ),
        states=page.frozen.states,
        sources=tuple(Source(each.citation) for each in page.documents if not each.withdrawn),
    )
    return export_response(first, format=format, filename=f"{kept.title}-{_('快照')}-{day}", about=about, more=more)


def _reference(request: HttpRequest, kept: Snapshot) -> Reference:
    return Reference(
        authors=(_("政策对照"),),
        title=f"{kept.title}（{_('快照')}）",
        number=f"SHA-256 {kept.sha256[:16]}",
        published=timezone.localtime(kept.taken_at).date(),
        accessed=localdate(),
        address=request.build_absolute_uri(kept.get_absolute_url()),
        medium=DATASET,
        key=f"snapshot-{kept.token}",
    )

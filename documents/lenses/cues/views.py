"""The list of cue words at their places, and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import corpus_version
from documents.lenses.cues.filters import CueFilter
from documents.lenses.cues.rows import cue_rows, cue_table
from documents.models import TaskCue
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.listing import read_listing


@one_address(CueFilter)
def cues(request: HttpRequest) -> HttpResponseBase:
    """Show the cue words that fit the address, each in its sentence."""
    filterset = _filter(request)
    listing = read_listing(
        request,
        filterset,
        rows=cue_rows,
        things=filterset.things,
        everything=_("全部%(things)s") % {"things": filterset.things},
        unit=_("处"),
        total=filterset.of_kind(),
    )
    context = {
        "listing": listing,
        "kind": filterset.kind_shown,
        "downloads": list_downloads(filterset, EXPORT),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/lenses/cues.html", context)


@one_address(CueFilter)
def cue_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """Download exactly the cue words that the page with the same conditions lists, in the same order."""
    filterset = _filter(request)
    return export_list(request, filterset, export=EXPORT, format=format, things=filterset.things)


def _filter(request: HttpRequest) -> CueFilter:
    return CueFilter(request.GET, queryset=TaskCue.objects.visible_to(request.user), request=request)


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = cue_rows(ids)
    table = cue_table(rows, site=request.build_absolute_uri("/"), said=said, title=title)
    return Listed(table, levels=tuple(row.level for row in rows))


EXPORT = ListExport(
    page="lenses:cues",
    export="lenses:cue_export",
    filename=gettext_lazy("线索词"),
    unit=gettext_lazy("处"),
    make=_listed,
    level="task__jurisdiction__level",
)

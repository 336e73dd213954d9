"""The comparison pages and their downloads: one selection in one view, one call, one response."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparisons.addresses import DOMAINS
from comparisons.addresses import comparison as comparison_address
from comparisons.aspect import Ask, Aspect
from comparisons.aspects import ASPECTS, ASPECTS_BY_KEY
from comparisons.builder import build_picker, choose_columns
from comparisons.exporting import (
    ComparisonFile,
    about_comparison,
    breakdown,
    every_view,
    file_name,
    menu,
    one_view,
)
from comparisons.page import frame
from comparisons.selection import read_selection
from documents.corpus import corpus_version
from documents.exporters import BREAKDOWN, CSV, XLSX
from documents.remembered import remembered
from documents.views.exports import EXPORT_LIMIT, export_response, known_format, too_many


@require_safe
def compare(request: HttpRequest, aspect: str = DOMAINS) -> HttpResponseBase:
    """Show the chosen documents side by side in one view, or the form to choose them."""
    view = aspect_of(aspect)
    query = query_string(request)
    selection = read_selection(query, settings=view.settings)
    if not selection.problems and query != selection.query:
        return HttpResponseRedirect(comparison_address(selection, aspect=view.key))
    columns = choose_columns(selection, user=request.user)
    content = view.build(Ask(selection, columns.documents, request.user)) if columns.documents else None
    picker = build_picker(selection, documents=columns.documents, aspect=view.key, user=request.user)
    page = frame(
        selection,
        aspect=view,
        aspects=ASPECTS,
        columns=columns,
        content=content,
        picker=picker,
        downloads=menu(selection, aspect=view, aspects=ASPECTS),
    )
    corpus = remembered("version of the corpus", lambda: corpus_version(request.user), user=request.user)
    context = {"page": page, "content": content, "corpus": corpus}
    return TemplateResponse(request, view.template if content else "comparisons/workspace.html", context)


@require_safe
def export(request: HttpRequest, format: str, aspect: str = DOMAINS) -> HttpResponseBase:  # noqa: A002
    """One view as a file: its table as shown with the lists behind it; as CSV its list, with ?layout=shown the table.

    As a workbook with ?views=all every view of the same columns; `breakdown` is the 任务分解表 of the chosen tasks.
    """
    known_format(format)
    view = aspect_of(aspect)
    selection = read_selection(query_string(request), settings=view.settings)
    columns = choose_columns(selection, user=request.user)
    if not columns.documents:
        return HttpResponseRedirect(comparison_address(selection, aspect=view.key))
    file = _file(request, Ask(selection, columns.documents, request.user), view=view, format=format)
    if sum(len(table.rows) for table in file.tables) > EXPORT_LIMIT:
        return too_many(request, _("行"))
    about = about_comparison(request, columns.documents, file=file, remarks=columns.remarks)
    first, *more = file.tables
    return export_response(first, format=format, filename=file_name(file), about=about, more=more)


@require_safe
def pins(request: HttpRequest) -> HttpResponseBase:
    """The page of what a reader pinned; the browser keeps and draws it, the portal never sees it."""
    return TemplateResponse(request, "comparisons/pins.html", {"corpus": corpus_version(request.user)})


def _file(request: HttpRequest, ask: Ask, *, view: Aspect, format: str) -> ComparisonFile:  # noqa: A002
    """The tables that an address asks for."""
    site = request.build_absolute_uri("/").rstrip("/")
    if format == BREAKDOWN:
        return breakdown(ask, site=site, by_domain=request.GET.get("group") == "domain")
    if format == XLSX and request.GET.get("views") == "all":
        return every_view(ask, aspects=ASPECTS, shown=view, site=site)
    return one_view(ask, aspect=view, site=site, as_list=format == CSV and request.GET.get("layout") != "shown")


def aspect_of(key: str) -> Aspect:
    """The view of an address; Http404 for a word that is none."""
    if key not in ASPECTS_BY_KEY:
        raise Http404(_("没有这种对照"))
    return ASPECTS_BY_KEY[key]


def query_string(request: HttpRequest) -> str:
    """The query string as text; WSGI hands on the bytes of an unquoted 济南 as Latin-1."""
    return str(request.META["QUERY_STRING"]).encode("latin-1", "replace").decode("utf-8", "replace")

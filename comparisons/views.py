"""The comparison pages and their downloads: one selection in one view, one call, one response."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparisons.addresses import DOMAINS
from comparisons.addresses import comparison as comparison_address
from comparisons.aspect import Ask, Aspect
from comparisons.aspects import ASPECTS, ASPECTS_BY_KEY
from comparisons.builder import build_picker, choose_columns
from comparisons.comparability import notices
from comparisons.page import frame
from comparisons.selection import read_selection
from comparisons.sentences import title_of
from documents.corpus import corpus_version
from documents.views.exports import about_export, export_response


@require_safe
def compare(request: HttpRequest, aspect: str = DOMAINS) -> HttpResponseBase:
    """Show the chosen documents side by side in one view, or the form to choose them."""
    view = _aspect(aspect)
    query = _query_string(request)
    selection = read_selection(query, settings=view.settings)
    if not selection.problems and query != selection.query:
        return HttpResponseRedirect(comparison_address(selection, aspect=view.key))
    columns = choose_columns(selection, user=request.user)
    content = view.build(Ask(selection, columns.documents, request.user)) if columns.documents else None
    picker = build_picker(selection, documents=columns.documents, aspect=view.key, user=request.user)
    page = frame(selection, aspect=view, aspects=ASPECTS, columns=columns, content=content, picker=picker)
    context = {"page": page, "content": content, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, view.template if content else "comparisons/workspace.html", context)


@require_safe
def export(request: HttpRequest, format: str, aspect: str = DOMAINS) -> HttpResponseBase:  # noqa: A002
    """One view as a file: a workbook of all its tables, or (CSV) its list, with ?layout=shown the table as shown."""
    view = _aspect(aspect)
    selection = read_selection(_query_string(request), settings=view.settings)
    address = comparison_address(selection, aspect=view.key)
    columns = choose_columns(selection, user=request.user)
    if not columns.documents:
        return HttpResponseRedirect(address)
    content = view.build(Ask(selection, columns.documents, request.user))
    shown, *lists = view.tables(content, request.build_absolute_uri("/").rstrip("/"))
    guard = tuple(f"{notice.claim}{notice.sentence}" for notice in notices(columns.documents))
    shown = replace(shown, notes=(*guard, *columns.remarks, *shown.notes))
    as_list = format == "csv" and bool(lists) and request.GET.get("layout") != "shown"
    corpus = corpus_version(request.user)
    return export_response(
        lists[-1] if as_list else shown,
        format=format,
        filename=f"{title_of(columns.documents)}-{view.label}-{localdate().isoformat()}",
        about=about_export(request, address=address, what=content.said.rstrip("。"), corpus=corpus),
        more=lists,
        paper="A3",
    )


def _aspect(key: str) -> Aspect:
    """The view of an address; Http404 for a word that is none."""
    if key not in ASPECTS_BY_KEY:
        raise Http404(_("没有这种对照"))
    return ASPECTS_BY_KEY[key]


def _query_string(request: HttpRequest) -> str:
    """The query string as text; WSGI hands on the bytes of an unquoted 济南 as Latin-1."""
    return str(request.META["QUERY_STRING"]).encode("latin-1", "replace").decode("utf-8", "replace")

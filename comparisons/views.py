"""The comparison page and its downloads: one selection, one call, one response."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from comparisons.addresses import comparison as comparison_address
from comparisons.builder import build_comparison, build_picker
from comparisons.page import compare_page
from comparisons.selection import read_selection
from comparisons.sentences import title_of
from comparisons.tables import list_table, matrix_table, notes_of
from documents.corpus import corpus_version
from documents.views.exports import about_export, export_response


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show the chosen documents side by side, or the form to choose them."""
    query = _query_string(request)
    selection = read_selection(query)
    if not selection.problems and query != selection.query:
        return HttpResponseRedirect(comparison_address(selection))
    built = build_comparison(selection, user=request.user)
    picker = build_picker(selection, documents=built.comparison.documents, user=request.user)
    page = compare_page(selection, built=built, picker=picker)
    context = {"page": page, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "comparisons/compare.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """The comparison as a file: a workbook of matrix and list, or the list (with ?layout=matrix the matrix) as CSV."""
    selection = read_selection(_query_string(request))
    address = comparison_address(selection)
    comparison = build_comparison(selection, user=request.user).comparison
    if not comparison.documents:
        return HttpResponseRedirect(address)
    matrix = matrix_table(comparison, notes=notes_of(comparison))
    tasks = list_table(comparison, site=request.build_absolute_uri("/").rstrip("/"))
    as_list = format == "csv" and request.GET.get("layout") != "matrix"
    corpus = corpus_version(request.user)
    return export_response(
        tasks if as_list else matrix,
        format=format,
        filename=f"{title_of(comparison.documents)}-{localdate().isoformat()}",
        about=about_export(request, address=address, what=comparison.said.rstrip("。"), corpus=corpus),
        more=(tasks,),
        paper="A3",
    )


def _query_string(request: HttpRequest) -> str:
    """The query string as text; WSGI hands on the bytes of an unquoted 济南 as Latin-1."""
    return str(request.META["QUERY_STRING"]).encode("latin-1", "replace").decode("utf-8", "replace")

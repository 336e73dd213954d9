"""The comparison page and its downloads: one selection, one call, one response."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from comparisons.builder import build_comparison, build_picker
from comparisons.exporting import Origin, file_name, workbook
from comparisons.page import address_of, compare_page
from comparisons.selection import Selection, read_selection
from comparisons.tables import list_table, matrix_table
from documents.corpus import corpus_version
from documents.exporters import to_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show the chosen documents side by side, or the form to choose them."""
    query = _query_string(request)
    selection = read_selection(query)
    if not selection.problems and query != selection.query:
        return HttpResponseRedirect(address_of(selection))
    built = build_comparison(selection, user=request.user)
    picker = build_picker(selection, documents=built.comparison.documents, user=request.user)
    page = compare_page(selection, built=built, picker=picker)
    context = {"page": page, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "comparisons/compare.html", context)


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """The list of the comparison as CSV; with ?layout=matrix the matrix as shown."""
    selection = read_selection(_query_string(request))
    comparison = build_comparison(selection, user=request.user).comparison
    if not comparison.documents:
        return HttpResponseRedirect(address_of(selection))
    origin = _origin(request, selection)
    as_matrix = request.GET.get("layout") == "matrix"
    table = matrix_table(comparison) if as_matrix else list_table(comparison, site=origin.site)
    response = StreamingHttpResponse(to_csv(table), content_type="text/csv; charset=utf-8")
    return _as_download(response, file_name(comparison, day=origin.day, extension="csv"))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The comparison as a workbook: matrix, list, and what they are."""
    selection = read_selection(_query_string(request))
    comparison = build_comparison(selection, user=request.user).comparison
    if not comparison.documents:
        return HttpResponseRedirect(address_of(selection))
    origin = _origin(request, selection)
    response = HttpResponse(workbook(comparison, origin=origin), content_type=XLSX)
    return _as_download(response, file_name(comparison, day=origin.day, extension="xlsx"))


def _query_string(request: HttpRequest) -> str:
    """The query string as text; WSGI hands on the bytes of an unquoted 济南 as Latin-1."""
    return str(request.META["QUERY_STRING"]).encode("latin-1", "replace").decode("utf-8", "replace")


def _origin(request: HttpRequest, selection: Selection) -> Origin:
    return Origin(
        site=request.build_absolute_uri("/").rstrip("/"),
        address=request.build_absolute_uri(address_of(selection)),
        day=localdate(),
        corpus_version=corpus_version(request.user).label,
    )


def _as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response

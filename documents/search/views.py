"""The pages of search: results, their downloads, one result in its place, suggestions while typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents.columns import cited
from documents.corpus import corpus_version
from documents.exporters import Source
from documents.models import Passage
from documents.search.columns import passage_table
from documents.search.filters import PassageFilter
from documents.search.page import carried_by, read_found
from documents.search.passage import read_found_passage
from documents.search.rows import found_rows
from documents.search.suggestions import suggestions
from documents.views.addressing import one_address
from documents.views.exports import Listed, ListExport, export_list, list_downloads
from documents.views.one_group import one_group

View = Callable[..., HttpResponseBase]
# What the page offers to try: words of every kind that search understands.
EXAMPLES = ("牵头单位", "5G", "“一网通办”", "交通 信号", "大数据平台 -四川")


def printable_words(view: View) -> View:
    """Lead a query with control characters, which come along when text is copied, to the same one without them."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        data = request.GET.copy()
        for name in ("q",):
            data.setlist(name, ["".join(map(_printable, value)) for value in data.getlist(name)])
        if data.getlist("q") != request.GET.getlist("q"):
            return HttpResponseRedirect(f"{request.path}?{data.urlencode()}")
        return view(request, *args, **kwargs)

    return answer


def _printable(character: str) -> str:
    return " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character


@printable_words
@one_address(PassageFilter)
def search(request: HttpRequest) -> HttpResponseBase:
    """Show the passages that hold what is asked for; without words, how to ask."""
    filterset = _filter(request)
    group = one_group(request, filterset, facets=filterset.facets)
    if group:
        return group
    asked = str(filterset.data.get("q", "")).strip()
    context = {"asked": asked, "corpus": corpus_version(request.user), "examples": EXAMPLES}
    if asked:
        context |= {"listing": read_found(request, filterset), "downloads": list_downloads(filterset, EXPORT)}
    return TemplateResponse(request, "documents/search/search.html", context)


@printable_words
@one_address(PassageFilter)
def search_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """Download exactly the passages that the page with the same conditions finds, in the same order."""
    return export_list(request, _filter(request), export=EXPORT, format=format, things=_("段落"))


@printable_words
@one_address(PassageFilter)
def found(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one result in its place, with the results before and after it; a fragment for the panel."""
    context = {
        "found": read_found_passage(_filter(request), key=pk),
        "corpus": corpus_version(request.user),
    }
    template = "_found" if request.headers.get("X-Panel") else "found"
    response = TemplateResponse(request, f"documents/search/{template}.html", context)
    response["Vary"] = "X-Panel"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponseBase:
    """The lines under the search box for what is typed so far, as a fragment."""
    context = {"suggestions": suggestions(request.GET.get("q", ""), user=request.user)}
    return TemplateResponse(request, "documents/search/_suggestions.html", context)


def _filter(request: HttpRequest) -> PassageFilter:
    return PassageFilter(request.GET, queryset=Passage.objects.visible_to(request.user), request=request)


def _listed(request: HttpRequest, ids: list[int], *, said: str, title: str) -> Listed:
    rows = found_rows(ids, carried=replace(carried_by(_filter(request)), find=""))
    table = passage_table(rows, site=request.build_absolute_uri("/"), said=said, title=title)
    documents = {row.document.pk: row.document for row in rows}.values()
    sources = tuple(
        Source(cited(document.title, document.document_number), request.build_absolute_uri(document.url))
        for document in documents
    )
    return Listed(table, sources, tuple(document.level for document in documents))


EXPORT = ListExport(
    page="documents:search",
    export="documents:search_export",
    filename=gettext_lazy("搜索结果"),
    unit=gettext_lazy("段"),
    make=_listed,
    level="document__jurisdiction__level",
    document="document_id",
)

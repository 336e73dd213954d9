"""Everything that the page of results shows, read before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.addresses import encoded
from documents.filters.base import Condition
from documents.filters.panel import Group
from documents.querysets import COUNT_LIMIT
from documents.search.asking import holding, weighed
from documents.search.filters import DOCUMENTS, RELEVANCE, PassageFilter
from documents.search.rows import Carried, FoundDocument, FoundRow, found_rows
from documents.views.listing import Empty, Link, carried

PASSAGES_PER_PAGE = 20
DOCUMENTS_PER_PAGE = 10
PASSAGES_OF_ONE = 3
# What stays when all conditions are cleared.
KEPT = frozenset({"q", "related", "sort", "show"})


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """One document with its first passages; `rest` leads to all of them."""

    document: FoundDocument
    count: int
    rows: tuple[FoundRow, ...]
    rest_url: str


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """The related terms of one word, each with the address that looks for it instead."""

    word: str
    terms: tuple[Link, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The page of results as its template reads it; it has the fields of a list, so that parts of a list can show it."""

    said: str
    number: int
    documents: int
    page: Page
    query: str
    rows: Sequence[FoundRow]
    groups: tuple[FoundGroup, ...]
    facets: tuple[Group, ...]
    conditions: tuple[Condition, ...]
    sorts: tuple[Link, ...]
    views: tuple[Link, ...]
    hidden: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    """Parameters that the search box carries along: the conditions that are no words."""
    related: tuple[RelatedLine, ...]
    related_switch: Link | None
    limit: int
    """How many passages can be leafed through, where there are more; 0 where all can."""
    most_first: bool
    """Whether the documents with most passages come first: there are too many to weigh them."""
    path: str
    clear_url: str
    """The words without any other condition."""
    empty: Empty | None
    form: Any

    @property
    def shown(self) -> str:
        """The number of passages in words, as on every list."""
        return str(self.number)

    @property
    def unit(self) -> str:
        """What passages are counted in."""
        return _("段")


def read_found(request: HttpRequest, filterset: PassageFilter) -> Found:
    """Ask everything that the page shows; raises Http404 for a page that is not there."""
    by_document = filterset.given.get("show") == DOCUMENTS
    number = filterset.number
    keys, rows, groups = _by_document(request, filterset) if by_document else _by_passage(request, filterset)
    values = [(name, value) for name, several in filterset.address_values.items() for value in several]
    panel = tuple(map(filterset.group, filterset.facets()))
    return Found(
        said=filterset.said(things=_("段落"), everything=_("全部段落")),
        number=number,
        documents=len(filterset.documents),
        page=keys,
        query=filterset.query(leave_out=("page",)),
        rows=rows,
        groups=groups,
        facets=panel,
        conditions=tuple(each for each in filterset.conditions if each.name not in ("q", "related")),
        sorts=() if by_document else _links(filterset, "sort", first=RELEVANCE),
        views=_links(filterset, "show", first="passages"),
        hidden=tuple((name, value) for name, value in values if name == "q") + carried(filterset, panel),
        kept=tuple((name, value) for name, value in values if name not in ("q", "related", "page")),
        related=_related(filterset),
        related_switch=_switch(filterset),
        limit=COUNT_LIMIT if filterset.too_many and not by_document else 0,
        most_first=filterset.too_many and by_document,
        path=request.path,
        clear_url=f"?{encoded({name: several for name, several in filterset.address_values.items() if name in KEPT})}",
        empty=None if number else _empty(filterset),
        form=filterset.form,
    )


def _page(request: HttpRequest, keys: Any, *, per_page: int, number: int) -> Page:
    paginator = Paginator(keys, per_page)
    paginator.__dict__["count"] = min(number, COUNT_LIMIT)  # counted already
    try:
        return paginator.page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(_("没有这一页")) from error


def _by_passage(request: HttpRequest, filterset: PassageFilter) -> tuple[Page, list[FoundRow], tuple[FoundGroup, ...]]:
    page = _page(request, filterset.shown, per_page=PASSAGES_PER_PAGE, number=filterset.number)
    return page, _rows(filterset, list(page.object_list)), ()


def _rows(filterset: PassageFilter, ids: Sequence[int]) -> list[FoundRow]:
    return found_rows(ids, carried=carried_by(filterset))


def carried_by(filterset: PassageFilter) -> Carried:
    """What the rows of this query carry on."""
    return Carried(filterset.marked_words, filterset.words_to_find, filterset.query(leave_out=("page", "show")))


def _by_document(request: HttpRequest, filterset: PassageFilter) -> tuple[Page, list[FoundRow], tuple[FoundGroup, ...]]:
    """Documents by what their best passage is worth, then by how many passages they have."""
    counts = filterset.documents
    ordered = _most_first(counts) if filterset.too_many else _best_first(filterset)
    page = _page(request, ordered, per_page=DOCUMENTS_PER_PAGE, number=len(counts))
    documents = list(page.object_list)
    rows = _rows(filterset, _first_of_each(filterset, documents)) if documents else []
    groups = []
    for key in documents:
        own = tuple(row for row in rows if row.document.pk == key)
        groups.append(FoundGroup(own[0].document, counts[key], own, _only(filterset, own[0].document)))
    return page, rows, tuple(groups)


def _best_first(filterset: PassageFilter) -> Any:
    if not filterset.number:
        return filterset.qs
    found = weighed(filterset.qs, filterset.query_read, instead=filterset.instead)
    best = found.order_by().values("document_id").annotate(best=Max("weight"), number=Count("pk"))
    return best.order_by("-best", "-number", "document_id").values_list("document_id", flat=True)


def _most_first(counts: Mapping[int, int]) -> list[int]:
    return sorted(counts, key=lambda key: (-counts[key], key))


def _first_of_each(filterset: PassageFilter, documents: Sequence[int]) -> list[int]:
    """Keys of the best passages of each document, in one question."""
    found = weighed(filterset.within(documents), filterset.query_read, instead=filterset.instead)
    place = Window(RowNumber(), partition_by="document_id", order_by=[F("weight").desc(), "order"])
    ranked = found.annotate(place=place).filter(place__lte=PASSAGES_OF_ONE)
    return list(ranked.order_by("document_id", "place").values_list("pk", flat=True))


def _only(filterset: PassageFilter, document: FoundDocument) -> str:
    values = {name: several for name, several in filterset.address_values.items() if name not in ("page", "show")}
    return f"?{encoded({**values, 'document': [document.slug]})}"


def _links(filterset: PassageFilter, name: str, *, first: str) -> tuple[Link, ...]:
    """The choices of one parameter, each with its address."""
    before = filterset.query(leave_out=(name, "page"))
    chosen = filterset.given.get(name) or first
    return tuple(
        Link(str(label), f"?{before}" if value == first else f"?{before}{name}={value}", value == chosen)
        for value, label in filterset.filters[name].extra["choices"]
    )


def _related(filterset: PassageFilter) -> tuple[RelatedLine, ...]:
    return tuple(
        RelatedLine(
            each.word,
            tuple(Link(term, f"{reverse('documents:search')}?{encoded({'q': [term]})}", False) for term in each.terms),
            each.reason,
        )
        for each in filterset.related_terms.values()
    )


def _switch(filterset: PassageFilter) -> Link | None:
    if not filterset.related_terms:
        return None
    before = filterset.query(leave_out=("related", "page"))
    if filterset.with_related:
        return Link(_("只找所写的词"), f"?{before}".rstrip("&"), True)
    return Link(_("也找这些词"), f"?{before}related=1", False)


def _empty(filterset: PassageFilter) -> Empty:
    title = _("没有符合条件的段落")
    path = filterset.request.path
    if not filterset.is_valid():
        return Empty(title, _("有一个条件没有读懂，见上方说明。"), path, _("重新搜索"))
    way_out = filterset.way_out()
    if way_out:
        values = {"phrase": way_out.phrase, "count": way_out.count}
        label = _("去掉“%(phrase)s”，看%(count)d段") % values
        return Empty(title, _("有这些词的段落，都不符合其他条件。"), way_out.url, label)
    if filterset.related_terms and not filterset.with_related:
        url = f"?{filterset.query(leave_out=('related', 'page'))}related=1"
        return Empty(title, _("这些地方的叫法可能不同。"), url, _("也找相关词"))
    single = _single_words(filterset)
    if single:
        word, count = single
        label = _("只找“%(word)s”，看%(count)d段") % {"word": word, "count": count}
        return Empty(title, _("没有一段同时写到这几个词。"), f"{path}?{encoded({'q': [word]})}", label)
    return Empty(title, _("已收入的文件里没有这个写法。换短一些的词，或换一种叫法再找。"), "", "")


def _single_words(filterset: PassageFilter) -> tuple[str, int] | None:
    """The one word of several with most passages of its own."""
    query = filterset.query_read
    if len(query.wanted) < 2 and not query.excluded:
        return None
    counts = {
        keyword.typed: holding(filterset.queryset, type(query)(wanted=(keyword,)), instead={}).capped_count()
        for keyword in query.wanted
    }
    word = max(counts, key=lambda each: counts[each])
    return (word, counts[word]) if counts[word] else None

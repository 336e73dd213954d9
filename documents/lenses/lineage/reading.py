"""What the documents looked at cite: each cited document with how many cite it, and who cites whom among the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, Max
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.addresses import MAX_PAGE
from documents.lenses.addresses import list_address
from documents.lenses.lineage.drawing import Drawing, Node, draw
from documents.lenses.lineage.filters import HELD_KEY, CitationFilter, LineageFilter, keyed, of_holding
from documents.lenses.lineage.levels import cited_level
from documents.models import Citation, PolicyDocument

CITED_PER_PAGE = 50
# What one drawing holds and still can be read.
MOST_CITED = 15
MOST_LINKS = 60
# What a citing document is called in the drawing.
CITING = (
    "document__jurisdiction__name",
    "document__jurisdiction__level",
    "document__slug",
    "document__document_type",
    "document__issued_on",
)


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A cited document: names as most recently written, whose it is by its name, how many documents cite it."""

    source: str
    title: str
    number: str
    level: str
    held: bool
    url: str
    """The page of the document, where the corpus holds it."""
    documents: int
    citations: int
    list_url: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The cited documents of one page, the drawing of the first of them, totals."""

    rows: tuple[CitedRow, ...]
    page: Page
    drawing: Drawing | None
    citations: int
    sources: int
    citing: int


def read_lineage(lens: LineageFilter, *, page: Any, per_page: int = CITED_PER_PAGE) -> Lineage:
    """The most cited first; documents that cite one several times count once."""
    citations: Any = Citation.objects.visible_to(lens.user)
    if not lens.is_valid():
        citations = citations.none()
    elif lens.scope:
        citations = citations.filter(document__in=lens.documents().values("pk"))
    citations = of_holding(citations, lens.chosen("held"), user=lens.user)
    by_source = keyed(citations).order_by().values("source")
    counted = by_source.annotate(
        documents=Count("document_id", distinct=True),
        citations=Count("pk"),
        title=Max("title"),
        number=Max("document_number"),
        cited=Max("cited_id"),
    ).order_by("-documents", "source")
    shown = _page(counted, page, per_page)
    rows = _rows(list(shown.object_list), lens)
    totals = citations.aggregate(citations=Count("pk"), citing=Count("document_id", distinct=True))
    return Lineage(
        rows=rows,
        page=shown,
        drawing=_drawing(rows[:MOST_CITED], citations),
        citations=totals["citations"],
        sources=shown.paginator.count,
        citing=totals["citing"],
    )


def _page(counted: Any, number: Any, per_page: int) -> Page:
    try:
        page = Paginator(counted, per_page).page(number or 1)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(_("没有这一页")) from error
    if page.number > MAX_PAGE:
        raise Http404(_("没有这一页"))
    return page


def _rows(records: Sequence[Mapping[str, Any]], lens: LineageFilter) -> tuple[CitedRow, ...]:
    """The rows with their documents, as far as the reader may see them."""
    keys = [record["cited"] for record in records if record["cited"]]
    found = PolicyDocument.objects.visible_to(lens.user).filter(pk__in=keys)
    held = {row[0]: row[1:] for row in found.values_list("pk", "slug", "title", "jurisdiction__level")}
    return tuple(_row(record, held.get(record["cited"]), lens) for record in records)


def _row(record: Mapping[str, Any], held: tuple[Any, ...] | None, lens: LineageFilter) -> CitedRow:
    slug, title, level = held or ("", "", "")
    return CitedRow(
        source=record["source"],
        title=title or record["title"],
        number=record["number"],
        level=level or cited_level(record["title"], number=record["number"]),
        held=bool(held),
        url=reverse("documents:document", args=[slug]) if slug else "",
        documents=record["documents"],
        citations=record["citations"],
        list_url=list_address("lenses:citations", CitationFilter, lens.scope, {"source": record["source"]}),
    )


def _drawing(rows: Sequence[CitedRow], citations: Any) -> Drawing | None:
    """Who cites the first of the cited documents."""
    if not rows:
        return None
    links = keyed(citations).filter(source__in=[row.source for row in rows]).order_by("document__jurisdiction__code")
    pairs = list(links.values_list("source", "document_id", *CITING).distinct()[: MOST_LINKS + 1])
    nodes = {row.source: _cited_node(row) for row in rows}
    for _source, key, *named in pairs[:MOST_LINKS]:
        own = f"{HELD_KEY}{key}"
        if own not in nodes:
            nodes[own] = _citing_node(own, *named)
    edges = list(dict.fromkeys((f"{HELD_KEY}{key}", source) for source, key, *_named in pairs[:MOST_LINKS]))
    return draw(list(nodes.values()), edges=edges, cut=len(pairs) > MOST_LINKS)


def _cited_node(row: CitedRow) -> Node:
    """A document that is cited: its own page where the corpus has it, else the list of those that cite it."""
    return Node(
        key=row.source,
        title=row.title or row.number,
        number=row.number,
        level=row.level,
        url=row.url or row.list_url,
        held=row.held,
    )


def _citing_node(key: str, place: str, level: str, slug: str, kind: str, day: date | None) -> Node:
    """A document of the corpus that cites: its place, below it its kind and year (实施方案 2022)."""
    what = " ".join(filter(None, (kind, str(day.year) if day else "")))
    return Node(key, place, what, level, reverse("documents:document", args=[slug]), held=True)

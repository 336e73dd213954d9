"""Rows of passages as results and exports show them, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from documents.models import Passage, Section
from documents.rows.named import Named
from documents.search.excerpts import Excerpt, excerpt


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """The document a passage stands in, as far as a result shows it."""

    pk: int
    slug: str
    title: str
    url: str
    place: Named
    level: str
    document_type: str
    document_number: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One passage that was found."""

    pk: int
    title: str
    """The heading that the passage stands under, or what kind of text it is."""
    is_heading: bool
    part: str
    locator: str
    text: str
    excerpt: Excerpt
    document: FoundDocument
    url: str
    panel_url: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What every row carries on: the folded words to be marked, what the document's page is to find, the query."""

    words: tuple[str, ...]
    find: str
    query: str

    def reading_url(self, document: str, address: str) -> str:
        """The paragraph in its document, with the words marked there."""
        find = f"?{urlencode({'find': self.find})}" if self.find else ""
        return f"{document}{find}#{address}"


def found_rows(ids: Sequence[int], *, carried: Carried) -> list[FoundRow]:
    """The passages with these keys, in this order."""
    records = Passage.objects.filter(pk__in=ids).values(
        "pk", "text", "part", "rank", "address", "section__locator", "section__heading", "section__role", "document_id",
        "document__slug", "document__title", "document__document_type", "document__document_number",
        "document__issued_on", "document__jurisdiction__name", "document__jurisdiction__code",
        "document__jurisdiction__level",
    )  # fmt: skip
    found = {record["pk"]: _row(record, carried) for record in records}
    return [found[pk] for pk in ids if pk in found]


def _row(record: Mapping[str, Any], carried: Carried) -> FoundRow:
    document = _document(record)
    role = str(Section.Role(record["section__role"]).label)
    is_heading = record["part"] == Passage.Part.TITLE
    return FoundRow(
        pk=record["pk"],
        title=record["section__heading"] or role,
        is_heading=is_heading,
        part=str(Passage.Part(record["part"]).label),
        locator=record["section__locator"] or role,
        text=record["text"],
        excerpt=excerpt(record["text"], carried.words),
        document=document,
        url=carried.reading_url(document.url, record["address"]),
        panel_url=f"{reverse('documents:found', args=[record['pk']])}?{carried.query}".rstrip("?&"),
    )


def _document(record: Mapping[str, Any]) -> FoundDocument:
    slug = record["document__slug"]
    place = record["document__jurisdiction__code"]
    return FoundDocument(
        pk=record["document_id"],
        slug=slug,
        title=record["document__title"],
        url=reverse("documents:document", args=[slug]),
        place=Named(record["document__jurisdiction__name"], reverse("documents:jurisdiction", args=[place])),
        level=record["document__jurisdiction__level"],
        document_type=record["document__document_type"],
        document_number=record["document__document_number"],
        issued_on=record["document__issued_on"],
    )

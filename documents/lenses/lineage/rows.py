"""Rows of single citations, with the characters around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest, Substr
from django.urls import reverse

from documents.models import Citation, PolicyDocument
from documents.querysets import User

# Characters before and after a citation.
BEFORE, LENGTH = 20, 100


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation at its place."""

    pk: int
    title: str
    number: str
    held: bool
    cited_url: str
    quote: str
    place: str
    place_url: str
    level: str
    document: str
    document_url: str
    url: str


def citation_rows(ids: Sequence[int], *, user: User) -> list[CitationRow]:
    """The citations with these keys, in this order; the text is cut out by the database."""
    around = Substr("document__original_text", Greatest(F("start") + 1 - BEFORE, 1), LENGTH)
    records = list(
        Citation.objects.filter(pk__in=ids)
        .annotate(around=around)
        .values(
            *("pk", "title", "document_number", "cited_id", "start", "end", "around", "document__slug"),
            *("document__title", "document__jurisdiction__name", "document__jurisdiction__code"),
            "document__jurisdiction__level",
        )
    )
    keys = {record["cited_id"] for record in records if record["cited_id"]}
    slugs = dict(PolicyDocument.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "slug"))
    found = {record["pk"]: _row(record, slugs.get(record["cited_id"], "")) for record in records}
    return [found[pk] for pk in ids if pk in found]


def _row(record: Mapping[str, Any], slug: str) -> CitationRow:
    return CitationRow(
        pk=record["pk"],
        title=record["title"],
        number=record["document_number"],
        held=bool(slug),
        cited_url=reverse("documents:document", args=[slug]) if slug else "",
        quote=f"…{' '.join(record['around'].split())}…",
        place=record["document__jurisdiction__name"],
        place_url=reverse("documents:jurisdiction", args=[record["document__jurisdiction__code"]]),
        level=record["document__jurisdiction__level"],
        document=record["document__title"],
        document_url=reverse("documents:document", args=[record["document__slug"]]),
        url=reverse("documents:passage", args=[record["document__slug"], record["start"], record["end"]]),
    )

"""Goals sections of the compared documents, and the domains they touch on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.addresses import passage, passage_panel
from comparisons.cues import passages_in
from comparisons.records import ComparedDocument, Mention
from documents.models import Section
from documents.parsing.spans import Segment, Span, TracedText
from documents.querysets import User


def goal_mentions(
    documents: Sequence[ComparedDocument], *, texts: Mapping[int, TracedText], user: User
) -> dict[int, dict[str, list[Mention]]]:
    """For each document the mentions in its goals by domain code; one query.

    The cue terms are read in the clean text, the addresses point into the original.
    """
    by_pk = {document.pk: document for document in documents}
    sections = Section.objects.visible_to(user).filter(document_id__in=by_pk, role=Section.Role.GOAL)
    mentions: dict[int, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for row in sections.order_by("document_id", "order").values("document_id", "start", "end", "locator", "heading"):
        pk = row["document_id"]
        for code, mention in _mentions_of(row, document=by_pk[pk], text=texts[pk]):
            if code not in mentions[pk]:
                mentions[pk][code].append(mention)
    return mentions


def _mentions_of(row: Mapping[str, Any], *, document: ComparedDocument, text: TracedText) -> list[tuple[str, Mention]]:
    inside = text.from_source(Span(row["start"], row["end"]))
    wording = inside.slice(text.text)
    found = []
    for place in passages_in(wording):
        source = text.source(Span(place.start, place.end).shifted(inside.start))
        mention = Mention(
            kind="goal",
            kind_words=str(Section.Role.GOAL.label),
            title=row["heading"],
            quote=place.quote,
            locator=row["locator"],
            address=passage(document.address, start=row["start"]),
            panel_address=passage_panel(document.slug, start=source.start, end=source.end),
        )
        found.append((place.code, mention))
    return found


def traced(clean_text: str, alignment: Sequence[Sequence[int]]) -> TracedText:
    """The clean text of a document with its way back into the original."""
    return TracedText(clean_text, tuple(Segment(*segment) for segment in alignment))

"""One passage that was found, between its surroundings, with the ways to the result before and the result after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import PolicyDocument
from documents.parsing.spans import Span
from documents.querysets import COUNT_LIMIT
from documents.reading.passage import PassagePage, read_passage
from documents.search.excerpts import with_hits
from documents.search.filters import PassageFilter
from documents.search.page import carried_by


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its hits marked; `place` of `number` results, addresses of its neighbours, empty at the ends."""

    passage: PassagePage
    place: int
    number: int
    previous_url: str
    next_url: str
    results_url: str


def read_found_passage(filterset: PassageFilter, *, key: int) -> FoundPassage:
    """The passage `key` as a result of the query; Http404 for one that is not there or not for this reader."""
    found = filterset.queryset.filter(pk=key).values_list("document_id", "start", "end", "address").first()
    if found is None:
        raise Http404(_("没有这一段"))
    document_id, start, end, address = found
    visible = PolicyDocument.objects.visible_to(filterset.user).select_related("jurisdiction").defer("original_bytes")
    document = visible.get(pk=document_id)
    passage = read_passage(document, span=Span(start, end))
    paragraphs = tuple(with_hits(runs, filterset.marked_words) for runs in passage.paragraphs)
    url = carried_by(filterset).reading_url(document.get_absolute_url(), address)
    keys = list(filterset.shown[:COUNT_LIMIT])
    place = keys.index(key) + 1 if key in keys else 0
    query = filterset.query(leave_out=("page", "show")).rstrip("&")
    return FoundPassage(
        passage=replace(passage, paragraphs=paragraphs, url=url),
        place=place,
        number=len(keys),
        previous_url=_url(keys[place - 2], query) if place > 1 else "",
        next_url=_url(keys[place], query) if 0 < place < len(keys) else "",
        results_url=f"{reverse('documents:search')}?{query}".rstrip("?"),
    )


def _url(key: int, query: str) -> str:
    return f"{reverse('documents:found', args=[key])}?{query}".rstrip("?")

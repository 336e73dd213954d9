"""Domains that a draft names somewhere without a task or a goal on them, so that naming is never called silence. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from comparisons.draft.column import Draft
from comparisons.matrix import DocumentFacts
from comparisons.records import Mention
from comparisons.wording import sentence_with
from documents.parsing.domains import CueTerm, taxonomy
from documents.parsing.records import ParsedSection
from documents.parsing.spans import Span

BLANK = "\u3000"


def with_passing(facts: DocumentFacts, *, draft: Draft) -> DocumentFacts:
    """The facts with a touching place for every domain that only some other passage names.

    「旅游、社会治安等各类信息服务全覆盖」 touches on tourism; 市司法局 as an agency does not touch on justice.
    """
    mentions = dict(facts.mentions)
    for place, entries in _terms(_without_agencies(draft)):
        for entry in entries:
            if entry.text_weight and entry.domain not in facts.entries and entry.domain not in mentions:
                mentions[entry.domain] = (_mention(place, draft=draft),)
    return replace(facts, mentions=mentions)


def _without_agencies(draft: Draft) -> str:
    """The clean text of the same length with the names of agencies blank: they say who acts, not on what."""
    text = draft.traced.text
    for task in draft.parsed.tasks:
        for agency in task.agencies:
            name = draft.traced.from_source(agency.span)
            text = f"{text[: name.start]}{BLANK * (name.end - name.start)}{text[name.end :]}"
    return text


def _terms(text: str) -> Iterator[tuple[Span, tuple[CueTerm, ...]]]:
    """The terms of the field from left to right, the longest at each place; 健康发展 shields 健康 and has no entries."""
    by_start = taxonomy().terms_by_start
    at = 0
    while at < len(text) - 1:
        here = [each for each in by_start.get(text[at : at + 2], ()) if text.startswith(each[0], at)]
        term, entries = max(here, key=lambda each: len(each[0]), default=(text[at], ()))
        if entries:
            yield Span(at, at + len(term)), entries
        at += len(term)


def _mention(place: Span, *, draft: Draft) -> Mention:
    source = draft.traced.source(place)
    section = _section(source.start, draft=draft)
    return Mention(
        kind="text",
        kind_words=_("正文"),
        title=section.heading if section else "",
        quote=sentence_with(draft.traced.text, start=place.start, end=place.end),
        locator=section.locator if section else "",
        address=draft.address(source.start),
        panel_address="",
    )


def _section(start: int, *, draft: Draft) -> ParsedSection | None:
    """The section that holds a place; sections tile the text in order."""
    sections = draft.parsed.sections
    number = bisect_right(sections, start, key=lambda section: section.span.start) - 1
    return sections[number] if number >= 0 else None

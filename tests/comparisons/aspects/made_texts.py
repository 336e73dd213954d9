"""Passages made by hand for tests of the view of texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from comparisons.aspects.texts.records import NamedBody, Passage, SectionPlace, Source
from comparisons.records import ComparedDocument
from documents.parsing.spans import Span, TracedText
from tests.comparisons.made import JINAN, MAOJIAN

EARLY = replace(JINAN, issued_on=date(2018, 12, 20))
LATE = MAOJIAN

# Markup, marks of direction, characters beyond the basic plane, blanks of every kind, and Chinese that repeats itself.
HOSTILE = st.text(
    alphabet=st.sampled_from(
        "<>&\"'{}%\u202e\u2066\u200b\U00020bb7\U0001f004\u2028 \n\t\0。；，、！（一）3.8年建设平台智慧"
    ),
    max_size=120,
)


def source_of(
    text: str,
    document: ComparedDocument = EARLY,
    *,
    words: tuple[Span, ...] = (),
    bodies: tuple[NamedBody, ...] = (),
) -> Source:
    """A document of one section whose original is its clean text."""
    sections = (SectionPlace("一", "建设任务", 0, len(text), len(text), 1),)
    return Source(document, text, TracedText.of(text), words, sections, (), bodies)


def passage_of(text: str, document: ComparedDocument = EARLY, *, whole: bool = False) -> Passage:
    """A passage that is all of a document."""
    return Passage(source_of(text, document), Span(0, len(text)), whole)


def body(name: str, text: str, *, role: str = "lead", words: str = "牵头") -> NamedBody:
    """An agency where it stands in a text."""
    start = text.index(name)
    return NamedBody(role, words, name, start, start + len(name))

"""The three texts of a document (整理后, 原文, 繁体) and where a span of the original lies in each."""

from __future__ import annotations

from dataclasses import dataclass

from documents.models import PolicyDocument
from documents.parsing.cleaning.script import traditionalize
from documents.parsing.spans import Segment, Span, TracedText

CLEAN, ORIGINAL, TRADITIONAL = "clean", "original", "traditional"
MODES = (CLEAN, ORIGINAL, TRADITIONAL)
BLANKS = " \t\u3000\xa0\r\n"


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text as the reader chose to see it; `traced` is the text after cleaning, with its places in the original."""

    mode: str
    text: str
    traced: TracedText

    def place(self, span: Span) -> Span:
        """Where a span of the original lies in the shown text; empty where cleaning removed all of it."""
        return span if self.mode == ORIGINAL else self.traced.from_source(span)

    def source_start(self, position: int) -> int:
        """Where the character at `position` of the shown text stands in the original."""
        return position if self.mode == ORIGINAL else self.traced.source(Span(position, position + 1)).start

    def clean(self, span: Span) -> Span:
        """Where a span of the shown text lies in the text after cleaning."""
        return self.traced.from_source(span) if self.mode == ORIGINAL else span


def shown_text(document: PolicyDocument, *, mode: str) -> ShownText:
    """The text of a document in one of the three modes."""
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    if mode == ORIGINAL:
        return ShownText(mode, document.original_text, traced)
    return ShownText(mode, traditionalize(traced.text) if mode == TRADITIONAL else traced.text, traced)

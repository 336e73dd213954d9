"""The three texts of a document (整理后, 原文, 繁体) and where a span of the original lies in each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from documents.models import PolicyDocument
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
    return ShownText(mode, to_traditional(traced.text) if mode == TRADITIONAL else traced.text, traced)


def to_traditional(text: str) -> str:
    """The text in Traditional characters, of the same length, so that marks stay where they are.

    A line that phrase conversion would lengthen is converted character by character: 数据 gives 數據.
    """
    return "".join(_traditional_line(line) for line in text.splitlines(keepends=True))


def _traditional_line(line: str) -> str:
    converted = _converter().convert(line)
    if len(converted) == len(line):
        return converted
    characters = ((character, _converter().convert(character)) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in characters)


@cache
def _converter() -> OpenCC:
    """The dictionary of OpenCC, which takes a moment to read; conversion itself keeps no state."""
    return OpenCC("s2t")

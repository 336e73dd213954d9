"""A stretch of clean text that targets are read from, with what governs it from outside."""

from __future__ import annotations

from dataclasses import dataclass

from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one section: position of the section, role, text, and where the text begins."""

    section: int
    role: str
    text: str
    start: int
    """Place of the text in the clean text."""
    notes: tuple[Span, ...] = ()
    """Responsibility notes in `text`; no milestone reaches into them."""
    heading_deadline: ParsedDeadline | None = None
    """The date that a heading above gives to everything below it (三、2026年工作安排), placed in the clean text."""
    parent: int | None = None
    """Position of the section above."""


def moved(deadline: ParsedDeadline, start: int) -> ParsedDeadline:
    """The same deadline, its span `start` characters further on."""
    return ParsedDeadline(deadline.date, deadline.precision, deadline.text, deadline.span.shifted(start))

"""Lines of the clean text, trimmed, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.parsing.spans import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text: `start` is where it begins with its indent, `span` covers the trimmed text."""

    start: int
    span: Span
    text: str


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines of `text` that hold more than white space, in order."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            yield Line(start, Span(start + indent, start + indent + len(stripped)), stripped)
        start += len(raw) + 1

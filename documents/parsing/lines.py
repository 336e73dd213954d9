"""Lines of the clean text, trimmed, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.parsing.patterns import pattern
from documents.parsing.spans import Span

MARKDOWN = pattern("markdown_mark", r"[ 　]{0,3}#{1,6}[ 　]+(?=\S)")
"""# before a title and ## before a chapter, as files in Markdown print them: an indent like any other."""
BOLD = "**"


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
            if stripped[0] in "#*":
                indent, stripped = _unmarked(raw, indent, stripped)
            yield Line(start, Span(start + indent, start + indent + len(stripped)), stripped)
        start += len(raw) + 1


def _unmarked(raw: str, indent: int, stripped: str) -> tuple[int, str]:
    """Where the words of a line of Markdown begin, and they: ## 一、总体要求 and **一、总体要求** say 一、总体要求."""
    mark = MARKDOWN.match(raw)
    if mark:
        indent, stripped = mark.end(), raw[mark.end() :].strip()
    inner = stripped[len(BOLD) : -len(BOLD)]
    if stripped.startswith(BOLD) and stripped.endswith(BOLD) and inner.strip() and BOLD not in inner:
        bare = inner.strip()
        indent, stripped = indent + stripped.index(bare), bare
    return indent, stripped

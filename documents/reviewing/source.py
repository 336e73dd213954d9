"""The source of a fact: its passage after cleaning and as received, with the very characters marked."""

from __future__ import annotations

from dataclasses import dataclass

from documents.claims import Claim
from documents.highlighting import Mark, Run, split_runs
from documents.models import PolicyDocument
from documents.parsing.spans import Span
from documents.reading.texts import CLEAN, ORIGINAL, ShownText, shown_text

# About five lines before and after; a long passage is shown from its beginning.
CONTEXT = 180
LONGEST = 2_400
# A longer fact is not tinted as a whole: what surrounds it is faint instead.
TINTED = 120
FACT, LONG_FACT, BESIDE = "fact", "fact-long", "beside"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and where it begins in the text it is of."""

    start: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Paragraphs of both texts around a fact; no paragraphs of the original where it is the same word for word."""

    clean: tuple[Paragraph, ...]
    original: tuple[Paragraph, ...]
    is_cut: bool


def source_of(document: PolicyDocument, claim: Claim) -> Source | None:
    """The source of a claim; None for what is said of the document as a whole and stands nowhere in these words."""
    if claim.span is None:
        return None
    window = _window(document.original_text, claim.span)
    marks = [Mark(claim.span, FACT if claim.span.end - claim.span.start <= TINTED else LONG_FACT)]
    if beside := claim.says.get("deadline_span"):
        marks.append(Mark(Span(*beside), BESIDE))
    clean = shown_text(document, mode=CLEAN)
    original = shown_text(document, mode=ORIGINAL)
    same = clean.place(window).slice(clean.text) == window.slice(original.text)
    return Source(
        _paragraphs(clean, window, marks),
        () if same else _paragraphs(original, window, marks),
        claim.span.end > window.end,
    )


def _window(text: str, span: Span) -> Span:
    """The span with what surrounds it, from the beginning of a line to the end of one where they are near."""
    start = max(0, span.start - CONTEXT)
    end = min(len(text), min(span.end, span.start + LONGEST) + CONTEXT)
    line = text.rfind("\n", start, span.start)
    first = text.find("\n", min(span.end, end), end)
    return Span(line + 1 if line >= 0 else start, first if first >= 0 else end)


def _paragraphs(shown: ShownText, window: Span, marks: list[Mark]) -> tuple[Paragraph, ...]:
    place = shown.place(window)
    placed = [Mark(shown.place(mark.span), mark.kind) for mark in marks]
    found = []
    start = place.start
    for line in place.slice(shown.text).splitlines(keepends=True):
        kept = line.rstrip()
        if kept.strip():
            begin = start + len(kept) - len(kept.lstrip())
            runs = split_runs(shown.text, span=Span(begin, start + len(kept)), marks=placed)
            found.append(Paragraph(begin, runs))
        start += len(line)
    return tuple(found)

"""Policies a text cites: 《title》 with the number behind it, and numbers that stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.parsing.document_numbers import unified_number
from documents.parsing.frame import NUMBER
from documents.parsing.genres import bare_title, is_cited_kind
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedCitation
from documents.parsing.spans import Span

TITLE = pattern(
    "cited_title",
    r"《(?P<title>[^《》\n]{2,100}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})?)》(?P<bracket>（[^（）\n]{4,60}）)?",
)

VERB_BEFORE = pattern(
    "verb_before_number", r"(?:依据|根据|按照|遵照|参照|落实|执行|贯彻|转发|印发|废止|关于|以|见)(?=[\u4e00-\u9fff])"
)


def find_citations(
    text: str, *, own_titles: Sequence[str], own_number: str, stretches: Sequence[Span]
) -> tuple[ParsedCitation, ...]:
    """Cited policies in the given stretches of the clean text, each once, at its first mention.

    Example: 按照《…指导意见》（豫政办〔2020〕27号） gives title and number 豫政办〔2020〕27号.
    """
    own = {bare_title(title) for title in own_titles if title}
    found: dict[tuple[str, str], ParsedCitation] = {}
    for stretch in stretches:
        for citation in _in_stretch(text, stretch):
            is_own = any(bare_title(citation.title).startswith(title) or title == citation.title for title in own)
            if (citation.title and is_own) or citation.document_number == own_number != "":
                continue
            key = (citation.title, citation.document_number)
            if not any(known[0] == citation.title and citation.title for known in found) or citation.document_number:
                found.setdefault(key, citation)
    return tuple(sorted(found.values(), key=lambda citation: citation.span))


def _in_stretch(text: str, stretch: Span) -> Iterator[ParsedCitation]:
    taken = []
    body = stretch.slice(text)
    for match in TITLE.finditer(body):
        number = NUMBER.search(match.group("bracket") or "")
        if not number and not is_cited_kind(match.group("title")):
            continue
        end = match.end() if number else match.end("title") + 1
        span = Span(match.start(), end).shifted(stretch.start)
        taken.append(span)
        rule = "citation.title_with_number" if number else "citation.title"
        yield ParsedCitation(match.group("title"), unified_number(number.group()) if number else "", rule, span)
    for match in NUMBER.finditer(body):
        verb = VERB_BEFORE.match(match.group())
        span = Span(match.start() + (verb.end() if verb else 0), match.end()).shifted(stretch.start)
        if not any(citation.contains(span) for citation in taken):
            yield ParsedCitation("", unified_number(span.slice(text)), "citation.number", span)

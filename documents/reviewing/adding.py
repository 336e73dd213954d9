"""A fact that the rules did not find, entered by a person: its place found by its words, its form begun from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.claims import Claim
from documents.claims.claim import AGENCY, CITATION, DEADLINE, STAGE, TARGET, TASK
from documents.models import PolicyDocument
from documents.parsing.domains import classify
from documents.parsing.functions import function_of
from documents.parsing.spans import Segment, Span, TracedText

ADDED = (TASK, AGENCY, DEADLINE, TARGET, STAGE, CITATION)
SHORTEST, LONGEST = 1, 6_000
# More places than a reader looks through.
MOST_PLACES = 20
AROUND = 40
LEFT_OUT = "……"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the words stand, between what surrounds them."""

    span: Span
    before: str
    words: str
    after: str


def places_of(document: PolicyDocument, quote: str, *, within: Span | None = None) -> list[Place]:
    """Where a quote stands in the text after cleaning, or in one stretch of it; blanks and line breaks may differ.

    A quote from the original as received is found too, when it does not stand in the cleaned text. A long one may be
    given by its beginning and its end: 构建城市大数据平台……市相关部门.
    """
    wanted = "".join(quote.split())
    if not SHORTEST <= len(wanted) <= LONGEST:
        return []
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    stretch = traced.from_source(within) if within else None
    clean = [(traced.source(span), span) for span in _found(traced.text, wanted, within=stretch)]
    if clean:
        return [_place(traced.text, source, span) for source, span in clean]
    text = document.original_text
    return [_place(text, span, span) for span in _found(text, wanted, within=within)]


def near(document: PolicyDocument, places: list[Place], address: str) -> list[Place]:
    """Those of the places that stand in the paragraph with this address (p12), where there is one; else all."""
    digits = address.removeprefix("p").partition("-")[0]
    if not (digits.isascii() and digits.isdigit()):
        return places
    lines = [document.original_text.count("\n", 0, place.span.start) + 1 for place in places]
    here = [place for place, line in zip(places, lines, strict=True) if str(line) == digits]
    return here or places


def _found(text: str, wanted: str, *, within: Span | None) -> Iterator[Span]:
    """The places of words in a text, blanks of the text passed over."""
    looked_at = range(within.start, within.end) if within else range(len(text))
    kept = [position for position in looked_at if not text[position].isspace()]
    packed = "".join(text[position] for position in kept)
    head, _between, tail = wanted.partition(LEFT_OUT)
    start = packed.find(head) if head else -1
    for _time in range(MOST_PLACES):
        end = packed.find(tail, start + len(head), start + LONGEST) if start >= 0 else -1
        if end < 0:
            return
        yield Span(kept[start], kept[end + len(tail) - 1] + 1)
        start = packed.find(head, start + 1)


def _place(text: str, source: Span, span: Span) -> Place:
    return Place(
        source,
        text[max(0, span.start - AROUND) : span.start].strip(),
        span.slice(text),
        text[span.end : span.end + AROUND].strip(),
    )


def begun(document: PolicyDocument, kind: str, span: Span) -> Claim:
    """A claim of the kind at the place, filled in as far as its words tell."""
    traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
    words = " ".join(traced.from_source(span).slice(traced.text).split())
    return Claim(kind, span, BEGINNINGS[kind](words))


def _task(words: str) -> dict[str, Any]:
    title = words.partition("。")[0][:300]
    reading = classify(title, words)
    others = sorted(reading.other_domains)
    return {"title": title, "category": "key_task", "domain": reading.domain, "other_domains": others}


def _agency(words: str) -> dict[str, Any]:
    is_one = function_of(words) is not None
    return {"role": "lead", "name": words[:120], "as_written": words[:120], "collective": not is_one and "各" in words}


def _target(words: str) -> dict[str, Any]:
    return {
        "kind": "quantity" if any(character.isdigit() for character in words) else "milestone",
        "indicator": words[:300],
        "operator": "",
        "value": "",
        "value_max": "",
        "unit": "",
        "strength": "plain",
        "base_year": None,
        "deadline": "",
        "deadline_precision": "",
        "deadline_words": "",
        "deadline_span": None,
    }


BEGINNINGS = {
    TASK: _task,
    AGENCY: _agency,
    DEADLINE: lambda words: {"date": "", "precision": "year", "words": words[:60]},
    TARGET: _target,
    STAGE: lambda words: {"title": words[:300], "begins": "", "ends": ""},
    CITATION: lambda words: {"title": words.strip("《》")[:300], "document_number": ""},
}


def problem_of(places: list[Place]) -> str:
    """What to say where a quote does not lead to one place; nothing where it does."""
    if not places:
        return _("原文里没有找到这些字。从正文照抄，整理后的或原文的都可以，空格和换行不计")
    if len(places) > 1:
        return _("这些字在文中有%(number)s处，选一处，或者多抄几个字") % {"number": len(places)}
    return ""

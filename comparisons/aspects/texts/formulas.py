"""Wording that everybody uses (套话): shown, but set apart, each with the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from documents.parsing.spans import Span

DATA = Path(__file__).with_name("data") / "formulas.json"
# How much of a wording such words must fill until it says nothing else.
PHRASES_FILL = 0.6
TITLES_FILL = 0.6
BODIES_FILL = 0.7
LEAST_CUT_PHRASE = 6
# So many documents with the same words did not all take them from each other.
MANY_DOCUMENTS = 5

_TITLE = re.compile(r"《[^《》\n]{2,120}》")
_ROLE_NOTE = re.compile(
    r"[（(]?(?:牵头|责任|配合|主办|协办)(?:单位|部门)?[:：]?|等?(?:按职责分工负责|负责)|[、，,；;：:（）()]"
)
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a wording stands: the text around it, its place there, and how many documents have it."""

    text: str
    place: Span
    documents: int
    looked_at: int
    """How many documents were looked through for it."""


@cache
def phrases() -> tuple[str, ...]:
    """The fixed phrases, longest first."""
    content = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(sorted(content["phrases"], key=len, reverse=True))


def formula(standing: Standing, *, bodies: Collection[str] = ()) -> str:
    """Why a shared wording tells little: the reason in a few words, or nothing where it may tell something.

    `bodies` are names of agencies as they are written in the documents.
    """
    words = standing.place.slice(standing.text)
    if _filled(words, _phrase_spans(words)) >= PHRASES_FILL:
        return _("统一提法或公文套语")
    if _inside_titles(standing) >= TITLES_FILL:
        return _("引用的文件名")
    if _bodies_fill(words, bodies) >= BODIES_FILL:
        return _("单位名称")
    if standing.documents >= MANY_DOCUMENTS:
        counts = {"count": standing.documents, "all": standing.looked_at}
        return _("常用表述：查了%(all)s份文件，%(count)s份都这样写") % counts
    return ""


def _phrase_spans(words: str) -> list[Span]:
    """Where fixed phrases stand, also one that an end of the wording cuts off after six characters and more."""
    spans = []
    for phrase in phrases():
        if words in phrase:
            return [Span(0, len(words))]
        spans += [Span(start, start + len(phrase)) for start in _places(words, phrase)]
        lengths = range(min(len(phrase), len(words)) - 1, LEAST_CUT_PHRASE - 1, -1)
        if cut := next((length for length in lengths if words.startswith(phrase[-length:])), 0):
            spans.append(Span(0, cut))
        if cut := next((length for length in lengths if words.endswith(phrase[:length])), 0):
            spans.append(Span(len(words) - cut, len(words)))
    return spans


def _places(words: str, phrase: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(phrase), words)]


def _filled(words: str, spans: Sequence[Span]) -> float:
    """Which share of the letters the spans cover."""
    covered = {place for span in spans for place in range(*span)}
    letters = [place for place, character in enumerate(words) if _LETTER.match(character)]
    return sum(place in covered for place in letters) / len(letters) if letters else 1.0


def _inside_titles(standing: Standing) -> float:
    low, high = max(0, standing.place.start - 120), min(len(standing.text), standing.place.end + 120)
    around = standing.text[low:high]
    here = standing.place.shifted(-low)
    titles = (Span(*found.span()) for found in _TITLE.finditer(around))
    inside = [Span(max(title.start, here.start), min(title.end, here.end)) for title in titles]
    words = here.slice(around)
    return _filled(words, [span.shifted(-here.start) for span in inside if span.start < span.end])


def _bodies_fill(words: str, bodies: Collection[str]) -> float:
    if any(words in body for body in bodies):
        return 1.0
    spans = [Span(*found.span()) for found in _ROLE_NOTE.finditer(words)]
    named = [Span(start, start + len(body)) for body in bodies if len(body) > 2 for start in _places(words, body)]
    return _filled(words, [*spans, *named]) if named else 0.0

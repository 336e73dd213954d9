"""Where a text speaks of a domain: the sentence with a cue term of the taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from comparisons.wording import sentence_with
from documents.parsing.domains import taxonomy

# Only terms that alone make a sentence speak for a domain; 服务 or 平台 say nothing by themselves.
STRONG = 2


@dataclass(frozen=True, slots=True)
class CuePassage:
    """The sentence of a text that speaks of a domain; positions of the term in the text given."""

    code: str
    term: str
    quote: str
    start: int
    end: int


def passages_in(text: str) -> tuple[CuePassage, ...]:
    """The first sentence about each domain that a text names by a strong cue term.

    「城市交通更加畅通。」 gives governance/traffic with the term 城市交通.
    """
    first: dict[str, str] = {}
    for entries in taxonomy().find(text):
        for entry in entries:
            if entry.text_weight >= STRONG:
                first.setdefault(entry.domain, entry.term)
    return tuple(_passage(code, term, text) for code, term in first.items())


def passage_about(code: str, *, text: str) -> CuePassage | None:
    """The sentence of a text that speaks of one domain, by its heaviest, then longest term; None if no term stands.

    A top domain is spoken of by the terms of its children as well.
    """
    term = next((term for term in _terms_by_domain().get(code, ()) if term in text), None)
    return _passage(code, term, text) if term else None


@cache
def _terms_by_domain() -> Mapping[str, tuple[str, ...]]:
    """The terms of each domain and of what is below it, heaviest and longest first."""
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for terms in taxonomy().terms_by_start.values():
        for term, entries in terms:
            for entry in entries:
                for code in {entry.domain, entry.domain.partition("/")[0]}:
                    weights[code][term] = max(weights[code].get(term, 0), entry.text_weight)
    return {
        code: tuple(sorted(found, key=lambda term: (-found[term], -len(term), term))) for code, found in weights.items()
    }


def _passage(code: str, term: str, text: str) -> CuePassage:
    start = text.index(term)
    end = start + len(term)
    return CuePassage(code, term, sentence_with(text, start=start, end=end), start, end)

"""What a goals section touches on: the domains whose cue terms stand in its text, each with its sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from comparisons.wording import sentence_with
from documents.parsing.domains import taxonomy

# Only terms that alone make a sentence speak for a domain; 服务 or 平台 say nothing by themselves.
STRONG = 2


@dataclass(frozen=True, slots=True)
class GoalPassage:
    """The sentence of a goals section that speaks of a domain; positions in the text given."""

    code: str
    term: str
    quote: str
    start: int
    end: int


def passages_in(text: str) -> tuple[GoalPassage, ...]:
    """The first sentence about each domain, found by the strong cue terms of the taxonomy.

    「城市交通更加畅通。」 gives governance/traffic with the term 城市交通.
    """
    terms: dict[str, list[str]] = defaultdict(list)
    for entries in taxonomy().find(text):
        for entry in entries:
            if entry.text_weight >= STRONG:
                terms[entry.domain].append(entry.term)
    return tuple(_passage(code, found[0], text) for code, found in terms.items())


def _passage(code: str, term: str, text: str) -> GoalPassage:
    start = text.index(term)
    end = start + len(term)
    return GoalPassage(code, term, sentence_with(text, start=start, end=end), start, end)

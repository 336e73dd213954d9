"""What a goals section touches on: the domains whose cue terms stand in its text, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comparisons.wording import sentence_with


@dataclass(frozen=True, slots=True)
class GoalPassage:
    """The sentence of a goals section that speaks of a domain; positions in the text given."""

    code: str
    term: str
    quote: str
    start: int
    end: int


def passages_in(text: str, *, terms: Mapping[str, Sequence[str]]) -> tuple[GoalPassage, ...]:
    """The first sentence about each domain, by its longest cue term that the text holds.

    >>> passages_in("群众出行“一路通”。", terms={"governance/traffic": ("群众出行", "出行")})[0].term
    '群众出行'
    """
    found = []
    for code, cues in terms.items():
        cue = next((cue for cue in sorted(cues, key=len, reverse=True) if cue in text), None)
        if cue is not None:
            start = text.index(cue)
            end = start + len(cue)
            found.append(GoalPassage(code, cue, sentence_with(text, start=start, end=end), start, end))
    return tuple(found)

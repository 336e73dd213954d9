"""Why tasks stand in one row, in terms: what several places say, what only one says, and where it stands. Pure."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from comparisons.aspects.aligned.records import Piece, SharedTerm

MOST_SHARED = 8
MOST_ONLY = 5
# Of the words of a wording, those that are rare in Chinese first, this share may explain something: not 具有, 优化 …
RARE_SHARE = 2 / 3
# … and of all its words this share, those first that few tasks of the comparison use: not 智慧, 数据.
HEAVY_SHARE = 1 / 2
# Stands in no term, so that a term is looked for in many at once and found in one of them only.
BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one place says in a row: its words with their weights (telling ones first), its terms, its related terms."""

    words: Mapping[str, float]
    """Those that tell something, with their weights."""
    terms: frozenset[str]
    related: Mapping[str, frozenset[str]]
    """Group → the terms of it that stand in the wording."""
    every_word: frozenset[str] = frozenset()

    def says(self, term: str) -> bool:
        """Whether a word or a term of the field stands in its wording."""
        return term in self.terms or term in self.words or term in self.every_word


def voice_of(
    vectors: Sequence[Mapping[str, float]],
    *,
    terms: Sequence[Sequence[str]],
    related: Sequence[Sequence[str]],
    group_of: Mapping[str, str],
) -> Voice:
    """The voices of all tasks of one place in a row as one; `vectors` are weighted words, telling ones first."""
    words: dict[str, float] = {}
    for vector in vectors:
        for word in _telling(vector):
            words[word] = max(words.get(word, 0.0), vector[word])
    groups: dict[str, set[str]] = defaultdict(set)
    for found in related:
        for term in found:
            groups[group_of[term]].add(term)
    every_term = frozenset(term for own in terms for term in own)
    every_word = frozenset(word for vector in vectors for word in vector)
    return Voice(words, every_term, {group: frozenset(names) for group, names in groups.items()}, every_word)


def _telling(vector: Mapping[str, float]) -> list[str]:
    """The words of one task that explain something, in the order of the vector: rare in Chinese ones first."""
    own = [word for word in vector if word[0].isalnum()]
    heaviest = set(sorted(own, key=lambda word: -vector[word])[: math.ceil(len(own) * HEAVY_SHARE)])
    return [word for word in own[: math.ceil(len(own) * RARE_SHARE)] if word in heaviest]


def shared_terms(voices: Sequence[Voice]) -> tuple[SharedTerm, ...]:
    """What at least two places say, telling ones first: names of the same thing, terms of the field, words.

    智慧交通 here and 一路通 there make 智慧交通（一路通）. What is part of a term already listed is not repeated.
    """
    if len(voices) < 2:
        return ()
    listed: list[SharedTerm] = []
    covered: set[str] = set()
    for each in (*_related(voices), *_said(voices)):
        names = (each.term, *each.also)
        if len(listed) < MOST_SHARED and not any(each.term in other or other in each.term for other in covered):
            listed.append(each)
            covered.update(names)
    return tuple(listed)


def _related(voices: Sequence[Voice]) -> list[SharedTerm]:
    """Groups of which two places use different terms; those all places name alike are terms like others."""
    found = []
    for group in sorted({group for voice in voices for group in voice.related}):
        using = [voice.related[group] for voice in voices if group in voice.related]
        names = sorted(frozenset().union(*using), key=lambda name: (-sum(name in each for each in using), name))
        if len(using) >= 2 and not frozenset.intersection(*using):
            found.append(SharedTerm(names[0], len(using), tuple(names[1:3])))
    return sorted(found, key=lambda each: -each.places)


def _said(voices: Sequence[Voice]) -> list[SharedTerm]:
    """Terms of the field and words that at least two places use, by places and weight."""
    weight: dict[str, float] = defaultdict(float)
    for voice in voices:
        for term in voice.terms | voice.words.keys():
            weight[term] += voice.words.get(term, 0.0) + 0.1 * (term in voice.terms)
    places = {term: sum(voice.says(term) for voice in voices) for term in weight}
    shared = [term for term, count in places.items() if count >= 2]
    shared.sort(key=lambda term: (-weight[term] * places[term], -len(term), term))
    return [SharedTerm(term, places[term]) for term in shared]


def only_terms(voices: Sequence[Voice], *, at: int) -> tuple[str, ...]:
    """Telling terms of one place that no other place of the row uses, terms of the field before words."""
    if len(voices) < 2:
        return ()
    others = {
        term
        for number, voice in enumerate(voices)
        if number != at
        for term in (*voice.terms, *voice.words, *voice.every_word)
    }
    own = voices[at]
    telling = sorted(own.terms, key=lambda term: (-len(term), term))
    telling += own.words
    listed: list[str] = []
    written = BETWEEN.join(others)
    for term in telling:
        if len(listed) == MOST_ONLY:
            break
        if not (term in written or _holds_one_of(others, term) or any(term in each or each in term for each in listed)):
            listed.append(term)
    return tuple(listed)


def _holds_one_of(others: Set[str], term: str) -> bool:
    """Whether a part of the term is one of the others; a term has few parts, a row has thousands of words."""
    size = len(term)
    return any(term[start:end] in others for start in range(size) for end in range(start + 1, size + 1))


def pieces_of(text: str, *, shared: Sequence[str], only: Sequence[str]) -> tuple[Piece, ...]:
    """The text cut where a term stands; joined, the pieces are the text, character for character.

    >>> [piece.mark for piece in pieces_of("推进智慧停车。", shared=["智慧停车"], only=[])]
    ['', 'shared', '']
    """
    marks: dict[str, str] = dict.fromkeys(only, "only") | dict.fromkeys(shared, "shared")
    if not text or not marks:
        return (Piece(text),) if text else ()
    longest_first = sorted(marks, key=lambda term: (-len(term), term))
    pieces: list[Piece] = []
    at = 0
    for found in re.finditer("|".join(map(re.escape, longest_first)), text):
        if found.start() > at:
            pieces.append(Piece(text[at : found.start()]))
        pieces.append(Piece(found.group(), marks[found.group()]))  # type: ignore[arg-type]
        at = found.end()
    return (*pieces, Piece(text[at:])) if at < len(text) else tuple(pieces)

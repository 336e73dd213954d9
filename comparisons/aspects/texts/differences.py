"""Two sentences word by word: which stretches are the same, and which only one of them has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.parsing.spans import Span

# Where no word boundaries are kept, figures and Latin words stay whole and every other character stands alone.
_PLAIN_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?[%％]?|.", re.DOTALL)
_LETTER = re.compile(r"\w")
# A common stretch shorter than this between two differences hinders reading more than it helps.
LEAST_SAME = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of both sentences: the same words, or words that only one side has (the other span is empty)."""

    same: bool
    left: Span
    right: Span


def plain_words(text: str) -> tuple[Span, ...]:
    """The words of a text whose boundaries are not known; joined they are the text."""
    return tuple(Span(*found.span()) for found in _PLAIN_WORD.finditer(text))


def differences(left: Sequence[str], right: Sequence[str]) -> tuple[Stretch, ...]:
    """The stretches of two sentences given as words, from left to right, in places of the joined words.

    >>> [stretch.same for stretch in differences(["力争", "达到", "80%"], ["确保", "达到", "90%"])]
    [False, True, False]
    """
    blocks = _readable(_blocks(left, right), left)
    left_at, right_at = _starts(left), _starts(right)
    return tuple(
        Stretch(same, Span(left_at[i1], left_at[i2]), Span(right_at[j1], right_at[j2]))
        for same, i1, i2, j1, j2 in blocks
        if i1 < i2 or j1 < j2
    )


Block = tuple[bool, int, int, int, int]


def _blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes]


def _readable(blocks: Sequence[Block], left: Sequence[str]) -> list[Block]:
    """The blocks with neighbouring differences joined over common stretches of a letter or a mark."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        inside = 0 < number < len(blocks) - 1
        same, *places = block
        if same and inside and _letters(left[places[0] : places[1]]) < LEAST_SAME:
            same = False
        if kept and not same and not kept[-1][0]:
            _same, i1, _i2, j1, _j2 = kept[-1]
            kept[-1] = (False, i1, places[1], j1, places[3])
        else:
            kept.append((same, *places))  # type: ignore[arg-type]
    return kept


def _letters(words: Sequence[str]) -> int:
    return len(_LETTER.findall("".join(words)))


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts

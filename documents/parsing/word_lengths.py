"""The words of a text, kept as their lengths: one digit a word, so that no page has to segment Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise

from documents.parsing.spans import Span

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = len(DIGITS) - 1


def packed(words: Iterable[str]) -> str:
    """The lengths of words as digits to base 36; a longer word is kept as several.

    >>> packed(["推进", "路口", "信号灯", "联网"])
    '2232'
    """
    digits = []
    for word in words:
        whole, rest = divmod(len(word), LONGEST)
        digits.append(DIGITS[LONGEST] * whole + (DIGITS[rest] if rest else ""))
    return "".join(digits)


def unpacked(lengths: str) -> tuple[Span, ...]:
    """The places of the words; ValueError for what `packed` never writes.

    >>> unpacked("2232")[2]
    Span(start=4, end=7)
    """
    ends = accumulate((int(digit, 36) for digit in lengths), initial=0)
    return tuple(Span(start, end) for start, end in pairwise(ends))

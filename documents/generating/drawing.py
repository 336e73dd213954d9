"""Drawing lots that are the same on every machine for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from random import Random
from typing import TypeVar

Piece = TypeVar("Piece")


def zipf(random: Random, pieces: Sequence[Piece]) -> Piece:
    """One piece; the chance of the n-th is as 1 to n, as with words of a language and offices of a town."""
    return random.choices(pieces, weights=[1 / rank for rank in range(1, len(pieces) + 1)])[0]


def several(random: Random, pieces: Sequence[Piece], *, number: int) -> list[Piece]:
    """Up to `number` different pieces."""
    return random.sample(pieces, min(number, len(pieces)))


def about(random: Random, *, middle: float, spread: float, least: int, most: int) -> int:
    """A whole number around `middle`, seldom much larger; `spread` 0.4 gives half to twice the middle mostly."""
    return max(least, min(most, round(middle * exp(random.gauss(0, spread)))))

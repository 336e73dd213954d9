"""A corpus of generated documents: the n-th of a seed is always the same, however many are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from documents.generating.damage import traditional, with_pinyin, without_chapters
from documents.generating.material import read_material
from documents.generating.places import draw_seat
from documents.generating.writing import write_document

# Shares of damaged documents.
TRADITIONAL, PINYIN, WITHOUT_CHAPTERS = 0.03, 0.02, 0.03


@dataclass(frozen=True, slots=True)
class Generated:
    """One file of the corpus: 000017.txt and its bytes in UTF-8."""

    name: str
    data: bytes


def generate(*, documents: int, seed: int) -> Iterator[Generated]:
    """The documents in order; a corpus of ten begins with the five of a corpus of five."""
    material = read_material()
    for number in range(1, documents + 1):
        random = Random(f"{seed}/{number}")
        text = _damaged(write_document(random, seat=draw_seat(random), material=material), random=random)
        yield Generated(f"{number:06d}.txt", text.encode())


def _damaged(text: str, *, random: Random) -> str:
    lot = random.random()
    if lot < TRADITIONAL:
        return traditional(text)
    if lot < TRADITIONAL + PINYIN:
        return with_pinyin(traditional(text), random=random)
    if lot < TRADITIONAL + PINYIN + WITHOUT_CHAPTERS:
        return without_chapters(text)
    return text

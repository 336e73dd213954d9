"""Wording that several texts share: every stretch of ten characters and more, as long as it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST = 10
# Work that ordinary texts never need; a text that repeats itself endlessly would never end.
MOST_STEPS = 1_000_000
STRIDE = 24
# No wording goes on over it: what stands on two lines is two wordings.
BORDER = "\n"


class TooRepetitive(Exception):
    """The texts repeat themselves so much that their shared wording cannot be listed."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """Where a wording stands: number of the text, first character, character behind the last."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that several texts share, with every place of each."""

    words: str
    places: tuple[Occurrence, ...]

    @property
    def texts(self) -> tuple[int, ...]:
        """The numbers of the texts that have it."""
        return tuple(sorted({place.text for place in self.places}))


@dataclass(slots=True)
class _Budget:
    left: int

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooRepetitive


Place = tuple[int, int]


def shared_wordings(texts: Sequence[str], *, least: int = LEAST, most_steps: int = MOST_STEPS) -> tuple[Wording, ...]:
    """Every wording of `least` characters that two or more texts have and that no longer wording stands for.

    A wording is listed when no character put before or behind it stands in all of the same texts; it ends where its
    line ends. Raises TooRepetitive where that would take more than `most_steps`. In the order of the first text.

    >>> [found.words for found in shared_wordings(["推进智慧城市建设工作。", "加快智慧城市建设工程。"], least=4)]
    ['智慧城市建设工']
    """
    found = _grown(texts, least, _Budget(most_steps))
    return tuple(sorted(found, key=lambda wording: (wording.places[0], -len(wording.words))))


def _seeds(texts: Sequence[str], least: int) -> list[list[Place]]:
    """The places of every run of `least` characters that two or more texts have."""
    first_in: dict[str, int] = {}
    for number, text in enumerate(texts):
        for start in range(len(text) - least + 1):
            seed = text[start : start + least]
            if first_in.setdefault(seed, number) != number:
                first_in[seed] = -1
    first_in.update({seed: 0 for seed in first_in if BORDER in seed})
    places: dict[str, list[Place]] = defaultdict(list)
    for number, text in enumerate(texts):
        for start in range(len(text) - least + 1):
            seed = text[start : start + least]
            if first_in[seed] < 0:
                places[seed].append((number, start))
    return list(places.values())


def _grown(texts: Sequence[str], least: int, budget: _Budget) -> Iterator[Wording]:
    """From each seed to the right, branch by branch, as far as two texts go together."""
    waiting = [(places, least) for places in _seeds(texts, least)]
    while waiting:
        places, length = waiting.pop()
        budget.spend(len(places))
        before = _by_character(texts, [(text, start - 1, start) for text, start in places])
        if len(before) == 1 and "" not in before:
            continue  # all of them go on to the left: a longer wording stands for each of these
        length = _together(texts, places, length, budget)
        behind = _by_character(texts, [(text, start + length, start) for text, start in places])
        every = {text for text, _start in places}
        if not _goes_on(before, every) and not _goes_on(behind, every):
            yield _wording(texts, places, length)
        for character, group in behind.items():
            if character and len({text for text, _start in group}) > 1:
                waiting.append((group, length + 1))


def _by_character(texts: Sequence[str], places: Sequence[tuple[int, int, int]]) -> dict[str, list[Place]]:
    """Places by the character at their second number; "" gathers those beyond an end of line or text."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for number, at, start in places:
        text = texts[number]
        character = text[at] if 0 <= at < len(text) else ""
        groups["" if character == BORDER else character].append((number, start))
    return groups


def _goes_on(groups: dict[str, list[Place]], every: set[int]) -> bool:
    """Whether one character more stands in all of the same texts."""
    return any(character and {text for text, _start in group} == every for character, group in groups.items())


def _together(texts: Sequence[str], places: Sequence[Place], length: int, budget: _Budget) -> int:
    """How long all places stay the same, in strides and then character by character."""
    number, start = places[0]
    for stride in (STRIDE, 1):
        while True:
            piece = texts[number][start + length : start + length + stride]
            budget.spend(len(places))
            if (
                len(piece) < stride
                or BORDER in piece
                or any(not texts[text].startswith(piece, at + length) for text, at in places)
            ):
                break
            length += stride
    return length


def _wording(texts: Sequence[str], places: Sequence[Place], length: int) -> Wording:
    number, start = places[0]
    return Wording(
        texts[number][start : start + length],
        tuple(sorted(Occurrence(text, at, at + length) for text, at in places)),
    )

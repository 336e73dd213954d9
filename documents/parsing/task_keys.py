"""The keys by which tasks of a whole corpus find each other: few for each task, the same in any corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from zlib import crc32

from documents.parsing.domains import SUPPORT, taxonomy
from documents.parsing.segmentation import rarity

# Words that tell most, under each of the domains that a task is about most: who speaks of 停车 within 交通.
SUBJECTS = 2
WORDS = 8
LEAST_SHARE = 0.1
# Near copies share most of their words: of four draws of three words one is very likely the same (MinHash).
BANDS, ROWS = 4, 3
MULTIPLIERS = tuple(2_654_435_761 * (2 * number + 1) & 0xFFFFFFFF | 1 for number in range(BANDS * ROWS))


def keys_of(*, titled: Sequence[str], shares: Mapping[str, float], words: Mapping[str, float]) -> tuple[str, ...]:
    """The keys of a task from its profile, at most twenty of six hexadecimal digits, in a fixed order.

    A word weighs by its count and by how rare the dictionary says it is, so that keys stay as they are while the
    corpus grows. 智慧停车 of 交通 gives a key for governance/traffic with 停车, and shares it with 停车设施建设.
    """
    telling = sorted(words, key=lambda word: (-words[word] * rarity(word), word))[:WORDS]
    named = [f"{subject}#{word}" for subject in _subjects(titled, shares) for word in telling]
    return tuple(dict.fromkeys(f"{crc32(name.encode()) & 0xFFFFFF:06x}" for name in (*named, *_bands(words))))


def _subjects(titled: Sequence[str], shares: Mapping[str, float]) -> list[str]:
    """What a task is about most, first what its title names; nothing where it is about no single domain."""
    largest = sorted((code for code in shares if shares[code] >= LEAST_SHARE), key=lambda code: (-shares[code], code))
    every = [code for code in dict.fromkeys((*titled, *largest)) if code not in _gathering()]
    return every[:SUBJECTS] or [""]


@cache
def _gathering() -> frozenset[str]:
    """Domains that are no single subject: those above others, mechanisms of support, and none at all."""
    codes = taxonomy().domains
    return frozenset({code.partition("/")[0] for code in codes if "/" in code} | {f"{SUPPORT}/mechanism", "other"})


def _bands(words: Mapping[str, float]) -> list[str]:
    """Draws of words that depend on nothing but the set of words."""
    if not words:
        return []
    hashes = [crc32(word.encode()) for word in words]
    least = [min(each * multiplier & 0xFFFFFFFF for each in hashes) for multiplier in MULTIPLIERS]
    return [f"{band}:{least[band * ROWS : (band + 1) * ROWS]}" for band in range(BANDS)]

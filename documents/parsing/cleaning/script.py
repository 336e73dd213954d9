"""Layer: Traditional characters become Simplified, one for one, so that no offset moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice

from opencc import OpenCC

from documents.parsing.spans import Edit

_MIN_SHARE = 0.05
_SAMPLE = 400


@cache
def _converter(configuration: str) -> OpenCC:
    return OpenCC(configuration)


def simplify(text: str) -> str:
    """Traditional to Simplified by OpenCC t2s; characters are converted singly where a phrase changes length.

    >>> simplify("濟南市新型智慧城市建設行動計劃")
    '济南市新型智慧城市建设行动计划'
    """
    return _same_length(text, "t2s")


def traditionalize(text: str) -> str:
    """Simplified to Traditional by OpenCC s2t, for display; the length is kept."""
    return _same_length(text, "s2t")


def _same_length(text: str, configuration: str) -> str:
    """Converted line by line; a line that phrases would lengthen is converted character by character."""
    convert: Callable[[str], str] = _converter(configuration).convert
    pieces = []
    for line in text.splitlines(keepends=True):
        whole = convert(line)
        pieces.append(whole if len(whole) == len(line) else "".join(_single(c, convert) for c in line))
    return "".join(pieces)


def _single(character: str, convert: Callable[[str], str]) -> str:
    converted = convert(character)
    return converted if len(converted) == 1 else character


def is_traditional(text: str) -> bool:
    """Whether the text is written in Traditional characters, judged from its first 400 Han characters."""
    return _judged("".join(islice((c for c in text if "\u4e00" <= c <= "\u9fff"), _SAMPLE)))


@lru_cache(maxsize=64)
def _judged(sample: str) -> bool:
    """The judgement of one sample; several layers ask for the same one."""
    changed = sum(a != b for a, b in zip(sample, simplify(sample), strict=True))
    return bool(sample) and changed >= _MIN_SHARE * len(sample)


def script_edits(text: str) -> Iterator[Edit]:
    """One edit per character that t2s changes; none for a text that is Simplified already.

    Simplified texts are left alone because t2s would also change 著, 乾 and the like in them.
    """
    if not is_traditional(text):
        return
    for position, (before, after) in enumerate(zip(text, simplify(text), strict=True)):
        if before != after:
            yield Edit(position, position + 1, after, "script")

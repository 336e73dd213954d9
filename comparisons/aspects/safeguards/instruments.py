"""Which instruments a safeguard names: by a list of words, each given as the text has it, nothing inferred."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comparisons.aspects.safeguards.records import Instruments

SOURCE = Path(__file__).parent / "data" / "instruments.json"


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    name: str
    words: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The kinds in the order of the list; of words that begin alike the longest is taken."""
    listed = json.loads(SOURCE.read_text(encoding="utf-8"))
    kinds = [
        _Kind(kind["code"], kind["name"], re.compile("|".join(map(re.escape, sorted(kind["terms"], key=len)[::-1]))))
        for kind in listed["kinds"]
    ]
    frequency = listed["frequency"]
    return (*kinds, _Kind(frequency["code"], frequency["name"], re.compile(frequency["pattern"])))


@cache
def empty_words() -> frozenset[str]:
    """Words in the names of principles that say nothing by themselves: 为本, 强化."""
    return frozenset(json.loads(SOURCE.read_text(encoding="utf-8"))["empty_words"])


def instruments_in(wording: str) -> tuple[Instruments, ...]:
    """The words of each kind that stand in a wording, each once, in its order.

    >>> [(found.name, found.words) for found in instruments_in("设立专项资金，吸引社会资本。定期调度项目。")]
    [('资金来源', ('专项资金', '社会资本')), ('频次', ('定期调度项目',))]
    """
    found = (
        Instruments(kind.code, kind.name, tuple(dict.fromkeys(match.group() for match in kind.words.finditer(wording))))
        for kind in _kinds()
    )
    return tuple(each for each in found if each.words)

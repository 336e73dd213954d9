"""The words that tell indicators apart: scopes, verbs, short forms, units; read once from data/, checked on reading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from documents.parsing.reference import ReferenceDataError, read_json

DATA = Path(__file__).resolve().parent / "data" / "indicators.json"


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """The lists of data/indicators.json; where order matters the longest word stands first."""

    scopes: tuple[str, ...]
    """全市, 我省: say nothing beyond the place of the document."""
    lead_verbs: tuple[str, ...]
    not_verbs: tuple[str, ...]
    """建设用地: begins like a verb and is none."""
    synonyms: tuple[tuple[str, str], ...]
    """Short form or other name, and the one that stands for it; applied in the order of the file."""
    share_endings: tuple[str, ...]
    count_endings: tuple[str, ...]
    not_count_endings: tuple[str, ...]
    rate_actions: tuple[str, ...]
    """What a rate counts as done with the things its name begins with: 上云 of 非涉密政务信息系统上云率."""
    manners: tuple[str, ...]
    """How it is done (按需归集率), which is no part of the things."""
    predicates: tuple[str, ...]
    """Where the denominator of 80%的X实现Y ends."""
    alike_tails: tuple[tuple[str, int], ...]
    """Endings that many indicators share, with how many characters before them must agree as well."""
    added: tuple[str, ...]
    renewed: tuple[str, ...]
    yearly: tuple[str, ...]
    falling: tuple[str, ...]
    units: dict[str, tuple[str, Decimal]]
    """For each unit its dimension and how many of the dimension's base units it is."""


@cache
def indicator_words() -> IndicatorWords:
    """The lists, read once; raises ReferenceDataError naming the file and what is wrong."""
    content: dict[str, Any] = read_json(DATA)
    if missing := set(IndicatorWords.__dataclass_fields__) - set(content):
        raise ReferenceDataError(DATA, problem=f"缺少：{'、'.join(sorted(missing))}", advice="补上这些词表")
    return IndicatorWords(
        synonyms=tuple((old, new) for old, new in content["synonyms"]),
        alike_tails=_tails(content["alike_tails"]),
        units=_units(content["units"]),
        **{name: _longest_first(content[name]) for name in _PLAIN_LISTS},
    )


_PLAIN_LISTS = (
    "scopes",
    "lead_verbs",
    "not_verbs",
    "share_endings",
    "count_endings",
    "not_count_endings",
    "rate_actions",
    "manners",
    "predicates",
    "added",
    "renewed",
    "yearly",
    "falling",
)


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _tails(content: dict[str, list[str]]) -> tuple[tuple[str, int], ...]:
    pairs = [(tail, int(more)) for more, tails in content.items() for tail in tails]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _units(content: dict[str, dict[str, str]]) -> dict[str, tuple[str, Decimal]]:
    units: dict[str, tuple[str, Decimal]] = {}
    for dimension, factors in content.items():
        for unit, factor in factors.items():
            if unit in units:
                raise ReferenceDataError(DATA, problem=f"单位“{unit}”写了两次", advice="只留一处")
            try:
                units[unit] = (dimension, Decimal(factor))
            except InvalidOperation as error:
                problem = f"单位“{unit}”的换算“{factor}”不是数"
                raise ReferenceDataError(DATA, problem=problem, advice="写成小数") from error
    return units

"""Of what a share is taken, as far as the words of a target say it."""

from __future__ import annotations

import re

from comparisons.aspects.targets.identity import dimension_of
from comparisons.aspects.targets.vocabulary import indicator_words

SHARE = "share"
WHOLE = re.compile(r"占(?P<whole>[^，。；占]{2,60}?)的?(?:比重|比例|占比|份额)?\Z")
# 80%的部件资源实现…: the number, then what it is a share of.
NUMBER_FIRST = re.compile(r"[%‰](?:以上|左右|以内)?的?")
LEAST = 2


def denominator_of(indicator: str, *, wording: str, unit: str) -> str:
    """The denominator of a share; empty for other units, and where the words do not say it.

    >>> denominator_of("非涉密政务信息系统上云率", wording="非涉密政务信息系统上云率达到80%", unit="%")
    '非涉密政务信息系统'
    >>> denominator_of("部件资源实现在一张图上展示", wording="80%的部件资源实现在一张图上展示", unit="%")
    '部件资源'
    """
    if dimension_of(unit) != SHARE:
        return ""
    if found := WHOLE.search(indicator):
        return found["whole"]
    words = indicator_words()
    for action in words.rate_actions:
        if indicator.endswith(f"{action}率") and len(indicator) >= len(action) + 1 + LEAST:
            things = indicator.removesuffix(f"{action}率").removesuffix("的")
            manner = next((manner for manner in words.manners if things.endswith(manner)), "")
            return things.removesuffix(manner)
    number = NUMBER_FIRST.search(wording)
    if number and wording.startswith(indicator, number.end()):
        ends = [place for word in words.predicates if (place := indicator.find(word)) >= LEAST]
        return indicator[: min(ends)] if ends else ""
    return ""

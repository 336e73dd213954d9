"""The named items of a section of principles: its numbered children, or the 坚持… that its text begins anew with."""

from __future__ import annotations

import re
from dataclasses import dataclass

# An item begins a line or a sentence: with 坚持…, or, on a line of its own, behind a dash or a dot.
_INSIST = r"(?:(?<=^)|(?<=[。；\n]))[ 　]*(?:(?:[—－]{1,2}|[·•●◆■]|[一二三四五六七八九十]是)[ 　]*)?(?P<insist>坚持[^。，,：:；;\n]{2,20})(?=[。，,：:])"
_DASHED = r"(?:(?<=^)|(?<=\n))[ 　]*(?:[—－]{1,2}|[·•●◆■])[ 　]*(?P<dashed>[^。：:\n]{2,24})(?=[。：:])"
ITEM = re.compile(rf"{_INSIST}|{_DASHED}", re.MULTILINE)
LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class NamedItem:
    """One principle inside a text: its name, and where name and wording stand."""

    name: str
    start: int
    end: int


def named_items(text: str) -> tuple[NamedItem, ...]:
    """The principles that a text without numbered items names, each up to the next; none if it names fewer than two.

    >>> [item.name for item in named_items("坚持以人为本。服务市民。坚持统筹规划。避免重复建设。")]
    ['坚持以人为本', '坚持统筹规划']
    """
    found = list(ITEM.finditer(text))
    if len(found) < LEAST_ITEMS:
        return ()
    starts = [_start(match) for match in found]
    ends = [*starts[1:], len(text.rstrip())]
    return tuple(
        NamedItem((match.group("insist") or match.group("dashed")).strip(), start, end)
        for match, start, end in zip(found, starts, ends, strict=True)
    )


def _start(match: re.Match[str]) -> int:
    """Where the words of an item begin, without the blanks before its mark."""
    words = match.group()
    return match.start() + len(words) - len(words.lstrip(" 　\n"))

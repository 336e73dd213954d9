"""The numbers that a browser shows before the items of an ordered list (<ol>): 1. a. I. or 一、."""

from __future__ import annotations

from lxml import etree

from documents.parsing.formats.numbering import chinese
from documents.parsing.patterns import pattern

CHINESE_LIST = pattern("html_chinese_list", r"(?i)cjk-ideographic|(?:simp|trad)-chinese|custom_cn|list-cn")
UNNUMBERED = pattern("html_unnumbered_list", r"(?i)list-style(?:-type)?\s{0,3}:\s{0,3}(?:none|disc|circle|square)")
_MAX_NUMBER = 999


def item_number(item: etree._Element, *, before: int) -> str:
    """The number shown before a <li> that has `before` items above it; empty in a list that is not numbered.

    Example: the second <li> of <ol> gives "2."; in <ol style="list-style-type: cjk-ideographic"> it gives "二、".
    """
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or UNNUMBERED.search(parent.get("style", "")):
        return ""
    number = _whole(item.get("value"), default=_whole(parent.get("start"), default=1) + before)
    if CHINESE_LIST.search(f"{parent.get('style', '')} {parent.get('class', '')}"):
        return f"{chinese(number)}、"
    letters = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}.get(parent.get("type", ""), "")
    return f"{letters[(number - 1) % 26]}." if letters else f"{number}."


def _whole(text: str | None, *, default: int) -> int:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 6:
        return default
    return min(max(int(text), 1), _MAX_NUMBER)

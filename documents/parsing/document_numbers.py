"""The document's own number (文号): on a line of its own, beside a title, in the page's table, or of an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from documents.parsing.dates import find_day
from documents.parsing.frame import (
    BROKEN_NUMBER,
    NUMBER,
    NUMBER_AFTER_GENRE,
    ORDER,
    FramedLine,
    order_on_two,
    without_page_tail,
)
from documents.parsing.page_values import page_value
from documents.parsing.patterns import pattern

NUMBERED_TITLE = pattern(
    "numbered_title", rf"(?P<number>{NUMBER.pattern.replace('?P<', '?P<own_')})[ 　]*(?P<title>.+)"
)
# The numbers of announcements: 财政部 税务总局公告2022年第13号.
ANNOUNCED = pattern(
    "announcement_number", r"[\u4e00-\u9fff 　]{2,40}公告[ 　]{0,2}(?:19|20)\d\d年[ 　]{0,2}第[ 　]?\d{1,4}[ 　]?号"
)
NUMBER_BEHIND = pattern(
    "number_behind", r"[（(](?P<number>[\u4e00-\u9fff]{1,14}〔(?:19|20)\d\d〕 ?第? ?\d{1,5} ?号)[）)]\Z"
)
_BESIDE = r"(?:(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|[一二][零〇○Oo一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
BESIDE_DAY = pattern(
    "number_beside_day",
    rf"[（(]?(?:(?P<number>{NUMBER.pattern.replace('?P<', '?P<a_')})[ 　，,；;（(]{{0,12}}(?P<day>{_BESIDE})"
    rf"|(?P<earlier>{_BESIDE})[ 　，,；;]{{0,12}}(?P<later>{NUMBER.pattern.replace('?P<', '?P<b_')}))[）)]?",
)
"""穗字〔2010〕15号 2010年10月1日 under a title, also in brackets or the day first."""
ANNOUNCED_WITHIN = 12
OPENING = 40


def own_number(frame: Sequence[FramedLine]) -> str:
    """The document's own number, never a cited one; empty if it bears none.

    Example: 茅政办发〔2022〕18 号 on a line of its own gives 茅政办发〔2022〕18号.
    """
    lines = [framed.line for framed in frame]
    for part in ("number", "furniture"):
        for index, framed in enumerate(frame):
            match = NUMBER.match(framed.line.text) if framed.part == part else None
            if match:
                return unified_number(match.group())
            if framed.part == part == "number" and ORDER.fullmatch(framed.line.text):
                return unified_number(framed.line.text.strip("（）()"), order=True)
            on_two = order_on_two(lines, index) if framed.part == part == "number" else ""
            if on_two:
                return unified_number(on_two, order=True)
            broken = BROKEN_NUMBER.fullmatch(framed.line.text) if part == framed.part == "number" else None
            if broken:
                return _mended_number(broken)
    beside_title = _number_in_front(frame)
    if beside_title:
        return unified_number(beside_title)
    announced = next(
        (framed.line.text for framed in frame[:ANNOUNCED_WITHIN] if ANNOUNCED.fullmatch(framed.line.text)), ""
    )
    if announced:
        return unified_number(announced, order=True)
    stated = page_value(frame, kind="number")
    match = NUMBER.search(stated)
    broken = BROKEN_NUMBER.fullmatch(stated)
    return unified_number(match.group()) if match else _mended_number(broken) if broken else ""


def _number_in_front(frame: Sequence[FramedLine]) -> str:
    """The number on the line of a title, before or behind it, or beside a day; as printed, empty if there is none."""
    for framed in frame:
        text = without_page_tail(framed.line.text)
        match = NUMBERED_TITLE.match(text) or NUMBER_BEHIND.search(text) or NUMBER_AFTER_GENRE.fullmatch(text)
        if match and framed.part == "title":
            return match.group("number")
    beside = _beside_day(frame)
    return (beside.group("number") or beside.group("later")) if beside else ""


def day_beside_number(frame: Sequence[FramedLine]) -> date | None:
    """The day that stands on one line with the document's number: 穗字〔2010〕15号 2010年10月1日."""
    beside = _beside_day(frame)
    return find_day(beside.group("day") or beside.group("earlier")) if beside else None


def _beside_day(frame: Sequence[FramedLine]) -> re.Match[str] | None:
    fronts = (framed.line.text for framed in frame[:OPENING] if framed.part in ("preamble", "title", "number"))
    return next((match for text in fronts if "〕" in text and (match := BESIDE_DAY.fullmatch(text))), None)


def _mended_number(broken: re.Match[str]) -> str:
    return f"{broken.group('prefix')}〔{broken.group('year')}〕{int(broken.group('serial'))}号"


def unified_number(number: str, *, order: bool = False) -> str:
    """A document number without inner spaces: 茅政办发〔2022〕18 号 gives 茅政办发〔2022〕18号; 第 stays in that of an order."""
    joined = "".join(number.split())
    return joined if order else joined.replace("第", "")


def without_number(text: str) -> str:
    """A title line without the document number before or behind it: …的通知（某发〔2021〕3号） gives …的通知."""
    if "〕" in text and BESIDE_DAY.fullmatch(text):
        return ""
    numbered = NUMBERED_TITLE.match(text)
    behind = NUMBER_AFTER_GENRE.fullmatch(text)
    title = numbered.group("title") if numbered else behind.group("title") if behind else text
    return NUMBER_BEHIND.sub("", title)

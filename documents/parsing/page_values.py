"""What the page around a document states of it: the values of its labels, and days among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from documents.parsing.dates import find_day
from documents.parsing.frame import FramedLine
from documents.parsing.page_header import header_values, is_header_line, is_label
from documents.parsing.patterns import pattern

UNFINISHED_DAY = pattern("unfinished_day", r"(?P<day>\d{4}年\d{1,2}月\d{1,2})(?![日\d])")
LAW_DATABASE = pattern("law_database", r"(?:法规类别|效力级别|效力等级)[】\]：:]")
"""Labels of law databases, not of government sites."""
BLANKS = pattern("blanks", r"[ 　]{1,20}")


def page_value(frame: Sequence[FramedLine], *, kind: str) -> str:
    """The first value of a kind in the lines of the page, empty if there is none; it may stand below its label.

    Example: 发文字号：某发〔2021〕3号 in a line of page furniture gives 某发〔2021〕3号 for kind "number".
    """
    for index, framed in enumerate(frame):
        if framed.part != "furniture":
            continue
        for found, value in header_values(framed.line.text):
            below = frame[index + 1].line.text if index + 1 < len(frame) else ""
            if found == kind and (value or (len(below) <= 60 and not is_header_line(below) and not is_label(below))):
                return value or below
    return ""


def page_day(frame: Sequence[FramedLine], *, kind: str) -> date | None:
    """A day the page states, also with blanks inside (2022- 04- 27) or without 日."""
    stated = page_value(frame, kind=kind)
    return find_day(stated) or find_day(BLANKS.sub("", stated)) or find_day(UNFINISHED_DAY.sub(r"\g<day>日", stated))


def stated_day(frame: Sequence[FramedLine]) -> date | None:
    """The day a page states for the document; in a law database (【效力级别】 …) that of its publication is the only one."""
    issued = page_day(frame, kind="issued")
    if issued or not any(LAW_DATABASE.search(framed.line.text) for framed in frame[:20]):
        return issued
    return page_day(frame, kind="published")

"""Dates of documents: 2020年9月15日, 2020-09-15 and 二〇二〇年九月十五日."""

from __future__ import annotations

from datetime import date

from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern

DAY = pattern(
    "day",
    r"(?P<year>(?:19|20)\d\d) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日|(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})",
)
BROKEN_DAY = pattern("broken_day", r"(?P<year>20[012]\d)(?P<rest>\d{2,4})日?")
SPACED_DAY = pattern(
    "spaced_day", r"[{｛（( 　]{0,3}(?P<year>20[012]\d) {1,3}(?P<month>\d{1,2}) {1,3}(?P<day>\d{1,2})[}｝）) 　]{0,3}"
)
"""2017 6 23: a day that lost its 年, 月 and 日 and kept the blanks."""
CHINESE_DAY = pattern(
    "chinese_day",
    r"(?P<year>[一二][零〇○0OoＯ一二三四五六七八九]{3}) ?年 ?(?P<month>[一二三四五六七八九十]{1,2}) ?月 ?(?P<day>[一二三四五六七八九十]{1,3}) ?日",
)
ZEROS = str.maketrans("0OoＯ", "〇〇〇〇")
"""Letters and digits that typists set for 〇: 二OO六年."""


def find_day(text: str) -> date | None:
    """The first full date in `text`, None where there is none or it is no day of the calendar.

    >>> find_day("发布时间：2020-09-15")
    datetime.date(2020, 9, 15)
    """
    match = DAY.search(text)
    if match:
        parts = [match.group(name) for name in ("year", "month", "day")]
        if parts[0] is None:
            parts = [match.group(name) for name in ("y", "m", "d")]
        return _day(*(int(part) for part in parts))
    match = BROKEN_DAY.fullmatch(text.strip())
    if match:
        return _unbroken(match.group("year"), match.group("rest"))
    match = SPACED_DAY.fullmatch(text)
    if match:
        return _day(*(int(match.group(name)) for name in ("year", "month", "day")))
    match = CHINESE_DAY.search(text)
    if match:
        numbers = [from_chinese(match.group(name).translate(ZEROS)) for name in ("year", "month", "day")]
        return None if None in numbers else _day(*(number or 0 for number in numbers))
    return None


def _unbroken(year: str, rest: str) -> date | None:
    """2021416 is 2021-04-16: the one way to split the digits that gives a day; None where there are two."""
    days = _splits(year, rest)
    return days[0] if len(days) == 1 else None


def _splits(year: str, rest: str) -> list[date]:
    """Every day that the digits of month and day can stand for: 121 is 1月21日 or 12月1日."""
    cuts = (2,) if len(rest) == 4 else (1, 2)
    splits = [(rest[:cut], rest[cut:]) for cut in cuts if 0 < len(rest) - cut <= 2]
    return [
        day
        for month, day_of in splits
        if not day_of.startswith("0") or len(rest) == 4
        if (day := _day(int(year), int(month), int(day_of)))
    ]


def day_before(text: str, *, limit: date | None) -> date | None:
    """The one day that a line of digits can stand for on or before `limit`; None where none or several can.

    >>> day_before("2022121日", limit=date(2022, 1, 21))
    datetime.date(2022, 1, 21)
    """
    match = BROKEN_DAY.fullmatch(text.strip())
    if match is None or limit is None:
        return None
    days = [day for day in _splits(match.group("year"), match.group("rest")) if day <= limit]
    return days[0] if len(days) == 1 else None


def is_day_line(line: str) -> bool:
    """Whether a line holds a date and nothing else."""
    whole = (
        DAY.fullmatch(line) or CHINESE_DAY.fullmatch(line) or BROKEN_DAY.fullmatch(line) or SPACED_DAY.fullmatch(line)
    )
    broken = BROKEN_DAY.fullmatch(line)
    return bool(whole) and (find_day(line) is not None or bool(broken and _splits(broken["year"], broken["rest"])))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Months from one to another (5-7月, 2025年7月至12月) -> deadlines: the last day of the last month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

# 集中整治阶段（5-7月）, 2025年7月至12月，…: the last day of the last month.
MONTHS = pattern(
    "month_range",
    r"(?:(?P<year>20\d\d) ?年 ?)?(?<![\d.\-])(?P<first>1[0-2]|[1-9]) ?月?份?[—\-–－~～至到]{1,2} ?(?:(?P<last_year>20\d\d) ?年 ?)?(?P<month>1[0-2]|[1-9]) ?月(?:份|底)?",
)
ITEM_NUMBER = pattern("range_item_number", r"(?:\A|\n)\d{1,3}[.．、] ?\Z")
STAGE_BRACKET = pattern("stage_bracket_before", r"阶段（\Z")
LABEL = pattern(
    "clause_label",
    r"(?:\A|\n)[ \u3000]{0,4}(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．)）]|[①-⑳]|[—－–]{1,2})[ \u3000]?\Z",
)
LABEL_ENDS = "）).．—－–①②③④⑤⑥⑦⑧⑨⑩"
CLAUSE_START = "。；，：、\n（“” 　"


def months_in_range(text: str, *, first_year: int | None, bare_year: int | None) -> Iterator[ParsedDeadline]:
    """Ranges of months where a stage is dated by them or a clause opened; 主汛期（6-9月） recurs and is none.

    Example: 集中整治阶段（5-7月）：… in a document of 2026 is due on 2026-07-31. Years before `first_year` are history.
    """
    for match in MONTHS.finditer(text) if "月" in text else ():
        stage = STAGE_BRACKET.search(text, max(0, match.start() - 3), match.start()) and text.startswith(
            "）", match.end()
        )
        stated = match.group("last_year") or match.group("year")
        if not (stage or (match.group("year") and _opens(text, match.start(), match.end()))):
            continue
        year = int(stated) if stated else bare_year
        if year is not None and (first_year is None or year >= first_year):
            day = month_end(year, int(match.group("month")))
            yield ParsedDeadline(day, "day", match.group(), Span(*match.span()))


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a range opens a clause that goes on behind a mark: 2025年7月至12月，建设…, also behind 2. on its line."""
    opens = opens_clause(text, start) or ITEM_NUMBER.search(text, max(0, start - 6), start) is not None
    return opens and text.startswith(("，", "："), end)


def opens_clause(text: str, start: int) -> bool:
    """Whether nothing but a mark, or the label of an item, stands before a place: the beginning of a clause."""
    before = text[max(0, start - 9) : start].rstrip(" ")[-1:]
    if not before or before in CLAUSE_START:
        return True
    return before in LABEL_ENDS and LABEL.search(text, max(0, start - 9), start) is not None


def month_end(year: int, month: int) -> str:
    """The last day of a month: 2024 and 2 give 2024-02-29."""
    return f"{year}-{month:02}-{monthrange(year, month)[1]:02}"

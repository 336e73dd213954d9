"""Date phrases that set a deadline: 到2022年, 2022年9月底前, 2020年，…, “十四五”末, 6月底前.

Ends of periods are their last day (2022年底 is 2022-12-31); a bare year stays a year (codebook: Target).
Not deadlines: years before the document, dates of events, years in names and titles, 自…起, 每年.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

DATED = pattern(
    "deadline_dated",
    r"(?P<to>到|(?<![截止期])至)?(?:(?P<first>20\d\d) ?年? ?[—\-–－~～至到]{1,2} ?)?(?P<year>20\d\d|二[〇○零][一二三四五六七八九〇○零]{2}) ?年"
    r"(?: ?(?P<year_end>年?[底末]|年终)| ?(?P<month>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?日|(?P<month_end>份?[底末]|下旬)|(?P<mid>中旬|上旬))?"
    r"|(?P<half>上半年|下半年|一季度|二季度|三季度|四季度|第[一二三四]季度))?(?P<before>之前|以前|前)?",
)
BARE = pattern(
    "deadline_bare",
    r"(?<![\d年月])(?:(?P<month>1[0-2]|[1-9]) ?月(?:(?P<day>\d{1,2}) ?日|(?P<month_end>份?[底末]))(?P<before>之前|以前|前)?|(?P<year_end>(?:今年|本年度?|当年)?(?:年底|年末)前?|(?<![一二三四五六七八九十两\d])年内|今年内))",
)
YEARS_FROM_NOW = pattern(
    "years_from_now",
    r"(?:力争)?(?:用|通过|经过|未来)(?P<count>[一二两三四五六七八九十]|\d{1,2}) ?(?:至[一二三四五六七八九十])?年(?:左右)?的?(?:时间|努力)",
)
HEADING_YEAR = pattern("heading_year", r"(?P<year>20\d\d) ?年(?!代)")
PLAN_PERIOD = pattern("deadline_plan", r"到?[“\"]?十(?P<plan>[二三四五六])五[”\"]?(?P<part>末|期末|期间|时期)")

_PLAN_END = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_HALF_END = {"上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_CLAUSE_START = "。；，：、\n（“” 　"
_NOT_AFTER = ("度", "版", "以来", "起", "后", "的", "工作要点", "政府工作报告", "中央")
_NOT_BEFORE = ("比", "较", "自", "从", "与", "《", "同比", "有效期至", "期至")


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a document's dates are read against: the first year it can speak for, the year of bare months."""

    first_year: int | None
    bare_year: int | None


def find_deadlines(text: str, *, context: DateContext) -> tuple[ParsedDeadline, ...]:
    """All deadlines in `text` with spans in `text`, in order.

    >>> [d.date for d in find_deadlines("到2022年，…；2022年9月底前，…", context=DateContext(2022, 2022))]
    ['2022', '2022-09-30']
    """
    found = [*_dated(text, context), *_plans(text, context), *_spans_of_years(text, context)]
    taken = [deadline.span for deadline in found]
    found.extend(
        deadline for deadline in _bare(text, context) if not any(_overlap(deadline.span, span) for span in taken)
    )
    return tuple(sorted(found, key=lambda deadline: deadline.span))


def heading_deadlines(heading: str, *, context: DateContext) -> tuple[ParsedDeadline, ...]:
    """Years and plan periods in a heading, where a bare year is enough: 2026年工作安排, “十五五”时期目标任务.

    >>> [d.date for d in heading_deadlines("2026年工作安排", context=DateContext(2026, 2026))]
    ['2026']
    """
    years = [
        ParsedDeadline(match.group("year"), "year", match.group(), Span(*match.span()))
        for match in HEADING_YEAR.finditer(heading)
        if context.first_year is None or int(match.group("year")) >= context.first_year
    ]
    return (*years, *_plans(heading, context))


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def _dated(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    for match in DATED.finditer(text):
        year = _year(match.group("year"))
        if context.first_year is not None and year < context.first_year:
            continue
        if _is_deadline(text, match):
            day = _last_day(match, year)
            precision = {4: "year", 7: "month", 10: "day"}[len(day)]
            if match.group("first"):
                precision = "period"
            yield ParsedDeadline(day, precision, match.group(), Span(*match.span()))


def _year(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else from_chinese(text) or 0


def _is_deadline(text: str, match: Match[str]) -> bool:
    """Whether a date phrase sets a deadline, by the words around it."""
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 6]
    if before.endswith(("截至", "截止")) and "已" in text[match.end() : match.end() + 20]:
        return False
    if before.endswith(_NOT_BEFORE) or after.startswith(_NOT_AFTER) or _inside_title(text, match.start()):
        return False
    if match.group("to") or match.group("before") or match.group("year_end") or match.group("month_end"):
        return True
    if before.endswith(("力争", "确保", "争取", "不迟于", "最迟于")):
        return True
    if match.group("half") or match.group("first"):
        return _opens_clause(text, match) or after.startswith("，")
    if match.group("day"):
        return False
    return after.startswith(("，", "实现", "达到", "建成", "完成", "力争", "基本", "全面", "初步")) and _opens_clause(
        text, match
    )


def _opens_clause(text: str, match: Match[str]) -> bool:
    return match.start() == 0 or text[match.start() - 1] in _CLAUSE_START


def _inside_title(text: str, place: int) -> bool:
    return text.rfind("《", max(0, place - 60), place) > text.rfind("》", max(0, place - 60), place)


def _last_day(match: Match[str], year: int) -> str:
    """The ISO date a phrase ends on, as exact as the phrase is."""
    if match.group("month"):
        month = int(match.group("month"))
        if not 1 <= month <= 12:
            return f"{year}"
        if match.group("day"):
            return f"{year}-{month:02}-{int(match.group('day')):02}"
        if match.group("mid"):
            return f"{year}-{month:02}-{20 if match.group('mid') == '中旬' else 10}"
        return _month_end(year, month) if match.group("month_end") or match.group("before") else f"{year}-{month:02}"
    if match.group("half"):
        return _month_end(year, _HALF_END[match.group("half").removeprefix("第")])
    if match.group("year_end"):
        return f"{year}-12-31"
    return f"{year}"


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]:02}"


def _plans(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    for match in PLAN_PERIOD.finditer(text):
        year = _PLAN_END[match.group("plan")]
        past = context.first_year is not None and year < context.first_year
        if not past and not _inside_title(text, match.start()):
            yield ParsedDeadline(str(year), "period", match.group(), Span(*match.span()))


def _spans_of_years(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """三年内, 用3年左右时间: so many years after the document."""
    if context.bare_year is None:
        return
    for match in YEARS_FROM_NOW.finditer(text):
        count = match.group("count")
        years = int(count) if count.isascii() else from_chinese(count) or 0
        if 1 <= years <= 20:
            yield ParsedDeadline(str(context.bare_year + years), "period", match.group(), Span(*match.span()))


def _bare(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """Months and year ends without a year take the year of the document."""
    if context.bare_year is None:
        return
    for match in BARE.finditer(text):
        if _inside_title(text, match.start()):
            continue
        if match.group("year_end"):
            day = f"{context.bare_year}-12-31"
        elif match.group("month_end"):
            day = _month_end(context.bare_year, int(match.group("month")))
        elif match.group("before") and int(match.group("day")) <= 31:
            day = f"{context.bare_year}-{int(match.group('month')):02}-{int(match.group('day')):02}"
        else:
            continue
        yield ParsedDeadline(day, "day", match.group(), Span(*match.span()))

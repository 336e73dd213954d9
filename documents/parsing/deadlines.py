"""Date phrases that set a deadline: 到2022年, 2022年9月底前, 2020年，…, “十四五”末, 6月底前.

Ends of periods are their last day (2022年底 is 2022-12-31); a bare year stays a year (codebook: Target).
Several dates side by side share what the last one says (2019年、2020年底前). Taiwan counts years from 1911 (111年底).
Not deadlines: years before the document, dates of events, years in names and titles, 自…起, 每年.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from documents.parsing.month_ranges import month_end, months_in_range, opens_clause
from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern
from documents.parsing.plain_years import year_is_planned
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

_MONTH = r"\d{1,2}|[一二三四五六七八九十]{1,2}"
_HALF = r"上半年|下半年|第?[一二三四]季度"
DATED = pattern(
    "deadline_dated",
    r"(?P<to>到|(?<![截止期])至)?(?:(?P<first>20\d\d) ?年? ?[—\-–－~～至到]{1,2} ?)?(?P<year>20\d\d|二[〇○零][一二三四五六七八九〇○零]{2}) ?年"
    rf"(?: ?(?P<year_end>年?[底末]|年终|内(?![部外容控]))| ?(?P<month>{_MONTH}) ?月(?: ?(?P<day>\d{{1,2}}) ?日|(?P<month_end>份?[底末]|下旬)|(?P<mid>中旬|上旬))?"
    rf"|(?P<half>{_HALF})末?)?(?P<before>之前|以前|前)?",
)
BARE = pattern(
    "deadline_bare",
    r"(?<![\d年月])(?P<next>明年|来年|明(?=年[底末]))?(?P<this>今年|本年度?|当年|今(?=年[底末]))?"
    r"(?:(?P<month>1[0-2]|[1-9]) ?月(?:(?P<day>\d{1,2}) ?日|份?(?P<month_end>[底末])|份)?(?P<before>之前|以前|前(?![期后夕]))?"
    rf"|(?<!前)(?P<half>{_HALF})[末底]?(?P<half_before>之前|以前|前)?"
    r"|(?P<year_end>(?<![去上每往])年[底末](?!考[核评]|总结|评比|述职|绩效|奖)前?|(?<![一二三四五六七八九十两几近半\d])(?<!\d )年内|(?<=[本今明来当]年)内|(?<=本年度)内))",
)
_WITHOUT_A_YEAR = ("月", "年底", "年末", "年内", "半年", "季度", "度内")
ROC_MARK = pattern("roc_mark", r"(?<!\d)1[0-3]\d ?年")
YEARS_WITHIN = pattern(
    "years_within",
    r"(?P<first>20\d\d) ?年起，?(?P<term>[一二两三四五六七八九十]|\d{1,2}) ?年(?:之|以)?内|(?P<count>[一二两三四五六七八九十]|\d{1,2}) ?年(?:之|以)?内(?![^，。；]{0,8}(?:不|无|未|免|有效|可))",
)
ROC_YEAR = pattern(
    "roc_year",
    r"(?P<era>民国 ?|[于至到] ?)?(?<!\d)(?P<year>1[0-3]\d) ?年(?:(?P<term>度)|(?P<year_end>年?[底末])前?|(?P<month>\d{1,2}) ?月(?P<month_end>[底末])?前?)?",
)
DATES_IN_TURN = pattern("dates_in_turn", r"[^，。；：]{0,30}分别")
YEARS_FROM_NOW = pattern(
    "years_from_now",
    r"(?:力争)?(?:用|通过|经过|未来)(?P<count>[一二两三四五六七八九十]|\d{1,2}) ?(?:至[一二三四五六七八九十])?年(?:左右)?的?(?:时间|努力)|(?:未来|今后)(?P<coming>[一二两三四五六七八九十]|\d{1,2}) ?年内?(?=，)|(?:力争|争取|计划)(?P<plain>[一二三四五六七八九十]|\d) ?年(?=新增|实现|建成|培育|完成|打造|引进|达到|新建)",
)
YEARS_IN_ALL = pattern(
    "years_in_all",
    r"(?P<count>[一二两三四五六七八九十]|\d{1,2}) ?年(?=共?(?:新增|累计|合计|计划|拟|建成|新建|培训|培育|投入|完成|实施|改造|打造|引进|发展|推广|治理))",
)
PERIOD_END = pattern("end_of_the_period", r"到?(?:规划|计划|行动|方案|实施|本规划|创建)?期末")
LIMIT_LABEL = pattern("deadline_limit_label", r"(?:时限|完成时间|时间节点|办结时间)(?:要求)?[：:][ 　]?\Z")
HEADING_YEAR = pattern("heading_year", r"(?P<year>20\d\d) ?年(?!代)")
# 2023年目标, 第一阶段（2023年）, 近期目标（到2025年）: an item that is about one year or ends with one.
HEADED_BY_YEAR = pattern(
    "headed_by_year",
    r"(?:第[一二三四五六\d]阶段|[近中远]期)?[^，。；：\d]{0,6}[（(：:，]?(?:[到至])?(?:20\d\d ?年?[—\-–－~～至])?20\d\d ?年(?:年?[底末])?(?:前|度)?(?:[）)]|\Z|[^，。；：]{0,6}(?:目标|任务|计划|安排))[^，。；：]{0,4}\Z",
)
PLAN_PERIOD = pattern(
    "deadline_plan",
    r"到?(?:[“\"]?十(?P<plan>[一二三四五六])五[”\"]?|[“\"](?P<early>[八九十])五[”\"])(?P<part>末|期末|期间|时期)",
)

PLAN_IS = pattern(
    "deadline_plan_is",
    r"(?:将)?是|及其后|[^，。；]{0,40}(?:具有|处于|面临|承前启后)|，?[^，。；]{0,30}(?:面临|正处于|处于|进入)|(?!要|力争|努力|实现|全面)[^，。；]{0,12}(?:目标任务|主要目标|发展目标|总体思路|形势|规划)(?:$|[，。；、和\n])",
)
_EARLY_PLAN_END = {"八": 1995, "九": 2000, "十": 2005}
_PLAN_END = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_HALF_END = {"上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_NOT_AFTER = ("度", "版", "以来", "起", "后", "的", "工作要点", "政府工作报告", "中央")
_COMPLETES = ("实现", "达到", "建成", "完成", "竣工", "投产", "投用", "投入使用", "启动", "形成", "取得")
SEASON = pattern(
    "deadline_season",
    r"(?:采暖季|供暖季|取暖季|汛期|入汛|入冬|冬季|秋冬季|雨季|春节|元旦|国庆节?|五一|暑[期假]|寒假|[春秋]季开学|开学|春耕|麦收|三夏|秋收|学年)[开始期]?(?:之前|以前|前)",
)
"""2024年采暖季前: a time of the year that stands for its day."""
_NOT_BEFORE = ("比", "较", "自", "从", "与", "《", "同比", "有效期至", "期至")


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a document's dates are read against: the first year it can speak for, the year of bare months."""

    first_year: int | None
    bare_year: int | None
    period: tuple[int, int] | None = None
    """The years in the title: in a plan of 2011—2013 三年 ends with 2013."""

    def after(self, years: int) -> int | None:
        """The year that so many years end with: those of the plan's period, else as many after the document."""
        if self.period and self.period[1] - self.period[0] + 1 == years:
            return self.period[1]
        return self.bare_year + years if self.bare_year is not None else None


def find_deadlines(text: str, *, context: DateContext) -> tuple[ParsedDeadline, ...]:
    """All deadlines in `text` with spans in `text`, in order.

    >>> [d.date for d in find_deadlines("到2022年，…；2022年9月底前，…", context=DateContext(2022, 2022))]
    ['2022', '2022-09-30']
    """
    ranges = list(months_in_range(text, first_year=context.first_year, bare_year=context.bare_year))
    found = [
        *ranges,
        *(each for each in _dated(text, context) if not any(_overlap(each.span, span.span) for span in ranges)),
        *_plans(text, context),
        *_spans_of_years(text, context),
        *_within_years(text, context),
        *_taiwan_years(text, context),
    ]
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
    return (*years, *_plans(heading, context, heads=True))


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def _dated(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    for row in _rows(text):
        planned = any(_is_deadline(text, match) for match in row) or _is_deadline_row(text, row)
        if not planned and not _is_planned(text, row[0], context):
            continue
        for match in row:
            year = _number(match.group("year"))
            if context.first_year is not None and year < context.first_year:
                continue
            day = _last_day(match, year, completes=text.startswith(_COMPLETES, match.end()))
            if row[-1].group("year_end") and len(day) == 4:
                day = f"{year}-12-31"  # 2019年、2020年底前: the end of each.
            precision = {4: "year", 7: "month", 10: "day"}[len(day)]
            if match.group("first"):
                precision = "period"
            season = SEASON.match(text, match.end())
            end = season.end() if season else match.end()
            yield ParsedDeadline(day, precision, text[match.start() : end], Span(match.start(), end))


def _is_planned(text: str, match: Match[str], context: DateContext) -> bool:
    """2019年再改造60个, 2018年全市新增…: a year alone, and what is undertaken in it."""
    if match.group("first") or match.group("month") or match.group("half") or _is_past_or_named(text, match):
        return False
    year = _number(match.group("year"))
    return year_is_planned(text, match.start(), match.end(), year=year, first_year=context.first_year)


def _rows(text: str) -> Iterator[list[Match[str]]]:
    """Date phrases that stand side by side, divided by 、 or 和 and nothing else; most rows hold one."""
    row: list[Match[str]] = []
    for match in DATED.finditer(text) if "年" in text else ():
        if row and (match.start() - row[-1].end() != 1 or text[row[-1].end()] not in "、和及与"):
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _is_deadline_row(text: str, row: list[Match[str]]) -> bool:
    """2019年和2020年，… opens a clause with its first date and closes with a comma or 分别 behind its last."""
    if len(row) == 1 or not opens_clause(text, row[0].start()):
        return False
    return text.startswith("，", row[-1].end()) or DATES_IN_TURN.match(text, row[-1].end()) is not None


def _number(text: str) -> int:
    """The value of 2020, 二〇二〇 or 十二."""
    return int(text) if text.isdigit() and text.isascii() else from_chinese(text) or 0


def _is_deadline(text: str, match: Match[str]) -> bool:
    """Whether a date phrase sets a deadline, by the words around it."""
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 6]
    if before.endswith(("截至", "截止")) and "已" in text[match.end() : match.end() + 20]:
        return False
    if _is_past_or_named(text, match) or (after.startswith(_NOT_AFTER) and not _dates_a_value(text, match)):
        return False
    if match.group("to") or match.group("before") or match.group("year_end") or match.group("month_end"):
        return True
    if before.rstrip(" ").endswith(("到", "力争", "确保", "争取", "展望", "不迟于", "最迟于")):
        return True
    if before.endswith("于") and after.startswith(_COMPLETES):
        return True
    if SEASON.match(text, match.end()):
        return True
    if match.group("half") or match.group("first"):
        return opens_clause(text, match.start()) or after.startswith("，")
    if match.group("day"):
        return LIMIT_LABEL.search(text, max(0, match.start() - 8), match.start()) is not None
    return after.startswith(("，", "力争", "基本", "全面", "初步", *_COMPLETES)) and opens_clause(text, match.start())


def _is_past_or_named(text: str, match: Match[str]) -> bool:
    """比2020年, 自2020年, 《2020年工作要点》: what a value is compared with, where it begins, a name."""
    return text.endswith(_NOT_BEFORE, 0, match.start()) or _inside_title(text, match.start())


def _dates_a_value(text: str, match: Match[str]) -> bool:
    """由2020年的40%提高到2025年的45%: the year of the value that is to be reached."""
    return (
        bool(match.group("to"))
        and text[match.end() : match.end() + 1] == "的"
        and text[match.end() + 1 : match.end() + 2].isdigit()
    )


def _inside_title(text: str, place: int) -> bool:
    return text.rfind("《", max(0, place - 60), place) > text.rfind("》", max(0, place - 60), place)


def _last_day(match: Match[str], year: int, *, completes: bool) -> str:
    """The ISO date a phrase ends on, as exact as the phrase is; a month in which a thing is completed, its last day."""
    if match.group("month"):
        month = _number(match.group("month"))
        if not 1 <= month <= 12:
            return f"{year}"
        if match.group("day"):
            return _exact_day(year, month, int(match.group("day")))
        if match.group("mid"):
            return f"{year}-{month:02}-{20 if match.group('mid') == '中旬' else 10}"
        ends = match.group("month_end") or match.group("before") or completes
        return month_end(year, month) if ends else f"{year}-{month:02}"
    if match.group("half"):
        return _half_end(year, match.group("half"))
    if match.group("year_end"):
        return f"{year}-12-31"
    return f"{year}"


def _exact_day(year: int, month: int, day: int) -> str:
    """A day of the calendar; 2月30日 is the last of February."""
    return f"{year}-{month:02}-{min(max(day, 1), monthrange(year, month)[1]):02}"


def _half_end(year: int, half: str) -> str:
    return month_end(year, _HALF_END[half.removeprefix("第")])


def _plans(text: str, context: DateContext, *, heads: bool = False) -> Iterator[ParsedDeadline]:
    if "五" not in text or ("末" not in text and "期" not in text):
        return
    for match in PLAN_PERIOD.finditer(text):
        year = _PLAN_END[match.group("plan")] if match.group("plan") else _EARLY_PLAN_END[match.group("early")]
        past = context.first_year is not None and year < context.first_year
        if not past and not _inside_title(text, match.start()) and (heads or not _describes(text, match)):
            yield ParsedDeadline(str(year), "period", match.group(), Span(*match.span()))


def _describes(text: str, match: Match[str]) -> bool:
    """“十四五”时期是关键阶段, 明确“十四五”时期发展目标: what a period is, or what is said of it, not what is due in it."""
    if PLAN_IS.match(text, match.end()):
        return True
    if match.group("part").endswith("末") or opens_clause(text, match.start()):
        return False
    return text[max(0, match.start() - 2) : match.start()] in ("指导", "明确", "谋划", "描绘", "研究", "编制", "推进")


def _spans_of_years(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """三年内, 用3年左右时间: so many years after the document."""
    if "年" not in text:
        return
    for match in YEARS_FROM_NOW.finditer(text):
        years = _number(match.group("count") or match.group("plain") or match.group("coming"))
        year = context.after(years)
        if 1 <= years <= 20 and year is not None:
            yield ParsedDeadline(str(year), "period", match.group(), Span(*match.span()))
    last = context.period[1] if context.period else None
    for match in PERIOD_END.finditer(text) if last and "期末" in text else ():
        yield ParsedDeadline(str(last), "period", match.group(), Span(*match.span()))
    for match in YEARS_IN_ALL.finditer(text) if last else ():
        year = context.after(_number(match.group("count")))
        if opens_clause(text, match.start()) and year == last:
            yield ParsedDeadline(str(year), "period", match.group(), Span(*match.span()))


def _within_years(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """三年内完成…: so many years after the document, where it opens a clause that demands nothing of others."""
    if "内" not in text:
        return
    for match in YEARS_WITHIN.finditer(text):
        span = Span(*match.span())
        if match.group("first"):  # 2012年起5年内 ends with 2016.
            year = int(match.group("first")) + _number(match.group("term")) - 1
            if context.first_year is None or year >= context.first_year:
                yield ParsedDeadline(str(year), "period", match.group(), span)
            continue
        before = text[max(0, match.start() - 2) : match.start()]
        after_start = text[max(0, match.start() - 24) : match.start()].rstrip("，").endswith("起")
        opens = opens_clause(text, match.start()) or before in ("力争", "争取", "确保")
        year_after = context.after(_number(match.group("count")))
        if year_after is not None and opens and not after_start:
            yield ParsedDeadline(str(year_after), "period", match.group(), span)


def _taiwan_years(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """111年底前, 于111年度, 民国111年: years counted from 1911."""
    if ROC_MARK.search(text) is None:
        return
    for match in ROC_YEAR.finditer(text):
        year = int(match.group("year")) + 1911
        named = (match.group("era") or "").startswith("民国")
        closed = match.group("term") or match.group("year_end") or match.group("month")
        if not named and not (closed and (match.group("era") or opens_clause(text, match.start()))):
            continue
        if context.first_year is not None and year < context.first_year:
            continue
        if match.group("month") and 1 <= int(match.group("month")) <= 12:
            month = int(match.group("month"))
            day = month_end(year, month) if match.group("month_end") else f"{year}-{month:02}"
        else:
            day = f"{year}-12-31" if match.group("year_end") else str(year)
        precision = {4: "year", 7: "month", 10: "day"}[len(day)]
        yield ParsedDeadline(day, precision, match.group(), Span(*match.span()))


def _bare(text: str, context: DateContext) -> Iterator[ParsedDeadline]:
    """Months, quarters and year ends without a year take the year of their sentence, else that of the document.

    2017年4月底前公布名单；5月底前出台制度 is 2017 in both. Behind 明年 the next year holds.
    """
    if not any(word in text for word in _WITHOUT_A_YEAR):
        return
    for match in BARE.finditer(text):
        year = _year_of_sentence(text, match.start()) or context.bare_year
        if year is None or _inside_title(text, match.start()):
            continue
        day = _bare_day(text, match, year + bool(match.group("next")))
        if day:
            yield ParsedDeadline(day, "day", match.group(), Span(*match.span()))


def _year_of_sentence(text: str, place: int) -> int | None:
    """The year of the latest month that the sentence dates before a place: 2024年6月底前…，9月底前 is of 2024."""
    start = max(text.rfind("。", 0, place), text.rfind("\n", 0, place)) + 1
    dated = [match for match in DATED.finditer(text, start, place) if match.group("month") and match.group("before")]
    years = [_number(match.group("year")) for match in dated if not _inside_title(text, match.start())]
    return years[-1] if years else None


def _bare_day(text: str, match: Match[str], year: int) -> str:
    """The last day of a phrase without a year; empty where it sets no limit (3月15日召开, 上半年的经验)."""
    if match.group("year_end"):
        return f"{year}-12-31"
    if match.group("half"):
        limits = match.group("half_before") or (
            (match.group("this") or match.group("next")) and text.startswith(_COMPLETES, match.end())
        )
        return _half_end(year, match.group("half")) if limits else ""
    month = int(match.group("month"))
    if match.group("day"):
        day = int(match.group("day"))
        return _exact_day(year, month, day) if match.group("before") and 1 <= day <= 31 else ""
    completes = opens_clause(text, match.start()) and text.startswith(_COMPLETES, match.end())
    return month_end(year, month) if match.group("month_end") or match.group("before") or completes else ""

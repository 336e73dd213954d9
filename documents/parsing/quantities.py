"""Numbers with units in a sentence: 达到80%, 20余项, 1.2万个, 15%左右, 1-2个, 下降0.5个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from re import Match

from documents.parsing.lexicon import target_words
from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern
from documents.parsing.spans import Span

_UNITS = "|".join(re.escape(unit) for unit in target_words().units)
_NOT_UNITS = "|".join(sorted(target_words().not_units, key=len, reverse=True))

QUANTITY = pattern(
    "quantity",
    r"(?P<before>不得?低于|不得?少于|不小于|不得?超过|不得?高于|不大于|超过|突破|超|低于|小于|高于|大于|大约|约|近|至少|最少)?"
    r"(?<![\dA-Za-z.\-〔])(?P<value>\d{1,3}(?:,\d{3})+|\d{1,12}(?:\.\d{1,6})?)"
    r"(?P<more>余|多|几)?(?P<scale>[万亿千]{0,2})(?P<more_after>余|多)?"
    r"(?:(?:%?[—\-–~～至]|到)(?P<value_max>\d{1,12}(?:\.\d{1,6})?)(?P<scale_max>[万亿千]{0,2}))?"
    rf"(?!(?:{_NOT_UNITS})(?![率数]))(?P<unit>{_UNITS})(?P<per>/(?:平方公里|万平方米|平方米|万元|千瓦时|万人|小时|公里|人|亩|户|天|日|月|年|吨|台)(?:·平方公里)?)?(?P<after>以上|及以上|以内|以下|左右|上下)?",
)

WORDED = pattern(
    "quantity_in_words",
    r"(?P<before>不低于|不少于|超过|突破|超|不超过)?(?:百分之(?P<percent>[零一二两三四五六七八九十百]{1,5})(?P<after>以上|以内|以下|左右)?|翻(?P<times>[一两二三])番|(?:增加|增长|提高|提升|扩大)(?:约|近|了)?(?P<fold>[一二两三四五六七八九十])倍)",
)

HALF = pattern("quantity_half", r"一半以上")
COUNT_IN_WORDS = pattern(
    "quantity_count_in_words",
    r"(?P<value>[一二两三四五六七八九十][一二三四五六七八九十]{0,2})(?P<unit>[座所条处栋幢家户名个])(?P<after>以上)?",
)
RANGE_IN_WORDS = pattern(
    "quantity_range_in_words",
    r"(?P<first>[一二两三四五六七八九])[至到](?P<last>[二两三四五六七八九十])(?P<unit>名|个|家|所|座|次|人|项|条|处|件|台|种)(?!月|小时|工作日|百分点)",
)
YEARS = pattern(
    "quantity_years",
    r"(?:年限|寿命|时间|周期)(?:达到|达|提高到|提高至|延长到|延长至|缩短到|缩短至|控制在)?(?P<before>不低于|不少于|不超过|超过)?(?P<value>\d{1,2}(?:\.\d{1,2})?) ?年(?P<after>以上|以内|左右)?(?=[，。；、]|\Z)",
)
TERMS = pattern(
    "quantity_terms",
    r"(?:培训|学习|实习|实训|实践|锻炼|服务|驻村|挂职|进修|轮训)[^，。；\d]{0,8}(?P<before>不低于|不少于)(?P<value>\d{1,3})(?P<unit>个月|学时|课时|小时)(?P<after>以上)?(?=[，。；、（]|\Z)",
)
PERSONS = pattern(
    "quantity_persons",
    r"人[数口](?:达到|达|保持在|稳定在|新增|控制在|增加到)?(?P<before>不低于|不少于|不超过|超过|突破|超|约|近)?(?P<value>\d{1,6}(?:\.\d{1,3})?)(?P<scale>[万亿])(?P<after>以上|以内|以下|左右)?(?=[，。；、（]|\Z)",
)

_SO_LONG = (
    r"(?P<before>不超过|约|近)?(?P<value>\d{1,4}(?:\.\d)?) ?"
    r"(?P<unit>个?工作日|个?自然日|个?小时|分钟|秒|周|个?月|日)(?P<after>以内|之内|内|以下|左右)?(?![\d—\-])"
)
SHORTENED = pattern("quantity_shortened", rf"(?:压缩|压减|缩短|缩减|减少|降低|精简|控制|限制)(?:到|至|为|在){_SO_LONG}")
SO_LONG_TOO = pattern("quantity_shortened_too", rf"[和、]{_SO_LONG}")

# 带宽达到10G、县区达到1G: letters that are a unit behind what carries data only (5G is a name).
_SO_FAST = r"(?P<value>\d{1,5}(?:\.\d)?) ?(?P<unit>[GMTPE])(?:比特)?(?P<after>以上)?(?![A-Za-z\d网])"
BANDWIDTH = pattern("quantity_bandwidth", rf"(?:带宽|速率|网速|出口|接入能力|算力)[^，。；：\d]{{0,12}}?{_SO_FAST}")
BANDWIDTH_TOO = pattern("quantity_bandwidth_too", rf"[和、，][^，。；：\d]{{0,12}}{_SO_FAST}")

_AT_LEAST = {
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "至少",
    "最少",
    "不小于",
    "超过",
    "突破",
    "超",
    "高于",
    "大于",
    "以上",
    "及以上",
}
_AT_MOST = {"内", "之内", "不超过", "不得超过", "不得高于", "不高于", "不大于", "低于", "小于", "以内", "以下"}
_SCALES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000, "千万": 10_000_000, "万亿": 1_000_000_000_000}
WHOLE = ("个", "家", "户", "座", "所", "条", "处", "项", "名", "件", "张", "辆", "套", "台", "人", "场")
_MONEY = ("亿元", "万元", "元", "美元")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: value in plain units (1.2万个 is 12000 个), operator, place in the text."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    operator: str
    span: Span
    digits: int
    """Where the digits begin; words such as 不低于 stand before them."""


def find_quantities(text: str) -> Iterator[Quantity]:
    """All numbers with a unit, in order.

    >>> [(str(q.value), q.unit, q.operator) for q in find_quantities("20余项便民服务，80%以上的事项，1.2万个")]
    [('20', '项', '~'), ('80', '%', '>='), ('12000', '个', '=')]
    """
    found = [*_in_figures(text), *_in_words(text), *_counted_in_words(text)]
    found += [*_of_years(text), *_of_terms(text), *_of_persons(text), *_shortened(text), *_of_bandwidth(text)]
    yield from sorted(found, key=lambda quantity: quantity.span)


def _in_words(text: str) -> Iterator[Quantity]:
    """百分之八十以上 is 80 %; 翻两番 is two doublings, a change by 2 番."""
    if "百分之" not in text and "番" not in text and "倍" not in text:
        return
    for match in WORDED.finditer(text):
        parts = match.groupdict() | _NO_RANGE
        value = from_chinese(match.group("percent") or match.group("times") or match.group("fold"))
        if value is None:
            continue
        span = Span(*match.span())
        if match.group("times"):
            yield Quantity(Decimal(value), None, "番", "change", Span(match.end() - 3, match.end()), match.end() - 3)
        elif match.group("fold"):
            start = match.start("fold")
            yield Quantity(Decimal(value), None, "倍", "=", Span(start, match.end()), start)
        else:
            yield Quantity(
                Decimal(value),
                None,
                "%",
                _operator(parts),
                span,
                match.end("before") if parts["before"] else match.start(),
            )


def _counted_in_words(text: str) -> Iterator[Quantity]:
    """清偿一半以上 is 50 %; 建设一座消防站 and 一至两名 count in words, the first only where words promise it."""
    for match in HALF.finditer(text):
        yield Quantity(Decimal(50), None, "%", ">=", Span(*match.span()), match.start())
    for match in COUNT_IN_WORDS.finditer(text):
        value = from_chinese(match.group("value")) if _is_counted(text, match) else None
        if value:
            operator = ">=" if match.group("after") else "="
            yield Quantity(Decimal(value), None, match.group("unit"), operator, Span(*match.span()), match.start())
    for match in RANGE_IN_WORDS.finditer(text):
        first, last = from_chinese(match.group("first")), from_chinese(match.group("last"))
        if first and last and first < last:
            span = Span(*match.span())
            yield Quantity(Decimal(first), Decimal(last), match.group("unit"), "range", span, span.start)


def _is_counted(text: str, match: Match[str]) -> bool:
    """新建两座, 培育五家龙头企业, 企业两户以上: behind a verb of building or raising, or behind what ends its clause."""
    before, unit = text[max(0, match.start() - 5) : match.start()], match.group("unit")
    if before.endswith(_BUILT) and unit in "座所条处栋幢":
        return not text.startswith(_NO_BUILDING, match.end())
    if match.group("value") == "一":
        return False
    if before.endswith(_RAISED) and unit in "家户所名":
        return "\u4e00" <= text[match.end() : match.end() + 1] <= "\u9fff"
    counted = before.removesuffix("不少于").removesuffix("到").removesuffix("达").endswith(_BEARERS)
    return counted and unit in "户家个所" and text[match.end() : match.end() + 1] in _CLOSING


_BUILT = ("新建", "建成", "改建", "扩建", "增建", "迁建", "兴建", "建设", "改造", "新增", "设立")
_NO_BUILDING = ("龙", "心", "鞭", "主线", "一")
_RAISED = ("培育", "创建", "引进", "新增", "认定", "孵化", "扶持", "打造", "评选", "建成", "新建")
_BEARERS = ("企业", "公司", "园区", "基地", "平台", "机构", "学校", "医院", "品牌")
_CLOSING = ("", "，", "。", "；", "、")
_NO_RANGE: dict[str, str | None] = {"value_max": None, "more": None, "more_after": None}


def _of_years(text: str) -> Iterator[Quantity]:
    """受教育年限提高到11.3年: years as a measure, behind 年限, 寿命, 时间 or 周期 only."""
    for match in YEARS.finditer(text):
        start = match.start("before") if match.group("before") else match.start("value")
        operator = _operator(match.groupdict() | _NO_RANGE)
        yield Quantity(
            Decimal(match.group("value")), None, "年", operator, Span(start, match.end()), match.start("value")
        )


def _of_terms(text: str) -> Iterator[Quantity]:
    """脱产培训不少于3个月, 继续教育学习不少于90学时: how long people learn or serve, where a lower bound is set."""
    for match in TERMS.finditer(text):
        span = Span(match.start("before"), match.end())
        yield Quantity(Decimal(match.group("value")), None, match.group("unit"), ">=", span, match.start("value"))


def _shortened(text: str) -> Iterator[Quantity]:
    """审批时限压缩至3个工作日以内: how long a thing takes, behind a verb that shortens it to so much."""
    for match in SHORTENED.finditer(text):
        found: Match[str] | None = match
        while found:
            start = found.start("before") if found.group("before") else found.start("value")
            operator, value = _operator(found.groupdict() | _NO_RANGE), Decimal(found.group("value"))
            yield Quantity(value, None, found.group("unit"), operator, Span(start, found.end()), found.start("value"))
            found = SO_LONG_TOO.match(text, found.end())


def _of_bandwidth(text: str) -> Iterator[Quantity]:
    """骨干网带宽达到10G、县区达到1G以上."""
    for match in BANDWIDTH.finditer(text) if "带宽" in text or "算力" in text or "速" in text or "出口" in text else ():
        found: Match[str] | None = match
        while found:
            operator = ">=" if found.group("after") else "="
            span = Span(found.start("value"), found.end())
            yield Quantity(Decimal(found.group("value")), None, found.group("unit"), operator, span, span.start)
            found = BANDWIDTH_TOO.match(text, found.end())


def _of_persons(text: str) -> Iterator[Quantity]:
    """新增就业人数24万以上 leaves 人 unsaid."""
    for match in PERSONS.finditer(text):
        start = match.start("before") if match.group("before") else match.start("value")
        value = Decimal(match.group("value")) * _SCALES[match.group("scale")]
        operator = _operator(match.groupdict() | _NO_RANGE)
        yield Quantity(value, None, "人", operator, Span(start, match.end()), match.start("value"))


def _in_figures(text: str) -> Iterator[Quantity]:
    for match in QUANTITY.finditer(text):
        parts = match.groupdict()
        digits = match.start("value")
        if "." in parts["value"] and not parts["scale"] and _is_label(text, digits, parts["unit"]):
            digits, parts["value"] = text.index(".", digits) + 1, parts["value"].partition(".")[2]
        value, unit = _scaled(parts["value"], parts["scale"], parts["unit"])
        value_max = None
        if parts["value_max"]:
            value_max, unit = _scaled(parts["value_max"], parts["scale_max"] or parts["scale"], parts["unit"])
            if parts["scale_max"] and not parts["scale"] and unit not in _money_units():
                value = _scaled(parts["value"], parts["scale_max"], parts["unit"])[0]
            if value_max < value:
                continue
        unit += parts["per"] or ""
        start = digits if digits > match.start("value") else match.start()
        yield Quantity(value, value_max, unit, _operator(parts), Span(start, match.end()), digits)


def _is_label(text: str, place: int, unit: str) -> bool:
    """2.50个小区新增设施 at the beginning of a line is item 2 with 50个: what is counted whole has no fraction."""
    return (place == 0 or text[place - 1] == "\n") and unit in WHOLE


def _money_units() -> set[str]:
    return {scale + unit for scale in _SCALES for unit in _MONEY}


def _scaled(number: str, scale: str, unit: str) -> tuple[Decimal, str]:
    """Counts are multiplied out, money keeps its printed unit (codebook: Target)."""
    value = Decimal(number.replace(",", ""))
    if unit in _MONEY or unit.startswith("元"):
        return value, scale + unit
    if unit.startswith("万"):
        return value * _SCALES["万"], unit[1:]
    return value * _SCALES.get(scale, 1), unit


def _operator(parts: dict[str, str | None]) -> str:
    if parts["value_max"]:
        return "range"
    words = {parts["before"], parts["after"]}
    if words & _AT_LEAST:
        return ">="
    if words & _AT_MOST:
        return "<="
    vague = parts["more"] or parts["more_after"] or words & {"左右", "上下", "约", "近", "大约"}
    return "~" if vague else "="

"""What a clause reaches: the words between an indicator and its number, and a measure made of both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.parsing.lexicon import target_words
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity
from documents.parsing.spans import Span

REACH = pattern(
    "reach",
    r"(?:基本|总体|全部|均|都|要|力争|争取|确保|稳步|持续|年均|平均|累计|分别|进一步|每年|预计){0,4}"
    r"(?P<verb>达到|达|恢复|回升|上升|调整|迈上|站上|跨上|扩大到|增长|增加|提高|提升|下降|降低|减少|压缩|压减|缩减|精简|缩短|控制在|保持在|保持|稳定在|维持在|完成|不低于|不少于|不小于|不超过|不高于|占(?!比)"
    r"|不大于|超过|突破|超|低于|小于|高于|大于|为)(?P<level>到|至)?了?(?:约|近)?\Z|(?P<short>[降增升])(?P<level_short>到|至)(?:约|近)?\Z",
)
LEAD_IN = pattern(
    "indicator_lead_in",
    r"(?:(?:并|且|同时|其中|至少|累计|将|把|努力|力争|争取|确保|必须|务必|推动|实现|使|全市|全省|全区|全县|全国|全年|在(?![孵建校岗册线园])|保证|、|和|及)"
    r"|\d{1,3}[.．、] ?|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十\d]{1,2} ?年内|(?:到|至)?20\d\d ?年[底末]?前?){1,6}",
)
COMPARED = pattern(
    "compared_with",
    r"(?:同比|[比较](?:上年|去年)(?:同期)?|(?:比|较|与|在)20\d\d ?年?(?:末|底|同期)?(?:相比|的?基础上)?|[从由][^，。；]{1,16})\Z",
)
BASE_YEAR = pattern("base_year", r"(?:比|较|与|在)20(?P<short>\d\d) ?年")
# 道路网密度应, 门票收入力争2025年: what stands between a name and its verb and belongs to neither.
NO_NAME = pattern("no_part_of_a_name", r"(?:应当?|须|原则上|力争|争取|(?<!准)确保|(?:到|至)?20\d\d ?年[末底]?){1,3}\Z")
HOW = pattern("how_it_is_done", r"(?:每年|自主|联合|集中|再|计划|分批|动态){1,3}")
CHANGE_VERBS = ("增长", "增加", "提高", "提升", "下降", "降低", "减少", "压缩", "压减", "缩减", "精简", "缩短")
CHANGE_UNITS = ("%", "‰", "个百分点", "倍", "元")
MAX_INDICATOR = 80
_SECOND_VERBS = ("资助", "扶持", "培育", "培养")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what it measures; spans lie in the text it was found in."""

    indicator: str
    quantity: Quantity
    operator: str
    base_year: int | None
    clause: Span
    span: Span
    rule: str
    turn: tuple[int, int] | None = None
    """Which of how many values behind 分别 this is: a row of as many dates is due in turn."""


def measured(
    text: str, quantity: Quantity, clause: Span, *, indicator: str, span: Span, verb: str, level: bool, rule: str
) -> Measure:
    """A measure of what `indicator` names; 增长 and 下降 by a share or an amount are changes, to a level they are not.

    Example: 单位能耗 with 14%, verb 下降 and level False is a change by 14 %, its base year read from the clause.
    """
    changes = verb in CHANGE_VERBS and not level and quantity.unit.endswith(CHANGE_UNITS)
    match = BASE_YEAR.search(clause.slice(text))
    if quantity.operator == "=" and "至少" in text[max(clause.start, quantity.span.start - 8) : quantity.span.start]:
        quantity = replace(quantity, operator=">=")
    bare = NO_NAME.sub("", indicator)
    indicator = bare if len(bare) > 1 else indicator
    if indicator.startswith("“") and "”" not in indicator:
        indicator = indicator[1:]  # the quotation goes on behind the number
    return Measure(
        indicator=indicator[-MAX_INDICATOR:],
        quantity=quantity,
        operator="change" if changes and quantity.operator in ("=", "~", ">=") else quantity.operator,
        base_year=2000 + int(match.group("short")) if match else None,
        clause=clause,
        span=span,
        rule=rule,
    )


def verbs_end(before: str, start: int) -> int:
    """Where the verbs that open an item end: 建设和改造城镇管网 has two."""
    place = start + len(_opening_verb(before, start))
    while True:
        rest = before[place:]
        joined = len(rest) - len(rest.lstrip("和及、")) if place > start else 0
        verb = max((verb for verb in target_words().commit if rest[joined:].startswith(verb)), key=len, default="")
        if not verb or (place > start and not joined and verb not in _SECOND_VERBS):
            return place
        place += joined + len(verb)


def _opening_verb(before: str, start: int) -> str:
    """A verb that commits only where it opens a clause: 处置 of 处置低效用地."""
    how = HOW.match(before, start)
    begins = how.end() if how else start
    words = target_words().commit_at_the_beginning
    verb = max((verb for verb in words if before.startswith(verb, begins)), key=len, default="")
    return before[start:begins] + verb if verb else ""


def begins(clause: str) -> str:
    """A clause without what leads into it.

    >>> begins("2021年底前制修订")
    '制修订'
    """
    lead = LEAD_IN.match(clause)
    return clause[lead.end() :] if lead else clause


def opens_with_a_verb(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a verb that says what is done opens the clause and the number ends it or its item.

    Example: 全年接待游客7200万人次, 开发公益性岗位6000个.
    """
    lead = LEAD_IN.match(text, clause.start, quantity.span.start)
    ends = quantity.span.end == clause.end or text.startswith("、", quantity.span.end)
    return ends and bool(_opening_verb(text, lead.end() if lead else clause.start))

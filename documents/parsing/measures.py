"""Text -> measures: what each number in a committing clause measures or counts (codebook: Target).

Four word orders: 上云率达到80% (measured before) · 建成5G基站1.2万个 (counted before) · 打造30个…试点示范 (counted after) ·
A、B分别达到65%和95% (paired). Baselines (从17.9%提升到…), thresholds inside names (30亿元以上项目), counts of the plan's own
parts, subsidies and numbers after 面向 or 围绕 are no measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.parsing.lexicon import target_words
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity, find_quantities
from documents.parsing.spans import Span

REACH = pattern(
    "reach",
    r"(?:基本|总体|全部|均|都|要|力争|争取|确保|稳步|持续|年均|分别|进一步|每年|预计){0,4}"
    r"(?P<verb>达到|达|扩大到|增长|增加|提高|提升|下降|降低|减少|压缩|缩短|控制在|保持在|保持|稳定在|维持在|完成|不低于|不少于|不小于|不超过|不高于"
    r"|不大于|超过|突破|超|低于|高于|大于|为)(?P<level>到|至)?了?(?:约|近)?\Z|(?P<short>[降增升])(?P<level_short>到|至)(?:约|近)?\Z",
)
LEAD_IN = pattern(
    "indicator_lead_in",
    r"(?:(?:并|且|同时|其中|努力|力争|争取|确保|必须|务必|推动|实现|使|全市|全省|全区|全县|全国|在|保证|、|和|及)"
    r"|\d{1,3}[.．、] ?|（[一二三四五六七八九十\d]{1,3}）|(?:到|至)?20\d\d ?年[底末]?前?){1,6}",
)
NOUN_END = pattern("indicator_end", r"[，。；：、]|和(?!谐)|以及|通过|并(?!网)|，")
LEVEL_NAME = pattern(
    "level_name", r"(?:率|比重|占比|比例|涨幅|总值|收入|规模|产值|投资|人口|就业|产量|面积|里程|数|量)\Z"
)
COMPARED = pattern(
    "compared_with", r"(?:(?:比|较|与|在)20\d\d ?年?(?:末|底|同期)?(?:相比|的?基础上)?|[从由][^，。；]{1,16})\Z"
)
BASE_YEAR = pattern("base_year", r"(?:比|较|与|在)20(?P<short>\d\d) ?年")
ASIDE = pattern("aside", r"（[^（）]{0,8}")
ASIDE_BEFORE_NOUN = pattern("aside_before_noun", r"（[^（）]{2,20}）")
QUALIFIED = pattern(
    "qualified",
    r"的[\u4e00-\u9fff]{0,6}(?:企业|单位|公司|机构|个人|班级|用户|项目单位|法人|家庭|人员|地区|车辆|建筑|场所)(?=[，。；、]|给予|可|应|实行|\Z)",
)
OWN_PARTS = pattern("own_parts", r"[\d一二三四五六七八九十]{1,3}大[\u4e00-\u9fff]{1,8}、\Z")
PAST_TIME = pattern(
    "past_time", r"年来[，、累]|去年|上年度?[，末]|“十[二三]五”(?:期间|末)|截[至止][^，。]{2,16}，[^，。]{0,8}已"
)
PAST = pattern(
    "past",
    r"(?:20\d\d ?年来|[一二三四五六七八九十]年来|去年|上年|已[有经建达累]|(?<!力争)(?<!确保)累计已|现有|“十[二三]五”(?:期间|末)|截[至止][^，]{0,16}已)",
)
BASELINE = pattern("baseline", r"(?:从|由|自)(?:20\d\d ?年[底末]?的?)?(?:约|近)?\Z")
SHARED = pattern("shared_value", r"(?P<names>[^，。；：]{2,80}?)(?:年均)?(?P<share>分别|均|都)")
NAME_JOIN = pattern("name_join", r"、|和(?!谐)|及|以及")
CHANGE_VERBS = ("增长", "增加", "提高", "提升", "下降", "降低", "减少", "压缩", "缩短")
CHANGE_UNITS = ("%", "‰", "个百分点", "倍", "元")
NEAR = 6
MAX_INDICATOR = 80


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


def find_measures(text: str) -> Iterator[Measure]:
    """All numbers that the text commits to, in order.

    >>> [(m.indicator, str(m.quantity.value)) for m in find_measures("上云率达到80%，打造5个智慧社区")]
    [('上云率', '80'), ('智慧社区', '5')]
    """
    quantities = list(find_quantities(text))
    for position, quantity in enumerate(quantities):
        previous = quantities[position - 1] if position else None
        if _is_part_of_a_name(text, quantity, previous):
            continue
        clause = _clause(text, quantity.span)
        if not _commits(text, quantity, clause):
            continue
        item = _item(text, clause, quantity, previous)
        yield from _read(text, quantity, clause, item, [q for q in quantities if clause.contains(q.span)])


def _is_part_of_a_name(text: str, quantity: Quantity, previous: Quantity | None) -> bool:
    """30亿元以上项目 behind a count, 从17.9% before the value reached, 3人制, 30万千瓦级, 2400户（累计约3600户）."""
    if text[quantity.span.end : quantity.span.end + 1] in ("制", "级", "型"):
        return True
    if previous and (
        previous.span.end == quantity.span.start or ASIDE.fullmatch(text, previous.span.end, quantity.span.start)
    ):
        return True
    return bool(BASELINE.search(text[max(0, quantity.span.start - 12) : quantity.span.start]))


def _clause(text: str, span: Span) -> Span:
    """The clause around a span: between ，。；： outside brackets."""
    start = span.start
    while start > 0 and text[start - 1] not in "，。；：\n":
        start -= 1
    end, depth = span.end, 0
    while end < len(text) and (depth or text[end] not in "，。；：\n"):
        depth += (text[end] == "（") - (text[end] == "）")
        end += 1
    return Span(start, end)


def _item(text: str, clause: Span, quantity: Quantity, previous: Quantity | None) -> Span:
    """The part of an enumeration the number stands in: 幼儿园200所、学校500所 has two."""
    start, end = clause
    if previous and previous.span.start >= clause.start and text[previous.span.end : previous.span.end + 1] == "、":
        start = previous.span.end + 1
    if text[quantity.span.end : quantity.span.end + 1] == "、":
        end = quantity.span.end
    return Span(start, end)


def _commits(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether the clause (or the one it continues) commits to the number."""
    words = target_words()
    body = clause.slice(text)
    near = text[max(clause.start, quantity.span.start - NEAR) : quantity.span.start]
    if any(word in body for word in words.not_in_clause) or any(
        _stands_before(near, word) for word in words.not_before
    ):
        return False
    if _is_condition(text, quantity, clause):
        return False
    if any(word in body for word in words.commit):
        return True
    if _states_a_level(text, quantity, clause):
        return True
    at_an_edge = quantity.span.start == clause.start or quantity.span.end == clause.end
    return at_an_edge and _continues(text, clause)


def _is_condition(text: str, quantity: Quantity, clause: Span) -> bool:
    """研发费用占比3%以上且…的企业, …超过300万元的，: who qualifies, not what is promised."""
    after = text[quantity.span.end : clause.end]
    sentence = max(text.rfind("。", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1
    body = clause.slice(text)
    return (
        after.startswith(("且", "并且"))
        or (body.startswith(("对", "凡")) and "的" in after)
        or OWN_PARTS.search(text, clause.start, quantity.span.start) is not None
        or PAST_TIME.search(text, sentence, clause.end) is not None
        or clause.slice(text).endswith("的")
        or QUALIFIED.match(after) is not None
        or PAST.search(clause.slice(text)) is not None
    )


def _states_a_level(text: str, quantity: Quantity, clause: Span) -> bool:
    """城镇调查失业率5.5%左右: what is measured stands right before a number that ends the clause."""
    bound = quantity.operator in ("~", ">=", "<=")
    return (
        bound
        and quantity.span.end == clause.end
        and LEVEL_NAME.search(text, clause.start, quantity.span.start) is not None
    )


def _stands_before(near: str, word: str) -> bool:
    """Whether `word` governs the number: prepositions anywhere close before it, short words right before it."""
    return near.endswith(word) if len(word) == 1 else word in near


def _continues(text: str, clause: Span) -> bool:
    """A clause continues the enumeration before it (打造5个…，3个…，1个…; 培育企业5家，“小巨人”企业50家)."""
    if not text[: clause.start].endswith("，"):
        return False
    previous = _clause(text, Span(clause.start - 1, clause.start - 1))
    own = list(find_quantities(previous.slice(text)))
    if not own:
        return False
    committed = any(word in previous.slice(text) for word in target_words().commit)
    return committed or (own[0].span.start == 0 and _continues(text, previous))


def _read(text: str, quantity: Quantity, clause: Span, item: Span, siblings: Sequence[Quantity]) -> Iterator[Measure]:
    """The measures of one number, by the first word order that fits."""
    shared = _shared(text, quantity, clause, siblings)
    if shared:
        yield from shared
        return
    for read in (_measured_before, _counted_before, _counted_after):
        measure = read(text, quantity, clause, item)
        if measure:
            yield measure
            return


def _measure(
    text: str, quantity: Quantity, clause: Span, *, indicator: str, span: Span, verb: str, level: bool, rule: str
) -> Measure:
    changes = verb in CHANGE_VERBS and not level and quantity.unit.endswith(CHANGE_UNITS)
    match = BASE_YEAR.search(clause.slice(text))
    return Measure(
        indicator=indicator[-MAX_INDICATOR:],
        quantity=quantity,
        operator="change" if changes and quantity.operator in ("=", "~", ">=") else quantity.operator,
        base_year=2000 + int(match.group("short")) if match else None,
        clause=clause,
        span=span,
        rule=rule,
    )


def _shared(text: str, quantity: Quantity, clause: Span, siblings: Sequence[Quantity]) -> list[Measure]:
    """A、B分别达到65%和95% pairs names with values in order; A、B均增长8% gives each name the value."""
    match = SHARED.match(clause.slice(text))
    if match is None or clause.start + match.end() > quantity.span.start:
        return []
    lead = LEAD_IN.match(match.group("names"))
    names = [name for name in NAME_JOIN.split(match.group("names")[lead.end() if lead else 0 :]) if name.strip()]
    values = [sibling for sibling in siblings if sibling.span.start >= clause.start + match.end()]
    reach = REACH.search(text[clause.start : values[0].digits]) if values else None
    if len(names) < 2 or reach is None:
        return []
    if len(values) == len(names):
        names = [names[values.index(quantity)]]
    elif len(values) != 1:
        return []
    start = clause.start + (lead.end() if lead else 0)
    return [
        _measure(
            text,
            quantity,
            clause,
            indicator=name.strip(),
            span=Span(start, quantity.span.end),
            verb=reach.group("verb") or reach.group("short"),
            level=bool(reach.group("level") or reach.group("level_short")),
            rule="quantity.paired",
        )
        for name in names
    ]


def _measured_before(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """上云率达到80%: the indicator stands before the verb."""
    before = text[item.start : quantity.digits]
    match = REACH.search(before)
    if match is None:
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    indicator = COMPARED.sub("", before[start : match.start()]).strip("的 ").removeprefix("新增")
    if len(indicator) < 2 or indicator.endswith(target_words().commit):
        return None
    return _measure(
        text,
        quantity,
        clause,
        indicator=indicator,
        span=Span(item.start + start, quantity.span.end),
        verb=match.group("verb") or match.group("short"),
        level=bool(match.group("level") or match.group("level_short")),
        rule="quantity.measured_before",
    )


def _counted_before(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """建成5G基站1.2万个: verb, what is counted, number at the end; later items inherit the verb."""
    before = text[item.start : quantity.span.start]
    if text[quantity.span.end : item.end].strip():
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    skipped = _verbs_end(before, start)
    indicator = before[skipped:].strip("了的各类 ")
    inherits = item.start > clause.start or LEVEL_NAME.search(indicator) or _continues(text, clause)
    if skipped == start and not inherits:
        skipped = _last_verb_end(before)
        indicator = before[skipped:].strip("了的各类 ")
    if (skipped == start and not inherits) or len(indicator) < 2:
        return None
    span = Span(item.start + start, quantity.span.end)
    return _measure(
        text, quantity, clause, indicator=indicator, span=span, verb="", level=False, rule="quantity.counted_before"
    )


def _verbs_end(before: str, start: int) -> int:
    """Where the verbs that open an item end: 建设和改造城镇管网 has two."""
    place = start
    while True:
        rest = before[place:]
        joined = len(rest) - len(rest.lstrip("和及、")) if place > start else 0
        verb = max((verb for verb in target_words().commit if rest[joined:].startswith(verb)), key=len, default="")
        if not verb or (place > start and not joined):
            return place
        place += joined + len(verb)


def _last_verb_end(before: str) -> int:
    """Where the last verb that commits ends (在…领域培育创新载体); 0 where there is none."""
    ends = [before.rfind(verb) + len(verb) for verb in target_words().commit if verb in before]
    return max(ends, default=0)


def _counted_after(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """打造30个…试点示范, 80%的…能够…: what is counted stands behind the number."""
    after = text[quantity.span.end : item.end]
    aside = ASIDE_BEFORE_NOUN.match(after)
    offset = aside.end() if aside else 0
    offset += len(after[offset:]) - len(after[offset:].lstrip("的 "))
    end = len(after) if quantity.unit == "%" else _noun_end(after, offset)
    indicator = after[offset:end].strip()
    if not 2 <= len(indicator) <= MAX_INDICATOR or quantity.unit == "岁" or indicator[0] in "、/":
        return None
    if quantity.operator == "<=" and quantity.unit != "%":
        return None  # 每年评选不超过10个: a ceiling, not a promise.
    span = Span(_verb_start(text, quantity, clause), quantity.span.end + end)
    return _measure(
        text, quantity, clause, indicator=indicator, span=span, verb="", level=False, rule="quantity.counted_after"
    )


def _noun_end(after: str, offset: int) -> int:
    """Where the counted noun ends: at a mark, a conjunction or the next part of the sentence, outside brackets."""
    for match in NOUN_END.finditer(after, offset):
        if after.count("（", 0, match.start()) == after.count("）", 0, match.start()):
            return match.start()
    return len(after)


def _verb_start(text: str, quantity: Quantity, clause: Span) -> int:
    """Where the verb right before the number begins, so that the quote says 打造30个…, not 30个…."""
    before = text[clause.start : quantity.span.start]
    verbs = [verb for verb in target_words().commit if before.endswith(verb)]
    return quantity.span.start - max(map(len, verbs), default=0)

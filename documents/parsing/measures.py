"""Text -> measures: what each number in a committing clause measures or counts (codebook: Target).

Four word orders: 上云率达到80% (measured before) · 建成5G基站1.2万个 (counted before) · 打造30个…试点示范 (counted after) ·
A、B分别达到65%和95% (paired). Which numbers are promised at all is decided in commitments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.parsing.attributes import only_describes
from documents.parsing.commitments import (
    LEVEL_NAME,
    SHOULD_HAVE,
    clause_around,
    commits,
    continues,
    is_part_of_a_name,
)
from documents.parsing.lexicon import target_words
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity, find_quantities
from documents.parsing.reaching import COMPARED, LEAD_IN, MAX_INDICATOR, REACH, Measure, measured, verbs_end
from documents.parsing.spans import Span
from documents.parsing.values_in_turn import shared_values

NOUN_END = pattern("indicator_end", r"[，。；：、]|和(?!谐)|以及|通过|并(?!网)|，")
ENDS_ITEM = pattern("ends_item", r" {0,2}(?:（[户个家人名套栋间座处所项台组]）|（其中[^（）]{2,80}）)?[ 。]{0,2}")
ITEM_MARK = pattern("item_mark", r"(?:（[户个家人名套栋间座处所项台组]）)?、")
ASIDE_BEFORE_NOUN = pattern("aside_before_noun", r"（[^（）]{1,20}）")
SHARE_OF = pattern(
    "share_of",
    r"(?P<bound>不低于|不少于|不超过|不高于|高于|低于|超过|达到|占|(?:提高|提升|扩大|降低|下降)[到至])(?P<whole>[^，。；：\d]{2,24}的)\Z",
)
BOUNDS = {"不低于": ">=", "不少于": ">=", "高于": ">=", "超过": ">=", "不超过": "<=", "不高于": "<=", "低于": "<="}
# 进一步推动…覆盖率达85%: the rate is what is measured.
PROMOTED = pattern(
    "promoted_rate",
    r"\A(?:进一步|持续|全面|大力|加快|不断){0,2}(?:推进|推动|促进|带动)(?=[^，。；]{2,60}(?:率|水平|比例|比重|占比)\Z)",
)
BUILT = pattern("built", r"\A建成(?!区)")
DOUBLES = pattern("doubles", r"(?:实现|努力|力争|争取|确保|再|要|基本|总体){0,4}\Z")
YEAR_REACHED = pattern(
    "year_reached", r"(?<=[到至在])(?:20\d\d ?年(?:末|底)?|目前|现有水平|当前|现在|每[人户亩台件吨村])的?\Z"
)
NO_NOUN = pattern("no_noun", r"[、/]|\d{1,4}[%‰]")
ADDS_UP = pattern(
    "adds_up",
    r"(?:总数|总量|规模|并|共|将|已)?(?:累计|合计|总计)(?:建成|建设|达到|达|完成|新增|培育|改造|开通|超过|突破)?(?:约|近)?",
)
"""新建5G基站2000个，累计建成1.2万个: the total of what the clause before counts."""
AMONG_THEM = pattern("among_counted", r"(?:其中[：:]?)?20\d\d ?年(?:底?前)?|其中")
BARE_VERB = pattern(
    "bare_verb",
    r"(?:20\d\d ?年|全年|今年|力争|累计|预计|可|将|并|实现|年均|每年|年){0,4}(?P<verb>脱贫|减贫|惠及|受益|培训)(?:达到?|约|近)?",
)
PLACES_OF_ONE_SIGN = ("村", "镇", "乡", "县")
DONE_BEHIND = (
    "新增",
    "完成",
    "入库",
    "入驻",
    "落户",
    "上线",
    "投产",
    "投运",
    "投用",
    "到位",
    "开工",
    "竣工",
    "签约",
    "获批",
    "净增",
    "达产",
    "上市",
    "挂牌",
    "成交",
    "落地",
    "通车",
    "出列",
)
"""Verbs that stand between what is counted and its number."""
PER = pattern("per_so_many", r"每[\d百千万十]")
PER_SO = tuple(f"每{count}" for count in "百千万十123456789")
PER_NORM = pattern("per_norm", r"按照?(?P<per>每[\d百千万十][^，。；\d]{1,12})\Z")
PER_NOUN = pattern("per_noun", r"[\u4e00-\u9fff]{2,8}?(?=规划|建设|设置|配建|配备|配置|[，。；、]|\Z)")
DONE_BY = pattern("done_by", r"(?P<named>[^，。；]{2,40}?)(?:清偿|化解|压减|削减|处置|整改|消化|销号)\Z")


def find_measures(text: str) -> Iterator[Measure]:
    """All numbers that the text commits to, in order.

    >>> [(m.indicator, str(m.quantity.value)) for m in find_measures("上云率达到80%，打造5个智慧社区")]
    [('上云率', '80'), ('智慧社区', '5')]
    """
    quantities = list(find_quantities(text))
    latest: Measure | None = None
    for position, quantity in enumerate(quantities):
        previous = quantities[position - 1] if position else None
        if is_part_of_a_name(text, quantity, previous=previous):
            continue
        clause = clause_around(text, quantity.span)
        if not commits(text, quantity, clause=clause):
            continue
        item = _item(text, clause, quantity, quantities[:position])
        siblings = [other for other in quantities if clause.contains(other.span)]
        inherited = latest.indicator if latest and _same_sentence(text, latest.clause, clause) else ""
        for measure in _read(text, quantity, clause, item, siblings, inherited):
            latest = measure = _in_turn(text, measure, siblings, latest)
            yield measure


def _in_turn(text: str, measure: Measure, siblings: Sequence[Quantity], latest: Measure | None) -> Measure:
    """Values side by side are due in turn, and what the first of them measures is what the others do."""
    turn = measure.turn or _turn(text, measure.quantity, siblings)
    if (
        measure.rule == "quantity.paired"
        or turn is None
        or turn[0] == 0
        or latest is None
        or latest.clause != measure.clause
    ):
        return replace(measure, turn=turn)
    return replace(measure, turn=turn, indicator=latest.indicator)


def _turn(text: str, quantity: Quantity, siblings: Sequence[Quantity]) -> tuple[int, int] | None:
    """Which of several values side by side this is: 达到2.6人和3.0人 behind 到2022年和2030年."""
    place = [other.digits for other in siblings].index(quantity.digits)
    row = [siblings[place]]
    for other in siblings[place + 1 :]:
        if other.unit != quantity.unit or text[row[-1].span.end : other.span.start] not in ("、", "和"):
            break
        row.append(other)
    behind = len(row)
    for other in reversed(siblings[:place]):
        if other.unit != quantity.unit or text[other.span.end : row[0].span.start] not in ("、", "和"):
            break
        row.insert(0, other)
    return (len(row) - behind, len(row)) if len(row) > 1 else None


def _same_sentence(text: str, earlier: Span, later: Span) -> bool:
    return not any(mark in text[earlier.end : later.start] for mark in "。：\n")


def _item(text: str, clause: Span, quantity: Quantity, before: Sequence[Quantity]) -> Span:
    """The part of an enumeration the number stands in: 幼儿园200所、学校500所 has two; thresholds among them end none."""
    start, end = clause
    for earlier in reversed(before):
        mark = ITEM_MARK.match(text, earlier.span.end) if earlier.span.start >= clause.start else None
        if mark:
            start = mark.end()
        if mark or earlier.span.start < clause.start or not only_describes(text, earlier, clause):
            break
    if ITEM_MARK.match(text, quantity.span.end):
        end = quantity.span.end
    return Span(start, end)


def _read(
    text: str, quantity: Quantity, clause: Span, item: Span, siblings: Sequence[Quantity], inherited: str
) -> Iterator[Measure]:
    """The measures of one number, by the first word order that fits; `inherited` is the indicator of the clause before."""
    shared = shared_values(text, quantity, clause, siblings, inherited)
    if shared:
        yield from shared
        return
    ends = quantity.span.end == item.end
    if ends and (verb := _bare_verb(text[item.start : quantity.span.start])):
        rule, span = "quantity.counted_before", Span(item.start, quantity.span.end)
        yield measured(text, quantity, clause, indicator=verb, span=span, verb="", level=False, rule=rule)
        return
    before = text[item.start : quantity.span.start]
    second = item.start > clause.start and not before  # 新增铁路专用线4条、约32公里
    if inherited and ends and (second or _says_only_a_verb(before)):
        span = Span(item.start, quantity.span.end)
        rule = "quantity.counted_before"
        yield measured(text, quantity, clause, indicator=inherited, span=span, verb="", level=False, rule=rule)
        return
    if quantity.unit == "番" or _only_changes(text[item.start : quantity.digits], ends=ends):
        measure = _changed(text, quantity, clause, item, inherited)
        if measure:
            yield measure
        return
    for read in (_share_of, _per_so_many, _done_by, _measured_before, _counted_before, _counted_after):
        measure = read(text, quantity, clause, item)
        if measure:
            yield measure
            return


def _bare_verb(before: str) -> str:
    """惠及 of 惠及15万户, 脱贫 of 2018年脱贫3.5万人: a verb that says by itself what the unit counts."""
    match = BARE_VERB.fullmatch(before)
    return match.group("verb") if match else ""


def _says_only_a_verb(before: str) -> bool:
    """累计建成, 其中新建, 五年内培育: what is counted stands in the clause before."""
    if ADDS_UP.fullmatch(before) or AMONG_THEM.fullmatch(before):
        return True
    lead = LEAD_IN.match(before)
    start = place = lead.end() if lead else 0
    while place < len(before) and (end := verbs_end(before, place)) > place:
        place = end
    return start < place == len(before)


def _only_changes(before: str, *, ends: bool) -> bool:
    """比2020年提高, 力争达到: the clause says how much, the one before it says of what."""
    match = REACH.search(before)
    if match is None:
        return False
    named = before[: match.start()]
    if not named or LEAD_IN.fullmatch(named):
        return ends
    return bool(COMPARED.search(named)) and not COMPARED.sub("", named).strip("，")


def _changed(text: str, quantity: Quantity, clause: Span, item: Span, inherited: str) -> Measure | None:
    """居民收入比2020年翻一番; 资源利用率达到60%，比2020年提高8个百分点."""
    before = text[item.start : quantity.digits]
    match = DOUBLES.search(before) if quantity.unit == "番" else REACH.search(before)
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    named = COMPARED.sub("", before[start : match.start()]).strip("的 ") if match else ""
    if len(named or inherited) < 2:
        return None
    parts = match.groupdict() if match else {}
    verb = "增长" if quantity.unit == "番" else parts.get("verb") or parts.get("short") or ""
    span = Span(item.start + start, quantity.span.end)
    return measured(
        text,
        quantity,
        clause,
        indicator=named or inherited,
        span=span,
        verb=verb,
        level=bool(quantity.unit != "番" and parts.get("level")),
        rule="quantity.measured_before",
    )


def _per_so_many(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """按照每千人口不少于8个托位建设: what there is of it for so many stands on both sides of the number."""
    match = PER_NORM.search(text, item.start, quantity.span.start)
    noun = PER_NOUN.match(text, quantity.span.end, clause.end) if match else None
    if match is None or noun is None:
        return None
    return measured(
        text,
        quantity,
        clause,
        indicator=match.group("per") + noun.group(),
        span=Span(match.start("per"), noun.end()),
        verb="",
        level=True,
        rule="quantity.counted_after",
    )


def _done_by(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """拖欠账款存量清偿一半以上: the share of it that is done."""
    before = text[item.start : quantity.span.start]
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    ends = quantity.span.end == item.end or text.startswith(("并", "且"), quantity.span.end)
    match = DONE_BY.match(before, start) if quantity.unit == "%" and ends else None
    if match is None:
        return None
    span, named = Span(item.start + start, quantity.span.end), match.group("named")
    return measured(
        text, quantity, clause, indicator=named, span=span, verb="", level=False, rule="quantity.measured_before"
    )


def _measured_before(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """上云率达到80%: the indicator stands before the verb; 提高到2025年的45% has the year between them."""
    before = YEAR_REACHED.sub("", text[item.start : quantity.digits])
    match = REACH.search(before)
    if match is None:
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    indicator = COMPARED.sub("", before[start : match.start()]).strip("的 ").removeprefix("新增")
    indicator = PROMOTED.sub("", BUILT.sub("", indicator))
    if len(indicator) < 2 or indicator.endswith(target_words().commit):
        return None
    return measured(
        text,
        quantity,
        clause,
        indicator=indicator,
        span=Span(item.start + start, quantity.span.end),
        verb=match.group("verb") or match.group("short"),
        level=bool(match.group("level") or match.group("level_short")),
        rule="quantity.measured_before",
    )


def _share_of(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """土地供应量不低于供应总量的70%: the bound and the whole stand between what is measured and the number."""
    before = text[item.start : quantity.digits]
    match = SHARE_OF.search(before) if quantity.unit in ("%", "‰") else None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    if match is None or match.start() - start < 2:
        return None
    named = before[start : match.start()]
    bound = BOUNDS.get(match.group("bound"))
    return measured(
        text,
        replace(quantity, operator=bound) if bound and quantity.operator == "=" else quantity,
        clause,
        indicator=named if named.endswith(("率", "比例", "比重", "占比")) else f"{named}占{match.group('whole')[:-1]}",
        span=Span(item.start + start, quantity.span.end),
        verb="",
        level=True,
        rule="quantity.measured_before",
    )


def _counted_before(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """建成5G基站1.2万个: verb, what is counted, number at the end; later items inherit the verb."""
    before = text[item.start : quantity.span.start]
    if not ENDS_ITEM.fullmatch(text, quantity.span.end, item.end):
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    skipped = verbs_end(before, start)
    indicator = before[skipped:].strip("了的各类 ")
    inherits = item.start > clause.start or LEVEL_NAME.search(indicator) or continues(text, clause)
    inherits = inherits or before.startswith(("年均", *PER_SO), start) or bool(SHOULD_HAVE.search(before))
    if skipped == start and not inherits:
        skipped = _last_verb_end(before)
        indicator = before[skipped:].strip("了的各类 ")
    if before.endswith(DONE_BEHIND) and len(before) - start > 4 and not inherits:
        skipped, indicator = start + 1, before[start:-2]  # 既有住宅加装电梯新增400台, 科技型中小企业入库1100户
    if (skipped == start and not inherits) or len(indicator) < 2:
        return None
    per = PER.search(before, start)
    indicator = SHOULD_HAVE.sub("", indicator)
    indicator = before[per.start() :].strip() if per else indicator.removesuffix("至").removesuffix("到")
    span = Span(item.start + start, quantity.span.end)
    return measured(
        text, quantity, clause, indicator=indicator, span=span, verb="", level=False, rule="quantity.counted_before"
    )


def _last_verb_end(before: str) -> int:
    """Where the last verb that commits ends and leaves a name (开展职业技能培训30万人次); 0 where there is none."""
    ends = [before.rfind(verb) + len(verb) for verb in target_words().commit if verb in before]
    return max((end for end in ends if len(before) - end >= 2), default=0)


def _counted_after(text: str, quantity: Quantity, clause: Span, item: Span) -> Measure | None:
    """打造30个…试点示范, 80%的…能够…: what is counted stands behind the number."""
    after = text[quantity.span.end : item.end]
    aside = ASIDE_BEFORE_NOUN.match(after)
    offset = aside.end() if aside else 0
    offset += len(after[offset:]) - len(after[offset:].lstrip("）的 "))  # 新增2400户（累计3600户）餐饮单位
    end = len(after.rstrip("。")) if quantity.unit == "%" else _noun_end(after, offset)
    indicator = after[offset:end].strip()
    short = len(indicator) < 2 and indicator not in PLACES_OF_ONE_SIGN
    if short or len(indicator) > MAX_INDICATOR or quantity.unit == "岁" or NO_NOUN.match(indicator):
        return None
    if quantity.operator == "<=" and quantity.unit != "%":
        return None  # 每年评选不超过10个: a ceiling, not a promise.
    span = Span(_verb_start(text, quantity, clause), quantity.span.end + end)
    return measured(
        text, quantity, clause, indicator=indicator, span=span, verb="", level=False, rule="quantity.counted_after"
    )


def _noun_end(after: str, offset: int) -> int:
    """Where the counted noun ends: at a mark, a conjunction or the next part of the sentence, outside brackets."""
    for match in NOUN_END.finditer(after, offset):
        if match.group() == "、" and _noun_goes_on(after[match.end() :]):
            continue
        if after.count("（", offset, match.start()) == after.count("）", offset, match.start()):
            return match.start()
    return len(after)


def _noun_goes_on(rest: str) -> bool:
    """具有博士、硕士学位的企业紧缺人才: the noun stands at the end of the list, behind its last 的."""
    part = NOUN_END.split(rest.replace("、", ""), maxsplit=1)[0]
    return "的" in part and not any(character.isdigit() for character in part)


def _verb_start(text: str, quantity: Quantity, clause: Span) -> int:
    """Where the verb right before the number begins, so that the quote says 打造30个…, not 30个…."""
    before = text[clause.start : quantity.span.start]
    verbs = [verb for verb in target_words().commit if before.endswith(verb)]
    return quantity.span.start - max(map(len, verbs), default=0)

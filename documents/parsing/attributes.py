"""Number in a clause -> does it only describe: what a thing has to be, what each one gets, how often, what another level asks.

A number is a goal where a verb of promise governs it (建成30个, 达到80%) or a bound ends its clause behind what is measured.
It is none where it belongs to a noun:

* attribute of what follows: 投资额500万元以上的项目, 面积不少于30平方米的服务站, 100—300人的园区, 35吨及以下锅炉
* who may apply or take part: 申报单位从业人员不少于20人, 拥有10名以上专家的机构, 3家以上企业组建联合体
* money that is spent or given: 财政每年安排1亿元专项资金, 单个项目不超过200万元, 首付款比例
* state of affairs: “十三五”以来累计完成300亿元
* how often a procedure is done: 每月1次的调度机制
* what another level asks: 国家提出到2025年…达到20%
"""

from __future__ import annotations

from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity
from documents.parsing.spans import Span

_BOUND = r"(?:及?以上|及?以下|以内|左右)?"
_SOMEONE = r"(?:企业|项目|单位|公司|机构|商户|工商户|工程|园区|幼儿园|学校|医院|社区|场所|建筑|锅炉|机组|站|厂|小区|楼宇|农户|主体|基地|景区|农场|合作社|大户|产业链|集群|示范[区园]|村(?!镇)|公园|商圈|综合体|市场|车间|工厂)"
MEASURE_BEFORE = pattern(
    "attribute_measure_before",
    r"(?:投资额?|面积|规模|收入|产值|能力|占地|纳税额?|销售额|贷款|容量|营收|税收|利润|总额|税额|人数)"
    r"(?:达到?|在|不低于|不少于|超过|为|约)?\Z",
)
OF_WHAT_FOLLOWS = pattern(
    "attribute_of_what_follows",
    rf"{_BOUND}的(?!目标|任务|要求|水平|标准|增长|增速|速度|规模)[^，。；、\d]{{0,14}}?{_SOMEONE}",
)
BOUNDED_BEARER = pattern("attribute_bounded_bearer", rf"{_BOUND}的?[\u4e00-\u9fff]{{0,8}}?{_SOMEONE}")
NOT_COUNTED = pattern("attribute_unit", r"(?:[万亿千百]*元|平方米|亩|公顷|吨|兆瓦|千瓦|平方公里)(?:/\S{1,4})?")
PERSONS_OF = pattern(
    "attribute_persons_of",
    r"(?:规模)?的?(?:大中?小?型)?(?:园区|幼儿园|学校|医院|企业|机构|单位|班级?|场所|村|社区)",
)
# 消除56人以上大班额, 20万人口以下的县: how many make a class too large, or a place small.
LARGE_CLASS = pattern("attribute_large_class", r"(?:及以上)?的?超?(?:大班额|大校额|班额)|口及?以[上下]的")
HAVING = pattern("attribute_having", r"(?:拥有|具有|具备|吸纳|雇用|聘用)[^，。；\d]{0,12}\Z")
BY_WHOM = pattern("attribute_by_whom", rf"[^，。；]{{1,20}}?的[\u4e00-\u9fff]{{0,6}}?{_SOMEONE}")
TAKING_PART = pattern("attribute_taking_part", r"(?:企业|单位|机构|高校)[^，。；]{0,4}?(?:组建|联合|共同|组成|参与)")
HELD_TO_BE = pattern(
    "attribute_held_to_be",
    r"[^，。；]{0,24}为(?:主要|重点|核心|工作|服务|目标|帮扶){0,2}(?:对象|主体|重点|基础|依托|载体|核心|龙头|骨干|支撑|抓手|牵引|试点|样板|引领)",
)
WITH = pattern("attribute_with", r"(?:以|把|将)[^，。；]{0,30}\Z")
AND_HAVING = pattern(
    "attribute_and_having", rf"(?:以上)?、(?:具有|具备|拥有|掌握)[^，。；\d]{{1,24}}的[\u4e00-\u9fff]{{0,8}}{_SOMEONE}"
)
APPLICANT = pattern(
    "attribute_applicant",
    r"(?:申报|申请)(?:单位|企业|主体|项目|人|园区|对象|条件|机构|基地|平台|城市|地区)|(?:所称|指的?是|定义为)[^。]{0,60}\Z|注册资(?:本|金)",
)
BUDGET = pattern("attribute_budget", r"(?:安排|列支|拨付|预算)[^，。；\d]{0,8}\Z")
BY_THE_TREASURY = pattern("attribute_by_the_treasury", r"财政[^，。；\d]{0,6}(?:安排|列支|拨付|预算)[^，。；\d]{0,4}\Z")
SPENT = pattern("attribute_spent", r"(?:以上|左右)?的?[\u4e00-\u9fff]{0,8}?(?:资金|经费|预算)")
EACH_AT_MOST = pattern("attribute_each_at_most", r"(?:单个|单户|单笔|单家|同一|每[个户家人项年])[^，。；\d]{0,14}\Z")
SHARE_PAID = pattern(
    "attribute_share_paid",
    r"(?:专项|奖补|补助|扶持)资金(?:用于|投向)[^，。；\d]{0,16}比例|(?:首付款?|资本金|保证金|贴息|补助|补贴|抵扣)[^，。；\d]{0,3}比例",
)
SINCE = pattern(
    "attribute_since", r"(?:“十[二三四]五”|成立|启动|实施|党的[\u4e00-\u9fff]{2,4})以来[，,][^。\n]{0,60}\Z"
)
OTHER_LEVEL = pattern("attribute_other_level", r"(?:国家|国务院|党中央|省委|省政府)[^，。；]{0,6}(?:提出|要求|规定)")
SIZE_OF_EACH = pattern(
    "attribute_size_of_each",
    r"[每单][个家座所处项][^，。；\d]{0,12}(?:占地|面积|规模|投资额?|用地)[^，。；\d]{0,6}\Z",
)
HOW_OFTEN = pattern("attribute_how_often", r"每(?:半?[月周日季年]|季度|个月)[^，。；\d]{0,3}\Z")
MECHANISM = pattern("attribute_mechanism", r"的?[\u4e00-\u9fff]{0,8}?(?:机制|制度|调度|督查|例会|会商|通报)")
MAX_TOGETHER = 5
"""So many partners at most make one union (3家以上企业联合); more are a count."""


def only_describes(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether the number belongs to a noun, not to a verb that promises it.

    Example: 500万元 in 支持投资额500万元以上的项目 describes the projects; 10个 in 引进投资额5亿元以上项目10个 is promised.
    """
    return any(
        describes(text, quantity, clause)
        for describes in (_is_of_what_follows, _says_who, _is_money_given, _is_said_of_others)
    )


def _is_of_what_follows(text: str, quantity: Quantity, clause: Span) -> bool:
    """投资额500万元以上的项目, 5000万元以上工业项目, 100—300人的园区: a size is an attribute of the noun behind it."""
    end = quantity.span.end
    if MEASURE_BEFORE.search(text, clause.start, quantity.span.start) and OF_WHAT_FOLLOWS.match(text, end, clause.end):
        return True
    if AND_HAVING.match(text, end, clause.end) and NOT_COUNTED.fullmatch(quantity.unit):
        return True
    if quantity.unit == "人" and LARGE_CLASS.match(text, end, clause.end):
        return True
    if quantity.unit in ("人", "名") and quantity.operator == "range":
        return PERSONS_OF.match(text, end, clause.end) is not None
    bounded = quantity.operator in (">=", "<=") or text.startswith(("及以上", "及以下"), end)
    return (
        bounded
        and NOT_COUNTED.fullmatch(quantity.unit) is not None
        and BOUNDED_BEARER.match(text, end, clause.end) is not None
    )


def _says_who(text: str, quantity: Quantity, clause: Span) -> bool:
    """拥有10名以上专家的机构, 申报单位从业人员不少于20人, 3家以上企业组建联合体: who may apply or take part."""
    end = quantity.span.end
    if HAVING.search(text, clause.start, quantity.span.start) and BY_WHOM.match(text, end, clause.end):
        return True
    if quantity.operator in (">=", "<=") and SIZE_OF_EACH.search(text, clause.start, quantity.digits):
        return True
    if HELD_TO_BE.match(text, end, clause.end) and WITH.search(text, clause.start, quantity.span.start):
        return True
    if quantity.operator == ">=" and quantity.value <= MAX_TOGETHER and TAKING_PART.match(text, end, clause.end):
        return True
    return APPLICANT.search(text, _sentence_start(text, clause), quantity.span.start) is not None


def _is_money_given(text: str, quantity: Quantity, clause: Span) -> bool:
    """财政每年安排1亿元专项资金, 单个项目不超过200万元, 首付款比例降低至20%: spent, given or paid in."""
    before = (clause.start, quantity.digits)
    if quantity.unit == "%":
        return SHARE_PAID.search(text, *before) is not None
    if not quantity.unit.endswith("元"):
        return False
    if BY_THE_TREASURY.search(text, *before):
        return True
    if BUDGET.search(text, *before) and SPENT.match(text, quantity.span.end, clause.end):
        return True
    return quantity.operator == "<=" and EACH_AT_MOST.search(text, *before) is not None


def _is_said_of_others(text: str, quantity: Quantity, clause: Span) -> bool:
    """“十三五”以来累计完成300亿元, 国家提出…达到20%, 每月1次的调度机制: done already, asked by others, how often."""
    before = (clause.start, quantity.span.start)
    if (
        quantity.unit in ("次", "场")
        and quantity.operator == "<="
        and EACH_AT_MOST.search(text, clause.start, quantity.digits)
    ):
        return True
    if quantity.unit == "次" and HOW_OFTEN.search(text, *before):
        return MECHANISM.match(text, quantity.span.end, clause.end) is not None
    return (
        OTHER_LEVEL.match(text, *before) is not None
        or SINCE.search(text, _sentence_start(text, clause), quantity.span.start) is not None
    )


def _sentence_start(text: str, clause: Span) -> int:
    return max(text.rfind("。", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1

"""A year with nothing but its subject: 2018年全市新增就业12.2万人, 增加值2025年突破4000亿元: is it due then?

A year to come is, where it opens a clause and goes on with what is undertaken. The year of the document itself opens a whole sentence
(what is planned for it), and no word tells of what is done already.
"""

from __future__ import annotations

from documents.parsing.month_ranges import opens_clause
from documents.parsing.patterns import pattern

AIMED = pattern(
    "undertaken_to_an_end",
    r"(?:组织)?(?:开展|启动|实施|完成)(?!了)[^，。；]{2,30}(?<!已)，(?:确保|力争|争取)",
)
UNDERTAKES = pattern(
    "year_undertakes",
    r"逐步|扩大|脱贫|减贫|再|拟|计划|新建|新增|改造|培育|打造|创建|推广|开展|实施|组织|建设|全(?:面|[市省县区州盟旗镇乡]|国(?!两会|人大|性))|我[市省县区州]|各[市县区乡镇]"
    r"|[市省县区州]级|市区|城区|城镇|农村|规模以上|地区生产总值|每[个年]|共|累计|基本|安排|力争|主要(?:预期)?(?:目标|指标)|目标[：:是为]|(?:工作|预期|总体|年度)目标",
)
SO_MANY = pattern(
    "year_so_many",
    r"\d{1,6}(?:\.\d{1,2})?[万亿]?(?:[个家户座所条处项名件张辆套台人亩吨万亿%]|公里|平方)",
)
# （一）2023年目标。新增…, 2024年任务：…: what the year's goals are follows.
LABELS = pattern("year_labels", r"度?(?:主要|工作|总体|重点|年度|阶段性?)?(?:目标|任务|目标任务)[：:。]")
# 2025年对本方案实施情况进行评估: in a year to come what is done is meant to be.
COMES = pattern(
    "year_that_comes",
    r"对[^，。；]{2,40}(?:进行|开展)|(?:[上下]半年)?(?:发布|出台|启动|进行|完成|形成|建成|评估|验收|总结|投用|通车|投产)(?!的|后|以来)",
)
# 2024年市级财政安排资金不低于2亿元, 2021年组织对接活动不少于100场: nobody sets a bound to what is past.
BOUNDED = pattern("year_bounded", r"[^，。；：\d]{2,30}(?:不少于|不低于|不超过|控制在)\d")
WHOSE = ("全市", "全省", "全县", "全区", "全州", "我市", "我省", "我县", "我区")
AMONG = ("其中", "其中：")
WILL = pattern("year_will", r"再|拟|计划|力争|将|争取|确保")
GROWS = pattern(
    "year_grows",
    r"[^，。；：\n\d]{2,24}(?<!将)(?:增长|达到?|突破|超过|完成|实现|新增|控制在|不低于|不高于|不超过|不少于|压减|减少|建成|提高|下降|降低)[到至]?(?:约|近)?\d",
)
REACHES = pattern(
    "year_reaches",
    r"(?:力争|争取|确保|要|预计|计划|达到|达|突破|冲刺|超过|实现|提高到|提高至|提升到|提升至|增加到|增加至|扩大到|下降到|降低到|下降至|降低至|降至|降到|增至|增到|控制在|保持在|不低于|不少于){1,3}(?:约|近)?\d",
)
SENTENCE = pattern("year_of_a_plan", r"[^。\n]{0,160}")
FIGURE = pattern("year_with_a_figure", r"\d(?! ?[年月日])[万亿千%个\u4e00-\u9fff]")
TOLD = ("有所", "了", "已", "以来", "同比", "顺利", "圆满", "提出", "印发", "召开")


def year_is_planned(text: str, start: int, end: int, *, year: int, first_year: int | None) -> bool:
    """Whether a year alone between `start` and `end` says when what follows it is due.

    Example: 2019年再改造60个 in a document of 2018; 2018年全市新增就业12.2万人 in one of the same year.
    """
    if first_year is None or year < first_year:
        return False
    if REACHES.match(text, end):
        return True
    if text.endswith(WHOSE, 0, start):
        start -= 2  # 全市2023年计划完成…
    if not opens_clause(text, start):
        return text.endswith(AMONG, 0, start) and SO_MANY.match(text, end) is not None
    if SO_MANY.match(text, end) or LABELS.match(text, end):
        return True
    if year > first_year:
        if COMES.match(text, end):
            return True
        return UNDERTAKES.match(text, end) is not None or GROWS.match(text, end) is not None
    if AIMED.match(text, end) or WILL.match(text, end) or BOUNDED.match(text, end):
        return True
    return _plans_the_sentence(text, start, end)


def _plans_the_sentence(text: str, start: int, end: int) -> bool:
    """2018年全市新增就业12.2万人，…。: the year opens the sentence, and nothing in it is told of the past."""
    before = text[:start].rstrip(" 　")[-1:]
    if before and before not in "，。：\n；、．.":
        return False
    sentence = SENTENCE.match(text, end)
    words = sentence.group() if sentence else ""
    counts = FIGURE.search(words) is not None
    if not counts or any(word in words for word in TOLD):
        return False
    return UNDERTAKES.match(text, end) is not None or GROWS.match(text, end) is not None

"""Heads of tables: which column is the number, the task, who leads, who helps, by when; and what a table is of.

Names of columns are read by how they end and begin (牵头负责部门, 协同配合单位, 时限要求), so that a new wording of an old
column is still told. A table is of tasks where a column of work stands beside one of agencies, and none of money or
duties says otherwise (工作组 | 成员单位 | 主要职责 lists who does what in an emergency, not what is to be done).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.parsing.lexicon import agency_words
from documents.parsing.patterns import pattern

BLANKS = pattern("table_blanks", r"[\s\u3000\xa0]+")
ASIDE = pattern("table_head_aside", r"[（(〔\[][^（）()〔〕\[\]]{0,40}[）)〕\]]|[：:*※]")
NUMBER = pattern("table_head_number", r"序号?|编号|项次|顺序号?|任务编号|No\.?|NO\.?")
AGENCY = pattern(
    "table_head_agency",
    r"(?P<kind>(?:(?!单位|部门)[\u4e00-\u9fff]){0,10}?)(?:单位|部门|机构|科室|处室|股室|主体|机关|分工|处\(室\))",
)
LEADS = pattern("table_head_leads", r"牵头|主办|主责|主要责任|第一责任|主要负责|总负责|汇总")
SUPPORTS = pattern("table_head_supports", r"配合|协|参与|参加|联合|支持|辅助")
ANSWERS = pattern(
    "table_head_answers", r"责任|负责|实施|承办|落实|承担|分工|工作|完成|职能|办理|主管|市直|区直|县直|省直|\A\Z"
)
PERSON = pattern("table_head_person", r".{0,8}(?:领导|责任人|联系人|联络员|负责人|组长|姓名|电话|职务|方式|分管.{0,6})")
AND_PERSON = pattern("table_head_and_person", r"[及和、]?(?:责任人|负责人|联系人|责任领导)\Z")
DUE = pattern(
    "table_head_due",
    r"[\u4e00-\u9fff]{0,6}(?:时限|期限|节点|时间|日期|进度|年限|工期|周期)(?:安排|要求|节点|进度|目标)?|(?:完成|推进|实施|工作)?(?:进度|时间|时限)(?:安排|要求|表)",
)
MONEY = pattern("table_head_money", r".{0,8}(?:资金|投资|金额|预算|经费|造价|补助|单价|万元|亿元).{0,6}")
DUTY = pattern("table_head_duty", r".{0,8}(?:职责|职能|成员单位|职务|会议|议题|考核分值|分值|得分|评分标准|扣分).{0,4}")
INDICATOR = pattern("table_head_indicator", r"(?:主要|核心|具体|二级|三级|发展|规划)?指标(?:名称|项|内容)?|指标名称")
MEASURE = pattern("table_head_measure", r"(?:计量|计算)?单位")
YEAR = pattern(
    "table_head_year",
    r"(?P<year>20\d\d)年?(?:底|末)?(?P<what>[\u4e00-\u9fff]{0,8})|(?P<goal>目标值|规划值|规划目标|预期目标)|(?P<base>基期值?|现状值?|基准值)",
)
GROUP = pattern(
    "table_head_group",
    r".{0,6}问题.{0,4}|.{0,6}(?:类别|分类|类型|领域|方面|板块|大类|维度|环节|专题|模块)|(?:一级|所属).{0,6}|类",
)
WORK = pattern(
    "table_head_work",
    r".{0,10}(?:任务|事项|内容|举措|措施|工作|要求|目标|项目|要点|重点|做法|行动|工程|实事|改革|任务分解|分解|名称|建议|条目|任务书)",
)
OTHER = pattern(
    "table_head_other",
    r".{0,8}(?:备注|说明|成果|依据|来源|进展|情况|出处|性质|属性|状态|形式|地点|位置|规模|标准|方式|结果|备 ?注|进展情况)",
)
ITEM = pattern("table_head_item", r"[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[.．、]|[①-⑳]")
ENTITLED = pattern(
    "table_head_entitled",
    r"(?:设定|法律|法定|实施|许可)依据|许可|审批|处罚|权力|层级|编码|主项|子项|证明|收费|对象|(?:办理|承诺|法定)(?:时限|期限)|受理|实施机关|标准号",
)
"""Columns of lists of what offices may do or must publish: their rows are no work to be done."""
WORK_TO_DO = pattern("table_head_work_to_do", r"任务|举措|措施")
NAMES_WORK = pattern("table_head_names_work", r"任务|举措|措施|事项|项目|工作(?!目标|要求|内容)|名称|行动|工程")
AND = pattern("table_head_and", r"[、及和与/]|（或）")
OPENS_WITH_WORK = pattern("table_head_opens_with_work", r"序号?|任务|内容|措施|举措|事项|项目|要求|目标")
MAX_NAME = 18
MAX_IN_RUN, MAX_RUN = 10, 60
TEXT = frozenset({"work", "group"})
AGENCIES = frozenset({"lead", "support", "responsible"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its kind and by its name as printed: lead, 牵头单位."""

    kind: str
    """number, group, work, lead, support, responsible, person, due, money, duty, indicator, measure, year, other."""
    name: str


def bare_name(text: str) -> str:
    """The name of a column without blanks and what stands in brackets: 完 成 时 限（2022年） gives 完成时限."""
    return ASIDE.sub("", BLANKS.sub("", text))


@lru_cache(maxsize=4096)  # the same few words head every table
def column_of(text: str) -> Column | None:
    """The column that a cell of a head names, None for any other text.

    >>> [column_of(name).kind for name in ("序 号", "重点工作任务", "协同配合单位", "时限要求")]
    ['number', 'work', 'support', 'due']
    """
    if len(text) > 3 * MAX_NAME:
        return None
    name = bare_name(text)
    if not 1 <= len(name) <= MAX_NAME or ITEM.match(name):
        return None
    kind = _kind(name)
    return Column(kind, name) if kind else None


def _kind(name: str) -> str:
    for kind, expression in (
        ("number", NUMBER),
        ("indicator", INDICATOR),
        ("measure", MEASURE),
        ("year", YEAR),
    ):
        if expression.fullmatch(name):
            return kind
    role = _role(AND_PERSON.sub("", name))
    if role:
        return role
    for kind, expression in (
        ("person", PERSON),
        ("money", MONEY),
        ("duty", DUTY),
        ("due", DUE),
        ("other", OTHER),
        ("group", GROUP),
        ("work", WORK),
    ):
        if expression.fullmatch(name):
            return kind
    return ""


def _role(name: str) -> str:
    """The role that a column of agencies gives; a name of two roles (牵头及配合单位) ranks nobody."""
    for role, labels in agency_words().labels.items():
        if name in labels:
            return role
    parts = AND.split(name)
    roles = {_role_of_one(part if part.endswith(parts[-1][-2:]) else part + parts[-1][-2:]) for part in parts}
    return "" if "" in roles else roles.pop() if len(roles) == 1 else "responsible"


def _role_of_one(name: str) -> str:
    match = AGENCY.fullmatch(name)
    if match is None or name.endswith(("项目单位", "成员单位")) or name in ("任务分工", "工作分工"):
        return ""
    kind = match.group("kind")
    if LEADS.search(kind) or SUPPORTS.search(kind):
        return "lead" if LEADS.search(kind) else "support"
    return "responsible" if ANSWERS.search(kind) else ""


def _holds_two(column: Column) -> bool:
    """Whether a name in a run is two: 序号任务, 任务牵头单位."""
    opening = OPENS_WITH_WORK.match(column.name)
    if opening is None or opening.end() == len(column.name):
        return False
    return column.kind in AGENCIES or (column.kind == "work" and column.name.startswith("序"))


@lru_cache(maxsize=1024)
def columns_in_a_run(text: str) -> tuple[Column, ...]:
    """The columns of a head whose cells a copy ran together or set letter by letter; empty where it is none.

    >>> [column.kind for column in columns_in_a_run("序号 工 作 任 务 牵头负责部门")]
    ['number', 'work', 'lead']
    """
    run = ASIDE.sub("", BLANKS.sub("", text))
    if not 4 <= len(run) <= MAX_RUN:
        return ()
    # For each place the best way to read all before it: most full names (任务 alone says less than 工作任务).
    ways: list[tuple[int, tuple[Column, ...]] | None] = [(0, ())]
    for end in range(1, len(run) + 1):
        best: tuple[int, tuple[Column, ...]] | None = None
        for start in range(max(0, end - MAX_IN_RUN), end - 1):
            before = ways[start]
            column = column_of(run[start:end]) if before is not None else None
            if before is None or column is None or _holds_two(column):
                continue
            way = (before[0] + (end - start > 2 or column.kind == "number"), (*before[1], column))
            if best is None or (way[0], -len(way[1])) > (best[0], -len(best[1])):
                best = way
        ways.append(best)
    return ways[-1][1] if ways[-1] else ()


def table_kind(columns: Sequence[Column | None]) -> str:
    """What a table with these columns is of: tasks, indicators, or other; empty where they head no table.

    >>> table_kind([column_of(name) for name in ("序号", "工作任务", "牵头单位", "完成时限")])
    'tasks'
    """
    kinds = [column.kind for column in columns if column]
    if any(column and ENTITLED.search(column.name) for column in columns):
        return "other"
    if len(kinds) < 2 or len(kinds) < 0.6 * len(columns):
        return ""
    named = set(kinds)
    if "indicator" in named and kinds.count("year") >= 1 and not named & {"lead", "support"}:
        return "indicators"
    dated = "due" in named and any(column and WORK_TO_DO.search(column.name) for column in columns)
    if "work" in named and (named & AGENCIES or dated):
        return "other" if named & {"duty"} or ("money" in named and "due" not in named) else "tasks"
    return "other" if named & {"number", "indicator", "measure", "money", "person"} and len(kinds) > 2 else ""

"""What a cell of a table holds, told by itself: a number, a time, agencies, or words.

Needed where a copy lost the columns: then the kinds of the cells show which column each stood in.
"""

from __future__ import annotations

from documents.parsing.lexicon import agency_words, role_words
from documents.parsing.patterns import pattern

NUMBER = pattern("table_cell_number", r"\d{1,3}[.．、]?|[（(]\d{1,3}[）)]")
DUE = pattern(
    "table_cell_due",
    r"(?:20\d\d ?年|20\d\d[./—\-]|\d{1,2} ?月|年[底内末]|长期|持续|全年|常年|常态|每[年月季周]|按[年月季]|立行立改|立即|即时|适时|即知即改|“?十[三四五]五|第?[一二三四]季度|[上下]半年|分阶段|已完成|到20\d\d)",
)
DUE_WORDS = pattern(
    "table_cell_due_words",
    r"[\d年月日底末前内至到—\-–~～./“”十三四五期间上下半季度第一二中旬之以份完成长坚持续推进开展全常态化每立行改即时适分阶段已按实施有序并取得贯穿始终时间节点进度要求，、；。 　\n]+",
)
SEPARATORS = pattern("table_cell_separators", r"[、，；,;\s]+|(?<=[局厅委部办])和(?=[省市区县])")
BRACKETED = pattern("table_cell_bracketed", r"[（(〔][^（）()〔〕]{0,60}[）)〕]")
ENDING = pattern(
    "table_cell_ending",
    r"(?:等(?:有关|相关|各)?(?:部门|单位|市直部门|成员单位){0,2}|按职责分工|牵头(?:负责)?|负责|配合|参与|落实|主办|协办|分别)+\Z",
)
_PLACES = ("区", "县", "市", "州", "站", "处", "所", "馆", "台", "社", "队", "会", "院", "镇", "中心", "室", "部", "办")
_MORE_ENDINGS = ("科", "股", "室", "园", "组", "学校", "党工委")
MAX_AGENCIES, MAX_NAME, MAX_DUE = 400, 30, 40


def is_number(text: str) -> bool:
    """Whether a cell holds the number of its row and nothing else: 12, 3、, （4）."""
    return NUMBER.fullmatch(text) is not None


def number_of(text: str) -> int:
    """The number a cell holds: 3 for 3、 and （3）."""
    return int("".join(filter(str.isdigit, text)))


def is_due(text: str) -> bool:
    """Whether a cell holds a time and nothing else.

    >>> is_due("2022年12月底前"), is_due("持续推进"), is_due("2022年底前建成平台")
    (True, True, False)
    """
    return len(text) <= MAX_DUE and DUE.match(text) is not None and DUE_WORDS.fullmatch(text) is not None


def is_agencies(text: str) -> bool:
    """Whether a cell holds names of agencies and nothing else.

    >>> is_agencies("区经信局、区商务局（区药发中心），各乡镇人民政府"), is_agencies("办公室牵头，各科室配合"), is_agencies("建设政务云。")
    (True, True, False)
    """
    if len(text) > MAX_AGENCIES:
        return False
    names = [ENDING.sub("", name) for name in SEPARATORS.split(BRACKETED.sub("", text.rstrip("。；; ")))]
    named = [name for name in names if name]
    return bool(named) and all(map(_is_name, named))


def _is_name(name: str) -> bool:
    words = agency_words()
    if len(name) > MAX_NAME or "。" in name:
        return False
    if name.startswith("各") or any(map(name.__contains__, words.collectives)):
        return True
    if name.endswith(_PLACES) and name.startswith((*role_words().items["task"], *role_words().leading_verbs)):
        return False  # 打造智慧园区
    return name.endswith((*words.endings, *_MORE_ENDINGS))

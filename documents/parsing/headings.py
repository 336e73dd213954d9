"""Numbered headings: label, rank and title of a line (GB/T 9704: 一、 then （一） then 1. then （1）).

Forms read here: 第一章 · 第一节 · 第一条 · 一、 · （一） · 1. 1． 1、 · 1.1 1.1.1 · （1） ①. The text is clean, so brackets are
full-width. Labels are returned in the form of the codebook: 一、 is 一, （一） is (一), 1． is 1, （1） is (1), 1.1 is 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from re import Match

from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern

_NUMERAL = "[一二三四五六七八九十百零〇两]{1,5}"

PART = pattern(
    "heading_part", rf"第(?P<number>{_NUMERAL}|\d{{1,3}})(?P<kind>[编章节条])(?!规定|所列|第|款|约定)[ 　、：]*"
)
TOP = pattern("heading_top", rf"(?P<number>{_NUMERAL}) ?[、．.] *(?![一二三四五六七八九十]、)")
NEXT_GRADE = pattern("next_grade", r"(?P<number>[一二三四五六七八九十]{1,2})(?:级|线|类|等|季度|月|期工程|楼)")
BRACKETED = pattern("heading_bracketed", rf"[（(](?P<number>{_NUMERAL})[）)][、．.]? *")
ARABIC = pattern("heading_arabic", r"(?P<number>\d{1,3})(?:[.．、](?![\d%])|[）)]) *")
INNER = pattern("heading_inner", r"[（(](?P<number>\d{1,3})[）)][、．.]? *|(?P<circled>[①-⑳]) *")
_AMOUNT = r"万(?!物|众)|亿|千|百分|个(?!人|体|性)|倍|[%‰+×/:：]|元|吨|亩|米|公里|公顷|平方|立方|小时|分钟|天(?!然)|年(?!度)|月(?!度)|日(?!常)|岁|版(?!权)|克"
DECIMAL = pattern(
    "heading_decimal",
    rf"(?P<number>[1-9]\d?(?:[.．][1-9]\d?){{1,3}})(?![.．\d])[、．.]?[ 　]*(?!{_AMOUNT})(?=[\u4e00-\u9fff“《（A-Z])",
)
NEXT_NUMBER = pattern(
    "heading_next_number", rf"(?P<number>\d{{1,3}})[.．、] *(?=\d)(?!\d{{1,4}}(?:\.\d{{1,3}})? ?(?:{_AMOUNT}))"
)
PLAIN = pattern("heading_plain", r"(?P<number>[1-9]\d?)[ 　]+(?P<title>[\u4e00-\u9fff、和与及]{2,20})")
LETTERED = pattern("heading_lettered", r"(?P<label>[“\"]?[A-Z][”\"]?)(?=[\u4e00-\u9fff][^。：；，]{1,36}[。：])")

TOP_RANK, BRACKETED_RANK, ARABIC_RANK, DECIMAL_RANK, INNER_RANK, ARTICLE_RANK = 3, 4, 5, 6, 9, 10
RANKS = {"编": 0, "章": 1, "节": 2, "条": ARTICLE_RANK}
# A page that lost its line breaks keeps the indent of the paragraph behind the heading; 总　　则 is one word.
GAP = pattern("heading_gap", r"(?<=[^ 　]{4})(?:　{2}|[ 　]{3,40})")
# 某事是历史遗留问题，情况复杂 and 对某物，其处理由某部门负责 are sentences, not names.
SENTENCE = pattern(
    "heading_is_a_sentence",
    r"[^，]{3,20}(?<![特尤不但凡只若就还更都别其于])是(?![否非])[^，]{2,30}，|[^，]{3,24}，其[^，]{2,20}由[^，]{2,20}负责\Z",
)
MAX_TITLE = 40
_NO_BEGINNING = "。：；，、 　\t"
"""Marks that no name begins with; a number with nothing else behind it heads nothing."""
_FIRST_CHARACTERS = frozenset("0123456789一二三四五六七八九十百零〇两第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a line: canonical label, its number, rank (small is outside), title."""

    label: str
    number: int | None
    rank: int
    title: str


def read_heading(line: str) -> Heading | None:
    """The heading that a line begins with, None for plain text.

    >>> read_heading("（一）推进基础设施集约化。加快……")
    Heading(label='(一)', number=1, rank=4, title='推进基础设施集约化')
    """
    if line[:1] not in _FIRST_CHARACTERS:
        return None
    match = DECIMAL.match(line)
    if match:
        label = match.group("number").replace("．", ".")
        *outer, last = label.split(".")
        return Heading(label, int(last), DECIMAL_RANK + len(outer) - 1, heading_title(line[match.end() :]))
    for expression, rank in (
        (TOP, TOP_RANK),
        (BRACKETED, BRACKETED_RANK),
        (ARABIC, ARABIC_RANK),
        (INNER, INNER_RANK),
    ):
        match = expression.match(line)
        if (
            match
            and line[match.end() :].strip(_NO_BEGINNING)
            and not (rank == TOP_RANK and _is_next_grade(match, line))
        ):
            return _numbered(match.group("number") or match.group(), rank, line[match.end() :])
    match = PART.match(line)
    if match:
        label = match.group().strip(" 　、：")
        number = _value(match.group("number"))
        return Heading(label, number, RANKS[match.group("kind")], heading_title(line[match.end() :]))
    return None


def read_plain(line: str, *, following: Heading | None = None, before: Heading | None = None) -> Heading | None:
    """A heading of a number and a name alone (2 职责分工); it counts only above 2.1 or as the next one behind it."""
    match = PLAIN.fullmatch(line)
    if match is None:
        return None
    number = int(match.group("number"))
    above = following is not None and following.label == f"{number}.1"
    behind = before is not None and before.number == number - 1
    return Heading(str(number), number, ARABIC_RANK, match.group("title")) if above or behind else None


def read_next(line: str, *, number: int) -> Heading | None:
    """An item whose name begins with a figure (11.121人才项目, 5.5G网络建设); it counts only as the next of its row."""
    match = NEXT_NUMBER.match(line)
    if match is None or int(match.group("number")) != number:
        return None
    return _numbered(match.group("number"), ARABIC_RANK, line[match.end() :])


def is_plain(heading: Heading, line: str) -> bool:
    """Whether a heading was read from a number and a name alone."""
    return heading.rank == ARABIC_RANK and PLAIN.fullmatch(line) is not None


def is_circled(heading: Heading) -> bool:
    """Whether the number is ①: such points do not split an item (codebook: Task)."""
    return heading.label[0] in _CIRCLED


def _is_next_grade(match: Match[str], line: str) -> bool:
    """一、二级保护区 and 五、六月份 name two neighbours, they are no headings."""
    grade = NEXT_GRADE.match(line, match.end())
    number = _value(match.group("number"))
    return grade is not None and number is not None and from_chinese(grade.group("number")) == number + 1


def read_lettered(line: str) -> Heading | None:
    """A heading whose number is a letter (“N”智慧应用专题项目：…); it counts only beside numbered siblings."""
    match = LETTERED.match(line)
    if match is None:
        return None
    return Heading(match.group("label").strip('“”"'), None, ARABIC_RANK, heading_title(line))


def _numbered(number: str, rank: int, rest: str) -> Heading:
    number = number.strip()
    label = f"({number})" if rank in (BRACKETED_RANK, INNER_RANK) and number[0] not in _CIRCLED else number
    return Heading(label, _value(number), rank, heading_title(rest))


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number) if number.isascii() else _CIRCLED.index(number) + 1
    return from_chinese(number)


def heading_title(text: str) -> str:
    """The name a heading gives: up to the first 。 or ： outside brackets or a wide gap, at most 40 characters.

    Where that is longer it is a sentence, not a name, and its first clause stands for it, however long (codebook: Task).

    >>> heading_title("建设数字运营中心，打造综合平台。利用大数据……")
    '建设数字运营中心，打造综合平台'
    """
    name = _until(text.lstrip(_NO_BEGINNING), "。：")
    if gap := GAP.search(name):
        name = name[: gap.start()].strip().rstrip("；;")
    if len(name) <= MAX_TITLE and not ("，" in name and SENTENCE.match(name)):
        return name
    return _until(name, "，；")


def _until(text: str, stops: str) -> str:
    depth = 0
    for position, character in enumerate(text):
        if character in "（《":
            depth += 1
        elif character in "）》":
            depth = max(depth - 1, 0)
        elif character in stops and depth == 0:
            return text[:position].strip()
    return text.strip().rstrip("；;")

"""Numbered headings: label, rank and title of a line (GB/T 9704: 一、 then （一） then 1. then （1）).

Forms read here: 第一章 · 第一节 · 第一条 · 一、 · （一） · 1. 1． 1、 · （1） ①. The text is clean, so brackets are
full-width. Labels are returned in the form of the codebook: 一、 is 一, （一） is (一), 1． is 1, （1） is (1).
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern

_NUMERAL = "[一二三四五六七八九十百零〇两]{1,5}"

PART = pattern(
    "heading_part", rf"第(?P<number>{_NUMERAL}|\d{{1,3}})(?P<kind>[编章节条])(?!规定|所列|第|款|约定)[ 　、：]*"
)
TOP = pattern("heading_top", rf"(?P<number>{_NUMERAL})[、．.] *(?![一二三四五六七八九十]、)")
BRACKETED = pattern("heading_bracketed", rf"[（(](?P<number>{_NUMERAL})[）)][、．.]? *")
ARABIC = pattern("heading_arabic", r"(?P<number>\d{1,3})(?:[.．、](?![\d%])|[）)]) *")
INNER = pattern("heading_inner", r"[（(](?P<number>\d{1,3})[）)] *|(?P<circled>[①-⑳]) *")
LETTERED = pattern("heading_lettered", r"(?P<label>[“\"]?[A-Z][”\"]?)(?=[\u4e00-\u9fff][^。：；，]{1,36}[。：])")

RANKS = {"编": 0, "章": 1, "节": 2, "条": 7}
TOP_RANK, BRACKETED_RANK, ARABIC_RANK, INNER_RANK = 3, 4, 5, 6
MAX_TITLE = 40


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
    for expression, rank in (
        (TOP, TOP_RANK),
        (BRACKETED, BRACKETED_RANK),
        (ARABIC, ARABIC_RANK),
        (INNER, INNER_RANK),
    ):
        match = expression.match(line)
        if match and match.end() < len(line):
            return _numbered(match.group("number") or match.group(), rank, line[match.end() :])
    match = PART.match(line)
    if match:
        label = match.group().strip(" 　、：")
        number = _value(match.group("number"))
        return Heading(label, number, RANKS[match.group("kind")], heading_title(line[match.end() :]))
    return None


def read_lettered(line: str) -> Heading | None:
    """A heading whose number is a letter (“N”智慧应用专题项目：…); it counts only beside numbered siblings."""
    match = LETTERED.match(line)
    if match is None:
        return None
    return Heading(match.group("label").strip('“”"'), None, ARABIC_RANK, heading_title(line))


def _numbered(number: str, rank: int, rest: str) -> Heading:
    number = number.strip()
    label = f"({number})" if rank in (BRACKETED_RANK, INNER_RANK) and number[0] not in "①②③④⑤⑥⑦⑧⑨⑩" else number
    return Heading(label, _value(number), rank, heading_title(rest))


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number) if number.isascii() else "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".index(number) + 1
    return from_chinese(number)


def heading_title(text: str) -> str:
    """The name a heading gives: up to the first 。 or ： outside brackets, at most 40 characters.

    Where that is longer it is a sentence, not a name, and its first clause stands for it, however long (codebook: Task).

    >>> heading_title("建设数字运营中心，打造综合平台。利用大数据……")
    '建设数字运营中心，打造综合平台'
    """
    name = _until(text, "。：")
    if len(name) <= MAX_TITLE:
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

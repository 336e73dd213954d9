"""What a notice calls the text it issues: the titles it names between 《》, and the object of 关于印发…的通知."""

from __future__ import annotations

from collections.abc import Sequence

from documents.parsing.lines import Line
from documents.parsing.patterns import pattern

YEARS_LINE = pattern("years_line", r"[（(][^（）()]{2,30}[）)]\Z")
NAMED_TITLE = pattern("named_title", r"《(?P<title>[^《》]{4,100})》")
OPENING_LINES = 40
SHORTEST_TITLE = 6


def named_titles(lines: Sequence[Line]) -> frozenset[str]:
    """Titles that the notice names between 《》, without blanks and marks: what stands on two lines is one of them."""
    opening = lines[:OPENING_LINES]
    return frozenset(bare(match.group("title")) for line in opening for match in NAMED_TITLE.finditer(line.text))


def issues(notice: str, line: str) -> bool:
    """Whether a notice names a line as the text that it issues.

    >>> issues("某县人民政府关于印发2016年量化指标任务分工的通知", "2016年量化指标任务分工")
    True
    """
    return len(line) > SHORTEST_TITLE and f"印发{bare(line)}的" in bare(notice)


def bare(title: str) -> str:
    """A title without blanks, marks and years in brackets at its end: 《某市方案（2020-2022年）》 is 某市方案."""
    return "".join(filter(str.isalnum, YEARS_LINE.sub("", title)))

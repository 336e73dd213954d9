"""Layer: lines that a printed page broke at its margin, as copied from a PDF, are joined again; page numbers between go.

A text is set in such lines where many of them are equally wide and stop in the middle of a sentence. A line goes on in
the next one unless it stops short of the margin, ends a sentence, or what follows begins with a label or an indent. A
title broken over short lines is joined where the text names it whole elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

PAGE_NUMBER = pattern(
    "wrapped_page_number",
    r"[—－–\-]{1,2} ?\d{1,3} ?[—－–\-]{1,2}|第 ?\d{1,3} ?页(?:[ ，,]?共 ?\d{1,3} ?页)?|\d{1,3}",
)
BEGINS = pattern(
    "wrapped_begins",
    r"[ 　\t]{2,}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条编]|附 ?件|——|[●■◆▪•·★○◎①-⑳]|[（(]?(?:责任|牵头|配合|落实|参与)(?:单位|部门)|[一二三四五六七八九十]是",
)
NAMED = pattern("wrapped_name", r"《(?P<name>[^《》]{8,80})》")
ENDS = tuple("。；：！？")
NARROWEST, WIDEST = 16, 60
LEAST_FULL, FULL_SHARE, OPEN_SHARE = 6, 0.25, 0.6
RAGGED = 2.6
"""So much narrower than the margin a full line may be: a mark that may not begin a line goes down with its character."""
TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    width: float

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def wrapped_line_edits(text: str) -> Iterator[Edit]:
    """Line feeds inside sentences taken out, with blank lines and page numbers between; none in a text set otherwise.

    Example: 全市涉农贷款余额达到 / 900亿元以上，年均增长10%以上 is one sentence again.
    """
    lines = [line for line in _lines(text) if line.text.strip(" 　\t")]
    margin = _margin(lines)
    if margin is None:
        return
    printed = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text.strip(" 　\t"))]
    names = frozenset(_joined(match.group("name")) for match in NAMED.finditer(text))
    titled = _title_places(printed, names)
    for place, (line, following) in enumerate(pairwise(printed)):
        if place in titled or _goes_on(line, following, margin):
            end = line.start + len(line.text.rstrip(" 　\t"))
            yield Edit(end, following.start + len(following.text) - len(following.text.lstrip(" \t")), "", "wrap")


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line, _width(line.rstrip(" 　\t")))
        start += len(line) + 1


def _width(line: str) -> float:
    """The room a line takes, in Han characters: two digits or Latin letters take that of one."""
    narrow = sum(character < "\u2000" for character in line)
    return len(line) - narrow / 2


def _margin(lines: Sequence[_Line]) -> float | None:
    """The width that full lines have, None where the text is not set in lines of one width."""
    if len(lines) < LEAST_FULL or max(len(line.text) for line in lines) > 2 * WIDEST:
        return None
    widths = sorted(line.width for line in lines)
    margin = widths[int(len(widths) * 0.9)]
    full = [line for line in lines if line.width >= margin - RAGGED]
    if not NARROWEST <= margin <= WIDEST or len(full) < max(LEAST_FULL, FULL_SHARE * len(lines)):
        return None
    unfinished = sum(not line.text.rstrip(" 　\t").endswith(ENDS) for line in full)
    return margin if unfinished >= OPEN_SHARE * len(full) else None


def _goes_on(line: _Line, following: _Line, margin: float) -> bool:
    words = line.text.rstrip(" 　\t")
    full = line.width >= margin - RAGGED or words.rfind("（") > words.rfind("）")
    return full and not words.endswith(ENDS) and BEGINS.match(following.text) is None


def _title_places(lines: Sequence[_Line], names: frozenset[str]) -> set[int]:
    """Lines that go on in the next because together they are a name in 《》: 东营市…支持乡村振兴 / 战略制度试点实施方案."""
    places: set[int] = set()
    for place in range(len(lines) if names else 0):
        for number in range(2, TITLE_LINES + 1):
            together = "".join(_joined(line.text) for line in lines[place : place + number])
            if together in names:
                places.update(range(place, place + number - 1))
    return places


def _joined(name: str) -> str:
    return "".join(name.split())

"""Sections of role stage -> implementation stages with the period their headings or texts give."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from re import Match

from documents.parsing.headings import TOP_RANK
from documents.parsing.outline import OutlineSection
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedStage
from documents.parsing.spans import Span

_DAY = r"(?:(?P<y{n}>20\d\d)(?: ?年|(?=[—\-–－~～至到])))?(?:(?P<end{n}>年?底|年末)|(?P<m{n}>\d{{1,2}}) ?月份?(?:(?P<d{n}>\d{{1,2}}) ?日|(?P<last{n}>[底末]))?)?"
PERIOD = pattern(
    "stage_period",
    rf"(?:自|从|即日起)?{_DAY.format(n=1)}(?:起)?(?P<until>前|之前|以前)?(?:(?P<dash>[—\-–－~～至到]{{1,2}}){_DAY.format(n=2)}(?P<until2>前)?)?",
)
BRACKETED = pattern("stage_bracket", r"（(?P<inside>[^（）]{4,30})）")
OPENING = pattern("stage_opening", r"[^。：\n]{2,30}[。：\n][ 　]*(?P<inside>[^，。；\n]{4,24}?)，")


def leaves(sections: Sequence[OutlineSection], role: str) -> Iterator[int]:
    """Positions of the deepest numbered items of a role."""
    with_children = {section.parent for section in sections if section.parent is not None}
    for index, section in enumerate(sections):
        if section.role == role and section.label and not section.inferred and index not in with_children:
            yield index


def form_of(section: OutlineSection) -> str:
    """How a deepest item shows itself, the last word of its rule: by number, by letter, as a chapter without items.

    Example: （一）智慧交通 gives numbered_item, N智慧应用专题项目 lettered_item, 五、加快数字转型 whole_chapter.
    """
    if section.row is not None:
        return "table_row"
    if section.depth == 1 and section.rank <= TOP_RANK:
        return "whole_chapter"
    return "lettered_item" if section.label.isascii() and section.label.isalpha() else "numbered_item"


def find_stages(sections: Sequence[OutlineSection], *, text: str) -> tuple[ParsedStage, ...]:
    """Stages in order; a chapter of stages without items is none.

    Example: （一）夯实基础阶段（2018年）。 begins and ends in 2018.
    """
    stages = []
    year = ""
    for index in leaves(sections, "stage"):
        section = sections[index]
        if section.depth == 1:
            continue
        body = section.span.slice(text)
        begins, ends = _period(body[:120], year=year)
        year = (ends or begins)[:4] or year
        span = Span(section.text_start, section.span.start + len(body.rstrip()))
        rule = f"stage.{form_of(section)}"
        stages.append(ParsedStage(index, section.locator, section.heading, begins, ends, rule, span))
    return tuple(stages)


def _period(text: str, *, year: str) -> tuple[str, str]:
    """Begin and end of a stage: in brackets behind its name, or in the words that open its text.

    A month without a year belongs to the stage before it (`year`): （4月1日—11月30日）.
    """
    for expression, tail in ((BRACKETED, 6), (OPENING, 0)):
        for stretch in expression.finditer(text):
            match = PERIOD.match(stretch.group("inside"))
            rest = stretch.group("inside")[match.end() :] if match else ""
            if match and len(rest) <= tail and any(match.group(name) for name in ("y1", "m1", "y2", "m2")):
                return _ends_of(match, year)
    return "", ""


def _ends_of(match: Match[str], year: str) -> tuple[str, str]:
    year = match.group("y1") or year
    first = _date(match, 1, year)
    if match.group("until"):
        return "", _date(match, 1, year, closes=True)
    if not match.group("dash"):
        return first, first
    second = match.group("y2") or year
    return first, _date(match, 2, second, closes=bool(match.group("until2")))


def _date(match: Match[str], number: int, year: str, *, closes: bool = False) -> str:
    """2021, 2021-03 or 2021-03-15; the last day where the words say 底 or 前. Empty without a year."""
    month, day = match.group(f"m{number}"), match.group(f"d{number}")
    if not year:
        return ""
    if month is None:
        return f"{year}-12-31" if match.group(f"end{number}") or closes else year
    if not 1 <= int(month) <= 12:
        return year
    last = monthrange(int(year), int(month))[1]
    if day is None and (match.group(f"last{number}") or closes):
        day = str(last)
    if day and not 1 <= int(day) <= last:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")

"""Sections of role stage -> implementation stages with the period their headings or texts give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.parsing.headings import TOP_RANK
from documents.parsing.outline import OutlineSection
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedStage
from documents.parsing.spans import Span

BRACKET_PERIOD = pattern(
    "stage_period",
    r"（(?P<y1>20\d\d)年(?:(?P<m1>\d{1,2})月(?:\d{1,2}日)?)?(?:[—\-–－~～至到]{1,2}(?:(?P<y2>20\d\d)年)?(?:(?P<m2>\d{1,2})月(?:\d{1,2}日)?底?)?)?[^（）]{0,6}）",
)


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
    if section.depth == 1 and section.rank <= TOP_RANK:
        return "whole_chapter"
    return "lettered_item" if section.label.isascii() and section.label.isalpha() else "numbered_item"


def find_stages(sections: Sequence[OutlineSection], *, text: str) -> tuple[ParsedStage, ...]:
    """Stages in order; a chapter of stages without items is none.

    Example: （一）夯实基础阶段（2018年）。 begins and ends in 2018.
    """
    stages = []
    for index in leaves(sections, "stage"):
        section = sections[index]
        if section.depth == 1:
            continue
        body = section.span.slice(text)
        begins, ends = _period(body[:120])
        span = Span(section.text_start, section.span.start + len(body.rstrip()))
        rule = f"stage.{form_of(section)}"
        stages.append(ParsedStage(index, section.locator, section.heading, begins, ends, rule, span))
    return tuple(stages)


def _period(text: str) -> tuple[str, str]:
    match = BRACKET_PERIOD.search(text)
    if match is None:
        return "", ""
    first = _month(match.group("y1"), match.group("m1"))
    if not match.group("y2") and not match.group("m2"):
        return first, first
    return first, _month(match.group("y2") or match.group("y1"), match.group("m2"))


def _month(year: str, month: str | None) -> str:
    return f"{year}-{int(month):02}" if month else year

"""Which date phrase governs a number: the last before it in its paragraph, else that of a lead above it.

A lead is a paragraph whose date holds for what is listed below it: 到2025年，主要目标如下：…, or 到2025年，…。 with items behind it
(——…, 1.…, 一是…). The date of one item says nothing of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from documents.parsing.passages import Passage, moved
from documents.parsing.patterns import pattern
from documents.parsing.reaching import Measure
from documents.parsing.records import ParsedDeadline

ITEM = pattern(
    "listed_item",
    r"[ \u3000]{0,4}(?:[—－–-]|[●■◆▪•·*☆★○◎]|\d{1,2}[.．、)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]是|“[^”]{2,8}”[:：])",
)
LISTS = pattern(
    "lead_of_a_list",
    r"(?:目标|指标|任务|如下|以下|实现|完成|做到)[^，。；：\n]{0,12}[：:][ \u3000]{0,2}\Z|(?:以下|如下)[^，。；：\n]{0,8}目标。[ \u3000]{0,2}\Z",
)


def governing_deadline(
    measure: Measure, passage: Passage, deadlines: Sequence[ParsedDeadline]
) -> ParsedDeadline | None:
    """The date phrase of the passage that a number is due by, placed in the clean text; None where none governs it.

    Example: in 到2023年，实现以下目标：\\n——建成园区5个。 the 5 are due in 2023. A row of dates is paired with its values in turn.
    """
    place = measure.quantity.span.start
    paragraph = passage.text.rfind("\n", 0, place) + 1
    governing = [deadline for deadline in deadlines if paragraph <= deadline.span.start < place]
    if not governing:
        lead = _lead_above(passage, deadlines, paragraph) if paragraph and deadlines else None
        return moved(lead, passage.start) if lead else None
    position, count = measure.turn or (0, 1)
    row = governing[-count:]
    in_turn = len(row) == count and all(b.span.start - a.span.end == 1 for a, b in pairwise(row))
    return moved(row[position] if in_turn else governing[-1], passage.start)


def lead_deadline(passage: Passage, deadlines: Sequence[ParsedDeadline]) -> ParsedDeadline | None:
    """The date a section hands down to the numbered items below it, placed in the clean text.

    Example: 到2025年，基本形成产业集群。具体目标为： with (一), (二) below it hands down 2025.
    """
    if not deadlines or not LISTS.search(passage.text.rstrip()):
        return None
    start = passage.text.rstrip().rfind("\n") + 1
    dated = [deadline for deadline in deadlines if deadline.span.start >= start]
    return moved(dated[-1], passage.start) if dated else None


def _lead_above(passage: Passage, deadlines: Sequence[ParsedDeadline], paragraph: int) -> ParsedDeadline | None:
    """The date of the nearest paragraph above that leads: of items the one they stand under, of others a list's."""
    text, end = passage.text, paragraph - 1
    is_item = ITEM.match(text, paragraph) is not None
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        if not ITEM.match(text, start):
            dated = [deadline for deadline in deadlines if start <= deadline.span.start < end]
            lists = LISTS.search(text, start, end) is not None
            if dated and (is_item or lists or passage.role == "goal"):
                return dated[-1] if lists or not is_item else dated[0]
            if is_item and dated:
                return None
        end = start - 1
    return None

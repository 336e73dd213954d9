"""Passages -> targets: the quantities and milestones a document commits to reach (codebook: Target).

Quantities are read in the goals and the tasks, and where a date phrase governs them; milestones wherever they stand. A date phrase governs what follows
until the next one; without any, the date of the heading above holds, else the one date of the goals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.parsing.deadlines import DateContext, find_deadlines
from documents.parsing.governing import governing_deadline, lead_deadline
from documents.parsing.measures import find_measures
from documents.parsing.milestones import find_milestones, is_stated_limit, strength_of
from documents.parsing.passages import Passage, moved
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity
from documents.parsing.reaching import Measure
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

QUANTITY_ROLES = frozenset({"goal", "task", "safeguard", "stage"})
OPENING_YEAR = pattern(
    "opening_year",
    r"[ 　]{0,4}(?P<year>(?:19|20)\d\d) ?年(?:以来|末|底)?(?:，|(?=[全我][国省市区县州球])|(?=共|累计|已))",
)
SO_MANY_YEARS = pattern("so_many_years", r"(?:20\d\d ?年起，?)?[一二两三四五六七八九十\d]{1,3} ?年(?:之|以)?内?")
TOTAL = pattern("total", r"(?:总计|累计|合计)")
OWN_YEAR = pattern("own_year", r"(?P<year>20\d\d) ?年(?![起至到—\-－–~～])")
AS_OF = pattern("as_of", r"截[至止]到? ?(?P<year>(?:19|20)\d\d) ?年")
SAID_AGAIN = 5
"""So many signs at the end of an indicator show that it is that of the goal: 服务覆盖率."""
MILESTONE_ROLES = QUANTITY_ROLES | {"preamble", "general", "guiding", "architecture"}


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A target in positions of the clean text."""

    section: int
    kind: str
    indicator: str
    operator: str
    quantity: Quantity | None
    strength: str
    base_year: int | None
    deadline: ParsedDeadline | None
    span: Span
    rule: str
    sums_up: bool = False
    """Whether the figure is a total of what is counted before it: 总计达100个."""


def find_targets(passages: Sequence[Passage], *, context: DateContext) -> tuple[FoundTarget, ...]:
    """All targets of the passages, in order of the text, each figure of one indicator once.

    Example: 到2022年，…打造5个智慧社区 gives the quantity 5 个 and the milestone 2022, both due in 2022.
    """
    deadlines = [find_deadlines(passage.text, context=context) for passage in passages]
    goal_deadline = _goal_deadline(passages, deadlines, context)
    found: list[FoundTarget] = []
    leads: dict[int | None, ParsedDeadline | None] = {}
    for passage, dated in zip(passages, deadlines, strict=True):
        milestones = list(_milestones(passage, dated)) if passage.role in MILESTONE_ROLES else []
        above = leads.get(passage.parent)
        leads[passage.section] = lead_deadline(passage, dated) or above
        if not milestones and passage.role not in QUANTITY_ROLES:
            continue
        otherwise = above or passage.heading_deadline or goal_deadline
        quantities = list(_quantities(passage, dated, otherwise, context))
        found.extend(milestones)
        if passage.role in QUANTITY_ROLES:
            found.extend(quantities)
        else:
            found.extend(target for target in quantities if _is_inside(target, milestones))
    goals = frozenset(passage.section for passage in passages if passage.role == "goal")
    return tuple(sorted(_once(found, goals=goals), key=lambda target: (target.span.start, target.kind)))


def _is_inside(target: FoundTarget, milestones: Sequence[FoundTarget]) -> bool:
    """Whether a figure is governed by a date phrase: goals may stand under 总体要求 without a heading of their own."""
    return any(milestone.span.contains(target.span) for milestone in milestones)


def _once(targets: Sequence[FoundTarget], *, goals: frozenset[int]) -> Iterator[FoundTarget]:
    """The same figure with the same indicator counts once; due in another year it is another target.

    A task may say the figure of a goal again with more words (示范园8个, 面积200亩以上的示范园8个).
    """
    seen: dict[tuple[Decimal, str], list[tuple[str, str, bool]]] = {}
    for target in targets:
        if target.quantity is None:
            yield target
            continue
        due = target.deadline.date[:7] if target.deadline else ""
        figures = seen.setdefault((target.quantity.value, target.operator), [])
        is_goal = target.section in goals
        if not any(_is_the_same(target, due, earlier, of_goal=not is_goal and goal) for *earlier, goal in figures):
            yield target
        figures.append((target.indicator, due, is_goal))


def _is_the_same(target: FoundTarget, due: str, earlier: Sequence[str], *, of_goal: bool) -> bool:
    """Whether a figure was said before: of the same name, or a total of one that its name ends (特色道路, 种植特色道路).

    2025年6月 and 2025年底 are two dates, 2025年 holds both; a total of 2025年11月 is that of the year.
    """
    indicator, before = earlier
    if target.sums_up:
        return indicator.endswith(target.indicator) and due[:4] == before[:4]
    if of_goal and len(indicator) >= SAID_AGAIN and target.indicator.endswith(indicator):
        return due == before
    return indicator == target.indicator and (due.startswith(before) or before.startswith(due))


def _goal_deadline(
    passages: Sequence[Passage], deadlines: Sequence[Sequence[ParsedDeadline]], context: DateContext
) -> ParsedDeadline | None:
    """The date of the goals, which holds for figures without their own; None where several dates say several things.

    In a plan of 2023—2025 with goals for each of its years it is 2025; several dates of one year are that year.
    """
    found = [
        moved(deadline, passage.start)
        for passage, dated in zip(passages, deadlines, strict=True)
        if passage.role == "goal"
        for deadline in (
            *dated,
            *([moved(passage.heading_deadline, -passage.start)] if passage.heading_deadline else []),
        )
        if not SO_MANY_YEARS.fullmatch(deadline.text)  # 五年内 counts from where it stands; items say their own.
    ]
    if len({deadline.date.removesuffix("-12-31") for deadline in found}) == 1:
        return found[0]
    years = {deadline.date[:4] for deadline in found}
    first, last = context.period or (0, 0)
    each_year = {str(year) for year in range(first, last + 1)}
    whole = years.pop() if len(years) == 1 else str(last) if years == each_year else ""
    return next((deadline for deadline in found if deadline.date == whole), None)


def _milestones(passage: Passage, deadlines: Sequence[ParsedDeadline]) -> Iterator[FoundTarget]:
    for milestone in find_milestones(passage, deadlines=deadlines):
        yield FoundTarget(
            section=passage.section,
            kind="milestone",
            indicator=milestone.indicator,
            operator="",
            quantity=None,
            strength=milestone.strength,
            base_year=None,
            deadline=moved(milestone.deadline, passage.start),
            span=milestone.span.shifted(passage.start),
            rule="milestone.date_phrase",
        )


def _quantities(
    passage: Passage,
    deadlines: Sequence[ParsedDeadline],
    otherwise: ParsedDeadline | None,
    context: DateContext,
) -> Iterator[FoundTarget]:
    limits = [deadline for deadline in deadlines if is_stated_limit(passage, deadline)]
    if limits:
        otherwise = moved(limits[0], passage.start)
    for measure in find_measures(passage.text):
        if _belongs_to_the_past(measure.clause, passage.text, context) and not _dated_within(measure, deadlines):
            continue
        yield FoundTarget(
            section=passage.section,
            kind="quantity",
            indicator=measure.indicator,
            operator=measure.operator,
            quantity=measure.quantity,
            strength=strength_of(measure.clause.slice(passage.text)),
            base_year=measure.base_year,
            deadline=governing_deadline(measure, passage, deadlines) or otherwise,
            span=measure.span.shifted(passage.start),
            rule=measure.rule,
            sums_up=TOTAL.match(passage.text, measure.span.start) is not None,
        )


def _dated_within(measure: Measure, deadlines: Sequence[ParsedDeadline]) -> bool:
    """Whether the clause itself says when: 2021年接待98万人次，力争2024年达到2021年的2倍."""
    return any(measure.clause.start <= deadline.span.start < measure.quantity.span.start for deadline in deadlines)


def _belongs_to_the_past(clause: Span, text: str, context: DateContext) -> bool:
    """Whether the sentence is opened by a year before the document (2017年，全县新建…; 截至2020年底，…)."""
    if context.first_year is None:
        return False
    sentence = max(text.rfind("。", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1
    match = OPENING_YEAR.match(text, sentence) or AS_OF.search(text, sentence, clause.end)
    match = match or OWN_YEAR.match(text, clause.start)  # 现有竹林101万亩，2020年总产值达190亿元
    return match is not None and int(match.group("year")) < context.first_year

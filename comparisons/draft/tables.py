"""The tables of the Word report: domains, indicators, agencies, closest tasks, wording. Pure; columns declared once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from comparisons.aspects.targets.records import IndicatorRow, TargetFact
from comparisons.aspects.targets.tables import about_words
from comparisons.draft.agencies import FunctionGap
from comparisons.draft.closest import ClosestTasks, Pair
from comparisons.draft.column import line_of
from comparisons.draft.deadlines import DeadlineLine
from comparisons.draft.domains import DomainGroup, DomainRow
from comparisons.draft.language import Finding, FindingGroup
from comparisons.draft.summary import Parts
from comparisons.records import Cell, State
from comparisons.tables import entry_lines, mention_lines
from documents.tables import Column, Group, Line, Lines, Table

Block = tuple[Line, ...]


def report_tables(parts: Parts, *, said: str) -> tuple[Table, ...]:
    """Everything the page shows, domains first; a table without rows is left out."""
    every = (
        domain_table(parts.groups, said=said),
        target_table(parts.targets.rows),
        agency_table((*parts.agencies.missing, *parts.agencies.passing)),
        deadline_table(parts.deadlines),
        closest_table(parts.closest),
        language_table(parts.language),
    )
    return tuple(table for table in every if table.rows)


def placed(locator: str, address: str) -> str:
    """二/(三)/8，第12行: the locator of a place of the draft with its line."""
    line = line_of(address)
    return _("%(locator)s，第%(line)s行") % {"locator": locator, "line": line} if line else locator


def _own_lines(lines: Block) -> Block:
    """The lines of the draft: what leads to a line of it names that line, and is no link on paper."""
    return tuple(
        Line(placed(line.words, line.address), line.role, line.label) if line_of(line.address) else line
        for line in lines
        if line.label != _("来源")
    )


def own_cell(cell: Cell) -> Lines:
    """What the draft says in a domain, or that nothing was read."""
    if not cell.entries and not cell.mentions:
        return Lines(((Line(State.NOT_FOUND.words, "state"),),))
    blocks = [entry_lines(entry) for entry in cell.entries]
    blocks += [mention_lines(mention) for mention in (() if cell.entries else cell.mentions)]
    return Lines(tuple(_own_lines(block) for block in blocks))


def peers_cell(row: DomainRow) -> Lines:
    """What the peers say: each task under the name of its place; of those that only touch on it the name."""
    blocks: list[Block] = [
        (Line(f"{peer.document.label}（{peer.document.level_words}）", "state"), *entry_lines(entry))
        for peer in row.writing
        for entry in peer.cell.entries
    ]
    if row.touching:
        labels = "、".join(peer.document.label for peer in row.touching)
        blocks.append((Line(labels, "state", State.TOUCHED.words),))
    return Lines(tuple(blocks))


def domain_table(groups: Sequence[DomainGroup], *, said: str) -> Table:
    """Domains under how the draft stands to its peers."""
    standing = {row.code: group.standing for group in groups for row in group.rows}
    return Table(
        title=_("逐领域对标"),
        columns=(
            Column("domain", _("领域"), lambda row: row.name, width=14),
            Column("peers", _("各地写了什么"), peers_cell, width=72),
            Column("own", _("草稿写了什么"), lambda row: own_cell(row.own), width=60),
        ),
        rows=[row for group in groups for row in group.rows],
        said=said,
        fixed_columns=1,
        group=lambda row: Group(standing[row.code].words),
        group_heading=_("情况"),
        notes=(_("“最接近的任务”里长的原文只引开头，全文在“逐领域对标”。"),),
    )


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target in its row."""

    row: IndicatorRow
    fact: TargetFact
    peer: str
    first: bool


def target_table(rows: Sequence[IndicatorRow]) -> Table:
    """Indicators with every value; statistics stand in the first line of each, inside one level only."""
    lines = [
        TargetLine(row, line.fact, line.peer, first=number == 0)
        for row in rows
        for number, line in enumerate(row.lines)
    ]
    return Table(
        title=_("目标值"),
        columns=(
            Column("indicator", _("指标（含分母）"), lambda line: line.row.name, width=34),
            Column("about", _("说明"), lambda line: about_words(line.row) if line.first else _("同上"), width=34),
            Column("place", _("地区"), _place, width=16),
            Column("figure", _("目标值"), _figure, width=18),
            Column("deadline", _("时限"), lambda line: line.fact.deadline_words or _("未写时限"), width=14),
            Column("quote", _("原文"), lambda line: line.fact.quote, width=44),
            Column("locator", _("出处"), _locator, width=14),
        ),
        rows=lines,
        fixed_columns=1,
    )


def _place(line: TargetLine) -> str:
    return f"{line.fact.document.label}（{line.fact.document.level_words}）"


def _figure(line: TargetLine) -> str:
    return "\n".join(part for part in (line.fact.signed, line.peer) if part)


def _locator(line: TargetLine) -> Lines:
    fact = line.fact
    own = line_of(fact.address)
    return Lines(((Line(placed(fact.locator, fact.address), "source", address="" if own else fact.address),),))


def agency_table(gaps: Sequence[FunctionGap]) -> Table:
    """Functions in charge elsewhere that have no task in the draft."""
    return Table(
        title=_("单位"),
        columns=(
            Column("function", _("职能"), lambda gap: gap.name, width=20),
            Column("draft", _("草稿"), _in_draft, width=40),
            Column("peers", _("各地由谁牵头或负责"), _in_charge, width=90),
        ),
        rows=list(gaps),
        fixed_columns=1,
    )


def _in_draft(gap: FunctionGap) -> Lines:
    if not gap.mentions:
        return Lines(((Line(State.NOT_FOUND.words, "state"),),))
    return Lines(tuple(_own_lines(mention_lines(mention)) for mention in gap.mentions))


def _in_charge(gap: FunctionGap) -> Lines:
    return Lines(
        tuple(
            (
                Line(f"{each.document.label} {each.agency.name}", "fact", each.part.words),
                Line(each.task.title),
                Line(each.task.locator, "source", _("出处"), each.task.address),
            )
            for each in gap.in_charge
        )
    )


def deadline_table(lines: Sequence[DeadlineLine]) -> Table:
    """How many tasks of each document name a date and who leads."""
    return Table(
        title=_("时限和牵头"),
        columns=(
            Column("place", _("文件"), lambda line: line.document.label, width=20),
            Column("tasks", _("重点任务"), lambda line: line.tasks, width=12, kind="number"),
            Column("dated", _("写明时限"), lambda line: line.dated, width=12, kind="number"),
            Column("led", _("写明牵头或责任单位"), lambda line: line.led, width=20, kind="number"),
            Column("words", _("时限（原文写法）"), lambda line: "、".join(line.words), width=60),
        ),
        rows=list(lines),
        fixed_columns=1,
    )


def closest_table(tasks: Sequence[ClosestTasks]) -> Table:
    """Each task of the draft beside the closest ones of peers, with the terms that differ."""
    return Table(
        title=_("最接近的任务"),
        columns=(
            Column("own", _("草稿的任务"), lambda pair: _task(pair, own=True), width=56),
            Column("other", _("最接近的任务"), lambda pair: _task(pair, own=False), width=56),
            Column("shared", _("共用的词"), lambda pair: pair.shared, width=24),
            Column("closeness", _("接近度"), lambda pair: pair.closeness, width=8, kind="number"),
        ),
        rows=[pair for task in tasks for pair in task.pairs],
    )


def _task(pair: Pair, *, own: bool) -> Lines:
    side = pair.own if own else pair.other
    lines = _begun(entry_lines(side.entry))
    head = () if own else (Line(f"{pair.document.label}（{pair.document.level_words}）", "state"),)
    terms = (Line("、".join(side.only), "fact", _("仅此处用")),) if side.only else ()
    return Lines(((*head, *(_own_lines(lines) if own else lines), *terms),))


def _begun(lines: Block) -> Block:
    """The lines of a task whose whole wording stands among the domains: of a long one the beginning, and no source."""
    said = (line for line in lines if line.label != _("来源"))
    return tuple(replace(line, words=f"{line.words}……", rest="") if line.rest else line for line in said)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in its group."""

    group: FindingGroup
    finding: Finding


def language_table(groups: Sequence[FindingGroup]) -> Table:
    """What the wording leaves open, under what it is."""
    return Table(
        title=_("用语"),
        columns=(
            Column("passage", _("任务、指标和原文"), lambda line: _passage(line.finding), width=100),
            Column("missing", _("缺什么"), lambda line: line.finding.missing or line.group.openness.words, width=24),
            Column("locator", _("位置"), lambda line: placed(line.finding.locator, line.finding.address), width=20),
        ),
        rows=list(_finding_lines(groups)),
        group=lambda line: Group(line.group.openness.words),
        group_heading=_("问题"),
    )


def _passage(finding: Finding) -> Lines:
    """The title of the task or indicator, and what the draft says where that is not the title alone."""
    quote = (Line(finding.quote),) if finding.quote else ()
    return Lines(((Line(finding.title, "title"), *quote),))


def _finding_lines(groups: Sequence[FindingGroup]) -> Iterator[FindingLine]:
    for group in groups:
        for finding in group.findings:
            yield FindingLine(group, finding)

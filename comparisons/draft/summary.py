"""The summary of a check: a few sentences, each with links to the rows it speaks of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.targets.records import IndicatorRow
from comparisons.draft.agencies import ComparedAgencies, FunctionGap
from comparisons.draft.closest import ClosestTasks
from comparisons.draft.deadlines import DeadlineLine
from comparisons.draft.domains import DomainGroup, DomainRow, Standing
from comparisons.draft.language import FindingGroup
from comparisons.draft.targets import ComparedTargets
from comparisons.records import Part, Point

MAX_NAMED = 6


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the sentences are made from."""

    groups: tuple[DomainGroup, ...]
    targets: ComparedTargets
    agencies: ComparedAgencies
    deadlines: tuple[DeadlineLine, ...]
    """Peers first, the draft last."""
    closest: tuple[ClosestTasks, ...]
    language: tuple[FindingGroup, ...]
    ranked: bool
    """Whether a peer is of the level of the draft."""


def summary(parts: Parts) -> tuple[Point, ...]:
    """The sentences in the order of the page; about silence first."""
    return (
        *_standings(parts.groups),
        *_targets(parts),
        *_agencies(parts.agencies),
        *_dates(parts.deadlines),
        *_language(parts.language),
        *_closest(parts.closest),
    )


def _standings(groups: Sequence[DomainGroup]) -> Iterator[Point]:
    """7个领域各地有专项任务、草稿未见：园区（1份）…。"""
    claims = {
        Standing.SILENT: _("%(count)s个领域，所选文件有专项任务，草稿未见："),
        Standing.TOUCHED: _("%(count)s个领域，所选文件有专项任务，草稿只兼及："),
        Standing.ALONE: _("%(count)s个领域，只有草稿有专项任务："),
    }
    for group in groups:
        if claim := claims.get(group.standing):
            words = claim % {"count": len(group.rows)}
            yield Point((Part(words), *_rows(group.rows, anchor=group.anchor), Part("。")))
    if not any(group.standing is Standing.SILENT for group in groups) and groups:
        yield Point((Part(_("所选文件有专项任务的领域，草稿都写到或提到。")),))


def _rows(rows: Sequence[DomainRow], *, anchor: str) -> Iterator[Part]:
    for index, row in enumerate(rows[:MAX_NAMED]):
        if index:
            yield Part("、")
        yield Part(row.name, f"#{row.anchor}")
        if row.stated > 1:
            yield Part(_("（%(count)s份）") % {"count": row.stated})
    yield from _more(len(rows), anchor=anchor)


def _more(count: int, *, anchor: str) -> Iterator[Part]:
    if count > MAX_NAMED:
        yield Part(_("等%(count)s个") % {"count": count}, f"#{anchor}")


def _targets(parts: Parts) -> Iterator[Point]:
    """草稿的2个目标值里1个与所选文件同指标：…。 Or that there is nothing to compare."""
    targets = parts.targets
    own = sum(fact.document.pk == 0 for row in targets.rows for fact in row.facts)
    if targets.shared:
        claim = _("草稿有%(own)s个目标值，%(count)s个指标与所选文件相同：") % {
            "own": own,
            "count": len(targets.shared),
        }
        guard = "。" if parts.ranked else _("。层级不同，只并列，不排名。")
        yield Point((Part(claim), *_indicators(targets.shared), Part(guard)))
    elif own:
        words = _("草稿有%(own)s个目标值，没有与所选文件指标、分母、口径都相同的，不能相比。") % {"own": own}
        yield Point((Part(words, "#targets"),))
    else:
        others = len(targets.missing)
        words = _("草稿没有读到量化的目标值；所选文件有%(others)s个指标。") % {"others": others}
        yield Point((Part(words, "#targets"),))


def _indicators(rows: Sequence[IndicatorRow]) -> Iterator[Part]:
    for index, row in enumerate(rows[:MAX_NAMED]):
        if index:
            yield Part("、")
        yield Part(row.name, f"#{row.anchor}")
        yield Part(_("（%(said)s）") % {"said": _beside(row)})
    yield from _more(len(rows), anchor="targets")


def _beside(row: IndicatorRow) -> str:
    """草稿≥80%，同级另2地：75%—95%; without places of one level only the value of the draft."""
    line = next(line for line in row.lines if line.fact.document.pk == 0)
    own = _("草稿%(figure)s") % {"figure": line.fact.in_prose}
    others = [fact for fact in row.facts if fact.document.pk]
    named = "、".join(f"{fact.document.label}{fact.in_prose}" for fact in others[:2])
    return "，".join((own, line.peer or named))


def _agencies(agencies: ComparedAgencies) -> Iterator[Point]:
    if agencies.missing:
        claim = _("%(count)s类单位在所选文件里牵头或负责，草稿没有提到：") % {"count": len(agencies.missing)}
        yield Point((Part(claim), *_functions(agencies.missing), Part("。")))
    if agencies.passing:
        claim = _("%(count)s类单位草稿提到了，没有写明承担哪项任务：") % {"count": len(agencies.passing)}
        yield Point((Part(claim), *_functions(agencies.passing), Part("。")))


def _functions(gaps: Sequence[FunctionGap]) -> Iterator[Part]:
    for index, gap in enumerate(gaps[:MAX_NAMED]):
        if index:
            yield Part("、")
        yield Part(gap.name, f"#{gap.anchor}")
    yield from _more(len(gaps), anchor="agencies")


def _dates(lines: Sequence[DeadlineLine]) -> Iterator[Point]:
    """重点任务写明时限：草稿14项中1项；济南市9项中8项…。"""
    told = [line for line in reversed(lines) if line.tasks]
    if not told or not told[0].is_draft:
        return
    said = "，".join(
        _("%(place)s%(tasks)s项中%(dated)s项")
        % {"place": line.document.label, "tasks": line.tasks, "dated": line.dated}
        for line in (told[0], *reversed(told[1:]))
    )
    yield Point((Part(_("写明时限的重点任务"), "#deadlines"), Part(f"：{said}。")))


def _language(groups: Sequence[FindingGroup]) -> Iterator[Point]:
    """用语：3项任务未写牵头或责任单位，…。"""
    parts: list[Part] = []
    for index, group in enumerate(groups):
        words = _("%(what)s%(count)s处") % {"what": group.openness.words, "count": len(group.findings)}
        parts += [Part("，")] if index else []
        parts.append(Part(words, f"#{group.anchor}"))
    if parts:
        yield Point((Part(_("用语：")), *parts, Part("。")))


def _closest(tasks: Sequence[ClosestTasks]) -> Iterator[Point]:
    near = [task for task in tasks if task.pairs]
    if not tasks:
        return
    words = _("草稿%(count)s项重点任务里，%(near)s项在所选文件里有接近的任务") % {
        "count": len(tasks),
        "near": len(near),
    }
    yield Point((Part(words, "#closest"), Part(_("，差别已标出。") if near else "。")))

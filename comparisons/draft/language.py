"""What the wording of the draft leaves open: tasks without lead or date, obligations, shares without denominator. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from comparisons.aspects.targets.denominators import SHARE, denominator_of
from comparisons.aspects.targets.identity import dimension_of
from comparisons.draft.column import KEY_TASK, Draft
from comparisons.wording import sentence_with
from documents.parsing.cues import STRENGTH, FoundCue, find_cues
from documents.parsing.records import ParsedTarget, ParsedTask
from documents.parsing.spans import Span

# 确保、必须、不得 and 应当: what somebody is bound to do (fixtures/policy_cue_groups.csv).
BINDING = frozenset({"must", "should"})
IN_CHARGE = frozenset({"lead", "responsible"})
# 80%的部件资源实现…, 80%以上具备…条件的事项: the words behind the number say of what it is a share.
SAYS_OF_WHAT = re.compile(r"[%‰](?:以上|左右|以内)?(?:的[^，。；]{2,}|[^，。；的]{2,}的[^，。；]{2,})")


class Openness(StrEnum):
    """What a passage leaves open."""

    NO_LEAD = "no-lead"
    NO_DEADLINE = "no-deadline"
    OBLIGATION = "obligation"
    NO_DENOMINATOR = "no-denominator"

    @property
    def words(self) -> str:
        """任务未写牵头或责任单位 …"""
        return {
            Openness.NO_LEAD: _("任务未写牵头或责任单位"),
            Openness.NO_DEADLINE: _("任务未写时限"),
            Openness.OBLIGATION: _("硬性要求未写单位或时限"),
            Openness.NO_DENOMINATOR: _("百分比未写分母"),
        }[self]

    @property
    def meaning(self) -> str:
        """The sentence under its heading."""
        return {
            Openness.NO_LEAD: _("重点任务的正文和括注里没有读到牵头单位或责任单位。"),
            Openness.NO_DEADLINE: _("重点任务的正文里没有读到完成的年、月或日。"),
            Openness.OBLIGATION: _("写了“确保”“必须”“不得”一类的词，所在任务没有写明由谁办或何时办完。"),
            Openness.NO_DENOMINATOR: _("写了百分之几，没有读到是什么的百分之几。"),
        }[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage of the draft that leaves something open."""

    title: str
    quote: str
    cue: str
    """The word that binds, for an obligation."""
    missing: str
    """没有单位, 没有时限, 没有单位和时限; empty where the heading says it."""
    locator: str
    address: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Passages that leave the same thing open, of how many looked at."""

    openness: Openness
    findings: tuple[Finding, ...]
    total: int

    @property
    def anchor(self) -> str:
        """The fragment that leads to the group."""
        return f"language-{self.openness.value}"


def findings_of(draft: Draft) -> tuple[FindingGroup, ...]:
    """Every group that has a finding."""
    key_tasks = [task for task in draft.parsed.tasks if task.category == KEY_TASK]
    shares = [target for target in draft.parsed.targets if _is_share(target)]
    obligations = list(_obligations(draft))
    groups = (
        _group(Openness.NO_LEAD, [_of_task(task, draft) for task in key_tasks if not _in_charge(task)], key_tasks),
        _group(Openness.NO_DEADLINE, [_of_task(task, draft) for task in key_tasks if not task.deadlines], key_tasks),
        _group(Openness.OBLIGATION, [found for found in obligations if found.missing], obligations),
        _group(Openness.NO_DENOMINATOR, [_of_target(each, draft) for each in shares if not says_whole(each)], shares),
    )
    return tuple(group for group in groups if group.findings)


def says_whole(target: ParsedTarget) -> bool:
    """Whether a share says of what it is one, in its name or behind its number.

    80%的部件资源 and 非涉密政务信息系统上云率达到80% do; 覆盖率达到80% does not.
    """
    named = denominator_of(target.indicator, wording=target.quote_clean, unit=target.unit)
    return bool(named or SAYS_OF_WHAT.search(target.quote_clean))


def _group(openness: Openness, findings: Sequence[Finding], among: Sequence[object]) -> FindingGroup:
    return FindingGroup(openness, tuple(findings), len(among))


def _is_share(target: ParsedTarget) -> bool:
    return target.kind == "quantity" and target.operator != "change" and dimension_of(target.unit) == SHARE


def _in_charge(task: ParsedTask) -> bool:
    return any(agency.role in IN_CHARGE for agency in task.agencies)


def _of_task(task: ParsedTask, draft: Draft) -> Finding:
    return Finding(task.title, "", "", "", task.locator, draft.address(task.span.start))


def _of_target(target: ParsedTarget, draft: Draft) -> Finding:
    return Finding(target.indicator, target.quote_clean, "", "", target.locator, draft.address(target.span.start))


def _obligations(draft: Draft) -> Iterator[Finding]:
    """The sentences of tasks and safeguards that bind somebody, each once, with what their task does not say."""
    for task in draft.parsed.tasks:
        inside = draft.traced.from_source(task.span)
        wording = inside.slice(draft.traced.text)
        seen: set[str] = set()
        for cue in find_cues(wording):
            if cue.kind != STRENGTH or cue.code not in BINDING:
                continue
            finding = _obligation(task, draft=draft, wording=wording, cue=cue, inside=inside)
            if finding.quote not in seen:
                seen.add(finding.quote)
                yield finding


def _obligation(task: ParsedTask, *, draft: Draft, wording: str, cue: FoundCue, inside: Span) -> Finding:
    start = draft.traced.source(cue.span.shifted(inside.start)).start
    return Finding(
        title=task.title,
        quote=sentence_with(wording, start=cue.span.start, end=cue.span.end),
        cue=cue.word,
        missing=_missing(agency=bool(task.agencies), deadline=bool(task.deadlines)),
        locator=task.locator,
        address=draft.address(start),
    )


def _missing(*, agency: bool, deadline: bool) -> str:
    if not agency and not deadline:
        return _("没有单位和时限")
    if not agency:
        return _("没有单位")
    return "" if deadline else _("没有时限")

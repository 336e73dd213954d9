"""What stands in the left half of a preview: tasks with their agencies, targets, each with its key and its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.claims.claim import AGENCY, DEADLINE, TARGET, TASK
from documents.importing.additions import added_target, added_task, task_around
from documents.importing.corrections import (
    LEFT_OUT,
    agency_keys,
    corrected_agency,
    corrected_target,
    corrected_task,
    deadline_keys,
    holding_additions,
    target_keys,
    task_keys,
)
from documents.importing.found import domain_name
from documents.models import Target, Task, TaskAgency
from documents.parsing.records import ParsedAgency, ParsedDeadline, ParsedDocument, ParsedTarget, ParsedTask
from documents.parsing.spans import TracedText
from documents.reviewing.wording import headline
from documents.rows.values import value_text

Changes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency of a task, in the role it has now."""

    key: str
    name: str
    role: str
    role_words: str
    left_out: bool
    changed: bool
    url: str


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A date phrase of a task."""

    key: str
    words: str
    left_out: bool
    url: str


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A fact that somebody entered for a task: 牵头 市公安局."""

    key: str
    words: str
    url: str

    @property
    def name(self) -> str:
        """The fragment of its line."""
        return fragment(self.key)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as it would be stored."""

    key: str
    title: str
    category_words: str
    domain: str
    locator: str
    agencies: tuple[AgencyLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    added: tuple[AddedLine, ...]
    """Agencies and deadlines that somebody entered."""
    is_added: bool
    left_out: bool
    changed: bool
    url: str

    @property
    def name(self) -> str:
        """The fragment of its line."""
        return fragment(self.key)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as it would be stored."""

    key: str
    indicator: str
    kind: str
    kind_words: str
    operator: str
    value_text: str
    unit: str
    deadline: str
    locator: str
    is_added: bool
    left_out: bool
    changed: bool
    url: str

    @property
    def name(self) -> str:
        """The fragment of its line."""
        return fragment(self.key)


def fragment(key: str) -> str:
    """The name of a fact in an address.

    >>> fragment("task:120-340/agency:300-304")
    'f-task-120-340_agency-300-304'
    """
    return f"f-{key.replace(':', '-').replace('/', '_')}"


def task_lines(parsed: ParsedDocument, changes: Changes) -> tuple[TaskLine, ...]:
    """All tasks in the order of the text, those that are left out as well, so that they can be taken back in.

    Those that somebody entered stand among them.
    """
    traced = TracedText(parsed.clean_text, parsed.alignment)
    added = holding_additions(changes)
    tasks = {key: claim for key, claim in added.items() if claim.kind == TASK}
    whole = replace(
        parsed, tasks=(*parsed.tasks, *(added_task(parsed, each, traced=traced) for each in tasks.values()))
    )
    inside: dict[int | None, list[AddedLine]] = defaultdict(list)
    for key, claim in added.items():
        if claim.kind in (AGENCY, DEADLINE):
            line = AddedLine(key, headline(claim), f"#c{claim.at.start}")
            inside[task_around(whole, claim.at)].append(line)
    keyed = enumerate(zip((*task_keys(parsed), *tasks), whole.tasks, strict=True))
    lines = [
        (task.span, _task(key, task, changes, added=inside[number], is_added=key in tasks))
        for number, (key, task) in keyed
    ]
    return tuple(line for _span, line in sorted(lines, key=lambda pair: pair[0]))


def _task(key: str, task: ParsedTask, changes: Changes, *, added: Sequence[AddedLine], is_added: bool) -> TaskLine:
    change = changes.get(key, {})
    now = corrected_task(task, change)
    return TaskLine(
        key=key,
        title=now.title,
        category_words=str(Task.Category(now.category).label),
        domain=domain_name(now.domain),
        locator=task.locator,
        agencies=_agencies(key, task.agencies, changes),
        deadlines=_deadlines(key, task.deadlines, changes),
        added=tuple(added),
        is_added=is_added,
        left_out=bool(change.get(LEFT_OUT)),
        changed=now != corrected_task(task, {}),
        url=f"#c{task.span.start}",
    )


def _deadlines(task_key: str, deadlines: Sequence[ParsedDeadline], changes: Changes) -> tuple[DeadlineLine, ...]:
    return tuple(
        DeadlineLine(key, deadline.text, bool(changes.get(key, {}).get(LEFT_OUT)), f"#c{deadline.span.start}")
        for key, deadline in zip(deadline_keys(task_key, deadlines), deadlines, strict=True)
    )


def _agencies(task_key: str, agencies: Sequence[ParsedAgency], changes: Changes) -> tuple[AgencyLine, ...]:
    lines = []
    for key, agency in zip(agency_keys(task_key, agencies), agencies, strict=True):
        change = changes.get(key, {})
        now = corrected_agency(agency, change)
        lines.append(
            AgencyLine(
                key=key,
                name=now.name,
                role=now.role,
                role_words=str(TaskAgency.Role(now.role).label),
                left_out=bool(change.get(LEFT_OUT)),
                changed=now != agency,
                url=f"#c{agency.span.start}",
            )
        )
    return tuple(lines)


def target_lines(parsed: ParsedDocument, changes: Changes) -> tuple[TargetLine, ...]:
    """All targets in the order of the text, those that somebody entered among them."""
    traced = TracedText(parsed.clean_text, parsed.alignment)
    added = {key: claim for key, claim in holding_additions(changes).items() if claim.kind == TARGET}
    targets = dict(zip(target_keys(parsed), parsed.targets, strict=True))
    targets |= {key: added_target(parsed, claim, traced=traced) for key, claim in added.items()}
    in_order = sorted(targets.items(), key=lambda pair: pair[1].span)
    return tuple(_target(key, target, changes, is_added=key in added) for key, target in in_order)


def _target(key: str, target: ParsedTarget, changes: Changes, *, is_added: bool) -> TargetLine:
    change = changes.get(key, {})
    now = corrected_target(target, change)
    return TargetLine(
        key=key,
        indicator=now.indicator,
        kind=now.kind,
        kind_words=str(Target.Kind(now.kind).label),
        operator=now.operator,
        value_text=value_text(now.value, now.value_max),
        unit=now.unit,
        deadline=now.deadline.text if now.deadline else "",
        locator=target.locator,
        is_added=is_added,
        left_out=bool(change.get(LEFT_OUT)),
        changed=now != target,
        url=f"#c{target.span.start}",
    )

"""What stands in the left half of a preview: tasks with their agencies, targets, each with its key and its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.importing.corrections import (
    LEFT_OUT,
    agency_keys,
    corrected_agency,
    corrected_target,
    corrected_task,
    target_keys,
    task_keys,
)
from documents.importing.found import domain_name
from documents.models import Target, Task, TaskAgency
from documents.parsing.records import ParsedAgency, ParsedDocument, ParsedTarget, ParsedTask
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
class TaskLine:
    """A task as it would be stored."""

    key: str
    title: str
    category_words: str
    domain: str
    locator: str
    agencies: tuple[AgencyLine, ...]
    deadlines: tuple[str, ...]
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
    """All tasks in the order of the text, those that are left out as well, so that they can be taken back in."""
    return tuple(_task(key, task, changes) for key, task in zip(task_keys(parsed), parsed.tasks, strict=True))


def _task(key: str, task: ParsedTask, changes: Changes) -> TaskLine:
    change = changes.get(key, {})
    now = corrected_task(task, change)
    return TaskLine(
        key=key,
        title=now.title,
        category_words=str(Task.Category(now.category).label),
        domain=domain_name(now.domain),
        locator=task.locator,
        agencies=_agencies(key, task.agencies, changes),
        deadlines=tuple(dict.fromkeys(deadline.text for deadline in task.deadlines)),
        left_out=bool(change.get(LEFT_OUT)),
        changed=now != corrected_task(task, {}),
        url=f"#c{task.span.start}",
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
    """All targets in the order of the text."""
    return tuple(_target(key, target, changes) for key, target in zip(target_keys(parsed), parsed.targets, strict=True))


def _target(key: str, target: ParsedTarget, changes: Changes) -> TargetLine:
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
        left_out=bool(change.get(LEFT_OUT)),
        changed=now != target,
        url=f"#c{target.span.start}",
    )

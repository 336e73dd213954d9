"""The 任务分解表: who leads, answers for and supports each task, by when, in the shape in which it is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.tables import Column, Group, Line, Lines, Table, Value


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line: the task with its wording, the agencies by role, the deadlines, and where it stands in the source."""

    group: str
    """What it stands under: a place, or a domain."""
    title: str
    wording: str
    leads: str
    responsibles: str
    supports: str
    deadlines: str
    locator: str
    address: str
    silence: str
    """What it means that an agency or a date is missing: 自动抽取未见, 原文未提及·已核对."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    assignment: Assignment


def breakdown_table(assignments: Sequence[Assignment], *, title: str, said: str, notes: Sequence[str] = ()) -> Table:
    """The table 序号, 任务, 牵头单位, 责任单位, 配合单位, 时限, 出处; the lines of one group stand under one header.

    Numbers run through the whole table, so that a line can be named by its number alone.
    """
    counts = Counter(assignment.group for assignment in assignments)
    places = {name: place for place, name in enumerate(counts)}
    together = sorted(assignments, key=lambda assignment: places[assignment.group])

    def group(line: _Numbered) -> Group:
        name = line.assignment.group
        return Group(_("%(name)s（%(count)d项）") % {"name": name, "count": counts[name]})

    return Table(
        title=title,
        columns=_columns(),
        rows=[_Numbered(number, assignment) for number, assignment in enumerate(together, start=1)],
        said=said,
        notes=(*notes, _("单位和时限都照原文；标有状态的格，原文里没有找到相应内容，不等于没有规定。")),
        fixed_columns=2,
        group=group,
        group_heading=_("分组"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("序号"), lambda line: line.number, 6, "number"),
        Column("task", _("任务"), _task, 62),
        Column("leads", _("牵头单位"), lambda line: _or_silence(line.assignment.leads, line), 18),
        Column("responsibles", _("责任单位"), lambda line: _or_silence(line.assignment.responsibles, line), 18),
        Column("supports", _("配合单位"), lambda line: _or_silence(line.assignment.supports, line), 24),
        Column("deadlines", _("时限"), lambda line: _or_silence(line.assignment.deadlines, line), 14),
        Column("locator", _("出处"), _locator, 12),
    )


def _task(line: _Numbered) -> Value:
    title = Line(line.assignment.title, "title")
    return Lines(((title, Line(line.assignment.wording)),)) if line.assignment.wording else Lines(((title,),))


def _or_silence(words: str, line: _Numbered) -> Value:
    return words or Lines(((Line(line.assignment.silence, "state"),),))


def _locator(line: _Numbered) -> Value:
    return Lines(((Line(line.assignment.locator, "source", address=line.assignment.address),),))

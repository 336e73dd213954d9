"""The switches of the marks: each with its name, how many there are, and where the first one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.highlighting import Mark
from documents.reading.facts import DocumentFacts

CITATIONS = ("citation", "citation-absent")


@dataclass(frozen=True, slots=True)
class Switch:
    """One kind of mark."""

    kind: str
    label: str
    count: int
    first_url: str
    """The fragment of the first one; empty where there is none."""


def switches_of(facts: DocumentFacts, *, marks: Sequence[Mark]) -> tuple[Switch, ...]:
    """One switch per kind, in the order in which a reader asks: what, who, how much, until when, what was repaired."""
    tasks = sorted(task.span.start for task in facts.all_tasks)
    switches = [Switch("task", _("任务、保障"), len(tasks), f"#c{tasks[0]}" if tasks else "")]
    kinds = (
        ("lead", _("牵头"), ("lead",)),
        ("support", _("配合"), ("support",)),
        ("responsible", _("责任"), ("responsible",)),
        ("target", _("目标值"), ("target",)),
        ("deadline", _("时限"), ("deadline",)),
        ("citation", _("引用"), CITATIONS),
        ("repair", _("修复"), ("repair",)),
    )
    for kind, label, wanted in kinds:
        inside = [mark for mark in marks if mark.kind in wanted]
        first = f"#{first_name(kind)}" if inside else ""
        switches.append(Switch(kind, label, len(inside), first))
    return tuple(switches)


def first_anchors(marks: Sequence[Mark]) -> list[tuple[int, str]]:
    """(place, name) of the first mark of each kind, for the links of the switches."""
    firsts: dict[str, int] = {}
    for mark in marks:
        kind = "citation" if mark.kind in CITATIONS else mark.kind
        firsts.setdefault(kind, mark.span.start)
    return [(start, first_name(kind)) for kind, start in firsts.items()]


def first_name(kind: str) -> str:
    """The fragment of the first mark of a kind: first-lead."""
    return f"first-{kind}"

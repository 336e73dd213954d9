"""The outline beside the text: headings as a tree, with the number of tasks or stages below each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.models import Section
from documents.reading.facts import DocumentFacts, SectionFact

DEEPEST = 3
HIDDEN_ROLES = frozenset({Section.Role.FURNITURE.value, Section.Role.TITLE.value, Section.Role.PREAMBLE.value})
COLON_WIDTH = 28


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """One heading: its words, the fragment it leads to, what it counts, the headings below it."""

    label: str
    url: str
    count: str
    children: tuple[OutlineNode, ...]
    current: bool = False


def outline_of(facts: DocumentFacts) -> tuple[OutlineNode, ...]:
    """The headings down to the third depth; title, preamble and furniture are left out."""
    below: dict[int | None, list[SectionFact]] = {}
    for section in facts.sections:
        below.setdefault(section.parent, []).append(section)
    return _nodes(facts, below, None, depth=1)


def size_of(nodes: tuple[OutlineNode, ...]) -> int:
    """How many headings an outline shows."""
    return sum(1 + size_of(node.children) for node in nodes)


def _nodes(
    facts: DocumentFacts, below: dict[int | None, list[SectionFact]], parent: int | None, *, depth: int
) -> tuple[OutlineNode, ...]:
    if depth > DEEPEST:
        return ()
    return tuple(
        OutlineNode(
            label=_label(section),
            url=f"#s{section.span.start}",
            count=_count(facts, below, section.pk) if depth == 1 else "",
            children=_nodes(facts, below, section.pk, depth=depth + 1),
        )
        for section in below.get(parent, ())
        if section.role not in HIDDEN_ROLES and (section.heading or section.label or section.inferred)
    )


def _label(section: SectionFact) -> str:
    """一、总体要求, (一)指导思想, 1 群众办事; an inferred heading says what it is for instead."""
    heading, label = section.heading, section.label
    if section.inferred:
        role = str(Section.Role(section.role).label)
        return _("%(heading)s（推断）") % {"heading": heading or role}
    short = heading if len(heading) <= COLON_WIDTH else f"{heading[: COLON_WIDTH - 1]}…"
    if not label:
        return short
    mark = "" if label.endswith((")", "）", "、", ".", "章", "条")) else "、" if not label.isascii() else " "
    return f"{label}{mark}{short}"


def _count(facts: DocumentFacts, below: dict[int | None, list[SectionFact]], key: int) -> str:
    """Tasks below a heading, in words: 9项; nothing where there is none."""
    number = sum(_tasks_below(facts, below, key).values())
    return _("%(number)d项") % {"number": number} if number else ""


def _tasks_below(facts: DocumentFacts, below: dict[int | None, list[SectionFact]], key: int) -> Counter[str]:
    found = Counter(task.category for task in facts.tasks.get(key, ()))
    for child in below.get(key, ()):
        found += _tasks_below(facts, below, child.pk)
    return found

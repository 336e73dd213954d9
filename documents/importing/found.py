"""What was read of a file, as the records of the reading page, so that its text is set with the same marks. Pure."""

from __future__ import annotations

from collections import defaultdict

from documents.parsing.domains import taxonomy
from documents.parsing.records import ParsedDocument, ParsedTask
from documents.parsing.spans import TracedText
from documents.reading.facts import (
    EXPLAINED,
    AgencyMention,
    DocumentFacts,
    DoubtFact,
    RepairFact,
    SectionFact,
    TargetNote,
    TaskNote,
)
from documents.reading.texts import CLEAN, ORIGINAL, ShownText
from documents.rows.named import Named
from documents.rows.values import value_text


def facts_of(parsed: ParsedDocument, *, repair_names: dict[str, str]) -> DocumentFacts:
    """All facts, with positions in the records in place of keys of rows; `repair_names` are the kinds in words."""
    tasks: dict[int, list[TaskNote]] = defaultdict(list)
    for number, task in enumerate(parsed.tasks):
        tasks[task.section].append(_task(number, task))
    targets: dict[int, list[TargetNote]] = defaultdict(list)
    for target in parsed.targets:
        targets[target.section].append(
            TargetNote(
                kind=target.kind,
                indicator=target.indicator,
                operator=target.operator,
                value_text=value_text(target.value, target.value_max),
                unit=target.unit,
                deadline_words=target.deadline.text if target.deadline else "",
                span=target.span,
                deadline_span=target.deadline.span if target.deadline else None,
                origin="automatic",
            )
        )
    doubts = tuple(DoubtFact(doubt.message, doubt.span) for doubt in parsed.doubts)
    return DocumentFacts(_sections(parsed), dict(tasks), dict(targets), _repairs(parsed, repair_names), doubts)


def shown(parsed: ParsedDocument, *, mode: str) -> ShownText:
    """The text after cleaning, or the original where that is asked for."""
    traced = TracedText(parsed.clean_text, parsed.alignment)
    return ShownText(mode, parsed.original, traced) if mode == ORIGINAL else ShownText(CLEAN, traced.text, traced)


def domain_name(code: str) -> str:
    """The name of a domain: 城市治理 · 交通."""
    domains = taxonomy().domains
    names = [domains[upper].name for upper in (code.partition("/")[0], code) if upper in domains]
    return " · ".join(dict.fromkeys(names)) or code


def _task(number: int, task: ParsedTask) -> TaskNote:
    return TaskNote(
        pk=number,
        title=task.title,
        category=task.category,
        domain=Named(domain_name(task.domain), ""),
        other_domains=tuple(Named(domain_name(code), "") for code in task.other_domains),
        deciding_terms=(),
        rule_sentence="",
        origin="automatic",
        span=task.span,
        agencies=tuple(AgencyMention(each.role, Named(each.name, ""), each.span) for each in task.agencies),
        deadlines=tuple((deadline.text, deadline.span) for deadline in task.deadlines),
    )


def _sections(parsed: ParsedDocument) -> tuple[SectionFact, ...]:
    return tuple(
        SectionFact(
            pk=number,
            parent=section.parent,
            locator=section.locator,
            label=section.label,
            heading=section.heading,
            role=section.role,
            depth=section.depth,
            inferred=section.inferred,
            confidence=section.confidence,
            span=section.span,
        )
        for number, section in enumerate(parsed.sections)
    )


def _repairs(parsed: ParsedDocument, names: dict[str, str]) -> tuple[RepairFact, ...]:
    found = []
    explained = 0
    for repair in sorted(parsed.repairs, key=lambda each: each.span):
        explained += repair.kind in EXPLAINED
        number = explained if repair.kind in EXPLAINED else 0
        label = names.get(repair.kind, repair.kind)
        found.append(RepairFact(repair.kind, label, repair.before, repair.after, repair.reason, repair.span, number))
    return tuple(found)

"""The facts of one document: tasks with agencies and deadlines, targets, stages, citations, repairs, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from documents.loading.inserting import insert, keys_for
from documents.loading.reference import domains_by_code
from documents.loading.widths import fit
from documents.models import (
    Citation,
    Doubt,
    PolicyDocument,
    Repair,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskDeadline,
)
from documents.parsing.records import ParsedAgency, ParsedDocument, ParsedTarget, ParsedTask
from documents.parsing.spans import Span

Row = dict[str, Any]
"""Columns of a table and their values; keys of sections, tasks and agencies are known before they are written."""


def delete_facts(document: PolicyDocument) -> None:
    """Remove everything that was read from the text; the row of the document stays."""
    for related in (document.targets, document.tasks, document.stages, document.citations, document.repairs):
        related.all().delete()
    document.doubts.all().delete()
    document.sections.all().delete()
    document.issuers.all().delete()


def write_facts(
    document: PolicyDocument,
    parsed: ParsedDocument,
    *,
    sections: Sequence[int],
    agencies: Mapping[str, int],
) -> list[int]:
    """Write every fact of `parsed` and return the keys of its tasks, in their order.

    `sections` are the keys of its sections in the order of the text, `agencies` those of its agencies by normal name.
    """
    tasks = _write_tasks(document, parsed.tasks, sections, agencies)
    insert(TaskAgency, _task_agencies(tasks, parsed.tasks, agencies))
    insert(TaskDeadline, _task_deadlines(tasks, parsed.tasks))
    targets = enumerate(parsed.targets, start=1)
    insert(Target, (_target(document, target, order, sections, tasks) for order, target in targets))
    insert(Stage, _stages(document, parsed, sections))
    insert(Citation, _citations(document, parsed))
    insert(Repair, _repairs(document, parsed))
    _write_doubts(document, parsed)
    return tasks


def _write_tasks(
    document: PolicyDocument,
    parsed: Sequence[ParsedTask],
    sections: Sequence[int],
    agencies: Mapping[str, int],
) -> list[int]:
    domains = domains_by_code({code for task in parsed for code in (task.domain, *task.other_domains)})
    keys = keys_for(Task, len(parsed))
    insert(
        Task,
        (
            {
                "id": key,
                "section_id": sections[task.section],
                "order": order,
                "domain_id": domains[task.domain],
                **_task(document, task, agencies),
            }
            for order, (key, task) in enumerate(zip(keys, parsed, strict=True), start=1)
        ),
    )
    insert(
        Task.other_domains.through,
        (
            {"task_id": key, "domain_id": domains[code]}
            for key, task in zip(keys, parsed, strict=True)
            for code in dict.fromkeys(task.other_domains)
        ),
    )
    return keys


def _task(document: PolicyDocument, task: ParsedTask, agencies: Mapping[str, int]) -> Row:
    leads = [agency for agency in task.agencies if agency.role == TaskAgency.Role.LEAD]
    return {
        "document_id": document.pk,
        "jurisdiction_id": document.jurisdiction_id,
        "title": fit(task.title, 300),
        "text": task.text,
        "category": task.category,
        "domain_terms": [{"term": each.term, "where": each.where, "domain": each.domain} for each in task.domain_terms],
        "lead_agency_id": _key_of(leads[0], agencies) if leads else None,
        "due_year": max((deadline.year for deadline in task.deadlines), default=None),
        "rule": fit(task.rule, 60),
        "start": task.span.start,
        "end": task.span.end,
    }


def _key_of(agency: ParsedAgency, agencies: Mapping[str, int]) -> int:
    return agencies[fit(agency.name, 120)]


def _task_agencies(tasks: Sequence[int], parsed: Sequence[ParsedTask], agencies: Mapping[str, int]) -> Iterator[Row]:
    for key, task in zip(tasks, parsed, strict=True):
        for order, agency in enumerate(task.agencies, start=1):
            yield {
                "task_id": key,
                "agency_id": _key_of(agency, agencies),
                "role": agency.role,
                "as_written": fit(agency.as_written, 120),
                "collective": agency.collective,
                "order": order,
                "rule": fit(agency.rule, 60),
                **_optional("rule_", agency.rule_span),
                "start": agency.span.start,
                "end": agency.span.end,
            }


def _task_deadlines(tasks: Sequence[int], parsed: Sequence[ParsedTask]) -> Iterator[Row]:
    for key, task in zip(tasks, parsed, strict=True):
        for order, deadline in enumerate(task.deadlines, start=1):
            yield {
                "task_id": key,
                "date": deadline.date,
                "year": deadline.year,
                "precision": deadline.precision,
                "words": fit(deadline.text, 60),
                "order": order,
                "start": deadline.span.start,
                "end": deadline.span.end,
            }


def _target(
    document: PolicyDocument, target: ParsedTarget, order: int, sections: Sequence[int], tasks: Sequence[int]
) -> Row:
    deadline = target.deadline
    return {
        "document_id": document.pk,
        "jurisdiction_id": document.jurisdiction_id,
        "section_id": sections[target.section],
        "task_id": None if target.task is None else tasks[target.task],
        "order": order,
        "kind": target.kind,
        "indicator": fit(target.indicator, 300),
        "operator": target.operator,
        "value": target.value,
        "value_max": target.value_max,
        "unit": fit(target.unit, 30),
        "strength": target.strength,
        "base_year": target.base_year,
        "deadline": deadline.date if deadline else "",
        "deadline_year": deadline.year if deadline else None,
        "deadline_precision": deadline.precision if deadline else "",
        "deadline_words": fit(deadline.text, 60) if deadline else "",
        **_optional("deadline_", deadline.span if deadline else None),
        "quote": target.quote,
        "quote_clean": target.quote_clean,
        "rule": fit(target.rule, 60),
        "start": target.span.start,
        "end": target.span.end,
    }


def _stages(document: PolicyDocument, parsed: ParsedDocument, sections: Sequence[int]) -> Iterator[Row]:
    for order, stage in enumerate(parsed.stages, start=1):
        yield {
            "document_id": document.pk,
            "section_id": sections[stage.section],
            "order": order,
            "title": fit(stage.title, 300),
            "begins": stage.start,
            "ends": stage.end,
            "rule": fit(stage.rule, 60),
            "start": stage.span.start,
            "end": stage.span.end,
        }


def _citations(document: PolicyDocument, parsed: ParsedDocument) -> Iterator[Row]:
    for order, citation in enumerate(parsed.citations, start=1):
        yield {
            "document_id": document.pk,
            "order": order,
            "title": fit(citation.title, 300),
            "document_number": fit(citation.document_number, 60),
            "rule": fit(citation.rule, 60),
            "start": citation.span.start,
            "end": citation.span.end,
        }


def _repairs(document: PolicyDocument, parsed: ParsedDocument) -> Iterator[Row]:
    for order, repair in enumerate(parsed.repairs, start=1):
        yield {
            "document_id": document.pk,
            "order": order,
            "kind": repair.kind,
            "before": repair.before,
            "after": repair.after,
            "reason": fit(repair.reason, 300),
            "start": repair.span.start,
            "end": repair.span.end,
        }


def _write_doubts(document: PolicyDocument, parsed: ParsedDocument) -> None:
    insert(
        Doubt,
        (
            {
                "document_id": document.pk,
                "order": order,
                "kind": fit(doubt.kind, 40),
                "message": fit(doubt.message, 500),
                **_optional("", doubt.span),
            }
            for order, doubt in enumerate(parsed.doubts, start=1)
        ),
    )


def _optional(prefix: str, place: Span | None) -> Row:
    """The two columns of a place that need not be there."""
    start, end = place or (None, None)
    return {f"{prefix}start": start, f"{prefix}end": end}

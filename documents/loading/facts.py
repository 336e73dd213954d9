"""The facts of one document: tasks with agencies and deadlines, targets, stages, citations, repairs, doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from documents.loading.inserting import insert
from documents.loading.profiles import write_profiles
from documents.loading.reference import domains_by_code
from documents.loading.widths import fit
from documents.models import (
    Agency,
    Citation,
    Domain,
    Doubt,
    PolicyDocument,
    Repair,
    Section,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskDeadline,
)
from documents.parsing.records import ParsedAgency, ParsedDocument, ParsedTarget, ParsedTask, TaskProfile

BATCH = 500


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
    sections: Sequence[Section],
    agencies: Mapping[str, Agency],
    profiles: Sequence[TaskProfile],
) -> None:
    """Write every fact of `parsed`; `sections` are in the order of the text, `agencies` by normal name."""
    tasks = _write_tasks(document, parsed.tasks, sections, agencies)
    _write_task_agencies(tasks, parsed.tasks, agencies)
    _write_task_deadlines(tasks, parsed.tasks)
    write_profiles(tasks, profiles)
    insert([_target(document, target, order, sections, tasks) for order, target in enumerate(parsed.targets, start=1)])
    _write_stages(document, parsed, sections)
    _write_citations(document, parsed)
    _write_repairs(document, parsed)
    _write_doubts(document, parsed)


def _write_tasks(
    document: PolicyDocument,
    parsed: Sequence[ParsedTask],
    sections: Sequence[Section],
    agencies: Mapping[str, Agency],
) -> list[Task]:
    codes = {code for task in parsed for code in (task.domain, *task.other_domains)}
    domains = domains_by_code(codes)
    tasks = [_task(document, task, order, sections, agencies, domains) for order, task in enumerate(parsed, start=1)]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    through = Task.other_domains.through
    insert(
        [
            through(task_id=row.pk, domain_id=domains[code].pk)
            for row, task in zip(tasks, parsed, strict=True)
            for code in dict.fromkeys(task.other_domains)
        ]
    )
    return tasks


def _task(
    document: PolicyDocument,
    task: ParsedTask,
    order: int,
    sections: Sequence[Section],
    agencies: Mapping[str, Agency],
    domains: Mapping[str, Domain],
) -> Task:
    leads = [agency for agency in task.agencies if agency.role == TaskAgency.Role.LEAD]
    return Task(
        document=document,
        jurisdiction_id=document.jurisdiction_id,
        section=sections[task.section],
        order=order,
        title=fit(task.title, 300),
        text=task.text,
        category=task.category,
        domain=domains[task.domain],
        domain_terms=[asdict(term) for term in task.domain_terms],
        lead_agency=_row_of(leads[0], agencies) if leads else None,
        due_year=max((deadline.year for deadline in task.deadlines), default=None),
        rule=fit(task.rule, 60),
        start=task.span.start,
        end=task.span.end,
    )


def _row_of(agency: ParsedAgency, agencies: Mapping[str, Agency]) -> Agency:
    return agencies[fit(agency.name, 120)]


def _write_task_agencies(tasks: Sequence[Task], parsed: Sequence[ParsedTask], agencies: Mapping[str, Agency]) -> None:
    insert(
        [
            TaskAgency(
                task=row,
                agency=_row_of(agency, agencies),
                role=agency.role,
                as_written=fit(agency.as_written, 120),
                collective=agency.collective,
                order=order,
                rule=fit(agency.rule, 60),
                rule_start=agency.rule_span.start if agency.rule_span else None,
                rule_end=agency.rule_span.end if agency.rule_span else None,
                start=agency.span.start,
                end=agency.span.end,
            )
            for row, task in zip(tasks, parsed, strict=True)
            for order, agency in enumerate(task.agencies, start=1)
        ]
    )


def _write_task_deadlines(tasks: Sequence[Task], parsed: Sequence[ParsedTask]) -> None:
    insert(
        [
            TaskDeadline(
                task=row,
                date=deadline.date,
                year=deadline.year,
                precision=deadline.precision,
                words=fit(deadline.text, 60),
                order=order,
                start=deadline.span.start,
                end=deadline.span.end,
            )
            for row, task in zip(tasks, parsed, strict=True)
            for order, deadline in enumerate(task.deadlines, start=1)
        ]
    )


def _target(
    document: PolicyDocument,
    target: ParsedTarget,
    order: int,
    sections: Sequence[Section],
    tasks: Sequence[Task],
) -> Target:
    deadline = target.deadline
    return Target(
        document=document,
        jurisdiction_id=document.jurisdiction_id,
        section=sections[target.section],
        task=None if target.task is None else tasks[target.task],
        order=order,
        kind=target.kind,
        indicator=fit(target.indicator, 300),
        operator=target.operator,
        value=target.value,
        value_max=target.value_max,
        unit=fit(target.unit, 30),
        strength=target.strength,
        base_year=target.base_year,
        deadline=deadline.date if deadline else "",
        deadline_year=deadline.year if deadline else None,
        deadline_precision=deadline.precision if deadline else "",
        deadline_words=fit(deadline.text, 60) if deadline else "",
        deadline_start=deadline.span.start if deadline else None,
        deadline_end=deadline.span.end if deadline else None,
        quote=target.quote,
        quote_clean=target.quote_clean,
        rule=fit(target.rule, 60),
        start=target.span.start,
        end=target.span.end,
    )


def _write_stages(document: PolicyDocument, parsed: ParsedDocument, sections: Sequence[Section]) -> None:
    insert(
        Stage(
            document=document,
            section=sections[stage.section],
            order=order,
            title=fit(stage.title, 300),
            begins=stage.start,
            ends=stage.end,
            rule=fit(stage.rule, 60),
            start=stage.span.start,
            end=stage.span.end,
        )
        for order, stage in enumerate(parsed.stages, start=1)
    )


def _write_citations(document: PolicyDocument, parsed: ParsedDocument) -> None:
    insert(
        Citation(
            document=document,
            order=order,
            title=fit(citation.title, 300),
            document_number=fit(citation.document_number, 60),
            rule=fit(citation.rule, 60),
            start=citation.span.start,
            end=citation.span.end,
        )
        for order, citation in enumerate(parsed.citations, start=1)
    )


def _write_repairs(document: PolicyDocument, parsed: ParsedDocument) -> None:
    insert(
        [
            Repair(
                document=document,
                order=order,
                kind=repair.kind,
                before=repair.before,
                after=repair.after,
                reason=fit(repair.reason, 300),
                start=repair.span.start,
                end=repair.span.end,
            )
            for order, repair in enumerate(parsed.repairs, start=1)
        ]
    )


def _write_doubts(document: PolicyDocument, parsed: ParsedDocument) -> None:
    insert(
        Doubt(
            document=document,
            order=order,
            kind=fit(doubt.kind, 40),
            message=fit(doubt.message, 500),
            start=doubt.span.start if doubt.span else None,
            end=doubt.span.end if doubt.span else None,
        )
        for order, doubt in enumerate(parsed.doubts, start=1)
    )

"""Outline -> tasks: the deepest numbered items of chapters that say what is to be done, and of safeguards.

Rule texts in articles and emergency plans hold no tasks (codebook: Task). A rule text of another make, such as 考评办法
with a list of indicators, holds them where most items name who answers for them. Rows of a table of tasks are tasks, or
add their agencies and dates to the task of the text that they repeat (see row_tasks).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.parsing.agencies import Assigned, find_agencies, first_lead_rule
from documents.parsing.deadlines import DateContext, find_deadlines
from documents.parsing.domains import classify
from documents.parsing.genres import PLANS_BY_THEIR_GOALS, RULE_TEXTS
from documents.parsing.outline import OutlineSection
from documents.parsing.passages import moved
from documents.parsing.records import DomainTerm, ParsedAgency, ParsedTask
from documents.parsing.row_tasks import repeating_rows, row_agencies, row_deadlines
from documents.parsing.spans import Span
from documents.parsing.stages import form_of, leaves
from documents.parsing.tables import TableRow

CATEGORY_OF_ROLE = {"task": "key_task", "safeguard": "safeguard"}
WITHOUT_TASKS = frozenset({"应急预案", "预案", "函", "复函"})


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task in positions of the clean text, with the notes that name its agencies."""

    task: ParsedTask
    assigned: Assigned
    """Agencies and notes with spans inside the task's own text."""


def find_tasks(
    sections: Sequence[OutlineSection],
    *,
    text: str,
    document_type: str,
    place_names: Sequence[str],
    context: DateContext,
) -> tuple[FoundTask, ...]:
    """Key tasks and safeguards in order of the text.

    Example: 三/(一)/1 通信基础设施 is a key task, 四/(一) 组织保障 a safeguard.
    """
    if document_type in WITHOUT_TASKS or any(section.role == "article" for section in sections):
        return ()
    rule_span = first_lead_rule(text)
    repeating = repeating_rows(sections)
    found = []
    for role in CATEGORY_OF_ROLE:
        for index in leaves(sections, role):
            make = _task if sections[index].row is None else _row_task
            item = make(sections, index, text, place_names, context, rule_span)
            found.append(_with_rows(item, repeating.get(index, ()), text, place_names, context, rule_span))
    answered = sum(bool(item.assigned.notes) for item in found)
    plans = document_type in PLANS_BY_THEIR_GOALS and any(section.role == "goal" for section in sections)
    if document_type in RULE_TEXTS and not plans:
        mostly = 2 * answered >= len(found)
        found = [item for item in found if mostly and (item.task.agencies or item.task.category == "safeguard")]
    return tuple(sorted(found, key=lambda item: item.task.span))


def _task(
    sections: Sequence[OutlineSection],
    index: int,
    text: str,
    place_names: Sequence[str],
    context: DateContext,
    rule_span: Span | None,
) -> FoundTask:
    section = sections[index]
    body = text[section.text_start : section.span.end].rstrip()
    category = CATEGORY_OF_ROLE[section.role]
    ruled = rule_span if rule_span and rule_span.start < section.span.end else None
    assigned = find_agencies(body, place_names=place_names, rule_span=ruled)
    group = sections[section.parent].heading if section.parent is not None else ""
    reading = classify(section.heading, body, group_title=group, category=category)
    task = ParsedTask(
        section=index,
        locator=section.locator,
        title=section.heading,
        text=body,
        category=category,
        domain=reading.domain,
        other_domains=reading.other_domains,
        domain_terms=tuple(DomainTerm(term.term, term.where, term.domain) for term in reading.terms),
        deadlines=tuple(moved(deadline, section.text_start) for deadline in find_deadlines(body, context=context)),
        agencies=assigned.agencies,
        rule=f"{section.role}.{form_of(section)}",
        span=Span(section.text_start, section.text_start + len(body)),
    )
    return FoundTask(task, assigned)


def _row_task(
    sections: Sequence[OutlineSection],
    index: int,
    text: str,
    place_names: Sequence[str],
    context: DateContext,
    rule_span: Span | None,
) -> FoundTask:
    """The task that a row is: its domain is that of its words, its text the row."""
    section, row = sections[index], sections[index].row
    assert row is not None  # noqa: S101  the caller looked
    group = row.heads[-1].slice(text) if row.heads else ""
    category = CATEGORY_OF_ROLE[section.role]
    words = "\n".join(cell.slice(text) for cell in row.content)
    reading = classify(section.heading, words, group_title=group, category=category)
    agencies = row_agencies(row, text=text, place_names=place_names, rule_span=rule_span)
    task = ParsedTask(
        section=index,
        locator=section.locator,
        title=section.heading,
        text=row.span.slice(text),
        category=category,
        domain=reading.domain,
        other_domains=reading.other_domains,
        domain_terms=tuple(DomainTerm(term.term, term.where, term.domain) for term in reading.terms),
        deadlines=row_deadlines(row, text=text, context=context),
        agencies=_placed(agencies, row.span.start),
        rule=f"{section.role}.{form_of(section)}",
        span=row.span,
    )
    return FoundTask(task, Assigned(task.agencies, ()))


def _placed(agencies: Iterable[ParsedAgency], start: int) -> tuple[ParsedAgency, ...]:
    """Agencies with their spans counted from the start of their task, as all agencies of a task are."""
    return tuple(replace(agency, span=agency.span.shifted(-start)) for agency in agencies)


def _with_rows(
    item: FoundTask,
    rows: Sequence[TableRow],
    text: str,
    place_names: Sequence[str],
    context: DateContext,
    rule_span: Span | None,
) -> FoundTask:
    """A task of the text with what the rows that repeat it add: agencies it does not name yet, and dates."""
    if not rows:
        return item
    task = item.task
    known = {agency.name for agency in task.agencies}
    dates = {deadline.date for deadline in task.deadlines}
    agencies, deadlines = list(task.agencies), list(task.deadlines)
    for row in rows:
        named = row_agencies(row, text=text, place_names=place_names, rule_span=rule_span)
        agencies += _placed((agency for agency in named if agency.name not in known), task.span.start)
        known |= {agency.name for agency in named}
        due = [each for each in row_deadlines(row, text=text, context=context) if each.date not in dates]
        deadlines += due
        dates |= {each.date for each in due}
    whole = replace(task, agencies=tuple(agencies), deadlines=tuple(deadlines))
    return FoundTask(whole, Assigned(whole.agencies, item.assigned.notes))

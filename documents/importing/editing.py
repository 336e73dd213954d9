"""One fact under correction: its form, and what a filled-in form changes, each with what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents.importing.corrections import (
    DOCUMENT,
    LEFT_OUT,
    agency_keys,
    corrected,
    corrected_agency,
    corrected_target,
    corrected_task,
    deadline_keys,
    holding_additions,
    latest,
    target_keys,
    task_keys,
)
from documents.importing.forms import DocumentForm, TargetForm, TaskForm, plain_metadata, plain_target
from documents.models import ImportItem
from documents.parsing.records import ParsedDocument, ParsedTarget, ParsedTask
from documents.parsing.spans import TracedText

Change = tuple[str, str, Any, Any]
"""Fact, field, what was read, what is to hold."""
FactForm = TaskForm | TargetForm


def fact_form(item: ImportItem, parsed: ParsedDocument, key: str, *, data: Any = None) -> FactForm | None:
    """The form of the fact with this key, filled with what holds now or with `data`; None where there is none."""
    changes = latest(item.corrections)
    task, target = task_of(parsed, key), target_of(parsed, key)
    if task is not None:
        return TaskForm(_as_now(key, task, changes), data)
    if target is not None:
        now = corrected_target(target, changes.get(key, {}))
        return TargetForm(now, data, traced=TracedText(parsed.clean_text, parsed.alignment))
    return None


def fact_changes(parsed: ParsedDocument, key: str, form: FactForm) -> list[Change]:
    """What a valid form says of its fact."""
    task, target = task_of(parsed, key), target_of(parsed, key)
    if isinstance(form, TaskForm) and task is not None:
        said = form.cleaned_data
        keys = agency_keys(key, task.agencies)
        return [
            (key, "title", task.title, " ".join(said["title"].split())),
            (key, "category", task.category, said["category"]),
            (key, "domain", task.domain, said["domain"]),
            *(
                (agency_key, "role", agency.role, role)
                for agency_key, agency, role in zip(keys, task.agencies, form.roles(), strict=True)
            ),
            *(
                (agency_key, "name", agency.name, name)
                for agency_key, agency, name in zip(keys, task.agencies, form.names(), strict=True)
            ),
        ]
    if isinstance(form, TargetForm) and target is not None:
        read = plain_target(target)
        return [(key, name, read[name], value) for name, value in form.target_says().items()]
    return []


def document_changes(item: ImportItem, parsed: ParsedDocument, form: DocumentForm) -> list[Change]:
    """What a valid form says of the document, field by field, beside what was read."""
    said = form.values()
    changes = latest(item.corrections).get(DOCUMENT, {})
    read, now = plain_metadata(parsed.metadata), shown_metadata(item, parsed)
    return [(DOCUMENT, name, read[name], said[name]) for name in said if said[name] != now[name] or name in changes]


def shown_metadata(item: ImportItem, parsed: ParsedDocument) -> dict[str, Any]:
    """What the form of the document shows: what was read, with corrections and what the batch says."""
    effect = str(latest(item.corrections).get(DOCUMENT, {}).get("effect", ""))
    return plain_metadata(corrected(parsed, item=item).metadata, effect=effect)


def leaving(item: ImportItem, parsed: ParsedDocument, key: str, *, out: bool) -> list[Change]:
    """Leave a fact out, or take it back in; nothing for a key that names none."""
    keys = {*task_keys(parsed), *target_keys(parsed), *holding_additions(latest(item.corrections))}
    for task_key, task in zip(task_keys(parsed), parsed.tasks, strict=True):
        keys.update(agency_keys(task_key, task.agencies))
        keys.update(deadline_keys(task_key, task.deadlines))
    return [(key, LEFT_OUT, False, out)] if key in keys else []


def task_of(parsed: ParsedDocument, key: str) -> ParsedTask | None:
    """The task with this key."""
    return next((task for name, task in zip(task_keys(parsed), parsed.tasks, strict=True) if name == key), None)


def target_of(parsed: ParsedDocument, key: str) -> ParsedTarget | None:
    """The target with this key."""
    return next((each for name, each in zip(target_keys(parsed), parsed.targets, strict=True) if name == key), None)


def _as_now(key: str, task: ParsedTask, changes: Mapping[str, Mapping[str, Any]]) -> ParsedTask:
    change = changes.get(key, {})
    keys = agency_keys(key, task.agencies)
    agencies = tuple(
        corrected_agency(agency, changes.get(name, {})) for name, agency in zip(keys, task.agencies, strict=True)
    )
    return replace(corrected_task(task, change), agencies=agencies)

"""Rows of tasks with their agencies, deadlines and quantities, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Length, Substr
from django.urls import reverse

from documents.models import Target, Task, TaskAgency, TaskDeadline
from documents.rows.named import Named
from documents.rows.values import value_text

# What two lines of a list can show, with some room for wide screens.
EXCERPT_CHARACTERS = 140
LOCATOR_JOIN = " · "


@dataclass(frozen=True, slots=True)
class TaskValue:
    """A quantity of a task: sign, value as text, unit, what it measures, when."""

    operator: str
    value_text: str
    unit: str
    indicator: str
    deadline: str


@dataclass(frozen=True, slots=True)
class TaskDocument:
    """The document a task stands in, as far as a list shows it."""

    pk: int
    place: str
    place_url: str
    level: str
    document_type: str
    document_number: str
    title: str
    url: str
    silence: str
    """What it means that a task says nothing: a person has read the text, or only the rules have."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as lists and exports show it; `text` is cut after EXCERPT_CHARACTERS unless asked for in full."""

    pk: int
    title: str
    text: str
    is_cut: bool
    category: str
    domain: Named
    document: TaskDocument
    locator: str
    url: str
    panel_url: str
    lead: tuple[Named, ...]
    support: tuple[Named, ...]
    responsible: tuple[Named, ...]
    deadlines: tuple[str, ...]
    years: tuple[str, ...]
    """The deadlines when all of them are plain years; then they are drawn as joined boxes."""
    values: tuple[TaskValue, ...]
    origin: str

    @property
    def other_deadlines(self) -> tuple[str, ...]:
        """The deadlines in the source's words, unless they are drawn as years."""
        return () if self.years else self.deadlines


def task_rows(ids: Sequence[int], *, full: bool = False) -> list[TaskRow]:
    """The tasks with these keys, in this order; `full` gives their whole text. Four questions, however many."""
    agencies = _agencies(ids)
    deadlines = _deadlines(ids)
    values = _values(ids)
    found = {
        row["pk"]: _row(row, agencies.get(row["pk"], {}), deadlines.get(row["pk"], []), values.get(row["pk"], []))
        for row in _records(ids, full=full)
    }
    return [found[pk] for pk in ids if pk in found]


def _records(ids: Sequence[int], *, full: bool) -> Any:
    length = 1_000_000 if full else EXCERPT_CHARACTERS
    # The heading stands at the beginning of the text; the row shows it as its title already.
    return (
        Task.objects.filter(pk__in=ids)
        .annotate(
            body=Substr("text", 1, Length("title") + Value(length + 12)),
            whole=Length("text"),
        )
        .values(
            "pk", "title", "body", "whole", "category", "origin", "start", "end",
            "section__locator", "domain__code", "domain__name", "document_id",
            "document__slug", "document__title", "document__document_type", "document__document_number", "document__reviewed",
            "jurisdiction__name", "jurisdiction__code", "jurisdiction__level",
        )
    )  # fmt: skip


def _row(
    row: dict[str, Any],
    agencies: dict[str, list[Named]],
    deadlines: list[tuple[str, str, str]],
    values: list[TaskValue],
) -> TaskRow:
    slug, start, end = row["document__slug"], row["start"], row["end"]
    body = body_of(row["body"], title=row["title"])
    only_years = all(precision == "year" for _words, _date, precision in deadlines)
    return TaskRow(
        pk=row["pk"],
        title=row["title"],
        text=body,
        is_cut=len(row["body"]) < row["whole"],
        category=str(Task.Category(row["category"]).label),
        domain=Named(row["domain__name"], f"{reverse('documents:tasks')}?domain={row['domain__code']}"),
        document=_document(row),
        locator=row["section__locator"],
        url=f"{reverse('documents:document', args=[slug])}#c{start}",
        panel_url=reverse("documents:passage", args=[slug, start, end]),
        lead=tuple(agencies.get(TaskAgency.Role.LEAD, ())),
        support=tuple(agencies.get(TaskAgency.Role.SUPPORT, ())),
        responsible=tuple(agencies.get(TaskAgency.Role.RESPONSIBLE, ())),
        deadlines=tuple(dict.fromkeys(words for words, _date, _precision in deadlines)),
        years=tuple(dict.fromkeys(date for _words, date, _precision in deadlines)) if only_years else (),
        values=tuple(values),
        origin=row["origin"],
    )


def _document(row: dict[str, Any]) -> TaskDocument:
    return TaskDocument(
        pk=row["document_id"],
        place=row["jurisdiction__name"],
        place_url=reverse("documents:jurisdiction", args=[row["jurisdiction__code"]]),
        level=row["jurisdiction__level"],
        document_type=row["document__document_type"],
        document_number=row["document__document_number"],
        title=row["document__title"],
        url=reverse("documents:document", args=[row["document__slug"]]),
        silence="silent_checked" if row["document__reviewed"] else "not_found",
    )


def body_of(text: str, *, title: str) -> str:
    """The text of an item without number and heading: （一）智慧交通。建设… gives 建设…

    A text that does not begin with its heading is given as it stands.
    """
    head, found, rest = text.partition(title)
    if not found or len(head) > 12:
        return text.strip()
    return rest.lstrip("。：:；，、. \u3000\n”").strip() or text.strip()


def _agencies(ids: Sequence[int]) -> dict[int, dict[str, list[Named]]]:
    links = TaskAgency.objects.filter(task__in=ids).order_by("task_id", "order")
    found: dict[int, dict[str, list[Named]]] = {}
    for task, role, agency, name in links.values_list("task_id", "role", "agency_id", "agency__name"):
        named = Named(name, reverse("documents:agency", args=[agency]))
        found.setdefault(task, {}).setdefault(role, []).append(named)
    return found


def _deadlines(ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    rows = TaskDeadline.objects.filter(task__in=ids).order_by("task_id", "order")
    for task, words, date, precision in rows.values_list("task_id", "words", "date", "precision"):
        found.setdefault(task, []).append((words, date, precision))
    return found


def _values(ids: Sequence[int]) -> dict[int, list[TaskValue]]:
    found: dict[int, list[TaskValue]] = {}
    rows = Target.objects.filter(task__in=ids, kind=Target.Kind.QUANTITY).order_by("task_id", "order")
    for row in rows.values("task_id", "operator", "value", "value_max", "unit", "indicator", "deadline_words"):
        shown = TaskValue(
            row["operator"],
            value_text(row["value"], row["value_max"]),
            row["unit"],
            row["indicator"],
            row["deadline_words"],
        )
        found.setdefault(row["task_id"], []).append(shown)
    return found

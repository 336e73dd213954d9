"""Tasks as the cells of their files: read in blocks of keys, finished as text, nothing asked per row.

A file may hold every task of the corpus. So a block costs five questions however long it is, addresses and words that
belong to a document are made once for it, and no object of a model stands between the database and the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.db import connections
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Domain, Jurisdiction, PolicyDocument, Target, Task, TaskAgency, TaskDeadline
from documents.models.provenance import Origin
from documents.rows.tasks import TaskValue, body_of
from documents.rows.values import signed_value, value_text

BETWEEN = "、"
BETWEEN_VALUES = "；"
# Keys that lie close together are asked for as a range: one walk along an index instead of a search for each key.
CLOSE_TOGETHER = 2


class TaskLine(NamedTuple):
    """The cells of one task, in the order of the columns of its files."""

    place: str
    domain: str
    title: str
    text: str
    lead: str
    support: str
    responsible: str
    deadlines: str
    locator: str
    origin: str
    level: str
    document: str
    number: str
    category: str
    values: str
    address: str


@dataclass(frozen=True, slots=True)
class LineDocument:
    """What all tasks of one document share."""

    place: str
    level: str
    """The code of the level: county."""
    level_words: str
    title: str
    number: str
    address: str
    silence: str
    """What it says where a task names no agency or date."""


@dataclass(frozen=True, slots=True)
class TaskLines:
    """Tasks in the order of their keys, and the documents behind them, each once."""

    lines: list[TaskLine]
    documents: tuple[LineDocument, ...]


def task_lines(ids: Sequence[int], *, site: str) -> TaskLines:
    """The tasks with these keys, in this order, with their whole text; `site` makes their addresses absolute.

    Example: task_lines([7], site="http://x/").lines[0].lead is "区交通运输局".
    """
    if not ids:
        return TaskLines([], ())
    agencies, deadlines, values = _agencies(ids), _deadlines(ids), _values(ids)
    columns = (
        *("pk", "title", "text", "category", "origin", "start"),
        *("section__locator", "domain_id", "jurisdiction_id", "document_id"),
    )
    by_key = {record[0]: record for record in _fetched(_of(Task, ids, "pk").values_list(*columns))}
    rows = [by_key[key] for key in ids if key in by_key]
    documents = _documents({document: place for *_rest, place, document in rows}, site=site)
    domains = dict(Domain.objects.values_list("pk", "name"))
    origins = {code: str(label) for code, label in Origin.choices}
    categories = {code: str(label) for code, label in Task.Category.choices}
    nothing = ("", "", "")
    lines = []
    for key, title, text, category, origin, start, locator, domain, _place, policy in rows:
        document = documents[policy]
        lead, support, responsible = agencies.get(key, nothing)
        lines.append(
            TaskLine._make(
                (
                    document.place,
                    domains[domain],
                    title,
                    body_of(text, title=title),
                    lead if lead or support or responsible else document.silence,
                    support,
                    responsible,
                    deadlines.get(key) or document.silence,
                    locator,
                    origins[origin],
                    document.level_words,
                    document.title,
                    document.number,
                    categories[category],
                    values.get(key, ""),
                    f"{document.address}#c{start}",
                )
            )
        )
    return TaskLines(lines, tuple(documents.values()))


def silence_words(state: str) -> str:
    """What a field without words means: a person found nothing either, or only the rules have looked."""
    return _("原文未提及·已核对") if state == "silent_checked" else _("自动抽取未见")


def value_words(value: TaskValue) -> str:
    """A quantity with what it measures and when: ≥80% 路口信号联网率（2022年底前）."""
    words = f"{signed_value(value.operator, value.value_text, value.unit)} {value.indicator}"
    return f"{words}（{value.deadline}）" if value.deadline else words


def _of(model: type[Model], ids: Sequence[int], key: str) -> Any:
    """The rows that belong to these tasks, as a range where the keys lie close together; a few more do no harm."""
    rows = model._default_manager.order_by()
    first, last = min(ids), max(ids)
    close = last - first < CLOSE_TOGETHER * len(ids)
    return rows.filter(**{f"{key}__gte": first, f"{key}__lte": last} if close else {f"{key}__one_of": ids})


def _fetched(rows: QuerySet) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them; for columns of text and whole numbers, which need no conversion."""
    sql, parameters = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _documents(places: dict[int, int], *, site: str) -> dict[int, LineDocument]:
    """The documents with these keys, in their order; their places come with the tasks.

    In the table of documents the place stands behind the texts, and SQLite reads through those to find it.
    """
    rows = PolicyDocument.objects.filter(pk__in=list(places)).values_list(
        "pk", "slug", "title", "document_number", "reviewed"
    )
    of_places = Jurisdiction.objects.filter(pk__in=set(places.values())).values_list("pk", "name", "level")
    named = {pk: (name, level) for pk, name, level in of_places}
    levels = {code: str(label) for code, label in Jurisdiction.Level.choices}
    silence = {True: silence_words("silent_checked"), False: silence_words("not_found")}
    begin, end = address_around_slug(site)
    found = {}
    for pk, slug, title, number, reviewed in rows:
        place, level = named[places[pk]]
        found[pk] = LineDocument(place, level, levels[level], title, number, f"{begin}{slug}{end}", silence[reviewed])
    return {key: found[key] for key in places}


def address_around_slug(site: str) -> tuple[str, str]:
    """What stands before and behind its slug in the address of a document."""
    begin, end = urljoin(site, reverse("documents:document", args=["-slug-"])).split("-slug-")
    return begin, end


def _agencies(ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """The names of the agencies of each task: who leads, who supports, who is responsible."""
    roles = {role: place for place, role in enumerate(("lead", "support", "responsible"))}
    found: dict[int, list[str]] = {}
    links = _of(TaskAgency, ids, "task_id").order_by("task_id", "order")
    for task, role, name in _fetched(links.values_list("task_id", "role", "agency__name")):
        names = found.get(task)
        if names is None:
            names = found[task] = ["", "", ""]
        place = roles[role]
        names[place] = f"{names[place]}{BETWEEN}{name}" if names[place] else name
    return {task: (lead, support, responsible) for task, (lead, support, responsible) in found.items()}


def _deadlines(ids: Sequence[int]) -> dict[int, str]:
    """The deadlines of each task in the words of the source, each once."""
    found: dict[int, dict[str, None]] = {}
    rows = _of(TaskDeadline, ids, "task_id").order_by("task_id", "order")
    for task, words in _fetched(rows.values_list("task_id", "words")):
        found.setdefault(task, {})[words] = None
    return {task: BETWEEN.join(words) for task, words in found.items()}


def _values(ids: Sequence[int]) -> dict[int, str]:
    """The quantities of each task in words."""
    found: dict[int, str] = {}
    rows = _of(Target, ids, "task_id").filter(kind=Target.Kind.QUANTITY).order_by("task_id", "order")
    columns = ("task_id", "operator", "value", "value_max", "unit", "indicator", "deadline_words")
    for task, operator, value, value_max, unit, indicator, deadline in rows.values_list(*columns):
        words = value_words(TaskValue(operator, value_text(value, value_max), unit, indicator, deadline))
        found[task] = f"{found[task]}{BETWEEN_VALUES}{words}" if task in found else words
    return found

"""The facts of the compared documents: tasks with agencies, values and dates, and what touches on a domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from comparisons.addresses import agency, passage, passage_panel
from comparisons.builder.columns import MAX_TASKS
from comparisons.builder.goals import goal_mentions, traced
from comparisons.cues import passage_about
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, Mention, NamedAgency, NamedValue, TaskEntry
from comparisons.wording import body_of, split_opening
from documents.models import PolicyDocument, Target, Task, TaskAgency, TaskDeadline
from documents.models.provenance import Origin
from documents.querysets import User
from documents.tables import plain_decimal

TASK_FIELDS = (
    "id",
    "document_id",
    "title",
    "text",
    "category",
    "domain__code",
    "start",
    "end",
    "origin",
    "section__locator",
)
AGENCY_FIELDS = (
    "task_id",
    "role",
    "as_written",
    "collective",
    "agency_id",
    "agency__name",
    "agency__function__code",
)
VALUE_FIELDS = (
    "indicator",
    "operator",
    "value",
    "value_max",
    "unit",
    "strength",
    "deadline_words",
    "quote",
    "quote_clean",
    "start",
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the tasks, by task."""

    agencies: Mapping[int, Sequence[Mapping[str, Any]]]
    deadlines: Mapping[int, Sequence[str]]
    values: Mapping[int, Sequence[Mapping[str, Any]]]
    further_domains: Mapping[int, Sequence[str]]
    words: Mapping[str, str]
    """The words of each category and of each origin, looked up once and not once a task."""
    addresses: Mapping[int, str]
    """The page of each agency that is named."""


def find_facts(documents: Sequence[ComparedDocument], *, category: str, user: User) -> tuple[DocumentFacts, ...]:
    """Read every task of the documents once, with what belongs to it; seven queries for any number of columns.

    At most MAX_TASKS are read; `columns_that_fit` keeps a selection below that.
    """
    ids = [document.pk for document in documents]
    tasks = _tasks(ids, user=user)
    around = _around(ids)
    texts = PolicyDocument.objects.visible_to(user).filter(id__in=ids)
    rows = {row[0]: row[1:] for row in texts.values_list("id", "original_text", "clean_text", "alignment")}
    traced_texts = {pk: traced(clean, alignment) for pk, (_original, clean, alignment) in rows.items()}
    goals = goal_mentions(documents, texts=traced_texts, user=user)
    by_document: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for task in tasks:
        by_document[task["document_id"]].append(task)
    return tuple(
        _facts_of(
            document,
            tasks=by_document[document.pk],
            around=around,
            original=rows[document.pk][0],
            category=category,
            goals=goals.get(document.pk, {}),
        )
        for document in documents
    )


def _tasks(ids: Sequence[int], *, user: User) -> list[dict[str, Any]]:
    tasks = Task.objects.visible_to(user).filter(document_id__in=ids).order_by("document_id", "order")
    return list(tasks.values(*TASK_FIELDS)[:MAX_TASKS])


def _around(ids: Sequence[int]) -> _Around:
    """Agencies, deadlines, values and further domains by task, for documents that the reader may see.

    Asked by document: hundreds of keys of tasks in each question take longer to write than to answer. What belongs to
    a task that was not read is never looked up.
    """
    agencies = TaskAgency.objects.filter(task__document_id__in=ids).order_by("task_id", "order")
    deadlines = TaskDeadline.objects.filter(task__document_id__in=ids).order_by("task_id", "order")
    values = Target.objects.filter(task__document_id__in=ids, kind=Target.Kind.QUANTITY).order_by("task_id", "order")
    further = Task.other_domains.through.objects.filter(task__document_id__in=ids).order_by("task_id", "domain__order")
    named = list(agencies.values(*AGENCY_FIELDS))
    return _Around(
        agencies=_by_task(named),
        deadlines=_words_by_task(deadlines.values_list("task_id", "words")),
        values=_by_task(values.values("task_id", *VALUE_FIELDS)),
        further_domains=_words_by_task(further.values_list("task_id", "domain__code")),
        words={value: str(label) for value, label in (*Task.Category.choices, *Origin.choices)},
        addresses={pk: agency(pk) for pk in {row["agency_id"] for row in named}},
    )


def _by_task(rows: Iterable[Any]) -> dict[int, list[Mapping[str, Any]]]:
    sorted_rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        sorted_rows[row["task_id"]].append(row)
    return sorted_rows


def _words_by_task(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Words of each task in their order, each once."""
    words: dict[int, list[str]] = defaultdict(list)
    for task_id, word in pairs:
        if word not in words[task_id]:
            words[task_id].append(word)
    return words


def _facts_of(
    document: ComparedDocument,
    *,
    tasks: Sequence[dict[str, Any]],
    around: _Around,
    original: str,
    category: str,
    goals: Mapping[str, Sequence[Mention]],
) -> DocumentFacts:
    """Sort the tasks of one document: those of the category into cells, what touches a domain into mentions."""
    entries: dict[str, list[TaskEntry]] = defaultdict(list)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for task in tasks:
        main = task["domain__code"]
        touched = list(around.further_domains.get(task["id"], ()))
        start, end = task["start"], task["end"]
        task |= {
            "address": passage(document.address, start=start),
            "panel_address": passage_panel(document.slug, start=start, end=end),
            "body": body_of(task["text"], title=task["title"]),
        }
        if category in (task["category"], "all"):
            entries[main].append(_entry(task, document=document, around=around, original=original))
        else:
            touched.insert(0, main)
        for code in touched:
            mentions[code].append(_mention(task, code=code, kind_words=around.words[task["category"]]))
    for code, places in goals.items():
        mentions[code].extend(places)
    return DocumentFacts(
        label=document.label,
        place_code=document.place_code,
        reviewed=document.reviewed,
        holds_tasks=document.holds_tasks,
        entries={code: tuple(found) for code, found in entries.items()},
        mentions={code: tuple(found) for code, found in mentions.items()},
    )


def _entry(task: Mapping[str, Any], *, document: ComparedDocument, around: _Around, original: str) -> TaskEntry:
    opening, rest = split_opening(task["body"])
    named = around.agencies.get(task["id"], ())
    start, end = task["start"], task["end"]
    locator = task["section__locator"]
    return TaskEntry(
        title=task["title"],
        category=task["category"],
        category_words=around.words[task["category"]],
        domain=task["domain__code"],
        opening=opening,
        rest=rest,
        original=original[start:end],
        locator=locator,
        inferred="~" in locator,
        start=start,
        end=end,
        address=task["address"],
        panel_address=task["panel_address"],
        leads=_agencies(named, role=TaskAgency.Role.LEAD, addresses=around.addresses),
        supports=_agencies(named, role=TaskAgency.Role.SUPPORT, addresses=around.addresses),
        responsibles=_agencies(named, role=TaskAgency.Role.RESPONSIBLE, addresses=around.addresses),
        values=tuple(named_value(row, document=document, locator=locator) for row in around.values.get(task["id"], ())),
        deadlines=tuple(around.deadlines.get(task["id"], ())),
        origin=task["origin"],
        origin_words=around.words[task["origin"]],
    )


def _agencies(rows: Sequence[Mapping[str, Any]], *, role: str, addresses: Mapping[int, str]) -> tuple[NamedAgency, ...]:
    return tuple(
        NamedAgency(
            name=_shown_name(row),
            as_written=row["as_written"],
            collective=row["collective"],
            function=row["agency__function__code"] or "",
            url=addresses[row["agency_id"]],
        )
        for row in rows
        if row["role"] == role
    )


def _shown_name(row: Mapping[str, Any]) -> str:
    name = str(row["agency__name"])
    return _("%(name)s（泛指）") % {"name": name} if row["collective"] else name


def named_value(row: Mapping[str, Any], *, document: ComparedDocument, locator: str) -> NamedValue:
    """A quantity as a cell names it, from a row of Target values: 5G站址数 约1315站."""
    return NamedValue(
        indicator=row["indicator"],
        operator=row["operator"],
        operator_words=str(Target.Operator(row["operator"]).label),
        value=_figures(row["value"], row["value_max"]),
        unit=row["unit"],
        strength="" if row["strength"] == Target.Strength.PLAIN else str(Target.Strength(row["strength"]).label),
        deadline=row["deadline_words"],
        quote=row["quote_clean"],
        original=row["quote"],
        locator=locator,
        address=passage(document.address, start=row["start"]),
    )


def _figures(value: Decimal, value_max: Decimal | None) -> str:
    """A number, or both ends of a range: 3—5."""
    return plain_decimal(value) if value_max is None else f"{plain_decimal(value)}—{plain_decimal(value_max)}"


def _mention(task: Mapping[str, Any], *, code: str, kind_words: str) -> Mention:
    """A task that touches on a domain, with the sentence that holds the term which says so."""
    return Mention(
        kind="safeguard" if task["category"] == Task.Category.SAFEGUARD else "task",
        kind_words=kind_words,
        title=task["title"],
        quote=_sentence_about(task, code=code),
        locator=task["section__locator"],
        address=task["address"],
        panel_address=task["panel_address"],
    )


def _sentence_about(task: Mapping[str, Any], *, code: str) -> str:
    """The sentence of a task that speaks of the domain, else its opening."""
    found = passage_about(code, text=task["body"])
    return found.quote if found else split_opening(task["body"])[0]

"""What the timeline reads: stages, targets with a date, deadlines of tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from comparisons.addresses import passage, passage_panel
from comparisons.aspects.timeline.records import Moment, MomentKind
from comparisons.builder.facts import named_value
from comparisons.records import ComparedDocument
from documents.models import PolicyDocument, Stage, Target, Task, TaskDeadline
from documents.models.provenance import Origin
from documents.querysets import User

# Of one document; more would make a page nobody reads. What is left out is said.
MAX_MOMENTS = 600
TARGET_FIELDS = (
    "document_id",
    "task_id",
    "task__title",
    "task__start",
    "task__domain__code",
    "section__locator",
    "kind",
    "indicator",
    "operator",
    "value",
    "value_max",
    "unit",
    "strength",
    "deadline",
    "deadline_words",
    "quote",
    "quote_clean",
    "start",
    "end",
    "origin",
)


@dataclass(frozen=True, slots=True)
class Material:
    """The moments of each document, and how many of its key tasks name a date."""

    moments: tuple[tuple[Moment, ...], ...]
    tasks_with_date: tuple[int, ...]


def read_moments(documents: Sequence[ComparedDocument], *, user: User) -> Material:
    """Everything the columns set in time, in four queries for any number of columns.

    A milestone and the values its sentence holds are one moment; a deadline of a task that one of its targets
    already names is not listed again.
    """
    ids = [document.pk for document in documents]
    by_pk = {document.pk: document for document in documents}
    targets = list(
        Target.objects.visible_to(user).filter(document_id__in=ids).order_by("start", "order").values(*TARGET_FIELDS)
    )
    found: dict[int, list[Moment]] = defaultdict(list)
    for rows in _by_sentence(targets):
        document = by_pk[rows[0]["document_id"]]
        found[document.pk].append(_target_moment(rows, document=document))
    said = {(row["task_id"], row["deadline"]) for row in targets if row["task_id"]}
    dated: dict[int, set[int]] = defaultdict(set)
    for row in _deadlines(ids, user=user):
        if row["task__category"] == Task.Category.KEY_TASK:
            dated[row["task__document_id"]].add(row["task_id"])
        if (row["task_id"], row["date"]) not in said:
            document = by_pk[row["task__document_id"]]
            found[document.pk].append(_deadline_moment(row, document=document))
    for moment, pk in _stages(by_pk, user=user):
        found[pk].append(moment)
    return Material(
        moments=tuple(tuple(found[document.pk][:MAX_MOMENTS]) for document in documents),
        tasks_with_date=tuple(len(dated[document.pk]) for document in documents),
    )


def _by_sentence(targets: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Targets of one sentence and one date together; those without date or number say nothing about time alone."""
    groups: dict[tuple[int, str, int], list[Mapping[str, Any]]] = {}
    for row in targets:
        key = (row["document_id"], row["deadline"], row["start"])
        groups.setdefault(key, []).append(row)
    return _joined(list(groups.values()))


def _joined(groups: list[list[Mapping[str, Any]]]) -> list[list[Mapping[str, Any]]]:
    """A quantity whose words lie inside the sentence of a milestone of the same date joins it."""
    kept: list[list[Mapping[str, Any]]] = []
    for group in groups:
        first = group[0]
        holder = next((other for other in kept if _holds(other[0], first)), None)
        if holder is None:
            kept.append(group)
        else:
            holder.extend(group)
    return kept


def _holds(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> bool:
    same = outer["document_id"] == inner["document_id"] and outer["deadline"] == inner["deadline"]
    return bool(same and outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _target_moment(rows: Sequence[Mapping[str, Any]], *, document: ComparedDocument) -> Moment:
    milestone = next((row for row in rows if row["kind"] == Target.Kind.MILESTONE), None)
    lead = milestone or rows[0]
    locator = lead["section__locator"]
    return Moment(
        kind=MomentKind.MILESTONE if milestone else MomentKind.QUANTITY,
        title=lead["indicator"],
        words=lead["deadline_words"],
        begins="",
        ends=lead["deadline"],
        task=lead["task__title"] or "",
        task_start=lead["task__start"],
        domain=lead["task__domain__code"] or "",
        values=tuple(
            named_value(row, document=document, locator=locator) for row in rows if row["kind"] == Target.Kind.QUANTITY
        ),
        quote=lead["quote_clean"],
        original=lead["quote"],
        locator=locator,
        start=lead["start"],
        address=passage(document.address, start=lead["start"]),
        panel_address=passage_panel(document.slug, start=lead["start"], end=lead["end"]),
        origin=lead["origin"],
        origin_words=str(Origin(lead["origin"]).label),
    )


def _deadlines(ids: Sequence[int], *, user: User) -> list[dict[str, Any]]:
    visible = Task.objects.visible_to(user).filter(document_id__in=ids)
    rows = TaskDeadline.objects.filter(task__in=visible).order_by("start", "order")
    fields = ("task__title", "task__text", "task__start", "task__end", "task__category", "task__domain__code")
    return list(
        rows.values(
            "task_id",
            "task__document_id",
            "date",
            "words",
            "start",
            "end",
            "task__section__locator",
            "task__origin",
            *fields,
        )
    )


def _deadline_moment(row: Mapping[str, Any], *, document: ComparedDocument) -> Moment:
    return Moment(
        kind=MomentKind.DEADLINE,
        title=row["task__title"],
        words=row["words"],
        begins="",
        ends=row["date"],
        task=row["task__title"],
        task_start=row["task__start"],
        domain=row["task__domain__code"],
        values=(),
        quote=row["words"],
        original=row["words"],
        locator=row["task__section__locator"],
        start=row["start"],
        address=passage(document.address, start=row["start"]),
        panel_address=passage_panel(document.slug, start=row["task__start"], end=row["task__end"]),
        origin=row["task__origin"],
        origin_words=str(Origin(row["task__origin"]).label),
    )


def _stages(by_pk: Mapping[int, ComparedDocument], *, user: User) -> list[tuple[Moment, int]]:
    stages = Stage.objects.visible_to(user).filter(document_id__in=by_pk).order_by("document_id", "order")
    rows = stages.values("document_id", "title", "begins", "ends", "start", "end", "section__locator")
    texts = dict(PolicyDocument.objects.visible_to(user).filter(id__in=by_pk).values_list("id", "original_text"))
    return [
        (_stage_moment(row, document=by_pk[row["document_id"]], text=texts[row["document_id"]]), row["document_id"])
        for row in rows
    ]


def _stage_moment(row: Mapping[str, Any], *, document: ComparedDocument, text: str) -> Moment:
    original = text[row["start"] : row["end"]]
    return Moment(
        kind=MomentKind.STAGE,
        title=row["title"],
        words=_span_words(row["begins"], row["ends"]),
        begins=row["begins"],
        ends=row["ends"],
        task="",
        task_start=None,
        domain="",
        values=(),
        quote=row["title"],
        original=original,
        locator=row["section__locator"],
        start=row["start"],
        address=passage(document.address, start=row["start"]),
        panel_address=passage_panel(document.slug, start=row["start"], end=row["end"]),
        origin=Origin.AUTOMATIC,
        origin_words=str(Origin.AUTOMATIC.label),
    )


def _span_words(begins: str, ends: str) -> str:
    """Both ends of a stage: 2018, 2020-10—2021-06; nothing where the text gives none."""
    if not begins or begins == ends:
        return ends
    return f"{begins}—{ends}" if ends else _("%(day)s起") % {"day": begins}

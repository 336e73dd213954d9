"""What the view of aligned tasks reads: tasks with their profiles, related terms, decisions, names of domains."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.aspects.aligned.grouping import Pair, pair
from comparisons.aspects.aligned.material import Decided, Material, OtherTask, RelatedTerms, TaskWording
from comparisons.aspects.aligned.records import TaskSpot
from comparisons.builder.columns import MAX_TASKS
from comparisons.builder.facts import find_facts
from comparisons.builder.taxonomy import topics
from comparisons.matrix import DocumentFacts
from comparisons.models import DECIDE, AlignmentDecision
from comparisons.records import ComparedDocument
from documents.models import RelatedTerm, Task, weights_of
from documents.querysets import User

TASK_FIELDS = ("id", "document_id", "start", "title", "text", "category", "section__locator")
PROFILE_FIELDS = ("profile__titled", "profile__shares", "profile__words", "profile__terms")
SIDES = ("first", "second")


def read_material(documents: tuple[ComparedDocument, ...], *, category: str, user: User) -> Material:
    """Read it all, in the same number of queries for any number of columns and tasks."""
    facts = find_facts(documents, category=category, user=user)
    rows = _task_rows([document.pk for document in documents], user=user)
    tasks = _wordings(rows, documents=documents, facts=facts)
    decided, outdated = _decisions(tasks, documents=documents)
    taxonomy = topics()
    return Material(
        documents=documents,
        facts=facts,
        tasks=tasks,
        others=tuple(
            OtherTask(row["title"], row["text"], weights_of(row["profile__words"]))
            for row in rows
            if category not in (row["category"], "all")
        ),
        related=RelatedTerms(dict(RelatedTerm.objects.values_list("term", "group"))),
        decided=decided,
        outdated=outdated,
        domain_names={each.code: each.name for topic in taxonomy for each in (topic, *topic.children)},
        parents=frozenset(topic.code for topic in taxonomy if topic.children),
        without_profile=_without_profile(rows, documents),
    )


def spots_of(keys: Sequence[int], *, documents: Sequence[ComparedDocument], user: User) -> dict[int, TaskSpot]:
    """Where a decision finds these tasks, as far as they belong to the columns and the reader may see them."""
    tasks = Task.objects.visible_to(user).filter(id__in=keys, document_id__in=[document.pk for document in documents])
    return {row["id"]: spot_of(row) for row in tasks.values(*TASK_FIELDS)}


def spot_of(row: Mapping[str, Any]) -> TaskSpot:
    """Document, number and hash of the wording of a task."""
    wording = "".join(row["text"].split())
    return TaskSpot(row["document_id"], row["section__locator"], hashlib.sha256(wording.encode()).hexdigest())


def _task_rows(ids: Sequence[int], *, user: User) -> list[dict[str, Any]]:
    tasks = Task.objects.visible_to(user).filter(document_id__in=ids).order_by("document_id", "order")
    return list(tasks.values(*TASK_FIELDS, *PROFILE_FIELDS)[:MAX_TASKS])


def _wordings(
    rows: Sequence[Mapping[str, Any]], *, documents: Sequence[ComparedDocument], facts: Sequence[DocumentFacts]
) -> tuple[TaskWording, ...]:
    """The tasks in the order of columns and text, each with the entry that cells show."""
    column_of = {document.pk: column for column, document in enumerate(documents)}
    entries = {
        (column, entry.start): entry
        for column, fact in enumerate(facts)
        for found in fact.entries.values()
        for entry in found
    }
    tasks = []
    for row in rows:
        column = column_of[row["document_id"]]
        if entry := entries.get((column, row["start"])):
            tasks.append(
                TaskWording(
                    key=row["id"],
                    column=column,
                    entry=entry,
                    text=row["text"],
                    spot=spot_of(row),
                    titled=tuple(row["profile__titled"] or ()),
                    shares=row["profile__shares"] or {},
                    words=weights_of(row["profile__words"]),
                    terms=tuple(row["profile__terms"] or ()),
                )
            )
    return tuple(sorted(tasks, key=lambda task: (task.column, task.entry.start)))


def _without_profile(rows: Sequence[Mapping[str, Any]], documents: Sequence[ComparedDocument]) -> tuple[str, ...]:
    lacking = {row["document_id"] for row in rows if row["profile__words"] is None}
    return tuple(document.label for document in documents if document.pk in lacking)


def _decisions(
    tasks: Sequence[TaskWording], *, documents: Sequence[ComparedDocument]
) -> tuple[dict[Pair, Decided], int]:
    """What people decided about these tasks, and how many decisions no longer find their wording."""
    ids = [document.pk for document in documents]
    number_of = {task.spot: number for number, task in enumerate(tasks)}
    places = {(task.spot.document, task.spot.locator) for task in tasks}
    decided: dict[Pair, Decided] = {}
    outdated = 0
    for decision in AlignmentDecision.objects.in_force().between(ids).select_related("decided_by"):
        spots = [_side(decision, side) for side in SIDES]
        first, second = (number_of.get(spot) for spot in spots)
        if first is not None and second is not None:
            decided[pair(first, second)] = Decided(decision.together, decision.decided_at, _name(decision))
        elif all((spot.document, spot.locator) in places for spot in spots):
            outdated += 1
    return decided, outdated


def _side(decision: AlignmentDecision, side: str) -> TaskSpot:
    return TaskSpot(
        getattr(decision, f"{side}_document_id"),
        getattr(decision, f"{side}_locator"),
        getattr(decision, f"{side}_wording"),
    )


def _name(decision: AlignmentDecision) -> str:
    user = decision.decided_by
    return (user.get_full_name() or user.get_username()) if user else ""


def may_decide(user: User) -> bool:
    """Whether somebody may decide what belongs together."""
    has_perm = getattr(user, "has_perm", None)
    return bool(has_perm and has_perm(DECIDE))

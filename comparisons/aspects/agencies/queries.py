"""What the view of agencies reads: tasks, who is named for them in which words, functions, taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from comparisons.aspects.agencies.records import Assignment, Function, Material, Part
from comparisons.builder.facts import find_facts
from comparisons.builder.goals import traced
from comparisons.builder.taxonomy import topics
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, TaskEntry
from comparisons.wording import sentence_with
from documents.models import AgencyFunction, PolicyDocument, TaskAgency
from documents.models.provenance import Origin
from documents.parsing.spans import Span, TracedText
from documents.querysets import User

LINK_FIELDS = (
    "task__document_id",
    "task__start",
    "start",
    "end",
    "role",
    "as_written",
    "collective",
    "origin",
    "agency_id",
    "agency__name",
    "agency__function__code",
)


@dataclass(frozen=True, slots=True)
class _Texts:
    """A document's original, and its clean text with the way back."""

    original: str
    clean: TracedText


def read_material(documents: tuple[ComparedDocument, ...], *, user: User) -> Material:
    """Read it all in eleven queries, for any number of columns and rows."""
    facts = find_facts(documents, category="all", user=user)
    texts = _texts([document.pk for document in documents], user=user)
    tasks = tuple(_in_order(fact) for fact in facts)
    links = _links(documents, tasks=tasks)
    return Material(
        documents=documents,
        facts=facts,
        tasks=tasks,
        assignments=tuple(
            tuple(
                _assignment(row, task=task, texts=texts[document.pk])
                for task in own
                for row in links.get((document.pk, task.start), ())
            )
            for document, own in zip(documents, tasks, strict=True)
        ),
        functions=tuple(
            Function(code, name, reverse("documents:function", args=[code]))
            for code, name in AgencyFunction.objects.order_by("order").values_list("code", "name")
        ),
        taxonomy=topics(),
    )


def _in_order(facts: DocumentFacts) -> tuple[TaskEntry, ...]:
    every = {task.start: task for own in facts.entries.values() for task in own}
    return tuple(every[start] for start in sorted(every))


def _texts(ids: Sequence[int], *, user: User) -> dict[int, _Texts]:
    rows = PolicyDocument.objects.visible_to(user).filter(id__in=ids)
    return {
        pk: _Texts(original, traced(clean, alignment))
        for pk, original, clean, alignment in rows.values_list("id", "original_text", "clean_text", "alignment")
    }


def _links(
    documents: Sequence[ComparedDocument], *, tasks: Sequence[Sequence[TaskEntry]]
) -> dict[tuple[int, int], list[Mapping[str, Any]]]:
    """Who is named, by document and start of the task; only for documents that `find_facts` let the reader see."""
    ids = [document.pk for document, own in zip(documents, tasks, strict=True) if own]
    rows = TaskAgency.objects.filter(task__document_id__in=ids).order_by("task__document_id", "task__order", "order")
    links: dict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows.values(*LINK_FIELDS):
        links[row["task__document_id"], row["task__start"]].append(row)
    return links


def _assignment(row: Mapping[str, Any], *, task: TaskEntry, texts: _Texts) -> Assignment:
    quote, source = _note_around(Span(row["start"], row["end"]), task=task, clean=texts.clean)
    return Assignment(
        task=task,
        part=Part(row["role"]),
        name=row["agency__name"],
        as_written=row["as_written"],
        collective=row["collective"],
        function=row["agency__function__code"] or "",
        address=reverse("documents:agency", args=[row["agency_id"]]),
        quote=quote,
        original=source.slice(texts.original),
        origin=row["origin"],
        origin_words=str(Origin(row["origin"]).label),
    )


def _note_around(name: Span, *, task: TaskEntry, clean: TracedText) -> tuple[str, Span]:
    """The sentence or note of a task that names an agency, and where it stands in the original.

    市公安局 in 济南's 市民出行“一路通” gives 「(牵头单位:市公安局;」.
    """
    inside = clean.from_source(Span(task.start, task.end))
    named = clean.from_source(name)
    words = inside.slice(clean.text)
    quote = sentence_with(words, start=named.start - inside.start, end=named.end - inside.start)
    start = words.find(quote, max(0, named.end - inside.start - len(quote)))
    found = Span(start, start + len(quote)).shifted(inside.start)
    return quote, clean.source(found)

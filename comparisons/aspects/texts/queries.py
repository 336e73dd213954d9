"""What the view of texts reads: texts with their words, sections, tasks and agencies, and texts of other documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models.functions import Substr

from comparisons.aspects.texts.records import NamedBody, SectionPlace, Source, TaskPlace
from comparisons.builder.columns import MAX_TASKS
from comparisons.builder.goals import traced
from comparisons.records import ComparedDocument
from documents.models import PolicyDocument, Section, Task, TaskAgency, weights_of
from documents.parsing.word_lengths import unpacked
from documents.querysets import User

# Other documents that are looked through for a wording, and how far into each.
OTHERS = 60
OTHERS_LENGTH = 40_000
MAX_SECTIONS = 20_000


def read_sources(documents: Sequence[ComparedDocument], *, user: User) -> tuple[Source, ...]:
    """The documents with everything that is compared, in four queries for any number of them."""
    ids = [document.pk for document in documents]
    texts = {row["id"]: row for row in _texts(ids, user=user)}
    sections = _sections(ids, user=user)
    tasks = _tasks(ids, user=user)
    bodies = _bodies(ids, user=user)
    return tuple(
        _source(document, texts[document.pk], sections[document.pk], tasks[document.pk], bodies[document.pk])
        for document in documents
        if document.pk in texts
    )


def other_texts(documents: Sequence[ComparedDocument], *, user: User) -> tuple[str, ...]:
    """The beginnings of the latest other documents; one query."""
    others = PolicyDocument.objects.visible_to(user).exclude(id__in=[document.pk for document in documents])
    texts = others.order_by("-id").values_list(Substr("clean_text", 1, OTHERS_LENGTH), flat=True)
    return tuple(texts[:OTHERS])


def _texts(ids: Sequence[int], *, user: User) -> list[dict[str, Any]]:
    fields = ("id", "original_text", "clean_text", "alignment", "word_lengths")
    return list(PolicyDocument.objects.visible_to(user).filter(id__in=ids).values(*fields))


def _source(
    document: ComparedDocument,
    row: Mapping[str, Any],
    sections: Sequence[SectionPlace],
    tasks: Sequence[TaskPlace],
    bodies: Sequence[NamedBody],
) -> Source:
    return Source(
        document=document,
        original=row["original_text"],
        clean=traced(row["clean_text"], row["alignment"]),
        words=unpacked(row["word_lengths"]),
        sections=tuple(sections),
        tasks=tuple(tasks),
        bodies=tuple(bodies),
    )


def _sections(ids: Sequence[int], *, user: User) -> dict[int, list[SectionPlace]]:
    rows = Section.objects.visible_to(user).filter(document_id__in=ids).order_by("document_id", "order")
    fields = ("document_id", "role", "locator", "heading", "start", "end", "depth")
    by_document: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values(*fields)[:MAX_SECTIONS]:
        by_document[row["document_id"]].append(row)
    return defaultdict(list, {pk: _places(found) for pk, found in by_document.items()})


def _places(rows: Sequence[Mapping[str, Any]]) -> list[SectionPlace]:
    """Sections with the end of their last subsection: the beginning of the next that is no deeper."""
    found: list[SectionPlace] = []
    open_until: dict[int, int] = {}
    for row in reversed(rows):
        deeper_end = [end for depth, end in open_until.items() if depth > row["depth"]]
        whole_end = max((row["end"], *deeper_end))
        open_until = {depth: end for depth, end in open_until.items() if depth <= row["depth"]}
        open_until[row["depth"]] = max(whole_end, open_until.get(row["depth"], 0))
        found.append(
            SectionPlace(
                row["locator"],
                row["heading"],
                row["start"],
                row["end"],
                whole_end,
                row["depth"],
                row["role"] == Section.Role.FURNITURE,
            )
        )
    return found[::-1]


def _tasks(ids: Sequence[int], *, user: User) -> dict[int, list[TaskPlace]]:
    rows = Task.objects.visible_to(user).filter(document_id__in=ids).order_by("document_id", "order")
    fields = ("document_id", "title", "section__locator", "start", "end", "profile__words")
    found: dict[int, list[TaskPlace]] = defaultdict(list)
    for row in rows.values(*fields)[:MAX_TASKS]:
        words = weights_of(row["profile__words"])
        place = TaskPlace(row["title"], row["section__locator"], row["start"], row["end"], words)
        found[row["document_id"]].append(place)
    return found


def _bodies(ids: Sequence[int], *, user: User) -> dict[int, list[NamedBody]]:
    tasks = Task.objects.visible_to(user).filter(document_id__in=ids)
    rows = TaskAgency.objects.filter(task__in=tasks).order_by("task__document_id", "start")
    fields = ("task__document_id", "role", "as_written", "start", "end")
    found: dict[int, list[NamedBody]] = defaultdict(list)
    for pk, role, as_written, start, end in rows.values_list(*fields):
        found[pk].append(NamedBody(role, str(TaskAgency.Role(role).label), as_written, start, end))
    return found

"""Named questions one may ask of the tables; `visible_to` is asked by every page, facet, API and export."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max

from documents.roles import User as User  # every question names it together with its queryset
from documents.roles import may_see_unpublished

PUBLISHED = "published"
# Counting every match of a large corpus costs more than the page; beyond this a count says "10000以上".
COUNT_LIMIT = 10_000

LONG_COLUMNS = ("original_text", "clean_text", "alignment", "original_bytes")


def sees_all(user: User) -> bool:
    """Whether `user` sees documents in every state."""
    return may_see_unpublished(user)


@dataclass(frozen=True, slots=True)
class LoadedCounts:
    """What one document brought into the tables."""

    document_id: int
    place: str
    sections: int
    tasks: int
    agencies: int
    targets: int
    doubts: int


class CountedQuerySet(models.QuerySet):
    """Counts that never cost more than a fixed number of rows."""

    def capped_count(self) -> int:
        """Number of rows, but at most one more than COUNT_LIMIT."""
        return self.order_by().values("pk")[: COUNT_LIMIT + 1].count()

    def counts_by(self, *fields: str) -> dict[object, int]:
        """How many rows share each value of one field, or each tuple of values of several; to-one fields only."""
        rows = self.order_by().values_list(*fields).annotate(number=Count("pk"))
        return {(row[0] if len(fields) == 1 else row[:-1]): row[-1] for row in rows}


class PolicyDocumentQuerySet(CountedQuerySet):
    """Questions about policy documents."""

    def visible_to(self, user: User) -> Self:
        """Published documents for everybody; every state for those who may see them."""
        return self if sees_all(user) else self.filter(state=PUBLISHED)

    def without_texts(self) -> Self:
        """Leave the long columns in the database; lists need none of them."""
        return self.defer(*LONG_COLUMNS)

    def read_from(self, sha256: str, *, parser_version: str) -> int | None:
        """Key of the document that was read from exactly this file by exactly these rules, if there is one."""
        return self.filter(sha256=sha256, parser_version=parser_version).values_list("pk", flat=True).first()

    def corpus_facts(self) -> dict[str, Any]:
        """Number of documents and time of the latest loading, from one aggregate."""
        return self.aggregate(documents=Count("pk"), loaded_at=Max("loaded_at"))

    def loaded_counts(self, ids: Collection[int]) -> list[LoadedCounts]:
        """What each of these documents brought into the tables, one question per kind of fact."""
        of_these = self.filter(pk__in=ids).order_by("pk")
        kinds = {
            "sections": "sections",
            "tasks": "tasks",
            "agencies": "tasks__agency_links__agency",
            "targets": "targets",
            "doubts": "doubts",
        }
        found = {
            name: dict(of_these.values_list("pk").annotate(number=Count(path, distinct=True)))
            for name, path in kinds.items()
        }
        return [
            LoadedCounts(pk, place, **{name: counts[pk] for name, counts in found.items()})
            for pk, place in of_these.values_list("pk", "jurisdiction__name")
        ]


class DocumentFactQuerySet(CountedQuerySet):
    """Questions about facts that belong to one document (tasks, targets, stages, sections …)."""

    def visible_to(self, user: User) -> Self:
        """Facts of documents that `user` may see."""
        return self if sees_all(user) else self.filter(document__state=PUBLISHED)


class TaskFactQuerySet(CountedQuerySet):
    """Questions about facts that belong to one task (its profile)."""

    def visible_to(self, user: User) -> Self:
        """Facts of tasks whose document `user` may see."""
        return self if sees_all(user) else self.filter(task__document__state=PUBLISHED)

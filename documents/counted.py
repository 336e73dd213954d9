"""Numbers of tasks that are kept counted for the list of tasks: read at once, and brought up to date many at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from documents.arrivals import nothing_else_changes
from documents.models import AgencyCount, TaskCount, UncountedDocument
from documents.querysets import User, sees_all

_made = import_module("documents.migrations.0013_task_counts")
# Readers count the tasks of so many changed documents themselves; with more, whoever writes adds them to the counts.
FEW = 20
# So many are added in one transaction: others who write wait for it.
AT_ONCE = 100
CATEGORIES = ("key_task", "safeguard")

Numbers = Mapping[str, Mapping[tuple[str, str], int]]
"""Facet -> (category, value) -> number of tasks."""


def uncounted_documents() -> list[int]:
    """Keys of the documents whose tasks the kept counts leave out."""
    return list(UncountedDocument.objects.values_list("document_id", flat=True))


def kept_numbers(slices: Sequence[str], *, user: User) -> Numbers:
    """The numbers of all facets under any of these slices, which share no task. Example: kept_numbers(["role:lead"])."""
    rows = TaskCount.objects.filter(published__in=_published(user), category__in=CATEGORIES, slice__in=slices)
    found: dict[str, dict[tuple[str, str], int]] = {}
    for facet, category, value, number in rows.values_list("facet", "category", "value").annotate(sum=Sum("number")):
        if number:
            found.setdefault(facet, {})[category, value] = number
    return found


def kept_by_slice(slices: Sequence[str], *, categories: Collection[str], user: User) -> dict[str, int]:
    """The number of tasks of each of these slices."""
    rows = TaskCount.objects.filter(
        published__in=_published(user), category__in=categories, slice__in=slices, facet="all"
    )
    return dict(rows.values_list("slice").annotate(sum=Sum("number")))


def fullest_agencies(slices: Sequence[str], *, categories: Sequence[str], most: int, user: User) -> dict[int, int]:
    """The agencies with most tasks under these slices, at most so many of them."""
    rows = _of_agencies(slices, categories, user)
    if list(slices) == [""] and len(categories) == 1 and len(_published(user)) == 1:  # as an index has them
        return dict(
            rows.filter(number__gt=0).order_by("-number", "agency_id").values_list("agency_id", "number")[:most]
        )
    return dict(_summed(rows).filter(sum__gt=0).order_by("-sum", "agency_id")[:most])


def kept_agencies(*, user: User) -> Any:
    """The rows of agencies that a counted task names, whatever else it says."""
    return _of_agencies([""], CATEGORIES, user).filter(number__gt=0)


def number_of_agencies(*, changed: Collection[int], user: User) -> int:
    """How many agencies a task names; `changed` are those that documents name which the kept counts leave out."""
    kept = kept_agencies(user=user)
    number: int = kept.aggregate(number=Count("agency_id", distinct=True))["number"]
    return number + len(set(changed) - set(kept.filter(agency_id__in=changed).values_list("agency_id", flat=True)))


def numbers_of_agencies(
    slices: Sequence[str], *, agencies: Collection[int], categories: Sequence[str], user: User
) -> dict[int, int]:
    """The number of tasks of each of these agencies under these slices."""
    return dict(_summed(_of_agencies(slices, categories, user).filter(agency_id__in=agencies)))


def _of_agencies(slices: Sequence[str], categories: Sequence[str], user: User) -> Any:
    published = _published(user)
    one = list(slices) == [""]
    rows = AgencyCount.objects.filter(published__in=published, category__in=categories)
    return rows.filter(slice="") if one else rows.filter(slice__in=slices)


def _summed(rows: Any) -> Any:
    return rows.order_by().values_list("agency_id").annotate(sum=Sum("number"))


def _published(user: User) -> tuple[int, ...]:
    return (0, 1) if sees_all(user) else (1,)


def settle_counts(*, more_than: int = 0) -> None:
    """Add the documents that are left out to the kept counts, if there are more than so many.

    On PostgreSQL documents that somebody is changing at this moment stay out, and while another adds, nothing is done.
    """
    while UncountedDocument.objects.using("default").count() > more_than:
        with transaction.atomic():
            keys = _held()
            if keys:
                _add(keys)
        more_than = max(more_than, 0)
        if len(keys) < AT_ONCE:
            return


def _held() -> list[int]:
    """Some of the documents that are left out, held until the end of the transaction."""
    if connection.vendor == "sqlite":
        return list(UncountedDocument.objects.using("default").values_list("document_id", flat=True)[:AT_ONCE])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_made.LOCK])
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(f"SELECT document_id FROM {_made.UNCOUNTED} LIMIT {AT_ONCE} FOR UPDATE SKIP LOCKED")  # noqa: S608
        return [key for (key,) in cursor.fetchall()]


def _add(keys: Sequence[int]) -> None:
    """Add these documents; the revision changes, so that nobody takes numbers from before and after for one answer."""
    condition = f"IN ({', '.join(map(str, keys))})"
    with connection.cursor() as cursor:
        for statement in _made.adding(condition):
            cursor.execute(statement, None)
        cursor.execute(f"DELETE FROM {_made.UNCOUNTED} WHERE document_id {condition}", None)  # noqa: S608 - numbers
        with nothing_else_changes():
            cursor.execute(_made.MARK[connection.vendor], None)

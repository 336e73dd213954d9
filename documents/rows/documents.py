"""Rows of documents with the numbers of what was found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from documents.models import DocumentIssuer, Doubt, PolicyDocument, Target, Task


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as lists and the page of its place show it."""

    pk: int
    title: str
    url: str
    place: str
    place_url: str
    level: str
    document_type: str
    document_number: str
    issuers: str
    issued_on: date | None
    period: str
    effect: str
    state: str
    is_published: bool
    key_tasks: int
    safeguards: int
    quantities: int
    milestones: int
    doubts: int


def document_rows(ids: Sequence[int]) -> list[DocumentRow]:
    """The documents with these keys, in this order, without their texts."""
    records = PolicyDocument.objects.filter(pk__in=ids).values(
        "pk", "slug", "title", "document_type", "document_number", "issued_on", "period_start", "period_end",
        "effect", "state", "jurisdiction__name", "jurisdiction__code", "jurisdiction__level",
    )  # fmt: skip
    tasks = _counts(Task, ids, "category")
    targets = _counts(Target, ids, "kind")
    doubts = _counts(Doubt, ids)
    issuers = _issuers(ids)
    found = {}
    for record in records:
        pk = record["pk"]
        found[pk] = _row(
            record,
            issuers=issuers.get(pk, []),
            numbers=(
                tasks.get((pk, Task.Category.KEY_TASK.value), 0),
                tasks.get((pk, Task.Category.SAFEGUARD.value), 0),
                targets.get((pk, Target.Kind.QUANTITY.value), 0),
                targets.get((pk, Target.Kind.MILESTONE.value), 0),
                doubts.get((pk,), 0),
            ),
        )
    return [found[pk] for pk in ids if pk in found]


def _counts(model: Any, ids: Sequence[int], *columns: str) -> dict[tuple[Any, ...], int]:
    rows = model.objects.filter(document__in=ids).order_by().values_list("document_id", *columns)
    return {tuple(row[:-1]): row[-1] for row in rows.annotate(number=Count("pk"))}


def _issuers(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for document, name in (
        DocumentIssuer.objects.filter(document__in=ids)
        .order_by("document_id", "order")
        .values_list("document_id", "name")
    ):
        found.setdefault(document, []).append(name)
    return found


def period_text(start: int | None, end: int | None) -> str:
    """The years of a plan: 2018—2020, or one of them; nothing where the title names none."""
    if start is None or end is None:
        return ""
    return str(start) if start == end else f"{start}—{end}"


def _row(record: Mapping[str, Any], *, issuers: list[str], numbers: tuple[int, int, int, int, int]) -> DocumentRow:
    return DocumentRow(
        pk=record["pk"],
        title=record["title"],
        url=reverse("documents:document", args=[record["slug"]]),
        place=record["jurisdiction__name"],
        place_url=reverse("documents:jurisdiction", args=[record["jurisdiction__code"]]),
        level=record["jurisdiction__level"],
        document_type=record["document_type"],
        document_number=record["document_number"],
        issuers="、".join(issuers),
        issued_on=record["issued_on"],
        period=period_text(record["period_start"], record["period_end"]),
        effect=str(PolicyDocument.Effect(record["effect"]).label),
        state=str(PolicyDocument.State(record["state"]).label),
        is_published=record["state"] == PolicyDocument.State.PUBLISHED,
        key_tasks=numbers[0],
        safeguards=numbers[1],
        quantities=numbers[2],
        milestones=numbers[3],
        doubts=numbers[4],
    )

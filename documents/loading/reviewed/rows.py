"""A claim becomes a row, changes its row, or takes it away; what hangs on the row is brought along."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Max

from documents.claims import Claim, StandingClaim
from documents.claims.claim import AGENCY, CITATION, DEADLINE, FIELD, STAGE, TARGET, TASK, from_json
from documents.loading.agencies import delete_agencies_without_task
from documents.loading.citations import link_citations
from documents.loading.cues import write_cues
from documents.loading.derived import profile_of
from documents.loading.passages import delete_passages, write_passages
from documents.loading.profiles import write_profiles
from documents.loading.reviewed.columns import columns_of, section_at, task_at
from documents.loading.reviewed.own_data import write_field
from documents.models import (
    Citation,
    Domain,
    PolicyDocument,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskCue,
    TaskDeadline,
    TaskProfile,
)

MODELS: dict[str, type[models.Model]] = {
    TASK: Task,
    AGENCY: TaskAgency,
    DEADLINE: TaskDeadline,
    TARGET: Target,
    STAGE: Stage,
    CITATION: Citation,
}
# Rows of these kinds say themselves who vouches for them.
WITH_ORIGIN = (TASK, AGENCY, TARGET)
# Further than any order; twice of it still fits a small integer.
ROOM = 10_000


def create_row(document: PolicyDocument, claim: Claim, *, origin: str, rule: str = "") -> None:
    """Write the row of a claim that has none, with everything that hangs on it."""
    if claim.kind == FIELD:
        write_field(document, claim)
        return
    row = MODELS[claim.kind](**_parents(document, claim), **columns_of(document, claim), order=ROOM)
    if claim.kind in WITH_ORIGIN:
        row.origin = origin  # type: ignore[attr-defined]
    if claim.kind != DEADLINE:
        row.rule = rule  # type: ignore[attr-defined]
    row.order = _last_order(row) + 1  # type: ignore[attr-defined]
    row.save()
    for kept in (*claim.says.get("agencies", ()), *claim.says.get("deadlines", ())):
        create_row(document, from_json(kept["claim"]), origin=kept["origin"], rule=kept["rule"])
    _after(document, claim, row)
    _in_order(row)


def change_row(document: PolicyDocument, standing: StandingClaim, claim: Claim, *, origin: str) -> None:
    """Let the row of a standing claim say what `claim` says."""
    if claim.kind == FIELD:
        write_field(document, claim)
        return
    row = MODELS[claim.kind]._default_manager.get(pk=standing.pk)
    is_moved = claim.span != standing.claim.span
    parents = _parents(document, claim) if is_moved and claim.kind not in (AGENCY, DEADLINE) else {}
    for name, value in {**columns_of(document, claim), **parents}.items():
        setattr(row, name, value)
    if claim.kind in WITH_ORIGIN:
        row.origin = origin  # type: ignore[attr-defined]
    row.save()
    if is_moved and isinstance(row, Task):
        document.targets.filter(task=row).exclude(start__gte=row.start, end__lte=row.end).update(task=None)
    _after(document, claim, row)
    _in_order(row)


def remove_row(document: PolicyDocument, standing: StandingClaim) -> None:
    """Take the row away; targets of a task stay, without it. What a field says becomes nothing."""
    claim = standing.claim
    if claim.kind == FIELD:
        empty = [] if isinstance(claim.says["value"], list) else ""
        write_field(document, Claim(FIELD, None, {**claim.says, "value": empty}))
        return
    row: Any = MODELS[claim.kind]._default_manager.get(pk=standing.pk)
    if isinstance(row, Task):
        document.targets.filter(task=row).update(task=None)
    row.delete()
    if isinstance(row, TaskAgency | TaskDeadline):
        _refresh_task(row.task)
    if isinstance(row, Task):
        _rewrite_passages(document)
    if claim.kind in (TASK, AGENCY):
        delete_agencies_without_task(document.jurisdiction)


def mark_row(standing: StandingClaim, *, origin: str) -> None:
    """Say who vouches for a row, where rows of its kind say so."""
    if standing.claim.kind in WITH_ORIGIN:
        row: Any = MODELS[standing.claim.kind]._default_manager.get(pk=standing.pk)
        row.origin = origin
        row.save(update_fields=["origin"])


def mark_rows(kind: str, keys: list[int], *, origin: str) -> None:
    """Say who vouches for many rows at once; the batch that did it is their history."""
    if kind in WITH_ORIGIN:
        MODELS[kind]._default_manager.filter(pk__in=keys).update(origin=origin)


def _parents(document: PolicyDocument, claim: Claim) -> dict[str, Any]:
    """What the row belongs to: document, place, section, task."""
    if claim.kind in (AGENCY, DEADLINE):
        return {"task": task_at(document, claim)}
    found: dict[str, Any] = {"document": document}
    if claim.kind in (TASK, TARGET):
        found["jurisdiction_id"] = document.jurisdiction_id
    if claim.kind in (TASK, TARGET, STAGE):
        found["section"] = section_at(document, claim)
    if claim.kind == TARGET:
        around = document.tasks.filter(start__lte=claim.at.start, end__gte=claim.at.end)
        found["task"] = around.order_by("-start").first()
    return found


def _last_order(row: Any) -> int:
    return _siblings(row).aggregate(last=Max("order"))["last"] or 0


def _siblings(row: Any) -> models.QuerySet[Any]:
    owner = {"task": row.task} if isinstance(row, TaskAgency | TaskDeadline) else {"document": row.document}
    return type(row)._default_manager.filter(**owner)


def _in_order(row: Any) -> None:
    """Number the rows beside this one as they stand in the text; no two may hold one place even for a moment."""
    siblings = _siblings(row)
    rows = list(siblings.order_by("start", "order").only("pk", "order"))
    if all(each.order == number for number, each in enumerate(rows, start=1)):
        return
    siblings.update(order=F("order") + ROOM)
    for number, each in enumerate(rows, start=1):
        each.order = number
    type(row)._default_manager.bulk_update(rows, ["order"])


def _after(document: PolicyDocument, claim: Claim, row: Any) -> None:
    """Bring along what depends on the row."""
    if isinstance(row, Task):
        _after_task(document, claim, row)
    elif isinstance(row, TaskAgency | TaskDeadline):
        _refresh_task(row.task)
    elif isinstance(row, Citation):
        link_citations(document)
    if claim.kind == AGENCY:
        delete_agencies_without_task(document.jurisdiction)


def _after_task(document: PolicyDocument, claim: Claim, task: Task) -> None:
    task.other_domains.set(Domain.objects.filter(code__in=claim.says["other_domains"]))
    document.targets.filter(task=None, start__gte=task.start, end__lte=task.end).update(task=task)
    TaskProfile.objects.filter(task=task).delete()
    write_profiles([task.pk], [profile_of(task.title, task.text, category=task.category)])
    TaskCue.objects.filter(document=document).delete()
    write_cues(document)
    _rewrite_passages(document)


def _rewrite_passages(document: PolicyDocument) -> None:
    """A passage says which part of a text it belongs to."""
    delete_passages(document)
    write_passages(document)


def _refresh_task(task: Task) -> None:
    """A task repeats its first lead and its last year."""
    lead = task.agency_links.filter(role=TaskAgency.Role.LEAD).order_by("start", "order").first()
    task.lead_agency_id = lead.agency_id if lead else None
    task.due_year = task.deadlines.aggregate(last=Max("year"))["last"]
    task.save(update_fields=["lead_agency", "due_year"])

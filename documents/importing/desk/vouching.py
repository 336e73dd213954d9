"""Corrections made before storing become decisions of the people who made them, so that they are kept for good.

They stand in the history of each fact, and a reading by newer rules keeps them like any decision of a reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from documents.claims import FIELD, Claim, StandingClaim, claims_of
from documents.claims.claim import AGENCY, DEADLINE, TARGET, TASK
from documents.claims.standing import PLACE
from documents.importing.corrections import (
    DOCUMENT,
    LEFT_OUT,
    agency_keys,
    deadline_keys,
    holding_additions,
    latest,
    target_keys,
    task_keys,
)
from documents.loading import set_effect
from documents.loading.reviewed.deciding import Reviewer, Wish, add, decide, vouched
from documents.models import Decision, ImportItem, PolicyDocument, TaskAgency, TaskDeadline
from documents.parsing.records import ParsedDocument

Verdict = Decision.Verdict
Says = Mapping[str, Any]
# What is no claim of the text: the place and the source are given with the load, the effect is written here.
BESIDE = frozenset({PLACE, "source_url", "effect"})


def vouch(document: PolicyDocument, parsed: ParsedDocument, *, item: ImportItem, now: datetime) -> int:
    """Carry out the corrections of an item on its document, loaded as it was read; returns how many decisions that made.

    Raises LoadingError where a correction cannot be carried out.
    """
    said = latest(item.corrections)
    if effect := said.get(DOCUMENT, {}).get("effect"):
        set_effect(document, effect=effect)
    number = 0
    for fact, kind, key in _facts(document, parsed, said):
        standing = _standing(document, kind, key)
        wish = _wish(standing, said[fact]) if standing else None
        if wish is not None:
            decide(document.pk, wish, reviewer=_author(item, fact, now=now))
            number += 1
    for fact, claim in holding_additions(said).items():
        add(document.pk, claim, reviewer=_author(item, fact, now=now))
        number += 1
    number += _place(document, parsed, said.get(DOCUMENT, {}), item=item, now=now)
    return number + _fields(document, said.get(DOCUMENT, {}), item=item, now=now)


def _facts(document: PolicyDocument, parsed: ParsedDocument, said: Says) -> Iterator[tuple[str, str, int]]:
    """The facts that were corrected: name, kind and key of the row; what is in a task before the task it may go with."""
    tasks = dict(document.tasks.values_list("order", "pk"))
    targets = dict(document.targets.values_list("order", "pk"))
    rows = TaskAgency.objects.filter(task__document=document).values_list("task__order", "order", "pk")
    agencies = {(task, order): key for task, order, key in rows}
    dates = TaskDeadline.objects.filter(task__document=document).values_list("task__order", "order", "pk")
    deadlines = {(task, order): key for task, order, key in dates}
    for number, (name, task) in enumerate(zip(task_keys(parsed), parsed.tasks, strict=True), start=1):
        if not said.get(name, {}).get(LEFT_OUT):
            for order, agency in enumerate(agency_keys(name, task.agencies), start=1):
                if agency in said:
                    yield agency, AGENCY, agencies[number, order]
            for order, deadline in enumerate(deadline_keys(name, task.deadlines), start=1):
                if deadline in said:
                    yield deadline, DEADLINE, deadlines[number, order]
        if name in said:
            yield name, TASK, tasks[number]
    for number, name in enumerate(target_keys(parsed), start=1):
        if name in said:
            yield name, TARGET, targets[number]


def _standing(document: PolicyDocument, kind: str, key: int) -> StandingClaim | None:
    """The claim of a row as it stands now; a target of a task that was left out may be gone with it."""
    return next((standing for standing in claims_of(document, kinds=[kind]) if standing.pk == key), None)


def _wish(standing: StandingClaim, change: Says) -> Wish | None:
    """What the correction wants of the fact; None where it was taken back."""
    claim = standing.claim
    if change.get(LEFT_OUT):
        return Wish(claim.kind, standing.fingerprint, 0, Verdict.REJECT)
    says = {**claim.says, **{name: value for name, value in change.items() if name != LEFT_OUT}}
    if claim.kind == TASK:
        says["other_domains"] = [code for code in says["other_domains"] if code != says["domain"]]
    after = replace(claim, says=says)
    return None if after.same_as(claim) else Wish(claim.kind, standing.fingerprint, 0, Verdict.CORRECT, after=after)


def _fields(document: PolicyDocument, change: Says, *, item: ImportItem, now: datetime) -> int:
    number = 0
    held = PolicyDocument.objects.get(pk=document.pk)
    for standing in claims_of(held, kinds=[FIELD]):
        name = standing.claim.says["name"]
        if name in BESIDE or name not in change or change[name] == standing.claim.says["value"]:
            continue
        after = Claim(FIELD, None, {"name": name, "value": change[name]})
        wish = Wish(FIELD, standing.fingerprint, 0, Verdict.CORRECT, after=after)
        decide(document.pk, wish, reviewer=_author(item, DOCUMENT, now=now))
        number += 1
    return number


def _place(document: PolicyDocument, parsed: ParsedDocument, change: Says, *, item: ImportItem, now: datetime) -> int:
    """The place that a person gave, the document or the whole batch, where the text names another one or none."""
    read = parsed.metadata.jurisdiction.code if parsed.metadata.jurisdiction else ""
    stands = document.jurisdiction.code
    if read == stands:
        return 0
    by = _author(item, DOCUMENT, now=now)
    if "place" not in change:
        by = Reviewer(item.batch.owner or item.decided_by, item.batch.received_at)
    claims = [Claim(FIELD, None, {"name": PLACE, "value": code}) for code in (read, stands)]
    return vouched(document, claims[0], claims[1], reviewer=by) is not None


def _author(item: ImportItem, fact: str, *, now: datetime) -> Reviewer:
    """Who corrected the fact last, and when; who accepted the file where that account is gone."""
    made = [each for each in item.corrections if each["fact"] == fact]
    user = get_user_model().objects.filter(username=made[-1]["by"]).first() if made else None
    return Reviewer(user or item.decided_by, datetime.fromisoformat(made[-1]["at"]) if made else now)

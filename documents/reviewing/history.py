"""The history of a fact as it is read: who, when, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from documents.claims.claim import from_json
from documents.models import Decision, PolicyDocument
from documents.reviewing.items import Item
from documents.reviewing.wording import pairs


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a decision changed: 单位 市公安局 → 区公安局."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Past:
    """One decision in the history of a fact."""

    who: str
    when: datetime
    verdict: str
    blind: bool
    note: str
    changes: tuple[Change, ...]
    in_batch: bool


def history_of(document: PolicyDocument, item: Item) -> list[Past]:
    """The decisions on a fact, the latest first."""
    decisions = Decision.objects.filter(fact__document=document, fact__kind=item.kind, fact__fingerprint=item.key)
    return [_past(decision) for decision in decisions.order_by("-number")]


def _past(decision: Decision) -> Past:
    return Past(
        decision.reviewer_name,
        decision.decided_at,
        str(Decision.Verdict(decision.verdict).label),
        decision.blind,
        decision.note,
        changes_between(decision.before, decision.after),
        decision.batch_id is not None,
    )


def changes_between(before: Any, after: Any) -> tuple[Change, ...]:
    """What differs between two kept claims, label by label; a side that is none says nothing."""
    was = dict(pairs(from_json(before))) if before else {}
    now = dict(pairs(from_json(after))) if after else {}
    labels = list(dict.fromkeys((*was, *now)))
    both = zip_longest(labels, (was.get(label, "") for label in labels), (now.get(label, "") for label in labels))
    return tuple(Change(label, old, new) for label, old, new in both if old != new)

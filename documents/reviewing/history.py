"""The history of a fact as it is read: who, when, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from documents.claims.claim import FIELD, from_json
from documents.models import Decision, PolicyDocument
from documents.reviewing.items import Item
from documents.reviewing.wording import pairs

LONGEST_QUOTED, END_QUOTED = 60, 24


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
    return [_past(decision, document.original_text) for decision in decisions.order_by("-number")]


def _past(decision: Decision, text: str) -> Past:
    return Past(
        decision.reviewer_name,
        decision.decided_at,
        str(Decision.Verdict(decision.verdict).label),
        decision.blind,
        decision.note,
        changes_between(decision.before, decision.after, text=text),
        decision.batch_id is not None,
    )


def changes_between(before: Any, after: Any, *, text: str) -> tuple[Change, ...]:
    """What differs between two kept claims, label by label; a side that is none says nothing.

    Where both stand at different places, the words of both are told from `text`, the original.
    """
    was = dict(pairs(from_json(before))) if before else {}
    now = dict(pairs(from_json(after))) if after else {}
    if before and after and before["kind"] != FIELD and before["span"] != after["span"]:
        was[_("出处")], now[_("出处")] = (_words_at(kept["span"], text) for kept in (before, after))
    labels = list(dict.fromkeys((*was, *now)))
    both = zip_longest(labels, (was.get(label, "") for label in labels), (now.get(label, "") for label in labels))
    return tuple(Change(label, old, new) for label, old, new in both if old != new)


def _words_at(span: list[int], text: str) -> str:
    """The words of a place, long ones by beginning and end, with where it begins: 区教育局（第203字）."""
    words = " ".join(text[span[0] : span[1]].split())
    shown = words if len(words) <= LONGEST_QUOTED else f"{words[:END_QUOTED]}……{words[-END_QUOTED:]}"
    return _("%(words)s（第%(number)s字）") % {"words": shown, "number": span[0] + 1}

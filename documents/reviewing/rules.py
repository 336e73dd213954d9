"""The rules and their finds that nobody has decided on: how many, a sample to look at, and batches approved before."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from documents.claims import StandingClaim, claims_of
from documents.loading.reviewed.batches import RULED, Finds
from documents.models import DecisionBatch, PolicyDocument
from documents.models.provenance import Origin
from documents.parsing.lexicon import rule_sentences
from documents.parsing.spans import Span
from documents.querysets import COUNT_LIMIT
from documents.reviewing.source import Source, source_of
from documents.reviewing.wording import headline

SAMPLE = 10
BATCHES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the list."""

    code: str
    sentence: str
    number: int
    is_more: bool
    """Whether there are more than were counted."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One find of the sample beside its source."""

    document: PolicyDocument
    words: str
    source: Source | None
    span: Span | None


def rule_lines(documents: QuerySet[PolicyDocument]) -> list[RuleLine]:
    """Every rule with open finds in these documents; counting stops where it would cost more than the page."""
    numbers: dict[str, int] = {}
    for _kind, model, path in RULED:
        rows = model._default_manager.filter(origin=Origin.AUTOMATIC, **{f"{path}__in": documents})
        first: Any = rows.order_by().values("pk")[: COUNT_LIMIT + 1]
        counted: Any = (
            model._default_manager.filter(pk__in=first).order_by().values_list("rule").annotate(n=Count("pk"))
        )
        for rule, number in counted:
            numbers[rule] = numbers.get(rule, 0) + number
    known = rule_sentences()
    lines = [
        RuleLine(rule, known[rule].sentence if rule in known else rule, number, number > COUNT_LIMIT)
        for rule, number in numbers.items()
        if rule
    ]
    return sorted(lines, key=lambda line: (-line.number, line.code))


def sample_of(finds: Finds, *, documents: QuerySet[PolicyDocument], seed: str) -> list[Sampled]:
    """At most SAMPLE finds from all over the documents, each beside its source; the same seed gives the same ones."""
    lot = random.Random(seed)  # noqa: S311 - a lot for looking, not a secret
    chosen = lot.sample(finds.documents, min(SAMPLE, len(finds.documents)))
    each = -(-SAMPLE // max(1, len(chosen)))
    found: list[Sampled] = []
    for document in documents.filter(pk__in=chosen).select_related("jurisdiction").defer("original_bytes"):
        mine = [standing for standing in _open(document) if standing.rule == finds.rule]
        for standing in lot.sample(mine, min(each, len(mine))):
            claim = standing.claim
            found.append(Sampled(document, headline(claim), source_of(document, claim), claim.span))
    return found[:SAMPLE]


def _open(document: PolicyDocument) -> list[StandingClaim]:
    kinds = [kind for kind, _model, _path in RULED]
    return [each for each in claims_of(document, kinds=kinds) if each.origin == Origin.AUTOMATIC]


def latest_batches(rule: str = "") -> QuerySet[DecisionBatch]:
    """The latest batches, of one rule where it is given."""
    batches = DecisionBatch.objects.select_related("document").order_by("-pk")
    return (batches.filter(rule=rule) if rule else batches)[:BATCHES_SHOWN]

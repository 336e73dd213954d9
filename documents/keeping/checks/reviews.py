"""What people decided: no decision is missing, and what stands by decision stands in the tables."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from documents.claims import claims_of
from documents.keeping.checks.damage import Damage, Looked
from documents.models import Decision, DecisionBatch, ReviewedFact

State = ReviewedFact.State
# What was corrected while it was imported has a record from its first new reading on, and no decision before.
WITHOUT_FIRST = (State.ADDED, State.APPROVED)


def batches_are_whole() -> Iterator[Damage]:
    """A batch holds as many approvals as it was made of."""
    approved = Count("decisions", filter=Q(decisions__verdict=Decision.Verdict.APPROVE))
    for batch in DecisionBatch.objects.annotate(approved=approved).exclude(approved=F("number")).order_by("pk"):
        where = f"成批通过 {batch.pk}（{batch.made_by_name}）"
        yield Damage("review.batch", where, f"应有 {batch.number} 条，现有 {batch.approved} 条。从备份恢复")


def decisions_are_complete(looked: Looked) -> Iterator[Damage]:
    """The decisions on a fact are numbered from 1 to its version."""
    facts = ReviewedFact.objects.filter(document=looked.document).prefetch_related("decisions").order_by("pk")
    for fact in facts:
        numbers = sorted(decision.number for decision in fact.decisions.all())
        first = 2 if fact.state in WITHOUT_FIRST and numbers[:1] != [1] else 1
        if numbers != list(range(first, fact.version + 1)):
            yield Damage(
                "review.decisions",
                _where(looked, fact),
                f"应有决定 {fact.version} 次，现有 {len(numbers)} 次，或次序断开",
            )


def decided_facts_stand(looked: Looked) -> Iterator[Damage]:
    """What people let stand is in the tables, what they rejected is not."""
    facts = list(ReviewedFact.objects.filter(document=looked.document).order_by("pk"))
    if not facts:
        return
    standing = {claim.fingerprint for claim in claims_of(looked.document)}
    for fact in facts:
        rejected = fact.state == State.REJECTED
        if rejected == bool(fact.standing) or rejected == (fact.stands is not None):
            yield Damage("review.state", _where(looked, fact), f"状态“{fact.get_state_display()}”与现行内容不符")
        elif fact.standing and fact.standing not in standing:
            yield Damage("review.standing", _where(looked, fact), "核对过的内容不在表里，或被改动。看这份文件的核对页")


def _where(looked: Looked, fact: ReviewedFact) -> str:
    return f"{looked.slug} {fact.get_kind_display()}核对记录{fact.pk}"

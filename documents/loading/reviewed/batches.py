"""Many facts approved at once, and taken back as one step: the finds of one rule, or what is left of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from documents.claims import StandingClaim, claims_of
from documents.claims.claim import AGENCY, DEADLINE, KINDS, TARGET, TASK
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer, locked, opened, with_its_own
from documents.loading.reviewed.rows import mark_rows
from documents.models import Decision, DecisionBatch, PolicyDocument, ReviewedFact, Target, Task, TaskAgency
from documents.models.provenance import Origin
from documents.querysets import COUNT_LIMIT

State, Verdict = ReviewedFact.State, Decision.Verdict
# One step stays one transaction that nobody waits for long; a rule with more finds takes several.
MOST = 2_000
BATCH = 500
# Kinds whose rows name their rule and who vouches for them.
RULED = ((TASK, Task, "document"), (AGENCY, TaskAgency, "task__document"), (TARGET, Target, "document"))


@dataclass(frozen=True, slots=True)
class Finds:
    """The finds of one rule that nobody has decided on: how many are taken in one step, and in which documents."""

    rule: str
    number: int
    documents: tuple[int, ...]
    total: int = 0
    """All of them; one more than COUNT_LIMIT where there are more."""

    @property
    def left(self) -> int:
        """How many stay for the next steps."""
        return max(0, self.total - self.number)

    @property
    def counted(self) -> int:
        """As many as were counted."""
        return min(self.total, COUNT_LIMIT)

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNT_LIMIT


def open_finds(rule: str, *, documents: QuerySet[PolicyDocument]) -> Finds:
    """What a rule found in these documents and nobody has decided on, at most MOST of it."""
    keys: list[int] = []
    total = 0
    for _kind, model, path in RULED:
        rows = model._default_manager.filter(rule=rule, origin=Origin.AUTOMATIC, **{f"{path}__in": documents})
        total += rows.order_by()[: COUNT_LIMIT + 1].count()
        keys += rows.order_by(path).values_list(path, flat=True)[:MOST]
    keys = sorted(keys)[:MOST]
    return Finds(rule, len(keys), tuple(dict.fromkeys(keys)), min(total, COUNT_LIMIT + 1))


def approve_rule(finds: Finds, *, document: PolicyDocument | None, sample: int, reviewer: Reviewer) -> DecisionBatch:
    """Approve the finds of a rule, document by document, in one transaction.

    Raises ChangedMeanwhile where there are not as many as were shown: then somebody has to look again.
    """
    with transaction.atomic():
        batch = _batch(finds.rule, document=document, number=finds.number, sample=sample, reviewer=reviewer)
        left = finds.number
        for key in finds.documents:
            held = locked(key)
            left -= _approve(held, _of_rule(held, finds.rule)[:left], batch=batch, reviewer=reviewer)
        if left:
            raise ChangedMeanwhile
        return batch


def approve_rest(document: PolicyDocument, *, reviewer: Reviewer) -> int:
    """Approve everything of a document that nobody has decided on; returns how many. The document is held."""
    decided = set(document.reviewed_facts.exclude(state=State.OPEN).values_list("standing", flat=True))
    rest = [
        standing
        for standing in claims_of(document)
        if standing.origin == Origin.AUTOMATIC and standing.fingerprint not in decided
    ]
    if rest:
        batch = _batch("", document=document, number=len(rest), sample=len(rest), reviewer=reviewer)
        _approve(document, rest, batch=batch, reviewer=reviewer)
    return len(rest)


def _batch(
    rule: str, *, document: PolicyDocument | None, number: int, sample: int, reviewer: Reviewer
) -> DecisionBatch:
    return DecisionBatch.objects.create(
        rule=rule,
        document=document,
        number=number,
        sample=sample,
        made_by_id=reviewer.key,
        made_by_name=reviewer.name,
        made_at=reviewer.now,
    )


def _of_rule(document: PolicyDocument, rule: str) -> list[StandingClaim]:
    kinds = [kind for kind, _model, _path in RULED]
    standing = claims_of(document, kinds=kinds)
    return [each for each in standing if each.rule == rule and each.origin == Origin.AUTOMATIC]


def _approve(
    document: PolicyDocument, standing: Sequence[StandingClaim], *, batch: DecisionBatch, reviewer: Reviewer
) -> int:
    """Approve standing facts of one document; a few questions whatever their number, but one for a task's own."""
    facts = _facts(document, standing)
    decisions = []
    for fact in facts:
        fact.state, fact.version = State.APPROVED, fact.version + 1
        fact.newer, fact.disputed = None, False
        decisions.append(_decision(fact, Verdict.APPROVE, batch=batch, reviewer=reviewer))
    fields = ["state", "version", "newer", "disputed", "read", "stands", "standing"]
    ReviewedFact.objects.bulk_create([fact for fact in facts if fact._state.adding], batch_size=BATCH)
    ReviewedFact.objects.bulk_update([fact for fact in facts if not fact._state.adding], fields, batch_size=BATCH)
    Decision.objects.bulk_create(decisions, batch_size=BATCH)
    _mark(standing, origin=Origin.REVIEWED)
    return len(facts)


def _facts(document: PolicyDocument, standing: Sequence[StandingClaim]) -> list[ReviewedFact]:
    """The records of these facts; those whose decisions were taken back are there already."""
    keys = {each.fingerprint for each in standing}
    known = {fact.standing: fact for fact in document.reviewed_facts.filter(standing__in=keys)}
    tasks = any(each.claim.kind == TASK for each in standing)
    beside = claims_of(document, kinds=[AGENCY, DEADLINE]) if tasks else []
    return [
        known.get(each.fingerprint) or opened(document, with_its_own(document, each, beside=beside))
        for each in standing
    ]


def _decision(fact: ReviewedFact, verdict: str, *, batch: DecisionBatch, reviewer: Reviewer) -> Decision:
    return Decision(
        fact=fact,
        number=fact.version,
        verdict=verdict,
        before=fact.stands,
        after=fact.stands,
        reviewer_id=reviewer.key,
        reviewer_name=reviewer.name,
        batch=batch,
        decided_at=reviewer.now,
    )


def _mark(standing: Iterable[StandingClaim], *, origin: str) -> None:
    by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for each in standing:
        by_kind[each.claim.kind].append(each.pk)
    for kind, keys in by_kind.items():
        mark_rows(kind, keys, origin=origin)


def undo(batch_key: int, *, reviewer: Reviewer) -> int:
    """Take a batch back; what somebody has decided on since stays. Returns how many facts are open again.

    Raises ChangedMeanwhile where it has been taken back already.
    """
    with transaction.atomic():
        batch = DecisionBatch.objects.select_for_update().get(pk=batch_key)
        if batch.undone_at is not None:
            raise ChangedMeanwhile
        batch.undone_at, batch.undone_by_name = reviewer.now, reviewer.name
        batch.save(update_fields=["undone_at", "undone_by_name"])
        keys = batch.decisions.order_by("fact__document").values_list("fact__document", flat=True).distinct()
        return sum(_reopen(locked(key), batch, reviewer=reviewer) for key in list(keys))


def _reopen(document: PolicyDocument, batch: DecisionBatch, *, reviewer: Reviewer) -> int:
    decisions = batch.decisions.filter(fact__document=document, verdict=Verdict.APPROVE).select_related("fact")
    facts = [decision.fact for decision in decisions if decision.fact.version == decision.number]
    undone = []
    for fact in facts:
        fact.state, fact.version = State.OPEN, fact.version + 1
        undone.append(_decision(fact, Verdict.UNDO, batch=batch, reviewer=reviewer))
    ReviewedFact.objects.bulk_update(facts, ["state", "version"], batch_size=BATCH)
    Decision.objects.bulk_create(undone, batch_size=BATCH)
    standing = {fact.standing for fact in facts}
    _mark([each for each in claims_of(document) if each.fingerprint in standing], origin=Origin.AUTOMATIC)
    return len(facts)

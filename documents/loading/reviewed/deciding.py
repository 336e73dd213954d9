"""One person decides on one fact: the row changes, the decision is kept, and nobody overwrites what he has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.claims import Claim, StandingClaim, claims_of
from documents.claims.claim import AGENCY, DEADLINE, FIELD, TASK, from_json
from documents.counted import FEW, settle_counts
from documents.loading.outcome import LoadingError
from documents.loading.reviewed.rows import change_row, create_row, mark_row, remove_row
from documents.models import Decision, PolicyDocument, ReviewedFact
from documents.models.provenance import Origin
from documents.querysets import User

Verdict, State = Decision.Verdict, ReviewedFact.State


class ChangedMeanwhile(Exception):
    """Somebody else has decided on the fact since it was shown, or a new reading has replaced it."""


class Refused(LoadingError):
    """A decision that cannot be carried out; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer wants of a fact, and what was on the screen: `version` is 0 where nobody had decided yet."""

    kind: str
    key: str
    version: int
    verdict: str
    after: Claim | None = None
    note: str = ""
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and when."""

    user: User
    now: datetime

    @property
    def name(self) -> str:
        """As it is kept with decisions, also when the account is gone."""
        return self.user.get_username()[:150] if self.user else ""

    @property
    def key(self) -> int | None:
        """That of the account."""
        return self.user.pk if self.user else None


def decide(document_key: int, wish: Wish, *, reviewer: Reviewer) -> ReviewedFact:
    """Carry out one decision in one transaction; returns the record of the fact.

    Raises ChangedMeanwhile when the fact is not as it was shown, Refused when the wish cannot be met.
    """
    with transaction.atomic():
        document = locked(document_key)
        fact, standing = _found(document, wish)
        wish = _seen(fact, wish, reviewer)
        _take_turn(fact, shown=wish.version)
        before = fact.read if wish.blind else fact.stands
        if wish.blind:
            after = _said(wish, fact)
            _compare(fact, wish, after)
        else:
            after = _carry_out(document, fact, standing, wish)
        fact.save()
        record(fact, wish, before=before, after=after, reviewer=reviewer)
        return fact


def _seen(fact: ReviewedFact, wish: Wish, reviewer: Reviewer) -> Wish:
    """The wish; nobody checks himself, and the first to decide is nobody's second."""
    if not wish.blind or not fact.version:
        return replace(wish, blind=False)
    if fact.decisions.filter(reviewer=reviewer.key).exists():
        raise Refused(_("这一条由自己决定过，独立复核要换一个人"))
    return wish


def locked(key: int) -> PolicyDocument:
    """The document, held so that decisions and new readings of it follow one another.

    Once many are changed, whoever changes the next adds them to the kept counts, after his own change is committed.
    """
    transaction.on_commit(lambda: settle_counts(more_than=FEW), robust=True)
    held = PolicyDocument.objects.select_for_update(of=("self",)).select_related("jurisdiction")
    return held.defer("original_bytes").get(pk=key)


def _found(document: PolicyDocument, wish: Wish) -> tuple[ReviewedFact, StandingClaim | None]:
    """The record of the fact, made where there is none, and the row it stands in; ChangedMeanwhile without both."""
    fact = ReviewedFact.objects.filter(document=document, kind=wish.kind, fingerprint=wish.key).first()
    wanted = fact.standing if fact else wish.key
    rows = {standing.fingerprint: standing for standing in claims_of(document, kinds=[wish.kind])}
    standing = rows.get(wanted)
    if fact is None:
        if standing is None:
            raise ChangedMeanwhile
        fact = opened(document, with_its_own(document, standing))
    elif standing is None and fact.stands is not None:
        raise ChangedMeanwhile
    return fact, standing


def opened(document: PolicyDocument, standing: StandingClaim) -> ReviewedFact:
    """The record of a fact on which nobody has decided yet, not saved."""
    kept = standing.claim.as_json()
    span = standing.claim.span
    return ReviewedFact(
        document=document,
        kind=standing.claim.kind,
        fingerprint=standing.fingerprint,
        standing=standing.fingerprint,
        start=span.start if span else None,
        end=span.end if span else None,
        rule=standing.rule,
        read=kept,
        stands=kept,
    )


def with_its_own(
    document: PolicyDocument, standing: StandingClaim, *, beside: Sequence[StandingClaim] | None = None
) -> StandingClaim:
    """A task with the agencies and deadlines that go when it is rejected and come back with it.

    `beside` are those of the document, where they are at hand.
    """
    if standing.claim.kind != TASK:
        return standing
    own: dict[str, list[dict[str, Any]]] = {AGENCY: [], DEADLINE: []}
    for each in claims_of(document, kinds=own) if beside is None else beside:
        if standing.claim.span and each.claim.says["task"][0] == standing.claim.span.start:
            own[each.claim.kind].append({"claim": each.claim.as_json(), "origin": each.origin, "rule": each.rule})
    says = {**standing.claim.says, "agencies": own[AGENCY], "deadlines": own[DEADLINE]}
    return replace(standing, claim=replace(standing.claim, says=says))


def _take_turn(fact: ReviewedFact, *, shown: int) -> None:
    """Let one of several win: the record moves from version to version once."""
    if fact._state.adding:
        fact.save()  # whoever comes second waits for the document, finds this record, and its version moved on
    moved = ReviewedFact.objects.filter(pk=fact.pk, version=shown).update(version=shown + 1)
    if not moved:
        raise ChangedMeanwhile
    fact.version = shown + 1


def _said(wish: Wish, fact: ReviewedFact) -> dict[str, Any] | None:
    """What would stand after an independent decision on the fact as it was read."""
    if wish.verdict == Verdict.REJECT:
        return None
    return wish.after.as_json() if wish.verdict == Verdict.CORRECT and wish.after else fact.read


def _compare(fact: ReviewedFact, wish: Wish, after: dict[str, Any] | None) -> None:
    """An independent decision changes nothing; where it differs, somebody has to settle it."""
    if after is None or fact.stands is None:
        same = after is None and fact.stands is None
    else:
        same = from_json(after).same_as(from_json(fact.stands))
    fact.disputed = fact.disputed or not same


def _carry_out(
    document: PolicyDocument, fact: ReviewedFact, standing: StandingClaim | None, wish: Wish
) -> dict[str, Any] | None:
    if wish.verdict == Verdict.REJECT:
        if standing is None:
            raise Refused(_("这一条已经驳回。要恢复就通过它"))
        if standing.claim.kind == TASK:
            fact.stands = with_its_own(document, standing).claim.as_json()
        fact.read = fact.stands if fact.state in (State.OPEN, State.APPROVED) else fact.read
        remove_row(document, standing)
        _settle(fact, state=State.REJECTED, stands=None)
        return None
    claim = wish.after if wish.verdict == Verdict.CORRECT and wish.after else _approved(fact)
    _write(document, fact, standing, claim)
    return fact.stands


def _approved(fact: ReviewedFact) -> Claim:
    """What approving makes stand: what stands, or what was read where it had been rejected."""
    return from_json(fact.stands or fact.read)


def _write(document: PolicyDocument, fact: ReviewedFact, standing: StandingClaim | None, claim: Claim) -> None:
    """Let the tables say what the claim says."""
    _refuse_twin(document, standing, claim)
    as_read = claim.same_as(from_json(fact.read))
    by_hand = fact.state == State.ADDED or not as_read
    origin = Origin.MANUAL if by_hand else Origin.REVIEWED
    if standing is None:
        create_row(document, claim, origin=origin, rule=fact.rule)
    elif standing.claim.same_as(claim):
        mark_row(standing, origin=origin)
    else:
        change_row(document, standing, claim, origin=origin)
    state = State.ADDED if fact.state == State.ADDED else State.APPROVED if as_read else State.CORRECTED
    _settle(fact, state=state, stands=claim)


def _refuse_twin(document: PolicyDocument, standing: StandingClaim | None, claim: Claim) -> None:
    """Nothing is said twice of one place; one note may still serve two tasks."""
    if standing is not None and standing.claim.same_as(claim):
        return
    for other in claims_of(document, kinds=[claim.kind]):
        is_itself = standing is not None and other.pk == standing.pk
        same_task = other.claim.says.get("task") == claim.says.get("task")
        if claim.kind != FIELD and not is_itself and same_task and other.claim.same_as(claim):
            raise Refused(_("同一处已有一条说的一样。驳回其中一条就行"))


def _settle(fact: ReviewedFact, *, state: str, stands: Claim | None) -> None:
    """The fact stands so; what two saw differently and what newer rules read is settled with it."""
    fact.state = state
    fact.stands = stands.as_json() if stands else None
    fact.standing = standing_print(fact, stands)
    fact.disputed, fact.newer = False, None


def standing_print(fact: ReviewedFact, stands: Claim | None) -> str:
    """The fingerprint under which the row of the fact is found again."""
    if stands is None:
        return ""
    as_read = stands.same_as(from_json(fact.read))
    return fact.fingerprint if as_read else stands.fingerprint


def record(fact: ReviewedFact, wish: Wish, *, before: Any, after: Any, reviewer: Reviewer) -> Decision:
    """Keep the decision."""
    return Decision.objects.create(
        fact=fact,
        number=fact.version,
        verdict=wish.verdict,
        before=before,
        after=after,
        reviewer_id=reviewer.key,
        reviewer_name=reviewer.name,
        blind=wish.blind,
        note=wish.note[:300],
        decided_at=reviewer.now,
    )


def vouched(document: PolicyDocument, read: Claim, stands: Claim, *, reviewer: Reviewer) -> ReviewedFact | None:
    """Keep as a decision what a person had said before the document was written: it stands so already.

    None where the fact has its record.
    """
    if ReviewedFact.objects.filter(document=document, kind=read.kind, fingerprint=read.fingerprint).exists():
        return None
    fact = opened(document, StandingClaim(read, document.pk, "", Origin.AUTOMATIC))
    fact.state, fact.version = State.CORRECTED, 1
    fact.stands, fact.standing = stands.as_json(), stands.fingerprint
    fact.save()
    wish = Wish(read.kind, fact.fingerprint, 0, Verdict.CORRECT)
    record(fact, wish, before=fact.read, after=fact.stands, reviewer=reviewer)
    return fact


def add(document_key: int, claim: Claim, *, reviewer: Reviewer, note: str = "") -> ReviewedFact:
    """Enter a fact that the rules did not find. Raises Refused where it stands already."""
    with transaction.atomic():
        document = locked(document_key)
        stands = {each.fingerprint for each in claims_of(document, kinds=[claim.kind])}
        if claim.fingerprint in stands:
            raise Refused(_("这一条已经有了，不用再录"))
        known = ReviewedFact.objects.filter(document=document, kind=claim.kind, fingerprint=claim.fingerprint).first()
        if known is not None:
            wish = Wish(claim.kind, known.fingerprint, known.version, Verdict.APPROVE, note=note)
            return decide(document_key, wish, reviewer=reviewer)
        fact = opened(document, StandingClaim(claim, 0, "", Origin.MANUAL))
        fact.state, fact.version = State.ADDED, 1
        create_row(document, claim, origin=Origin.MANUAL)
        fact.save()
        wish = Wish(claim.kind, fact.fingerprint, 0, Verdict.ADD, note=note)
        record(fact, wish, before=None, after=fact.stands, reviewer=reviewer)
        return fact

"""People's decisions outlive a new reading: applied again to what newer rules read, and the changes told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from documents.claims import Claim, StandingClaim, claims_of
from documents.claims.changes import Changes, counterpart, differences
from documents.claims.claim import KINDS, from_json
from documents.loading.reviewed.deciding import Reviewer, opened, standing_print, with_its_own
from documents.loading.reviewed.rows import change_row, create_row, mark_row, remove_row
from documents.loading.reviewed.steps import uncheck
from documents.models import PolicyDocument, Rereading, ReviewedFact
from documents.models.provenance import Origin

State = ReviewedFact.State


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in the tables before a document was read anew."""

    claims: tuple[StandingClaim, ...]
    version: str


def before_rereading(document: PolicyDocument) -> Before:
    """Note what stands, and make a record of what people vouched for without one (facts corrected on import)."""
    claims = tuple(claims_of(document))
    known = set(document.reviewed_facts.values_list("standing", flat=True))
    for standing in claims:
        if standing.origin != Origin.AUTOMATIC and standing.fingerprint not in known:
            fact = opened(document, with_its_own(document, standing))
            manual = standing.origin == Origin.MANUAL
            fact.state, fact.version = (State.ADDED if manual else State.APPROVED), 1
            fact.save()
    return Before(claims, document.parser_version)


def after_rereading(
    document: PolicyDocument, before: Before, *, now: datetime, reviewer: Reviewer | None = None
) -> Changes:
    """Apply the decisions to what the newer rules read, keep a list of what changed, and return it.

    A document checked as a whole is no longer so when anything changed: its silent cells have to be read again.
    """
    facts = list(document.reviewed_facts.exclude(state=State.OPEN).order_by("pk"))
    applied = _Applied()
    earlier = {standing.fingerprint for standing in before.claims}
    for kind in KINDS:
        of_kind = [fact for fact in facts if fact.kind == kind]
        _Kind(document, kind, earlier, applied).apply(of_kind)
    _forget_open(document)
    was = {standing.fingerprint: standing.claim for standing in before.claims}
    changes = differences(was, {standing.fingerprint: standing.claim for standing in claims_of(document)})
    changes = replace(changes, kept=tuple(applied.kept), conflicts=tuple(applied.conflicts))
    if changes or changes.kept:
        Rereading.objects.create(
            document=document,
            version_before=before.version,
            version_after=document.parser_version,
            changes=changes.as_json(),
            made_by_name=reviewer.name if reviewer else "",
            made_at=now,
        )
    if changes and document.reviewed:
        uncheck(document, reviewer=reviewer, now=now)
    return changes


def _forget_open(document: PolicyDocument) -> None:
    """A record whose decisions were all taken back follows the fact: its row is found by what was read."""
    for fact in document.reviewed_facts.filter(state=State.OPEN):
        fact.newer, fact.disputed = None, False
        fact.save(update_fields=["newer", "disputed"])


@dataclass(slots=True)
class _Applied:
    """What the decisions did to a new reading."""

    kept: list[Claim] = field(default_factory=list)
    conflicts: list[tuple[Claim, Claim]] = field(default_factory=list)


@dataclass(slots=True)
class _Kind:
    """Applies the decisions on facts of one kind; what newer rules read is taken up at most once."""

    document: PolicyDocument
    kind: str
    earlier: set[str]
    applied: _Applied
    rows: dict[str, StandingClaim] = field(default_factory=dict)

    def apply(self, facts: Iterable[ReviewedFact]) -> None:
        """First those whose fact is read as before or as people have it, then those that need a look."""
        self.rows = {standing.fingerprint: standing for standing in claims_of(self.document, kinds=[self.kind])}
        left = [fact for fact in facts if not self._found_again(fact)]
        for fact in left:
            self._otherwise(fact)

    def _found_again(self, fact: ReviewedFact) -> bool:
        """Whether the new rules read what was read, or what people made of it; then the decision simply holds."""
        standing = self.rows.pop(fact.fingerprint, None) or (
            self.rows.pop(fact.standing, None) if fact.standing else None
        )
        if standing is None:
            return False
        stands = from_json(fact.stands) if fact.stands else None
        if stands is None:
            self.applied.kept.append(standing.claim)
            remove_row(self.document, standing)
        elif standing.claim.same_as(stands):
            mark_row(standing, origin=_origin(fact))
        else:
            self.applied.kept.append(stands)
            change_row(self.document, standing, stands, origin=_origin(fact))
        self._settle(fact, newer=None)
        return True

    def _otherwise(self, fact: ReviewedFact) -> None:
        """The new rules read something else at the place, or nothing: what people decided stands."""
        stands = from_json(fact.stands) if fact.stands else None
        known = stands or from_json(fact.read)
        fresh = [standing for key, standing in self.rows.items() if key not in self.earlier]
        # A person may have chosen another place: what newer rules read at the old one is the same thing too.
        among = [standing.claim for standing in fresh]
        newer = counterpart(known, among) or counterpart(from_json(fact.read), among)
        if newer is None:
            if stands is not None:
                self.applied.kept.append(stands)
                create_row(self.document, stands, origin=_origin(fact), rule=fact.rule)
            return
        standing = self.rows.pop(newer.fingerprint)
        if stands is None:
            remove_row(self.document, standing)
        else:
            change_row(self.document, standing, stands, origin=_origin(fact))
        self.applied.conflicts.append((known, newer))
        self._settle(fact, newer=newer)

    def _settle(self, fact: ReviewedFact, *, newer: Claim | None) -> None:
        """Note what the newer rules read, and under which fingerprint the fact is found."""
        fact.newer = newer.as_json() if newer else None
        fact.standing = standing_print(fact, from_json(fact.stands)) if fact.stands else ""
        fact.version += newer is not None  # whoever has the page open decides on what he has not seen
        fact.save(update_fields=["newer", "standing", "version"])


def _origin(fact: ReviewedFact) -> Any:
    return Origin.REVIEWED if fact.state == State.APPROVED else Origin.MANUAL

"""The facts of one document as a reviewer meets them: what stands, what was decided, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.claims import Claim, StandingClaim, claims_of
from documents.claims.claim import FIELD, KINDS, from_json
from documents.claims.standing import FIELDS, PLACE
from documents.models import Decision, ErrorReport, PolicyDocument, ReviewedFact
from documents.models.provenance import Origin
from documents.parsing.lexicon import rule_sentences
from documents.parsing.spans import Span
from documents.querysets import User
from documents.reviewing import asked as ways
from documents.reviewing.asked import Asked
from documents.reviewing.wording import headline, kind_label

State = ReviewedFact.State


@dataclass(frozen=True, slots=True)
class Item:
    """One fact in the queue; `key` and `version` are sent back with a decision."""

    kind: str
    key: str
    version: int
    state: str
    claim: Claim
    """What stands; what was read where it has been rejected."""
    read: Claim
    newer: Claim | None
    origin: str
    rule: str
    disputed: bool
    doubts: tuple[str, ...]
    reports: tuple[int, ...]
    locator: str
    mine: bool
    """Whether the reviewer who asks has decided on it."""

    @property
    def kind_label(self) -> str:
        """任务单位."""
        return kind_label(self.kind)

    @property
    def headline(self) -> str:
        """What stands, in one line."""
        return headline(self.claim)

    @property
    def headline_read(self) -> str:
        """What was read, in one line: all that an independent second person may see."""
        return headline(self.read)

    @property
    def state_label(self) -> str:
        """待核对, 已通过 …; what came in corrected says so."""
        if self.state == State.OPEN and self.origin == Origin.MANUAL:
            return _("导入时更正")
        return str(State(self.state).label)

    @property
    def rule_sentence(self) -> str:
        """The rule in words; nothing for a rule that is gone."""
        known = rule_sentences().get(self.rule)
        return known.sentence if known else ""

    @property
    def is_place(self) -> bool:
        """Whether it is the place of the document."""
        return self.kind == FIELD and self.claim.says["name"] == PLACE

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided on it."""
        return self.state == State.OPEN and self.origin == Origin.AUTOMATIC

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it comes in the queue: as in the text, a document's own data first."""
        if self.kind == FIELD:
            return (-1, FIELDS.index(self.claim.says["name"]), self.key)
        return (self.claim.at.start, KINDS.index(self.kind), self.key)


def items_of(document: PolicyDocument, *, user: User, kinds: Iterable[str] = KINDS) -> list[Item]:
    """Every fact of a document in the order of the text, and those that were rejected at their place."""
    wanted = tuple(kinds)
    surroundings = _Surroundings.of(document, user)
    facts = {fact.standing or fact.fingerprint: fact for fact in document.reviewed_facts.filter(kind__in=wanted)}
    standing = {each.fingerprint: each for each in claims_of(document, kinds=wanted)}
    items = [surroundings.item(each, facts.get(key)) for key, each in standing.items()]
    items += [surroundings.gone(fact) for fact in facts.values() if fact.state == State.REJECTED]
    return sorted(items, key=lambda item: item.place)


def chosen(items: Sequence[Item], asked: Asked) -> list[Item]:
    """Those of a document's facts that the reviewer asked for."""
    return [item for item in items if _is_asked_for(item, asked)]


def _is_asked_for(item: Item, asked: Asked) -> bool:
    if (asked.kind and item.kind != asked.kind) or (asked.rule and item.rule != asked.rule):
        return False
    return {
        ways.ALL: True,
        ways.WAITING: item.is_waiting,
        ways.DOUBTFUL: item.is_waiting and bool(item.doubts),
        ways.REPORTED: bool(item.reports),
        ways.CONFLICT: item.newer is not None,
        ways.DISPUTED: item.disputed,
        ways.SECOND: item.version > 0 and not item.mine and not item.disputed,
    }.get(asked.show, item.state == asked.show)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is known of the places of a document: sections, doubts, reports; and which facts the user decided on."""

    sections: tuple[tuple[int, int, str], ...]
    doubts: tuple[tuple[int, int, str], ...]
    reports: tuple[tuple[int, int, int], ...]
    mine: frozenset[int]

    @classmethod
    def of(cls, document: PolicyDocument, user: User) -> _Surroundings:
        reports = document.error_reports.filter(state=ErrorReport.State.OPEN)
        mine = Decision.objects.filter(fact__document=document, reviewer=getattr(user, "pk", None))
        inferred = document.sections.filter(inferred=True).values_list("start", "end")
        said = document.doubts.exclude(start=None).values_list("start", "end", "message")
        guessed = _("所在标题由规则推断")
        return cls(
            tuple(document.sections.order_by("start").values_list("start", "end", "locator")),
            (
                *((start or 0, end or 0, message) for start, end, message in said),
                *((start, end, guessed) for start, end in inferred),
            ),
            tuple(reports.values_list("start", "end", "pk")),
            frozenset(mine.values_list("fact_id", flat=True)),
        )

    def item(self, standing: StandingClaim, fact: ReviewedFact | None) -> Item:
        """A fact that stands in the tables."""
        read = from_json(fact.read) if fact else standing.claim
        return self._item(standing.claim, read, fact, rule=standing.rule, origin=standing.origin)

    def gone(self, fact: ReviewedFact) -> Item:
        """A fact that was rejected."""
        read = from_json(fact.read)
        return self._item(read, read, fact, rule=fact.rule, origin=Origin.AUTOMATIC)

    def _item(self, claim: Claim, read: Claim, fact: ReviewedFact | None, *, rule: str, origin: str) -> Item:
        span = claim.span
        return Item(
            kind=claim.kind,
            key=fact.fingerprint if fact else claim.fingerprint,
            version=fact.version if fact else 0,
            state=fact.state if fact else State.OPEN,
            claim=claim,
            read=read,
            newer=from_json(fact.newer) if fact and fact.newer else None,
            origin=_origin(fact, origin),
            rule=fact.rule if fact else rule,
            disputed=bool(fact and fact.disputed),
            doubts=tuple(message for *place, message in self.doubts if _touches(span, place)),
            reports=tuple(key for *place, key in self.reports if _touches(span, place)),
            locator=next((locator for start, end, locator in self.sections if span and start <= span.start < end), ""),
            mine=bool(fact and fact.pk in self.mine),
        )


def _origin(fact: ReviewedFact | None, origin: str) -> str:
    """Who vouches for a fact whose row does not say so."""
    if fact is None or origin != Origin.AUTOMATIC:
        return origin
    by_state: dict[str, str] = {State.APPROVED: Origin.REVIEWED, State.CORRECTED: Origin.MANUAL}
    return by_state.get(fact.state, Origin.MANUAL if fact.state == State.ADDED else origin)


def _touches(span: Span | None, place: Any) -> bool:
    return span is not None and span.start < place[1] and place[0] < span.end

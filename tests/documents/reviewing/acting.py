"""Decisions as tests make them: claims found by their words, reviewers by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from documents.claims import claims_of
from documents.loading.reviewed.deciding import Reviewer, Wish, decide
from documents.models import ReviewedFact
from documents.reviewing.wording import headline
from tests.people import REVIEWER, person

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def reviewer(name="陈"):
    return Reviewer(person(REVIEWER, name=name), NOW)


def claim(document, words):
    """The one standing claim that says these words: claim(document, "牵头 区教育局")."""
    (found,) = [each for each in claims_of(document) if headline(each.claim) == words]
    return found


def said(document):
    """Every standing claim but the document's own data, in one line each."""
    return [headline(each.claim) for each in claims_of(document) if each.claim.kind != "field"]


def act(document, words, verdict, *, by, version=0, blind=False, note="", **corrected):
    """Decide on the claim that says these words; `corrected` is what it is corrected to."""
    found = claim(document, words)
    after = replace(found.claim, says={**found.claim.says, **corrected}) if corrected else None
    key = ReviewedFact.objects.filter(document=document, standing=found.fingerprint).values_list(
        "fingerprint", flat=True
    )
    wish = Wish(found.claim.kind, key.first() or found.fingerprint, version, verdict, after, note, blind)
    return decide(document.pk, wish, reviewer=by)


def again(document, fact, verdict, *, by, blind=False, **corrected):
    """Decide once more on a fact that has its record."""
    fact.refresh_from_db()
    after = None
    if corrected:
        found = next(each for each in claims_of(document) if each.fingerprint == fact.standing)
        after = replace(found.claim, says={**found.claim.says, **corrected})
    wish = Wish(fact.kind, fact.fingerprint, fact.version, verdict, after, "", blind)
    return decide(document.pk, wish, reviewer=by)

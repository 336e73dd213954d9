"""Two people act on one thing at the same moment, each over a connection of his own; what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

from documents.claims import claims_of
from documents.loading.reviewed.deciding import ChangedMeanwhile, Reviewer, Wish, decide
from documents.loading.reviewed.steps import move
from documents.models import Decision, DocumentStep, PolicyDocument, ReviewedFact

DONE, TOLD = "done", "told"


def at_once(*acts: Callable[[], object]) -> list[str]:
    """How each act ended: done, told that somebody was first, or the error that nobody expected."""
    gate = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            ends.append(DONE)
        except ChangedMeanwhile:
            ends.append(TOLD)
        except Exception as problem:  # noqa: BLE001 - whatever else happens is what is looked for
            ends.append(repr(problem))
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def race_over_fact(document: PolicyDocument, one: Reviewer, other: Reviewer, *, number: int) -> list[str]:
    """Approve and reject the same fact at once; breaches of "exactly one wins, with exactly one decision kept"."""
    kinds = ("agency", "task", "target")
    standing = next(iter(claims_of(document, kinds=[kinds[number % len(kinds)]])), None)
    if standing is None:
        return []
    kind, print_ = standing.claim.kind, standing.fingerprint
    fact = ReviewedFact.objects.filter(document=document, kind=kind, standing=print_).first()
    key, version = (fact.fingerprint, fact.version) if fact else (print_, 0)
    before = Decision.objects.count()
    ends = at_once(
        lambda: decide(document.pk, Wish(kind, key, version, "approve"), reviewer=one),
        lambda: decide(document.pk, Wish(kind, key, version, "reject"), reviewer=other),
    )
    kept = ReviewedFact.objects.get(document=document, kind=kind, fingerprint=key)
    stands = any(each.fingerprint == kept.standing for each in claims_of(document, kinds=[kind]))
    last = kept.decisions.order_by("-number").first()
    breaches = [] if ends == [DONE, TOLD] else [f"{kind}: {ends}"]
    if Decision.objects.count() != before + 1 or kept.version != version + 1:
        breaches.append(f"{kind}: {Decision.objects.count() - before} decisions, version {kept.version}")
    if last is None or stands != (last.verdict == "approve") or (kept.state == "rejected") == stands:
        breaches.append(f"{kind}: {kept.state}, row stands: {stands}")
    return breaches


def race_over_document(document: PolicyDocument, one: Reviewer, other: Reviewer) -> list[str]:
    """Publish and return the same document at once; breaches of "exactly one wins, with exactly one step kept"."""
    PolicyDocument.objects.filter(pk=document.pk).update(state="in_review")
    before = DocumentStep.objects.count()
    ends = at_once(
        lambda: move(document.pk, "published", shown="in_review", reviewer=one),
        lambda: move(document.pk, "returned", shown="in_review", reviewer=other),
    )
    last = DocumentStep.objects.order_by("-pk").first()
    state = PolicyDocument.objects.values_list("state", flat=True).get(pk=document.pk)
    breaches = [] if ends == [DONE, TOLD] else [f"document: {ends}"]
    if DocumentStep.objects.count() != before + 1 or last is None or last.state_after != state:
        breaches.append(f"document: {DocumentStep.objects.count() - before} steps, state {state}")
    return breaches

"""F9: two reviewers act on one fact or one document at the same moment, each over a connection of his own."""

from __future__ import annotations

from django.utils import timezone

from documents.loading.reviewed.deciding import Reviewer
from documents.models import PolicyDocument
from tests.documents.reviewing.racing import race_over_document, race_over_fact
from tests.faults import importing, material
from tests.faults.kills import EMPTY
from tests.faults.stand import Stand
from tests.faults.tally import Tally
from tests.people import person

# A fresh document now and then: in one that was raced over, facts are approved or gone.
ROUNDS_OF_ONE = 40


def two_at_once(stand: Stand, *, rounds: int = 500) -> Tally:
    """Approve and reject one fact, publish and return one document: exactly one wins, exactly one decision is kept."""
    tally = Tally("two reviewers at once", rounds)
    for round_ in range(rounds):
        if round_ % ROUNDS_OF_ONE == 0:
            stand.restore(EMPTY)
            importing.whole_import(lambda _line: None, material.documents(1))
            one, other = (Reviewer(person(name=name), timezone.now()) for name in ("甲", "乙"))
        document = PolicyDocument.objects.get()
        if round_ % 5 == 4:
            breaches = race_over_document(document, one, other)
        else:
            breaches = race_over_fact(document, one, other, number=round_)
        tally.note(f"round {round_}", [f"F9 {breach}" for breach in breaches])
        tally.round_done()
    return tally

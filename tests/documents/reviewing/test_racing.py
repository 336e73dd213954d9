"""Of two who act on one thing at once exactly one wins, the other is told (F9; the long run is `make faults`)."""

import pytest

from documents.loading.reference import load_reference
from documents.loading.reviewed.deciding import Reviewer
from tests.builders import build_document
from tests.documents.reviewing.acting import NOW
from tests.documents.reviewing.racing import race_over_document, race_over_fact
from tests.people import person


@pytest.mark.django_db(transaction=True)
def test_of_two_who_act_on_one_thing_at_once_exactly_one_wins():
    load_reference()
    document = build_document()
    one, other = (Reviewer(person(name=name), NOW) for name in ("陈", "林"))

    breaches = [breach for number in range(6) for breach in race_over_fact(document, one, other, number=number)]
    breaches += [breach for _round in range(2) for breach in race_over_document(document, one, other)]

    assert breaches == []

"""Of two who act on one thing at once exactly one wins, the other is told (F9; the long run is `make faults`)."""

import threading

import pytest
from django.db import connection

from documents.loading.reference import load_reference
from documents.loading.reviewed.deciding import Reviewer
from documents.loading.reviewed.reports import TooMany, report
from documents.models import ErrorReport
from documents.parsing.spans import Span
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


@pytest.mark.django_db(transaction=True)
def test_of_reports_sent_at_one_moment_as_many_are_kept_as_a_visitor_may_send(settings):
    settings.ERROR_REPORTS_A_DAY = 2
    document, ready, refused = build_document(), threading.Barrier(6), []

    def send():
        ready.wait()
        try:
            report(document, span=Span(0, 5), message="不对", contact="", visitor="v", reporter=Reviewer(None, NOW))
        except TooMany:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _one in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (ErrorReport.objects.count(), len(refused)) == (2, 4)

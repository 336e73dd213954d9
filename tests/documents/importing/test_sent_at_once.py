"""What is sent at one moment is counted one after the other: no limit is exceeded because several came at once."""

import pytest
from django.utils import timezone

from documents.importing import limits
from documents.importing.desk.receiving import Received, Sending, receive
from documents.models import ImportBatch, ImportItem, Upload
from tests.documents.reviewing.racing import DONE, at_once
from tests.people import EDITOR, person


def _sender(owner, number, *, key=""):
    files = [Received(f"{number}.txt", f"第{number}份".encode())]
    return lambda: receive(files, sending=Sending(key or f"{number:032}"), owner=owner, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_files_sent_at_one_moment_as_many_are_kept_as_limits_allow_and_one_form_stays_one_batch(monkeypatch):
    one, other = person(EDITOR), person(EDITOR, name="别的编辑")
    monkeypatch.setattr(limits, "MAX_A_DAY", 2)
    ends = at_once(*(_sender(one, number) for number in range(6)))
    assert (ends.count(DONE), sum("每人每天最多" in end for end in ends)) == (2, 4)
    assert ImportItem.objects.count() == 2

    monkeypatch.setattr(
        limits, "MAX_WAITING", sum(Upload.objects.values_list("size", flat=True)) + len("第6份".encode())
    )
    monkeypatch.setattr(limits, "MAX_A_DAY", 100)
    assert at_once(*(_sender(who, number) for number, who in enumerate((one, other) * 2, start=6))).count(DONE) == 1
    assert Upload.objects.count() == 3

    monkeypatch.setattr(limits, "MAX_WAITING", 10_000)
    monkeypatch.setattr(limits, "MAX_A_DAY", ImportItem.objects.filter(batch__owner=one).count() + 1)
    assert at_once(*(_sender(one, 20, key="f" * 32) for _time in range(4))) == [DONE] * 4
    assert ImportBatch.objects.filter(key="f" * 32).count() == 1

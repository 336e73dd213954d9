"""While a folder is loaded visitors' numbers may be a little older; a withdrawal shows at once, and so does the end."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from documents import arrivals, remembered
from documents.counted import settle_counts
from documents.models import CorpusRevision, PolicyDocument, UncountedDocument
from tests.builders import MAOJIAN, TRAFFIC, build_document
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp()
LISTS = (
    "/", "/documents/", "/tasks/", f"/tasks/?q={quote('交通')}", "/targets/", "/agencies/",
    "/jurisdictions/", f"/search/?q={quote('智慧交通')}", "/lenses/coverage/", "/lenses/leads/", "/lenses/terms/",
    "/compare/?place=419001&place=420302",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock of whoever remembers, which the test sets forward."""
    cache.clear()
    now = [NOON]
    monkeypatch.setattr(remembered.time, "time", lambda: now[0])
    monkeypatch.setattr("portal.unchanged.time.time", lambda: now[0])
    return now


def arrive(number: int, *, now: float = NOON) -> None:
    """One document with one task comes, as the loader of a folder says it."""
    with transaction.atomic(), arrivals.one_arrives(now=now):
        build_document(place=MAOJIAN, title=f"第{number}个方案", number=f"茅政办发〔2023〕{number}号", tasks=(TRAFFIC,))


def total(client) -> str:
    return client.get("/tasks/").context["listing"].total


def test_numbers_stand_while_documents_arrive_and_are_asked_anew_after_a_while(client, corpus, clock) -> None:
    assert total(client) == "58"
    arrive(1)
    assert total(client) == "58"
    clock[0] += 59
    arrive(2, now=clock[0])
    assert total(client) == "58"
    clock[0] += 2
    assert total(client) == "60"


def test_a_withdrawal_shows_at_once_although_documents_arrive_before_and_after_it(client, corpus) -> None:
    assert total(client) == "58"
    arrive(1)
    PolicyDocument.objects.filter(jurisdiction__name="禹城市").update(state="withdrawn")
    assert total(client) == "56"
    arrive(2)
    assert total(client) == "56"
    arrivals.end_of_arrivals()
    assert total(client) == "57"


def test_a_loader_that_was_stopped_leaves_no_old_number_standing(client, corpus, clock) -> None:
    assert total(client) == "58"
    arrive(1)
    clock[0] += arrivals.PAUSE_SECONDS + 1
    assert total(client) == "59"


def test_whoever_is_signed_in_as_editor_sees_what_has_arrived(client, corpus) -> None:
    assert total(client) == "58"
    arrive(1)
    client.force_login(person(EDITOR))
    assert total(client) == "59"


def test_one_visitor_asks_anew_and_the_others_do_not_wait(corpus, clock) -> None:
    said = iter(["old", "new", "newest"])

    def ask() -> str:
        word = next(said)
        if word == "new":  # another visitor, while this one asks
            assert remembered.remembered("x", ask, user=None) == "old"
        return word

    assert remembered.remembered("x", ask, user=None) == "old"
    arrive(1)
    clock[0] += 61
    arrive(2, now=clock[0])
    assert remembered.remembered("x", ask, user=None) == "new"
    clock[0] += 61
    arrive(3, now=clock[0])
    assert remembered.remembered("x", ask, user=None) == "newest"


def test_nobody_is_given_an_answer_of_long_ago_even_while_another_asks(corpus, clock) -> None:
    said = iter(["old", "new", "of another"])

    def ask() -> str:
        word = next(said)
        if word == "new":
            assert remembered.remembered("x", ask, user=None) == "of another"
        return word

    assert remembered.remembered("x", ask, user=None) == "old"
    arrive(1)
    clock[0] += 3600
    arrive(2, now=clock[0])
    assert remembered.remembered("x", ask, user=None) == "new"


def test_every_page_is_whole_with_numbers_older_than_its_rows_and_vouches_for_none(client, corpus) -> None:
    tagged = {address: client.get(address).get("ETag") for address in LISTS}
    arrive(1)
    for address in LISTS:
        answer = client.get(address)
        assert (answer.status_code, answer.get("ETag")) == (200, None), address
        assert client.get(address, headers={"If-None-Match": tagged[address] or "*"}).status_code == 200, address


def test_adding_to_the_kept_counts_changes_no_number_and_breaks_no_line(client, corpus) -> None:
    assert total(client) == "58"
    arrive(1)
    assert UncountedDocument.objects.exists()
    settle_counts()
    assert not UncountedDocument.objects.exists()
    assert total(client) == "58"
    arrivals.end_of_arrivals()
    assert total(client) == "59"


def test_a_folder_that_is_loaded_says_when_it_is_done(client, corpus, tmp_path, settings) -> None:
    assert total(client) == "58"
    text = "茅箭区数字乡村行动方案\n\n茅政办发〔2024〕9号\n\n一、重点任务\n（一）建设数字乡村平台。建设统一平台，实现数据共享。\n"
    (tmp_path / "新方案.txt").write_text(text, encoding="utf-8")
    call_command("load_documents", str(tmp_path), verbosity=0)
    assert total(client) == "59"
    assert CorpusRevision.objects.get().arrived == ""

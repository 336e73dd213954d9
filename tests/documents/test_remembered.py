"""What is remembered of the corpus is true at every moment, whoever changed a row and however."""

from threading import Thread
from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.models import (
    Agency,
    AgencyFunction,
    Domain,
    Doubt,
    Jurisdiction,
    PolicyDocument,
    RelatedTerm,
    Repair,
    Section,
    Target,
    Task,
    TaskAgency,
    TaskCue,
    TaskDeadline,
    TaskProfile,
)
from documents.remembered import corpus_revision, remembered
from tests.builders import MAOJIAN, TRAFFIC, build_document
from tests.documents.lenses.made import page
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
COUNTED = [
    Agency, AgencyFunction, Domain, Doubt, Jurisdiction, PolicyDocument, Repair, Section, Target, Task, TaskAgency,
    TaskDeadline, Task.other_domains.through, TaskCue, TaskProfile,
]  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


@pytest.mark.parametrize("model", COUNTED, ids=lambda model: model._meta.db_table)
def test_every_change_of_a_counted_row_changes_the_revision(corpus, model) -> None:
    row = model._base_manager.order_by("-pk").first()
    field = next(field for field in model._meta.local_concrete_fields if not field.primary_key)
    before = corpus_revision()
    model._base_manager.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
    after_update = corpus_revision()
    assert after_update != before
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{model._meta.db_table}_marks_%"],
            )
            assert cursor.fetchone()[0] == 3
        else:
            cursor.execute("SELECT COUNT(*) FROM pg_trigger WHERE tgname = %s", [f"{model._meta.db_table}_marks"])
            assert cursor.fetchone()[0] == 1


def test_a_withdrawn_transaction_brings_the_old_revision_back(corpus) -> None:
    before = corpus_revision()
    with transaction.atomic():
        Task.objects.update(category="safeguard")
        assert corpus_revision() != before
        transaction.set_rollback(True)
    assert corpus_revision() == before


def test_the_list_says_what_is_so_after_each_change(client, corpus) -> None:
    def listed() -> tuple[str, str]:
        listing = client.get("/tasks/").context["listing"]
        [places] = [facet for facet in listing.facets if facet.name == "jurisdiction"]
        return listing.total, "、".join(f"{choice.label}{choice.count}" for choice in places.choices)

    with_yucheng = ("58", "济南市9、禹城市3、济源市15、茅箭区14、四川省17")
    assert listed() == with_yucheng
    yucheng = PolicyDocument.objects.filter(jurisdiction__name="禹城市")
    yucheng.update(state="withdrawn")
    assert listed() == ("55", "济南市9、济源市15、茅箭区14、四川省17")
    yucheng.update(state="published")
    assert listed() == with_yucheng


def test_a_second_visitor_of_another_page_of_the_list_has_nothing_counted_for_them(client, corpus) -> None:
    first = client.get("/tasks/").content
    with CaptureQueriesContext(connection) as asked:
        again = client.get("/tasks/").content
    assert again == first
    counting = [query["sql"] for query in asked if "GROUP BY" in query["sql"]]
    assert [sql for sql in counting if '"document_id" IN' not in sql] == []  # the bands of the documents shown


def test_the_first_page_is_put_together_once(client, corpus) -> None:
    first = client.get("/").content
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").content == first
    assert len(asked) <= 3


def test_editors_are_always_answered_anew(corpus) -> None:
    editor = person(EDITOR)
    answers = iter([1, 2])
    assert [remembered("x", lambda: next(answers), user=editor) for _ in range(2)] == [1, 2]
    answers = iter([1, 2])
    assert [remembered("x", lambda: next(answers), user=None) for _ in range(2)] == [1, 1]


def test_numbers_of_lenses_are_read_once_and_change_with_an_import_a_correction_and_a_word_list(client, corpus) -> None:
    addresses = [f"/lenses/{lens}/" for lens in ("coverage", "leads", "years", "strength", "instruments", "terms")]

    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            said = page(client, address).select_one("main").get_text(" ", strip=True)
        return said, [query["sql"] for query in queries]

    first = {address: asked(address) for address in addresses}
    again = {address: asked(address) for address in addresses}
    assert {address: said for address, (said, _queries) in again.items()} == {
        address: said for address, (said, _queries) in first.items()
    }
    for address in addresses:
        assert len(again[address][1]) < len(first[address][1]), address
        assert not [sql for sql in again[address][1] if "documents_task" in sql], address

    TaskCue.objects.filter(word="确保").delete()
    assert asked("/lenses/strength/")[0] != first["/lenses/strength/"][0]
    build_document(place=MAOJIAN, title="另一方案", number="茅政办发〔2023〕9号", tasks=(TRAFFIC,))
    for address in addresses[:5]:
        assert asked(address)[0] != first[address][0], address


def test_what_a_word_is_found_in_is_counted_once_and_anew_after_an_import_or_another_related_term(
    client, corpus
) -> None:
    def found(query):
        with CaptureQueriesContext(connection) as queries:
            said = (
                page(client, f"/search/?q={quote('智慧交通')}{query}")
                .select_one(".said, .lede")
                .get_text(" ", strip=True)
            )
        return said, sum("GROUP BY" in each["sql"] and "passage" in each["sql"] for each in queries)

    alone, related = found(""), found("&related=1")
    assert (alone[1], related[1]) == (1, 1)
    assert (found(""), found("&related=1")) == ((alone[0], 0), (related[0], 0))

    RelatedTerm.objects.create(group="智慧交通", term="大数据", reason="试")
    assert found("")[0] == alone[0]
    assert found("&related=1") != (related[0], 0)
    build_document(place=MAOJIAN, title="智慧交通方案", number="茅政办发〔2023〕9号", tasks=(TRAFFIC,))
    assert found("")[0] != alone[0]


def test_an_editor_counts_drafts_that_a_visitor_does_not_whoever_asks_first(client, corpus) -> None:
    build_document(place=MAOJIAN, title="另一方案", number="茅政办发〔2023〕9号", tasks=(TRAFFIC,), state="draft")
    before = page(client, "/lenses/coverage/").select_one(".said").get_text()
    client.force_login(person(EDITOR))
    inside = page(client, "/lenses/coverage/").select_one(".said").get_text()
    client.logout()

    assert "59项" in inside
    assert "58项" in before
    assert page(client, "/lenses/coverage/").select_one(".said").get_text() == before


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_of_one_state_and_asked_once_while_others_write():
    build_document(place=MAOJIAN, tasks=(TRAFFIC,))
    asked = []

    def ask():
        before = Task.objects.count()
        _by_another(lambda: build_document(place=MAOJIAN, title="新方案", number="", tasks=(TRAFFIC,)))
        asked.append((before, Task.objects.count()))
        return asked[-1]

    assert remembered("tasks twice", ask, user=AnonymousUser()) == (1, 1)
    assert len(asked) == 1
    assert remembered("tasks", Task.objects.count, user=AnonymousUser()) == 2
    assert connection.settings_dict["OPTIONS"].get("transaction_mode") == getattr(connection, "transaction_mode", None)


def _by_another(write):
    """Do it in a thread of its own, which has a connection of its own."""

    def run():
        try:
            write()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()

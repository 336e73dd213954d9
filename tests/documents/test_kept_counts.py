"""The counts that are kept of tasks are those of counting, whoever changes what, before and after they are brought up to date."""

import pytest
from django.core.cache import cache
from django.db import OperationalError

from documents.counted import settle_counts
from documents.keeping import machinery
from documents.loading.reviewed import deciding
from documents.loading.reviewed.deciding import Reviewer
from documents.loading.reviewed.steps import move
from documents.models import (
    Agency,
    AgencyCount,
    AgencyFunction,
    Domain,
    Jurisdiction,
    PolicyDocument,
    Task,
    TaskAgency,
    TaskCount,
    TaskDeadline,
    UncountedDocument,
)
from tests.builders import MAOJIAN, TRAFFIC, build_document
from tests.documents import facets_by_hand as by_hand
from tests.documents.reviewing.acting import NOW
from tests.documents.test_facets import address_of, boxes_of, soup_of
from tests.people import person

pytestmark = pytest.mark.django_db
OPENED = ("agency", "function", "domain", "jurisdiction", "within", "document_type", "year")
# Under each of these the kept counts answer alone; `several` are counted.
CONDITIONS = {
    "none": {},
    "domain": {"domain": {"governance"}},
    "role": {"role": {"lead"}},
    "year": {"year": {"2020"}},
    "level": {"level": {"county"}, "category": {"all"}},
    "several": {"domain": {"data"}, "role": {"responsible", "lead"}},
}


def _place(name):
    return PolicyDocument.objects.get(jurisdiction__name=name)


def _edit():
    task = Task.objects.filter(domain__code__startswith="governance", due_year=2020).first()
    Task.objects.filter(pk=task.pk).update(domain=Domain.objects.get(code="data"), category="safeguard")


def _correct():
    link = TaskAgency.objects.filter(role="lead").first()
    TaskAgency.objects.filter(pk=link.pk).update(role="support")
    TaskDeadline.objects.filter(task=link.task).delete()
    link.task.other_domains.add(Domain.objects.get(code="governance"))


def _map():
    agency = Agency.objects.filter(function__isnull=False, task_links__isnull=False).first()
    Agency.objects.filter(pk=agency.pk).update(function=AgencyFunction.objects.exclude(pk=agency.function_id).first())


def _move():
    PolicyDocument.objects.filter(pk=_place("禹城市").pk).update(
        jurisdiction=Jurisdiction.objects.get(name="茅箭区"), document_type="规划", issued_on=None
    )


CHANGES = {
    "a document is imported": lambda: build_document(place=MAOJIAN, title="新方案", number="", tasks=(TRAFFIC,)),
    "a task is edited": _edit,
    "agencies and deadlines are corrected": _correct,
    "an agency is given another function": _map,
    "a document is withdrawn": lambda: PolicyDocument.objects.filter(pk=_place("济源市").pk).update(state="withdrawn"),
    "it is published again": lambda: PolicyDocument.objects.filter(state="withdrawn").update(state="published"),
    "a document is given to another place": _move,
    "a place gets another level": lambda: Jurisdiction.objects.filter(name="济南市").update(level="county"),
    "a document is deleted": lambda: Task.objects.filter(document=_place("四川省")).delete(),
}


BEFORE, AFTER = ("none", "domain", "several"), ("role", "year", "level")


def check(client, rows, names):
    """Every number of the panel under each of the conditions is that of plain counting."""
    cache.clear()
    for conditions in map(CONDITIONS.get, names):
        asked = {"category": {"key_task"}, **conditions}
        soup = soup_of(client.get(address_of("/tasks/", asked, opened=OPENED), follow=True))
        assert f"{by_hand.number_of(rows, asked)}项" in soup.select_one("#said").get_text()
        for name, value, number, _usable, _on in boxes_of(soup):
            assert number == by_hand.number_beside(rows, name, value, asked), (conditions, name, value)


@pytest.fixture
def published_only(monkeypatch):
    """Let counting by hand see what visitors see."""
    every = Task.objects.all
    monkeypatch.setattr(Task.objects, "all", lambda: every().filter(document__state="published"))


def test_the_numbers_are_those_of_counting_after_every_change(client, corpus, published_only):
    assert not UncountedDocument.objects.exists(), "what is loaded by the command is counted at its end"
    for name, change in CHANGES.items():
        change()
        assert UncountedDocument.objects.exists(), name
        rows = by_hand.tasks()
        check(client, rows, BEFORE)
        settle_counts()
        assert not UncountedDocument.objects.exists()
        check(client, rows, AFTER)


def test_counts_brought_up_to_date_are_those_made_anew(corpus):
    def kept():
        return (
            set(TaskCount.objects.exclude(number=0).values_list("published", "category", "slice", "facet", "value", "number")),
            set(AgencyCount.objects.exclude(number=0).values_list("published", "category", "slice", "agency_id", "number")),
        )  # fmt: skip

    for change in CHANGES.values():
        change()
    settle_counts()
    after_changes = kept()

    machinery.drop()
    machinery.make()

    assert after_changes == kept()
    assert machinery.missing() == []
    assert (1, "key_task", "", "all", "", Task.objects.filter(category="key_task").count()) in after_changes[0]


def test_who_reviews_adds_to_the_kept_counts_once_many_documents_are_changed(
    corpus, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(deciding, "FEW", 2)
    left, settled = [], deciding.settle_counts
    for document in PolicyDocument.objects.filter(state="published").order_by("pk")[:4]:
        with django_capture_on_commit_callbacks(execute=True):
            move(document.pk, "withdrawn", shown="published", reviewer=Reviewer(person(name=document.slug), NOW))
        left.append(UncountedDocument.objects.count())
        monkeypatch.setattr(deciding, "settle_counts", settled if len(left) < 3 else _busy)

    assert left == [1, 2, 0, 1]
    assert PolicyDocument.objects.filter(state="withdrawn").count() == 4, "what was decided stands where counting fails"


def _busy(*, more_than):
    raise OperationalError("database is locked")


def test_numbers_of_one_answer_are_of_one_state_of_the_corpus(client, corpus, monkeypatch):
    """Another brings the counts up to date between two questions of a page: the page asks again."""
    from documents.filters import task_numbers

    build_document(place=MAOJIAN, title="新方案", number="", tasks=(TRAFFIC,))
    asked = []

    def meanwhile():
        found = uncounted()
        if not asked:
            settle_counts()
        asked.append(found)
        return found

    uncounted = task_numbers.uncounted_documents
    monkeypatch.setattr(task_numbers, "uncounted_documents", meanwhile)
    cache.clear()

    said = soup_of(client.get("/tasks/")).select_one("#said").get_text()

    assert said == "全部任务，59项。"
    assert [len(found) for found in asked] == [1, 0]

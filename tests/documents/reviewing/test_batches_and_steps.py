"""Facts approved together and taken back as one step; a document checked, published, withdrawn, returned."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from documents.loading.reviewed import batches
from documents.loading.reviewed.batches import approve_rule, open_finds, undo
from documents.loading.reviewed.deciding import ChangedMeanwhile, Refused
from documents.loading.reviewed.steps import check, move, number_waiting
from documents.models import (
    Decision,
    DecisionBatch,
    DocumentStep,
    ImportBatch,
    ImportItem,
    PolicyDocument,
    ReviewedFact,
    TaskAgency,
)
from documents.roles import may_publish_import
from tests.builders import JINAN, MAOJIAN, SICHUAN, build_document
from tests.documents.reviewing.acting import act, again, reviewer
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
LEADS = "note.label.lead"


def origins():
    return sorted(TaskAgency.objects.values_list("agency__name", "origin"))


def test_the_finds_of_a_rule_are_approved_in_all_documents_and_taken_back_as_one_step():
    first = build_document()
    build_document(place=JINAN, number="济政发〔2022〕1号", title="济南市智慧城市建设实施方案")
    rule = TaskAgency.objects.filter(agency__name="区教育局").first().rule
    by = reviewer()
    act(first, "牵头 区交通运输局", "approve", by=by)
    finds = open_finds(rule, documents=PolicyDocument.objects.all())
    assert finds.number == TaskAgency.objects.filter(rule=rule, origin="automatic").count() > 2

    batch = approve_rule(finds, document=None, sample=5, reviewer=by)

    assert not TaskAgency.objects.filter(rule=rule, origin="automatic").exists()
    assert (batch.number, batch.sample, batch.decisions.count()) == (finds.number, 5, finds.number)
    later = ReviewedFact.objects.filter(state="approved", decisions__batch=batch).first()
    again(later.document, later, "reject", by=by)

    assert undo(batch.pk, reviewer=by) == finds.number - 1, "what was decided on since stays"
    assert TaskAgency.objects.get(task__document=first, agency__name="区交通运输局").origin == "reviewed"
    assert TaskAgency.objects.filter(rule=rule, origin="automatic").count() == finds.number - 1
    assert Decision.objects.filter(batch=batch, verdict="undo").count() == finds.number - 1
    with pytest.raises(ChangedMeanwhile):
        undo(batch.pk, reviewer=by)


def test_a_batch_of_other_size_than_was_shown_is_not_approved():
    document = build_document()
    by = reviewer()
    rule = TaskAgency.objects.filter(agency__name="区教育局").first().rule
    finds = open_finds(rule, documents=PolicyDocument.objects.all())
    act(document, "牵头 区教育局", "reject", by=by)

    with pytest.raises(ChangedMeanwhile):
        approve_rule(finds, document=None, sample=1, reviewer=by)

    assert not TaskAgency.objects.filter(origin="reviewed").exists()


def test_more_finds_than_one_step_takes_are_approved_step_by_step_with_a_clear_count(monkeypatch):
    monkeypatch.setattr(batches, "MOST", 2)
    for place in (MAOJIAN, JINAN, SICHUAN):
        build_document(place=place, title=f"{place.name}智慧城市建设实施方案")
    client = Client()
    client.force_login(reviewer().user)
    url = reverse("reviewing:rule", args=[LEADS])

    first = re.sub(r"<[^>]+>", "", client.get(url).content.decode())
    assert "待核对6条，一次最多通过2条：先通过前2条" in first
    assert "通过这2条，还剩4条" in first
    second = client.post(url, {"number": "2", "sample": "2"}, follow=True)
    assert "上一步通过了2条，下面是其余的。" in second.content.decode()
    assert "待核对4条，一次最多通过2条" in re.sub(r"<[^>]+>", "", second.content.decode())
    client.post(url, {"number": "2", "sample": "2"})
    last = client.post(url, {"number": "2", "sample": "2"})

    assert last["Location"] == reverse("reviewing:rules")
    assert not TaskAgency.objects.filter(rule=LEADS, origin="automatic").exists()
    assert [batch.number for batch in DecisionBatch.objects.all()] == [2, 2, 2]


def test_a_document_is_checked_only_when_nothing_is_left_or_the_rest_is_approved_with_it():
    document = build_document()
    by = reviewer()
    act(document, "牵头 区教育局", "correct", by=by, role="responsible")
    assert number_waiting(document) == 20

    with pytest.raises(Refused, match="还有20条没有核对"):
        check(document.pk, approving_rest=False, reviewer=by)
    assert check(document.pk, approving_rest=True, reviewer=by) == 20

    document.refresh_from_db()
    assert document.reviewed
    assert number_waiting(document) == 0
    assert origins() == [("公安茅箭分局", "reviewed"), ("区交通运输局", "reviewed"), ("区教育局", "manual")]
    step = DocumentStep.objects.get()
    assert (step.action, step.made_by_name) == ("checked", "陈")


def test_a_document_is_published_returned_and_withdrawn_by_who_saw_its_state():
    document = build_document(state="in_review")
    by = reviewer()

    move(document.pk, "returned", shown="in_review", reviewer=by, note="日期不对")
    with pytest.raises(ChangedMeanwhile):
        move(document.pk, "published", shown="in_review", reviewer=by)
    move(document.pk, "published", shown="draft", reviewer=by)
    move(document.pk, "withdrawn", shown="published", reviewer=by)

    steps = DocumentStep.objects.order_by("pk").values_list("action", "state_before", "state_after", "note")
    assert list(steps) == [
        ("returned", "in_review", "draft", "日期不对"),
        ("published", "draft", "published", ""),
        ("withdrawn", "published", "withdrawn", ""),
    ]


def test_where_two_persons_are_asked_for_nobody_publishes_what_he_imported(settings):
    settings.TWO_PERSON_REVIEW = True
    document = build_document(state="in_review")
    importer, other = reviewer("陈"), reviewer("林")
    batch = ImportBatch.objects.create(key="k", owner=importer.user, received_at=importer.now, expected=1)
    ImportItem.objects.create(
        batch=batch, ordinal=0, name="a.txt", sha256=document.sha256, size=1, state="stored", document=document
    )

    with pytest.raises(Refused, match="另一个人发布"):
        move(document.pk, "published", shown="in_review", reviewer=importer)

    assert move(document.pk, "published", shown="in_review", reviewer=other).state == "published"


@pytest.mark.parametrize(("two_persons", "own", "other"), [(True, False, True), (False, True, True)])
def test_import_publishes_at_once_only_what_its_sender_may_publish(settings, two_persons, own, other):
    settings.TWO_PERSON_REVIEW = two_persons
    importer, second = reviewer("陈").user, reviewer("林").user

    assert may_publish_import(importer, owner=importer.pk) is own
    assert may_publish_import(second, owner=importer.pk) is other
    assert not may_publish_import(person(EDITOR), owner=importer.pk)

"""Decisions on single facts: what they do to the tables, what is kept of them, and who wins when two decide at once."""

import pytest

from documents.claims import claims_of
from documents.claims.claim import Claim
from documents.loading.reviewed.deciding import ChangedMeanwhile, Refused, add
from documents.models import Decision, Target, Task, TaskAgency
from documents.parsing.spans import Span
from tests.builders import build_document
from tests.documents.reviewing.acting import act, again, reviewer, said

pytestmark = pytest.mark.django_db

AS_READ = [
    "智慧交通", "智慧教育", "加强资金保障",
    "牵头 区交通运输局", "配合 公安茅箭分局", "牵头 区教育局",
    "2022年底前 → 2022-12-31",
    "到2025年 建成数字城市", "2022年底前 路口信号联网率 ≥80%",
    "起步 2022 2023", "数字政府规划 十政办发〔2021〕51号",
]  # fmt: skip


def test_the_claims_of_a_document_say_what_was_read():
    assert said(build_document()) == AS_READ


def test_an_approved_fact_stays_as_it_is_and_is_vouched_for():
    document = build_document()

    fact = act(document, "智慧教育", "approve", by=reviewer())

    assert (fact.state, fact.version) == ("approved", 1)
    assert Task.objects.get(title="智慧教育").origin == "reviewed"
    assert said(document) == AS_READ


def test_a_corrected_fact_says_what_the_reviewer_wrote_and_the_decision_keeps_both():
    document = build_document()

    fact = act(document, "牵头 区教育局", "correct", by=reviewer(), role="responsible", name="区教育体育局")

    link = TaskAgency.objects.get(task__title="智慧教育")
    assert (link.agency.name, link.role, link.origin, link.as_written) == (
        "区教育体育局", "responsible", "manual", "区教育局",
    )  # fmt: skip
    assert link.task.lead_agency is None, "the task has no lead any more"
    decision = fact.decisions.get()
    assert (decision.before["says"]["name"], decision.after["says"]["name"]) == ("区教育局", "区教育体育局")
    assert (decision.reviewer_name, decision.number, decision.verdict) == ("陈", 1, "correct")
    assert link.history.filter(history_type="~").exists(), "the row has its own history too"


def test_a_rejected_task_goes_with_its_agencies_and_comes_back_with_them():
    document = build_document()
    by = reviewer()

    fact = act(document, "智慧交通", "reject", by=by)

    assert said(document) == [
        "智慧教育", "加强资金保障", "牵头 区教育局", "到2025年 建成数字城市", "2022年底前 路口信号联网率 ≥80%",
        "起步 2022 2023", "数字政府规划 十政办发〔2021〕51号",
    ]  # fmt: skip
    assert list(Task.objects.order_by("order").values_list("order", flat=True)) == [2, 3]

    again(document, fact, "approve", by=by)

    assert said(document) == AS_READ
    task = Task.objects.get(title="智慧交通")
    assert (task.order, task.due_year, task.lead_agency.name) == (1, 2022, "区交通运输局")
    assert task.targets.get().indicator == "路口信号联网率"
    assert task.profile.words
    assert [each.verdict for each in fact.decisions.order_by("number")] == ["reject", "approve"]


def test_a_corrected_target_keeps_its_quote():
    document = build_document()

    act(document, "2022年底前 路口信号联网率 ≥80%", "correct", by=reviewer(), value="85", operator="=")

    target = Target.objects.get(kind="quantity")
    assert (target.value, target.operator, target.origin) == (85, "=", "manual")
    assert target.quote == "路口信号联网率达到80%以上"


def test_data_of_the_document_itself_is_corrected_and_rejected():
    document = build_document()
    by = reviewer()

    act(document, "文号：茅政办发〔2022〕18号", "correct", by=by, value="茅政发〔2022〕18号")
    act(document, "成文日期：2022-07-18", "reject", by=by)

    document.refresh_from_db()
    assert (document.document_number, document.issued_on) == ("茅政发〔2022〕18号", None)
    assert document.history.filter(history_type="~").count() == 2


def test_a_fact_is_added_once_and_named_by_hand():
    document = build_document()
    by = reviewer()
    start = document.original_text.index("智慧教育")
    place = Span(start, start + 4)
    found = Claim("agency", place, {"role": "support", "name": "区财政局", "as_written": "财政", "collective": False})

    fact = add(document.pk, found, reviewer=by)

    assert (fact.state, fact.decisions.get().verdict) == ("added", "add")
    links = TaskAgency.objects.filter(task__title="智慧教育").order_by("order")
    assert [(each.agency.name, each.role, each.origin) for each in links] == [
        ("区财政局", "support", "manual"), ("区教育局", "lead", "automatic"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="已经有了"):
        add(document.pk, found, reviewer=by)


def test_an_agency_outside_of_every_task_is_refused_with_advice():
    document = build_document()
    nowhere = Claim(
        "agency", Span(0, 2), {"role": "lead", "name": "区财政局", "as_written": "财政", "collective": False}
    )

    with pytest.raises(Exception, match="不在任何任务里"):
        add(document.pk, nowhere, reviewer=reviewer())

    assert not Decision.objects.exists()


def test_who_saw_an_older_state_does_not_decide():
    document = build_document()
    first, second = reviewer("陈"), reviewer("林")
    act(document, "智慧教育", "approve", by=first)

    with pytest.raises(ChangedMeanwhile):
        act(document, "智慧教育", "reject", by=second, version=0)

    assert Task.objects.filter(title="智慧教育").exists()
    assert Decision.objects.count() == 1


def test_an_independent_second_decision_changes_nothing_and_shows_where_two_differ():
    document = build_document()
    first, second, third = reviewer("陈"), reviewer("林"), reviewer("周")
    fact = act(document, "智慧教育", "approve", by=first)

    again(document, fact, "approve", by=second, blind=True)
    fact.refresh_from_db()
    assert not fact.disputed
    again(document, fact, "reject", by=third, blind=True)
    fact.refresh_from_db()

    assert fact.disputed
    assert Task.objects.filter(title="智慧教育").exists()
    with pytest.raises(Refused, match="换一个人"):
        again(document, fact, "approve", by=second, blind=True)
    assert not again(document, fact, "approve", by=first).disputed, "a decision with open eyes settles it"


def test_two_of_the_same_words_at_one_place_are_two_facts():
    document = build_document()
    link = TaskAgency.objects.get(agency__name="区教育局")
    link.pk, link.order = None, 2
    link.save()

    twins = [each for each in claims_of(document) if each.claim.says.get("name") == "区教育局"]

    assert len({each.fingerprint for each in twins}) == 2

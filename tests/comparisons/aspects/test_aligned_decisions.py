"""Editors decide which tasks speak of the same thing; visitors see that somebody did, and cannot."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comparisons.models import AlignmentDecision
from documents.loading import load
from documents.models import Task
from tests.builders import JINAN, LOADED_AT, MAOJIAN, TaskSpec, build_document, build_parsed
from tests.comparisons.pages import soup_of, words_of
from tests.people import ADMINISTRATOR, EDITOR, REVIEWER, person, sign_in_with_code

pytestmark = pytest.mark.django_db

TWO = "place=420302&place=370100"
PAGE = f"/compare/aligned/?{TWO}"
DECIDE = f"/compare/aligned/decide/?{TWO}"
BUSES = "推进公交智能调度，实施路口信号控制联网。"
HERE = (TaskSpec("智慧交通", BUSES), TaskSpec("智慧教育", "推进数字校园建设。", domain="livelihood/education"))
THERE = (TaskSpec("市民出行“一路通”", BUSES), TaskSpec("便民大厅", "优化窗口。", domain="government_services"))


@pytest.fixture
def tasks():
    """The tasks of two small documents by title."""
    build_document(place=MAOJIAN, tasks=HERE)
    build_document(place=JINAN, title="济南市行动计划", number="济政〔2018〕1号", tasks=THERE)
    return {task.title: task.pk for task in Task.objects.all()}


@pytest.fixture
def editor(client):
    """A signed-in person who may decide."""
    user = person(REVIEWER, name="bianji")
    client.force_login(user)
    return user


def rows_of(response):
    """The titles of the tasks of each row, and what it says of decisions."""
    rows = []
    for row in soup_of(response).select("table.aligned tbody tr[id^=row-]"):
        titles = [words_of(title) for title in row.select("article.cell-task:not(.cell-mention) > .title")]
        standing = row.select_one(".standing")
        rows.append((titles, words_of(standing) if standing else ""))
    return rows


def decide(client, action, tasks, others=()):
    data = {"action": action, "tasks": "-".join(map(str, tasks)), "others": "-".join(map(str, others))}
    return client.post(DECIDE, data)


def test_a_confirmed_row_is_shown_as_reviewed_to_everybody(client, editor, tasks):
    response = decide(client, "together", [tasks["智慧交通"], tasks["市民出行“一路通”"]])
    assert (response.status_code, response["Location"]) == (302, PAGE)

    decision = AlignmentDecision.objects.get()
    assert (decision.together, decision.decided_by) == (True, editor)
    visitor = Client().get(PAGE)
    (titles, standing), *_others = rows_of(visitor)
    assert titles == ["智慧交通", "市民出行“一路通”"]
    assert standing.startswith("审已审，")
    assert "bianji" not in visitor.content.decode()
    assert "bianji" in client.get(PAGE).content.decode()


def test_a_task_is_split_out_and_brought_back(client, editor, tasks):
    decide(client, "apart", [tasks["市民出行“一路通”"]], [tasks["智慧交通"], tasks["市民出行“一路通”"]])
    titles = [titles for titles, _standing in rows_of(client.get(PAGE))]
    assert ["智慧交通"] in titles
    assert ["市民出行“一路通”"] in titles
    assert "已与济南市“市民出行“一路通””分开" in words_of(soup_of(Client().get(PAGE)))

    decide(client, "undo", [tasks["智慧交通"]], [tasks["市民出行“一路通”"]])
    assert rows_of(client.get(PAGE))[0] == (["智慧交通", "市民出行“一路通”"], "")
    kept = AlignmentDecision.objects.get()
    assert (kept.withdrawn_by, kept.withdrawn_at is not None) == (editor, True)


def test_two_rows_are_joined_whatever_their_score(client, editor, tasks):
    decide(client, "together", [tasks["智慧教育"]], [tasks["便民大厅"]])
    assert ["智慧教育", "便民大厅"] in [titles for titles, _standing in rows_of(client.get(PAGE))]


def test_a_later_decision_takes_the_place_of_an_earlier_one(client, editor, tasks):
    pair = [tasks["智慧交通"], tasks["市民出行“一路通”"]]
    decide(client, "together", pair)
    decide(client, "apart", pair[:1], pair[1:])
    assert AlignmentDecision.objects.in_force().get().together is False
    assert AlignmentDecision.objects.count() == 2


@pytest.mark.parametrize("signed_in", [False, True])
def test_nobody_without_the_permission_can_decide(client, tasks, signed_in):
    if signed_in:
        client.force_login(person(EDITOR))
    response = decide(client, "together", [tasks["智慧交通"], tasks["市民出行“一路通”"]])
    assert response.status_code == 403
    assert not AlignmentDecision.objects.exists()
    assert not soup_of(client.get(PAGE)).select("main form[method=post]")


def test_a_form_without_its_token_is_refused(tasks):
    user = User.objects.create_superuser("zhubian", password="x")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    data = {"action": "together", "tasks": f"{tasks['智慧交通']}-{tasks['市民出行“一路通”']}"}
    assert strict.post(DECIDE, data).status_code == 403
    page = soup_of(strict.get(PAGE))
    token = page.select_one("main form[method=post] input[name=csrfmiddlewaretoken]")["value"]
    assert strict.post(DECIDE, data | {"csrfmiddlewaretoken": token}).status_code == 302
    assert AlignmentDecision.objects.count() == 1


def test_reading_the_page_never_decides(client, editor, tasks):
    assert client.get(DECIDE).status_code == 405


@pytest.mark.parametrize(
    "data",
    [
        {"action": "together", "tasks": ""},
        {"action": "erase", "tasks": "1-2"},
        {"action": "together", "tasks": "1;2"},
        {"action": "together", "tasks": "99999-99998"},
    ],
)
def test_what_cannot_be_read_is_answered_in_words_and_changes_nothing(client, editor, tasks, data):
    said = words_of(soup_of(client.post(DECIDE, data, follow=True)))
    assert "回到对照页" in said
    assert not AlignmentDecision.objects.exists()


def test_two_tasks_of_one_document_are_no_pair(client, editor, tasks):
    said = words_of(
        soup_of(
            client.post(
                DECIDE, {"action": "together", "tasks": f"{tasks['智慧交通']}-{tasks['智慧教育']}"}, follow=True
            )
        )
    )
    assert "同属一份文件" in said


def test_a_decision_survives_reading_the_document_anew(client, editor, tasks):
    decide(client, "apart", [tasks["智慧交通"]], [tasks["市民出行“一路通”"]])
    parsed, data = build_parsed(place=MAOJIAN, tasks=HERE)
    load(parsed, data=data, now=LOADED_AT, parser_version="newer")
    assert not Task.objects.filter(pk=tasks["智慧交通"]).exists()
    assert ["智慧交通"] in [titles for titles, _standing in rows_of(client.get(PAGE))]


def test_a_decision_on_wording_that_has_changed_is_told_and_not_used(client, editor, tasks):
    decide(client, "apart", [tasks["智慧交通"]], [tasks["市民出行“一路通”"]])
    Task.objects.filter(pk=tasks["智慧交通"]).update(text=f"一、智慧交通。{BUSES}另建停车平台。")
    page = client.get(PAGE)
    assert rows_of(page)[0][0] == ["智慧交通", "市民出行“一路通”"]
    assert "1条人工核定对应的原文已有变动，未采用，待重新核定。" in words_of(soup_of(page))


def test_staff_see_the_decisions_in_the_admin_and_cannot_change_them(client, tasks):
    sign_in_with_code(client, person(ADMINISTRATOR))
    decide(client, "together", [tasks["智慧交通"], tasks["市民出行“一路通”"]])
    listed = client.get("/admin/comparisons/alignmentdecision/")
    assert listed.status_code == 200
    assert "add/" not in listed.content.decode().replace("/add/", "", 0).partition("object-tools")[2]

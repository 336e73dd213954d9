"""The pages of review: the queue, a fact beside its source, reports of visitors, a document as a whole."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import ErrorReport, PolicyDocument, ReviewedFact, Task
from tests.builders import build_document
from tests.documents.reviewing.acting import act, claim, reviewer
from tests.people import EDITOR, REVIEWER, person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def reader_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk():
    """A document under review, and a client signed in as reviewer."""
    return build_document(state="in_review"), reader_of(person(REVIEWER))


def address(document, words, query=""):
    found = claim(document, words)
    return reverse("reviewing:item", args=[document.slug, found.claim.kind, found.fingerprint]) + query


def shown(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_queue_lists_what_waits_and_follows_its_filters(desk):
    document, client = desk
    act(document, "智慧教育", "approve", by=reviewer())

    waiting = shown(client.get(reverse("reviewing:queue"), {"kind": "task"}))
    everything = shown(client.get(reverse("reviewing:queue")))
    approved = shown(client.get(reverse("reviewing:queue"), {"show": "approved"}))
    agencies = shown(client.get(reverse("reviewing:queue"), {"kind": "agency"}))

    assert "智慧交通" in waiting
    assert "智慧教育" not in waiting
    assert "20条" in everything
    assert "智慧教育" in approved
    assert "智慧交通" not in approved
    assert "牵头 区教育局" in agencies
    assert "智慧交通 任务" not in agencies


def test_a_fact_stands_beside_its_very_words_and_approving_goes_on_to_the_next(desk):
    document, client = desk
    page = client.get(address(document, "牵头 区教育局"))

    assert '<mark class="m-fact">区教育局</mark>' in page.content.decode()
    answer = client.post(address(document, "智慧交通"), {"verdict": "approve", "version": "0"})

    assert answer.status_code == 302
    assert answer["Location"] == address(document, "2022年底前 → 2022-12-31")
    assert Task.objects.get(title="智慧交通").origin == "reviewed"


def test_a_correction_with_nonsense_is_shown_again_with_what_is_wrong(desk):
    document, client = desk
    words = "2022年底前 路口信号联网率 ≥80%"
    sent = {
        "verdict": "correct", "version": "0", "kind": "quantity", "indicator": "路口信号联网率", "operator": ">=",
        "value": "85", "unit": "%", "strength": "plain", "deadline": "2022-13", "deadline_precision": "day",
        "deadline_words": "2022年底前",
    }  # fmt: skip

    wrong = client.post(address(document, words), sent)
    right = client.post(address(document, words), {**sent, "deadline": "2022-12-31"})

    assert wrong.status_code == 422
    assert "日期没有读懂：2022-13" in shown(wrong)
    assert right.status_code == 302
    assert document.targets.get(kind="quantity").value == 85


def test_who_comes_second_is_told_who_was_first(desk):
    document, client = desk
    url = address(document, "智慧教育")
    act(document, "智慧教育", "approve", by=reviewer("林"))

    answer = client.post(url, {"verdict": "reject", "version": "0"})

    assert answer.status_code == 409
    assert "林已先一步通过" in shown(answer)
    assert Task.objects.filter(title="智慧教育").exists()


def test_what_was_written_over_is_not_approved_by_mistake(desk):
    document, client = desk
    fields = {
        "title": "改了",
        "category": "key_task",
        "domain": "livelihood/education",
        "other_domains": "data/platform",
    }

    answer = client.post(address(document, "智慧教育"), {"verdict": "approve", "version": "0", **fields})

    assert answer.status_code == 422
    assert "内容改过，没有通过" in shown(answer)


def test_an_independent_second_person_sees_what_was_read_and_nothing_else(desk):
    document, client = desk
    fact = act(document, "牵头 区教育局", "correct", by=reviewer("林"), name="区教育体育局")

    page = client.get(reverse("reviewing:item", args=[document.slug, "agency", fact.fingerprint]), {"show": "second"})

    assert "牵头 区教育局" in shown(page)
    assert "区教育体育局" not in page.content.decode()
    assert "林" not in shown(page).replace("林业", "")


def test_the_history_of_a_fact_says_who_when_and_what_it_was(desk):
    document, client = desk
    fact = act(document, "牵头 区教育局", "correct", by=reviewer("林"), name="区教育体育局", note="机构改革")

    page = shown(client.get(reverse("reviewing:item", args=[document.slug, "agency", fact.fingerprint])))

    assert re.search(r"更正 林 · 2026-11-23 16:00 单位 区教育局 → 区教育体育局 机构改革", page)


def test_a_fact_is_entered_by_its_quote(desk):
    document, client = desk
    url = reverse("reviewing:add_fact", args=[document.slug])

    ambiguous = client.get(url, {"kind": "agency", "quote": "智慧"})
    nowhere = client.get(url, {"kind": "agency", "quote": "火星局"})
    found = client.get(url, {"kind": "agency", "quote": "数字 校园"})
    long = client.get(url, {"kind": "task", "quote": "（二）智慧教育……区教育局）"})
    place = document.original_text.index("数字校园")
    sent = {"role": "support", "name": "区电教馆", "as_written": "数字校园"}
    answer = client.post(f"{url}?kind=agency&start={place}&end={place + 4}", sent)

    assert (ambiguous.status_code, nowhere.status_code, found.status_code) == (422, 422, 200)
    assert "选一处" in shown(ambiguous)
    assert "（二）智慧教育。推进数字校园建设。（牵头单位：区教育局）</mark>" in long.content.decode()
    assert "没有找到这些字" in shown(nowhere)
    assert '<mark class="m-fact">数字校园</mark>' in found.content.decode()
    assert answer.status_code == 302
    assert ReviewedFact.objects.get().state == "added"
    assert "区电教馆" in shown(client.get(answer["Location"]))


def test_a_checked_document_says_so_wherever_it_is_silent(desk, client):
    document, reviewing = desk
    act(document, "2022年底前 → 2022-12-31", "approve", by=reviewer("林"))

    reviewing.post(reverse("reviewing:step", args=[document.slug]), {"action": "published", "state": "in_review"})
    before = shown(client.get(reverse("documents:tasks")))
    refused = reviewing.post(reverse("reviewing:step", args=[document.slug]), {"action": "checked"})
    reviewing.post(reverse("reviewing:step", args=[document.slug]), {"action": "checked", "rest": "on"})
    after = shown(client.get(reverse("documents:tasks")))

    assert refused.status_code == 422
    assert "自动抽取未见" in before
    assert "原文未提及·已核对" not in before
    assert "原文未提及·已核对" in after
    assert "自动抽取未见" not in after


def test_a_stale_step_is_refused_and_an_editor_takes_none(desk):
    document, client = desk
    url = reverse("reviewing:step", args=[document.slug])
    client.post(url, {"action": "published", "state": "in_review"})

    stale = client.post(url, {"action": "returned", "state": "in_review"})
    editor = reader_of(person(EDITOR)).post(url, {"action": "withdrawn", "state": "published"})

    assert (stale.status_code, editor.status_code) == (409, 403)
    assert PolicyDocument.objects.get().state == "published"


def test_reading_anew_is_shown_before_it_is_done(desk, monkeypatch):
    document, client = desk
    from documents.reviewing.views import document as page
    from tests.builders import build_parsed

    parsed, _data = build_parsed()
    monkeypatch.setattr(page, "parse_isolated", lambda data, name: parsed)
    url = reverse("reviewing:read_again", args=[document.slug])
    Task.objects.filter(title="智慧教育").update(title="旧读法")

    trial = shown(client.get(url))
    assert "旧读法 → 智慧教育" in trial
    assert Task.objects.filter(title="旧读法").exists()
    assert client.post(url).status_code == 302
    assert "旧读法 → 智慧教育" in shown(client.get(reverse("reviewing:document", args=[document.slug])))
    assert Task.objects.filter(title="智慧教育").exists()


def test_a_visitor_reports_an_error_and_follows_it_by_its_code(client, settings):
    document = build_document()
    start = document.original_text.index("区教育局")
    url = reverse("reviewing:report_error", args=[document.slug, start, start + 4])

    form = client.get(url)
    empty = client.post(url, {"message": ""})
    sent = client.post(url, {"message": "应为<b>区教育体育局</b>", "contact": ""}, follow=True)

    report = ErrorReport.objects.get()
    assert "区教育局" in shown(form)
    assert empty.status_code == 422
    assert report.code in shown(sent)
    assert "区教育体育局" not in sent.content.decode(), "the page of a code tells the state alone"
    assert "127.0.0.1" not in report.visitor
    reviewing = reader_of(person(REVIEWER))
    listed = reviewing.get(reverse("reviewing:reports"))
    assert "应为&lt;b&gt;区教育体育局&lt;/b&gt;" in listed.content.decode()
    assert "牵头 区教育局" in shown(reviewing.get(reverse("reviewing:queue"), {"show": "reported"}))

    answer = {"state": "accepted", "reply": "已更正"}
    reviewing.post(reverse("reviewing:answer_report", args=[report.pk]), answer)
    again = reviewing.post(reverse("reviewing:answer_report", args=[report.pk]), answer)

    assert again.status_code == 409
    told = shown(client.get(reverse("reviewing:report_state", args=[report.code.lower()])))
    assert "已采纳" in told
    assert "已更正" in told


def test_one_address_reports_so_many_errors_a_day_of_so_many_words(client, settings):
    settings.ERROR_REPORTS_A_DAY = 2
    document = build_document()
    url = reverse("reviewing:report_error", args=[document.slug, 0, 5])

    long = client.post(url, {"message": "字" * 501})
    answers = [client.post(url, {"message": "不对"}).status_code for _time in range(3)]
    other = Client(REMOTE_ADDR="10.0.0.9").post(url, {"message": "不对"}).status_code

    assert long.status_code == 422
    assert (answers, other) == ([302, 302, 429], 302)


def test_nothing_is_reported_of_what_is_not_public_or_not_there(client):
    hidden = build_document(state="in_review")

    for place in ((0, 5), (5, 5), (0, 10**7)):
        assert client.get(reverse("reviewing:report_error", args=[hidden.slug, *place])).status_code == 404

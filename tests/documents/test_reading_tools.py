"""The tools of the reading page: switches with counts, steps from task to task, citations as links, notes on paper."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import PolicyDocument
from tests.builders import FUNDING, JINAN, SCHOOLS, TRAFFIC, build_document
from tests.conftest import CORPUS

pytestmark = pytest.mark.django_db


def read(client, document, query=""):
    response = client.get(f"/documents/{document.slug}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def jinan(client, query=""):
    call_command("load_documents", str(CORPUS / "jinan-2018.txt"), verbosity=0)
    return read(client, PolicyDocument.objects.get(), query)


def switches(page):
    return {
        re.sub(r"\s", "", switch.label.get_text()): (int(re.sub(r"\D", "", switch.select_one(".count").get_text())))
        for switch in page.select(".mark-switch")
    }


def test_every_kind_of_mark_has_a_switch_with_its_number_and_a_link_to_the_first(client):
    page = jinan(client)

    assert switches(page) == {"任务、保障": 14, "牵头": 13, "配合": 31, "目标值": 5, "时限": 25, "引用": 0, "修复": 1}
    firsts = [link["href"].removeprefix("#") for link in page.select(".mark-switch a")]
    assert all(page.find(id=first) for first in firsts)
    assert page.find(id="first-target").find_next("mark").get_text() == "80%"
    assert page.select_one("#show-citation").has_attr("disabled")


def test_all_marks_are_on_unless_the_address_says_off(client):
    document = build_document()

    on = read(client, document)
    off = read(client, document, "?marks=off")

    assert all(box.has_attr("checked") for box in on.select("[data-mark]:not([disabled])"))
    assert not any(box.has_attr("checked") for box in off.select("[data-mark]"))
    assert on.select_one("[data-marks-all]")["href"] == f"/documents/{document.slug}/?marks=off"
    assert off.select_one("[data-marks-all]")["href"] == f"/documents/{document.slug}/"


def test_every_task_leads_to_its_neighbours(client):
    page = jinan(client)

    steps = page.select(".margin-note .steps")
    numbers = [re.sub(r"\s", "", step.span.get_text()) if not step.a else "" for step in steps]
    assert len(numbers) == 14
    links = [[link["href"] for link in step.select("a")] for step in steps]
    starts = [f"#{section['data-task']}" for section in page.select("[data-task]")]
    assert links[0] == [starts[1]]
    assert links[5] == [starts[4], starts[6]]
    assert links[13] == [starts[12]]
    assert all(page.find(id=start.removeprefix("#")) for start in starts)


def test_a_document_without_tasks_has_no_steps_to_tasks(client):
    page = read(client, build_document(tasks=()))

    assert page.select("[data-steps=task]") == []
    assert switches(page)["任务、保障"] == 0


def test_what_the_corpus_does_not_hold_is_cited_as_such(client):
    page = read(client, build_document())

    link = page.select_one("a.m-citation-absent")
    assert link.get_text() == "十政办发〔2021〕51号"
    assert link["data-says"] == "引用，未收入语料"
    entry = page.find(id=link["href"].removeprefix("#"))
    assert "未收入语料" in entry.get_text()
    assert page.find(id=entry.find("a", string="看原处")["href"].removeprefix("#")), "and back again"


def test_what_the_corpus_holds_is_linked_where_it_is_cited(client):
    cited = build_document(place=JINAN, title="数字政府规划", number="十政办发〔2021〕51号", cites="鲁政发〔2020〕1号")
    page = read(client, build_document())

    assert page.select_one("a.m-citation")["href"] == f"/documents/{cited.slug}/"


def test_a_document_that_the_reader_may_not_see_counts_as_not_held(client):
    build_document(
        place=JINAN, title="数字政府规划", number="十政办发〔2021〕51号", cites="鲁政发〔2020〕1号", state="draft"
    )

    assert read(client, build_document()).select("a.m-citation") == []


def test_a_repair_is_told_in_the_text_at_the_end_and_on_paper(client):
    page = jinan(client)

    repair = page.select_one(".m-repair[tabindex]")
    assert repair["aria-describedby"] == repair.select_one(".repair-note")["id"] == "r1"
    footnote = page.select_one(".footnotes li").get_text()
    assert footnote.startswith("注1 人工更正。原为“")
    assert "改为“人记分查询、公交车到站信息实时”" in footnote
    end = page.select_one(".repair-entry")
    assert page.find(id=end.a["href"].removeprefix("#")), "the link back leads somewhere"


def test_every_paragraph_has_a_link_to_its_own_address(client):
    page = jinan(client)

    for paragraph in page.select(".text :is(p, h2, h3, h4)[id]"):
        assert paragraph.select_one(".anchor")["href"] == f"#{paragraph['id']}"


def test_a_quotation_has_its_locator_its_reference_and_its_address(client):
    document = build_document()
    article = read(client, document, "?text=original&find=数据").article

    assert article["data-address"] == f"/documents/{document.slug}/?text=original"
    assert "茅箭区智慧城市建设实施方案" in article["data-reference"]
    assert [part["data-locator"] for part in article.select("[data-task]")] == ["二/(一)", "二/(二)", "二/(三)"]


def test_years_are_boxes_and_other_dates_stay_in_words(client):
    page = jinan(client)

    passage = page.find(id="c3103").find_parent(class_="passage")
    assert [year.get_text() for year in passage.select(".margin-note .years li")] == ["2018", "2019", "2020"]


def test_a_longer_document_asks_the_database_no_more(client):
    short = build_document(tasks=(TRAFFIC,))
    long = build_document(
        place=JINAN, title="另一方案", number="济政〔2022〕1号", tasks=(TRAFFIC, SCHOOLS, FUNDING) * 3
    )
    with CaptureQueriesContext(
        connection,
    ) as of_short:
        read(client, short, "?find=数据")
    with CaptureQueriesContext(connection) as of_long:
        read(client, long, "?find=数据")

    assert len(of_long) == len(of_short)

"""Reading a document: the whole text, every fact at its place, three texts, one address per paragraph."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from documents.models import PolicyDocument
from documents.parsing.cleaning.script import traditionalize
from documents.reading.identity import government_address
from tests.builders import TaskSpec, build_document
from tests.conftest import CORPUS

pytestmark = pytest.mark.django_db

SEEDS = ["jiyuan-2020.txt", "maojian-2022.txt", "yucheng-2020.txt", "jinan-2018.txt", "sichuan-2020.txt"]


def load(name):
    call_command("load_documents", str(CORPUS / name), verbosity=0)
    return PolicyDocument.objects.get()


def read(client, document, query=""):
    response = client.get(f"/documents/{document.slug}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def text_of(soup):
    """The document's words as the page shows them, without our own notes and without blanks."""
    for ours in soup.select(".text .anchor, .text .repair-note, .text summary, .text .inferred"):
        ours.decompose()
    return squeezed("".join(part.get_text() for part in soup.select(".passage .text")))


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", SEEDS)
def test_the_whole_text_is_on_the_page_in_all_three_texts(client, name):
    document = load(name)

    assert text_of(read(client, document)) == squeezed(document.clean_text)
    assert text_of(read(client, document, "?text=original")) == squeezed(document.original_text)
    assert text_of(read(client, document, "?text=traditional")) == squeezed(traditionalize(document.clean_text))


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("query", ["", "?text=original", "?text=traditional"])
def test_every_fact_has_one_element_to_land_on_and_no_address_is_given_twice(client, name, query):
    document = load(name)
    wanted = {f"c{task.start}" for task in document.tasks.all()}
    wanted |= {f"c{target.start}" for target in document.targets.all()}
    wanted |= {f"c{doubt.start}" for doubt in document.doubts.all() if doubt.start is not None}

    ids = [element["id"] for element in read(client, document, query).select("[id]")]

    assert wanted - set(ids) == set()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", SEEDS)
def test_the_original_shows_every_quote_character_for_character(client, name):
    document = load(name)
    shown = text_of(read(client, document, "?text=original"))

    for target in document.targets.all():
        assert squeezed(target.quote) in shown
        assert document.original_text[target.start : target.end] == target.quote


def test_the_agencies_deadlines_and_values_of_jinan_are_marked_where_they_stand(client):
    page = read(client, load("jinan-2018.txt"))

    passage = page.find(id="c3103").find_parent(class_="passage")
    assert [mark.get_text() for mark in passage.select(".m-lead")] == ["市政务服务中心管理办公室"]
    assert [mark.get_text() for mark in passage.select(".m-support")] == ["市编办"]
    assert [mark.get_text() for mark in passage.select("mark.m-target")] == ["80%以上"]
    assert [mark.get_text() for mark in passage.select(".m-deadline")] == ["2018年", "2019年", "2020年"]
    assert passage.select_one(".m-task").get_text() == "1.群众办事“一站通”"
    assert passage.select_one(".text p").get_text().startswith("1.群众办事“一站通”。建设完善"), "no stray blank"


def test_a_correction_by_hand_explains_itself_in_the_text_and_below_it(client):
    page = read(client, load("jinan-2018.txt"))

    note = page.select_one(".m-repair .repair-note")
    assert note.b.get_text() == "修复：人工更正"
    assert note.select_one(".after").get_text() == "人记分查询、公交车到站信息实时"
    assert "注音残留672处" in page.select_one("#repairs").get_text()


def test_the_outline_counts_tasks_and_leads_to_sections(client):
    page = read(client, load("jinan-2018.txt"))

    links = page.select("#outline .outline > ol > li > a")
    assert [squeezed(link.get_text()) for link in links] == [
        "一、总体要求",
        "二、重点工作9项",
        "三、实施步骤",
        "四、保障措施5项",
    ]
    assert all(page.select(link["href"].replace("#", "[id='") + "']") for link in page.select(".outline a"))


def test_a_heading_that_the_source_lost_is_never_passed_off_as_printed(client):
    page = read(client, load("yucheng-2020.txt"))

    assert "重点任务（推断）" in page.select_one("#outline").get_text()
    assert [heading.select_one(".meta").get_text()[:8] for heading in page.select(".inferred")] == [
        "原文失去标题，由"
    ] * 4


def test_the_identity_card_says_what_the_text_does_not(client):
    page = read(client, load("jinan-2018.txt"))

    card = {pair.dt.get_text(): pair.dd.get_text() for pair in page.select(".identity > div")}
    assert card["文号"] == card["发文机关"] == card["成文日期"] == "原文未载"
    assert card["规划期"] == "2018—2020"
    assert card["内容"] == "9项任务、5项保障"
    assert card["文字"] == "繁体转简体，修复673处"


def test_the_dates_and_doubts_of_sichuan_are_shown_apart(client):
    page = read(client, load("sichuan-2020.txt"))

    card = {pair.dt.get_text(): pair.dd for pair in page.select(".identity > div")}
    assert card["成文日期"].get_text() == "2020-11-27"
    assert card["发布日期"].get_text() == "2020-12-31"
    assert card["发布机构"].get_text() == "攀枝花市经济和信息化局"
    assert card["来源地址"].a["href"] == "http://jxj.panzhihua.gov.cn/zwgk/zcfg/zcjd/1791635.shtml"
    assert not page.select('a[href*="happymerchs"]'), "a mirror is never linked"
    assert any("happymerchs" in doubt.get_text() for doubt in page.select("#doubts li"))


def test_the_traditional_text_has_the_length_of_the_simplified_one():
    text = "发展数字经济，乾隆后面的头发；𠮷野家、台湾、内存、鼠标。\n"

    assert traditionalize(text)[:6] == "發展數字經濟"
    assert len(traditionalize(text)) == len(text)


def test_the_traditional_page_says_its_language(client):
    document = build_document()

    page = read(client, document, "?text=traditional")

    assert page.select_one('[lang="zh-Hant"] .passage')
    assert page.select_one(".segments [aria-current]").get_text() == "繁体"


def test_a_paragraph_has_the_same_address_in_every_text(client):
    document = build_document()

    addresses = [
        [element["id"] for element in read(client, document, query).select(".text [id^=p]")]
        for query in ("", "?text=original", "?text=traditional")
    ]

    assert addresses[0] == ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"]
    assert addresses[1] == addresses[2] == addresses[0]


def test_the_passage_page_shows_the_passage_between_its_surroundings(client):
    document = build_document()
    task = document.tasks.get(title="智慧教育")

    page = BeautifulSoup(client.get(f"/documents/{document.slug}/passage/{task.start}-{task.end}/").content, "lxml")

    assert (
        page.select_one(".passage-text").get_text().strip()
        == "（二）智慧教育。推进数字校园建设。（牵头单位：区教育局）"
    )
    before, after = page.select(".passage-context")
    assert before.get_text().endswith("（牵头单位：区交通运输局；配合单位：公安茅箭分局）")
    assert after.get_text().startswith("（三）加强资金保障")
    assert page.select_one(".page-head .actions a")["href"] == f"/documents/{document.slug}/#c{task.start}"


def test_the_passage_page_says_what_made_it_a_task_and_which_terms_decided_the_domain(client):
    document = build_document()
    task = document.tasks.get(title="智慧教育")

    page = BeautifulSoup(client.get(f"/documents/{document.slug}/passage/{task.start}-{task.end}/").content, "lxml")

    facts = {term.get_text(): term.find_next("dd").get_text() for term in page.select("dl.panel-facts dt")}
    assert facts["领域"] == "教育、大数据平台"
    assert facts["归类依据"] == "标题“教育”"
    assert facts["认定依据"] == "任务部分中最深一层的编号条目"


def test_the_panel_gets_the_fragment_alone(client):
    document = build_document()

    response = client.get(f"/documents/{document.slug}/passage/0-20/", headers={"X-Panel": "1"})

    assert b"<html" not in response.content
    assert b"data-panel-content" in response.content
    assert "X-Panel" in response["Vary"]


def test_the_passage_of_a_target_names_the_target(client):
    document = build_document()
    target = document.targets.get(kind="quantity")

    text = client.get(f"/documents/{document.slug}/passage/{target.start}-{target.end}/").content.decode()

    assert "路口信号联网率" in text
    assert "2022年底前" in text


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("http://www.sc.gov.cn/a.html", True),
        ("https://jxj.panzhihua.gov.cn./x", True),
        ("http://m.happymerchs.com/x", False),
        ("http://www.gov.cn.evil.example/x", False),
        ("http://evil.example/?.gov.cn", False),
        ("javascript:alert(1)//.gov.cn", False),
        ("ftp://x.gov.cn/", False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_government_is_linked(address, linked):
    assert bool(government_address(address)) is linked


def test_a_document_of_one_line_can_be_read(client):
    page = read(client, build_document(tasks=(TaskSpec(title="一"),)))

    assert page.h1.get_text() == "茅箭区智慧城市建设实施方案"


def test_a_document_can_be_cited_after_the_standard_and_as_bibtex(client):
    build_document(issued_on=None)
    policy = PolicyDocument.objects.get()
    PolicyDocument.objects.update(published_on="2022-08-01", source_address="https://www.maojian.example/18.html")

    cite = read(client, policy).select_one("#cite").get_text()

    assert "茅箭区智慧城市建设实施方案: 茅政办发〔2022〕18号[EB/OL]. (2022-08-01)[" in cite
    assert "https://www.maojian.example/18.html." in cite
    assert "@misc{" in cite


def test_of_a_long_text_and_a_long_comparison_the_browser_draws_only_what_is_in_sight(client, corpus, monkeypatch):
    def classes(address, selector):
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "lxml").select_one(selector)["class"]

    document = PolicyDocument.objects.get(jurisdiction__code="370100")
    compared = "/compare/?place=370100&place=420302"
    assert "reading-long" not in classes(document.get_absolute_url(), ".reading-text")
    assert "matrix-long" not in classes(compared, ".matrix-region")

    monkeypatch.setattr("documents.reading.page.LONG_TEXT", 20)
    monkeypatch.setattr("comparisons.page.LONG_TABLE", 20)

    assert "reading-long" in classes(document.get_absolute_url(), ".reading-text")
    assert {"of-2", "matrix-long"} <= set(classes(compared, ".matrix-region"))

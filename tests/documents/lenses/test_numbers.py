"""Numbers of the lenses: those of the five documents counted by hand, and each the length of the list behind it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.builders import JINAN, MAOJIAN, TRAFFIC, TaskSpec, build_document
from tests.documents.lenses.made import crossing, length_of_list, numbered_links, page, said

pytestmark = pytest.mark.django_db

# Read by hand from the five documents (codebook): key tasks by place and top domain.
COVERAGE = {
    "济源市": {"基础设施": "3", "城市治理": "4", "政务服务": "1", "民生服务": "3", "产业发展": "3", "合计": "15"},
    "茅箭区": {"基础设施": "1", "城市治理": "8", "政务服务": "1", "民生服务": "3", "生态宜居": "1", "合计": "14"},
    "禹城市": {"城市治理": "2", "其他": "1", "合计": "3"},
    "济南市": {"数据": "1", "城市治理": "4", "政务服务": "1", "民生服务": "2", "其他": "1", "合计": "9"},
    "四川省": {"基础设施": "2", "城市治理": "5", "产业发展": "2", "网络与数据安全": "2", "合计": "17"},
}
ADDRESSES = (
    "/lenses/coverage/",
    "/lenses/coverage/?by=level",
    "/lenses/coverage/?within=370000",
    "/lenses/coverage/?level=county&signed=2020&signed=none",
    "/lenses/leads/",
    "/lenses/leads/?by=place",
    "/lenses/leads/?by=domain",
    "/lenses/leads/?signed=none&role=support",
    "/lenses/years/",
    "/lenses/years/?by=place&kind=quantity",
    "/lenses/years/?level=prefecture&kind=milestone",
    "/lenses/strength/",
    "/lenses/strength/?by=level&category=key_task",
    "/lenses/instruments/?by=domain",
    "/lenses/instruments/?within=370000&detail=tools",
    "/lenses/lineage/",
)
LENSES = ("coverage", "leads", "years", "strength", "instruments", "terms", "lineage", "cues", "citations")


@pytest.fixture
def reader(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


def test_the_coverage_of_the_five_documents_is_what_a_reader_counts(client, corpus):
    shown = crossing(page(client, "/lenses/coverage/"))

    for place, numbers in COVERAGE.items():
        assert {domain: shown[place][domain] for domain in numbers} == numbers
    assert shown["合计"]["合计"] == "58"
    assert shown["合计"]["城市治理"] == "23"


def test_an_empty_cell_says_why_it_is_empty(client, corpus):
    shown = crossing(page(client, "/lenses/coverage/"))

    assert shown["禹城市"]["民生服务"] == "兼及 2"
    assert shown["济源市"]["数据"] == "自动抽取未见"
    assert shown["四川省"]["其他"] == "不适用"


def test_leads_are_counted_by_function_and_level(client, corpus):
    soup = page(client, "/lenses/leads/")
    shown = crossing(soup)

    assert "58项重点任务，其中22项写明牵头单位" in said(soup)
    assert shown["公安"] == {"省级": "0", "地级": "3", "县级": "1", "合计": "4"}
    assert shown["合计"] == {"省级": "0", "地级": "8", "县级": "14", "合计": "22"}
    assert "没有写明牵头单位的：省级" in soup.select_one(".lens-notes").get_text()


def test_the_twelve_quantities_fall_due_where_the_documents_say(client, corpus):
    shown = crossing(page(client, "/lenses/years/?by=place&kind=quantity"))

    assert shown["济南市"]["2018"] == "3"
    assert shown["济南市"]["2019"] == "2"
    assert shown["济源市"]["2022"] == "5"
    assert shown["茅箭区"]["未写时限"] == "1"
    assert shown["四川省"]["2022"] == "1"
    assert shown["合计"]["合计"] == "12"


def test_words_of_obligation_are_counted_as_the_texts_have_them(client, corpus):
    shown = crossing(page(client, "/lenses/strength/"))

    # 济源: 确保2022年底5G站址数达到1315余站; 原则上 in 机制保障. 四川: seven 探索, one 试点, one 有条件的.
    assert shown["济源市"]["确保、必须"] == "1 1/19项"
    assert shown["济源市"]["原则上"] == "1 1/19项"
    assert shown["四川省"]["探索、试点"] == "9 9/21项"
    assert shown["四川省"]["应当"] == "0"


def test_every_number_is_the_length_of_its_list(client, corpus, reader):
    """Every link with a number, of every layout; the lists are counted as their own pages count them."""
    links = {address: list(numbered_links(page(client, address))) for address in ADDRESSES}
    told = {(address, link): number for address, found in links.items() for number, link in found}

    assert [address for address, found in links.items() if not found] == []
    assert len(told) > 400
    assert {(address, link): length_of_list(link, reader) for address, link in told} == told
    openings = [link for found in links.values() for _number, link in found[:2]]
    assert {client.get(link).status_code for link in openings} == {200}


def test_facts_of_a_draft_are_counted_for_nobody_but_staff(client, admin_client):
    build_document(place=MAOJIAN)
    build_document(place=JINAN, title="济南市草稿", number="", state="draft")

    for address in ("/lenses/coverage/", "/lenses/strength/", "/lenses/terms/", "/lenses/citations/"):
        assert "济南" not in client.get(address).content.decode()
        assert "济南" in admin_client.get(address).content.decode()
    assert crossing(page(client, "/lenses/leads/"))["合计"]["合计"] == "2"
    assert crossing(page(admin_client, "/lenses/leads/"))["合计"]["合计"] == "4"


def test_a_province_stands_for_the_places_below_it(client, corpus):
    assert "2个地区，12项重点任务" in said(page(client, "/lenses/coverage/?within=370000"))


def test_a_condition_that_makes_no_sense_shows_nothing_and_says_so(client, corpus):
    soup = page(client, "/lenses/coverage/?level=planet")

    assert soup.select_one("table.lens-cross") is None or not soup.select("table.lens-cross tbody a")
    assert "planet" in soup.get_text()


def test_hostile_words_are_shown_and_do_nothing(client):
    hostile = TaskSpec(title="<script>alert(1)</script>", text="鼓励<img src=x>试点。")
    build_document(tasks=(hostile, TRAFFIC), title="<b>方案</b>")

    for address in ("/lenses/cues/", "/lenses/citations/", "/lenses/lineage/", "/lenses/terms/"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x>" not in content
        assert "<b>方案" not in content


def test_every_lens_leaves_in_every_format(client, corpus):
    addresses = [f"/lenses/{lens}/export/{kind}/" for lens in LENSES for kind in ("csv", "xlsx", "docx", "json", "md")]
    answers = {address: client.get(address) for address in addresses}

    assert {address for address, answer in answers.items() if answer.status_code != 200} == set()
    assert {address for address, answer in answers.items() if len(answer.content) <= 500} == set()


def test_a_download_holds_the_states_and_the_totals_of_the_page(client, corpus):
    text = client.get("/lenses/coverage/export/csv/").content.decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]

    assert lines[0][:4] == ["地区", "层级", "基础设施", "数据"]
    assert next(line for line in lines if line[0] == "禹城市")[1:5] == ["县级", "兼及 2", "自动抽取未见", "2"]
    assert any(line[0] == "合计" and "58" in line for line in lines)


def test_an_unknown_format_is_not_there(client, corpus):
    assert client.get("/lenses/coverage/export/exe/").status_code == 404
    assert client.get("/lenses/coverage/export/breakdown/").status_code == 404


def test_the_drawing_of_lineage_leads_to_documents_and_its_table_says_the_same(client, corpus):
    held = build_document(
        place=MAOJIAN, title="茅箭区另一方案", number="茅政办发〔2023〕9号", cites="十政办发〔2021〕51号"
    )
    soup = page(client, "/lenses/lineage/")
    nodes = [(link.title.get_text(), link["href"]) for link in soup.select("svg.lens-lineage[role=group] a")]
    pairs = [[_flat(cell) for cell in row.select("th, td")] for row in soup.select("#lineage-table tbody tr")]

    assert held.get_absolute_url() in [address for _name, address in nodes]
    cited = next(address for name, address in nodes if "十政办发〔2021〕51号，语料未收" in name)
    assert len(page(client, cited).select("table tbody tr")) == 2
    assert len(pairs) == len(soup.select("svg.lens-lineage[role=group] > path")) == 11
    assert sum(row[2] == "十政办发〔2021〕51号" for row in pairs) == 2
    assert all(client.get(address).status_code == 200 for _name, address in nodes)


def _flat(cell):
    return " ".join(cell.get_text(" ").split())


def test_the_number_beside_a_term_is_that_of_the_tasks_behind_it(client, corpus):
    terms = page(client, "/lenses/terms/").select("ul.terms li")[::4]
    said_here = {item.a["href"]: int(item.select_one(".meta").get_text().partition("（")[0]) for item in terms}

    assert len(said_here) > 5
    assert {address: len(page(client, address).select("tbody tr")) for address in said_here} == said_here

"""The comparison page: what a reader sees for a selection, and how the page answers odd ones."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.builder import columns as columns_builder
from comparisons.views import compare
from documents.models import PolicyDocument
from tests.builders import (
    FUNDING,
    JINAN,
    JIYUAN,
    SCHOOLS,
    SICHUAN,
    TRAFFIC,
    YUCHENG,
    TaskSpec,
    build_document,
)
from tests.comparisons.pages import headers_of, rows_of, soup_of, words_of
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db

ROAD = TaskSpec(
    title="市民出行“一路通”",
    text="联接各类交通管理资源。",
    agencies=(("市公安局", "lead", "public_security"), ("市城乡交通运输委", "support", "transport")),
)
# The first time after a change: what is remembered asks for the state of the corpus before and after.
QUERIES_OF_THE_PAGE = 36
BOTH = "/compare/?place=420302&place=370100"


@pytest.fixture
def two_places():
    """茅箭区 (a plan of a county) and 济南市 (an action plan of a city)."""
    build_document()
    build_document(place=JINAN, title="济南市行动计划", document_type="行动计划", tasks=(ROAD,), issued_on=None)


def test_a_cell_shows_title_wording_agencies_value_and_place(client, two_places):
    rows = rows_of(client.get(BOTH))

    assert rows["交通"].words(0) == (
        "智慧交通2022年底前，路口信号联网率达到80%以上。（牵头单位：区交通运输局；配合单位：公安茅箭分局）"
        "牵头区交通运输局配合公安茅箭分局≥80%路口信号联网率，2022年底前原文明示二/(一)自"
    )
    assert rows["交通"].note == "两地都写"
    assert rows["教育"].note == "仅茅箭区"


def test_title_and_locator_lead_to_the_passage_and_to_its_panel(client, two_places):
    task = PolicyDocument.objects.get(jurisdiction__code="420302").tasks.get(title="智慧交通")

    cell = rows_of(client.get(BOTH))["交通"].cells[0]

    slug = task.document.slug
    for link in (cell.select_one(".title a"), cell.select_one("a.locator")):
        assert link["href"] == f"/documents/{slug}/#c{task.start}"
        assert link["data-panel"] == f"/documents/{slug}/passage/{task.start}-{task.end}/"


def test_every_header_says_place_level_type_and_date(client, two_places):
    maojian, jinan = headers_of(client.get(BOTH))

    assert maojian.startswith("茅箭区县级实施方案")
    assert maojian.endswith("2022-07-18，至2025")
    assert jinan.startswith("济南市地级行动计划")
    assert jinan.endswith("成文日期原文未载，至2025")


def test_unlike_levels_side_by_side_bring_the_notice(client, two_places):
    notice = words_of(soup_of(client.get(BOTH)).select_one(".notice"))

    assert notice.startswith("层级、文种、时期不同，只并列，不排名。县级1、地级1；实施方案1、行动计划1；")


def test_the_five_states_stand_apart_on_one_page(client, two_places):
    build_document(place=SICHUAN, title="四川省应急预案", document_type="应急预案", tasks=())
    build_document(place=YUCHENG, title="禹城市方案", tasks=(SCHOOLS,))
    PolicyDocument.objects.filter(jurisdiction__code="371482").update(reviewed=True)

    response = client.get("/compare/?place=420302&place=370100&place=510000&place=371482")

    rows = rows_of(response)
    assert "原文明示" in rows["交通"].words(0)
    assert rows["交通"].words(2) == "不适用"
    assert rows["交通"].words(3) == "原文未提及·已核对"
    assert rows["教育"].words(1) == "自动抽取未见"
    assert rows["大数据平台"].words(0) == ("智慧教育推进数字校园建设。（牵头单位：区教育局）兼及二/(二)重点任务")


def test_a_safeguard_touches_its_domain_when_key_tasks_are_compared(client, two_places):
    rows = rows_of(client.get(BOTH))

    assert rows["资金"].words(0) == "加强资金保障统筹安排专项资金。兼及二/(三)保障措施"
    assert rows["资金"].note == "无专项任务"


def test_safeguards_can_be_compared_by_themselves_and_with_the_tasks(client, two_places):
    safeguards = rows_of(client.get(f"{BOTH}&category=safeguard"))
    both = rows_of(client.get(f"{BOTH}&category=all"))

    assert safeguards["资金"].note == "仅茅箭区"
    assert "兼及" in safeguards["交通"].words(0)
    assert (both["资金"].note, both["交通"].note) == ("仅茅箭区", "两地都写")


def test_a_domain_limits_the_rows(client, two_places):
    assert list(rows_of(client.get(f"{BOTH}&domain=governance/traffic"))) == ["交通"]
    assert list(rows_of(client.get(f"{BOTH}&domain=livelihood"))) == ["教育"]


def test_empty_rows_are_counted_and_listed_on_request(client, two_places):
    short, long = client.get(BOTH), client.get(f"{BOTH}&empty=1")

    assert "水利与排水" not in rows_of(short)
    assert rows_of(long)["水利与排水"].words(0) == "自动抽取未见"
    hidden = len(rows_of(long)) - len(rows_of(short))
    assert f"另有{hidden}个领域各地都没有写，没有列出。" in words_of(soup_of(short).main)


def test_the_points_link_to_rows_that_are_there(client, two_places):
    soup = soup_of(client.get(BOTH))

    links = soup.select(".points a")
    assert links
    assert [link["href"] for link in links if soup.find(id=link["href"].removeprefix("#")) is None] == []


def test_bands_count_the_tasks_of_each_place(client, two_places):
    band = soup_of(client.get(BOTH)).find(id="band-governance")

    assert [words_of(cell) for cell in band.find_all("td")] == ["1项", "1项"]


def test_more_tasks_than_a_cell_shows_open_are_folded_not_left_out(client):
    titles = ("信号联网", "公交优先", "停车诱导", "货运监管", "路网监测", "出行服务")
    build_document(tasks=tuple(TaskSpec(title=title) for title in titles))

    cell = rows_of(client.get("/compare/?place=420302"))["交通"].cells[0]

    fold = cell.select_one("details.cell-rest")
    assert words_of(fold.summary) == "再显示2项"
    assert [words_of(title) for title in cell.select(".title")] == list(titles)
    assert [words_of(title) for title in fold.select(".title")] == ["路网监测", "出行服务"]


def test_a_column_that_does_not_fit_is_left_out_whole_and_named(client, two_places, monkeypatch):
    monkeypatch.setattr(columns_builder, "MAX_TASKS", 3)

    response = client.get(BOTH)

    assert len(headers_of(response)) == 1
    assert "没有列出：济南市。分次对照可以看全。" in words_of(soup_of(response).main)


def test_a_document_with_more_tasks_than_are_read_says_so(client, two_places, monkeypatch):
    monkeypatch.setattr(columns_builder, "MAX_TASKS", 2)
    monkeypatch.setattr("comparisons.builder.facts.MAX_TASKS", 2)

    response = client.get("/compare/?place=420302")

    assert "茅箭区的任务超过2项，只列前2项；没有列出的不等于没有写。" in words_of(soup_of(response).main)


def test_a_goal_touches_on_a_domain_and_is_quoted(client, corpus):
    cell = rows_of(client.get("/compare/?place=419001"))["大数据平台"]

    assert (
        cell.words(0)
        == "主要目标大数据平台初步建成，政务数据采集、共享、分析、应用机制完善成效明显。兼及一/(三)主要目标"
    )


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("?domain=governance&place=420302", "?place=420302&domain=governance"),
        ("?place=420302&place=420302", "?place=420302"),
        ("?place=370100&category=key_task&rows=all", "?place=370100"),
        ("?place=420302&domain=&rows=", "?place=420302"),
    ],
)
def test_one_selection_has_one_address(client, asked, canonical):
    response = client.get(f"/compare/{asked}")

    assert (response.status_code, response["Location"]) == (302, f"/compare/{canonical}")


def test_the_chosen_order_is_kept(client, two_places):
    left, right = headers_of(client.get("/compare/?place=370100&place=420302"))

    assert left.startswith("济南市")
    assert right.startswith("茅箭区")


def test_an_unknown_code_is_named_and_the_others_are_shown(client, two_places):
    response = client.get("/compare/?place=420302&place=999999&document=no-such")

    assert response.status_code == 200
    assert "没有找到：999999、no-such。可能代码有误，或没有已发布的文件。" in words_of(soup_of(response).main)
    assert len(headers_of(response)) == 1


def test_only_unknown_codes_give_the_form_to_choose(client, two_places):
    response = client.get("/compare/?place=999999")

    assert response.status_code == 200
    assert rows_of(response) == {}
    assert [box["value"] for box in soup_of(response).select("input[name=place]")] == ["370100", "420302"]


def test_an_unknown_domain_is_named_and_all_domains_are_shown(client, two_places):
    response = client.get(f"{BOTH}&domain=governance/space")

    assert "没有这个领域：governance/space。已列全部领域。" in words_of(soup_of(response).main)
    assert "交通" in rows_of(response)


def test_a_single_column_says_what_is_missing_for_a_comparison(client, two_places):
    soup = soup_of(client.get("/compare/?place=420302"))

    assert words_of(soup.select_one(".notice")) == "只有一列。在“选择地区”里再加一个地区，就能并排对照。"


def test_levels_whose_places_are_all_chosen_are_not_offered_again(client, two_places):
    soup = soup_of(client.get(BOTH))

    assert [words_of(legend) for legend in soup.select("main legend")] == ["已选的列，从左到右"]


def test_without_a_selection_the_page_offers_all_places_at_once(client, two_places):
    link = soup_of(client.get("/compare/")).find("a", string="对照全部2个地区")

    assert link["href"] == "/compare/?place=370100&place=420302"


def test_all_places_of_one_level_are_one_click(client, two_places):
    build_document(place=YUCHENG, title="禹城市方案", tasks=(SCHOOLS,))

    link = soup_of(client.get("/compare/")).find("a", string="两个县级")

    assert link["href"] == "/compare/?place=371482&place=420302"


def test_an_empty_corpus_says_how_to_fill_it(client):
    response = client.get("/compare/")

    assert "load_documents" in words_of(soup_of(response).select_one(".empty"))


def test_a_place_with_several_documents_stands_with_its_latest_and_says_so(client, two_places):
    build_document(title="茅箭区三年计划", number="茅政办发〔2019〕1号", tasks=(SCHOOLS,), issued_on=date(2019, 1, 8))

    response = client.get(BOTH)

    assert headers_of(response)[0].startswith("茅箭区县级实施方案：茅箭区智慧城市建设实施方案")
    assert "茅箭区有2份文件，这里取最新一份；其余可在“选择地区”里加列。" in words_of(soup_of(response).main)
    assert "茅箭区·茅箭区三年计划" in words_of(soup_of(response).main).replace(" ", "")


def test_two_versions_of_one_place_stand_side_by_side(client, two_places):
    old = build_document(
        title="茅箭区三年计划", number="茅政办发〔2019〕1号", tasks=(SCHOOLS,), issued_on=date(2019, 1, 8)
    )

    response = client.get(f"/compare/?place=420302&document={old.slug}")

    assert [header[:9] for header in headers_of(response)] == ["茅箭区（2022）", "茅箭区（2019）"]
    assert rows_of(response)["教育"].note == "两份都写"


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_stays_unseen(client, two_places, state):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state=state)

    response = client.get(BOTH)

    assert len(headers_of(response)) == 1
    assert "一路通" not in response.content.decode()
    assert "没有找到：370100。" in words_of(soup_of(response).main)


def test_staff_see_drafts(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")
    client.force_login(person(EDITOR))

    assert len(headers_of(client.get(BOTH))) == 2


def test_markup_in_a_document_stays_text(client):
    attack = "<img src=x onerror=alert(1)>{{7*7}}"
    build_document(
        title=f"方案{attack}",
        tasks=(TaskSpec(title=f"交通{attack}", text=f"建设{attack}。", agencies=((f"局{attack}", "lead", ""),)),),
    )

    soup = soup_of(client.get("/compare/?place=420302"))

    assert soup.find("img") is None
    assert f"交通{attack}" in words_of(soup.select_one("table.matrix"))


def test_markup_in_an_address_stays_text(client, two_places):
    response = client.get("/compare/?place=%3Cscript%3Ealert(1)%3C/script%3E&find=%22%3E%3Cscript%3E&rows=%3Cb%3E")

    assert "<script>alert" not in response.content.decode()
    assert soup_of(response).find("b", string="") is None


def test_five_columns_take_no_more_queries_than_two(client, two_places, django_assert_max_num_queries):
    for place, title in ((SICHUAN, "四川省意见"), (YUCHENG, "禹城市方案"), (JIYUAN, "济源市意见")):
        build_document(place=place, title=title, tasks=(TRAFFIC, SCHOOLS, FUNDING))

    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE):
        client.get(BOTH)
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE):
        client.get(f"{BOTH}&place=510000&place=371482&place=419001")


def test_rendering_asks_the_database_nothing(rf, two_places):
    request = rf.get(BOTH)
    request.user = AnonymousUser()
    response = compare(request)

    with CaptureQueriesContext(connection) as queries:
        response.render()

    assert queries.captured_queries == []


def test_a_long_list_of_places_is_cut_said_and_searched_by_name(client, two_places, monkeypatch):
    monkeypatch.setattr("comparisons.builder.places.MAX_OPTIONS", 1)

    cut = soup_of(client.get("/compare/"))
    found = soup_of(client.get("/compare/?find=茅箭", follow=True))

    assert [box["value"] for box in cut.select("input[name=place]")] == ["370100"]
    assert "还有1个地区没有列出，输入名称查找；已勾选的会保留。" in words_of(cut.main)
    assert [box["value"] for box in found.select("input[name=place]")] == ["420302"]


def test_finding_a_place_keeps_the_chosen_columns(client, two_places):
    soup = soup_of(client.get("/compare/?place=420302&find=济南", follow=True))

    boxes = soup.select("details.menu input[name=place]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [("420302", True), ("370100", False)]


def test_the_form_keeps_domain_and_columns(client, two_places):
    soup = soup_of(client.get(f"{BOTH}&domain=governance"))

    tools = soup.select_one("form.tool-form")
    assert [box["value"] for box in tools.select("input[name=place]")] == ["420302", "370100"]
    assert words_of(tools.select_one("select[name=domain] option[selected]")) == "城市治理（全部）"


def test_the_compared_documents_are_cited_below_the_table(client, two_places):
    listed = [words_of(item) for item in soup_of(client.get(BOTH)).select(".sources-list li")]

    assert listed[0] == "茅箭区（县级）：《茅箭区智慧城市建设实施方案》（茅政办发〔2022〕18号，2022-07-18）存疑1"


def test_the_place_is_named_in_the_empty_state_of_a_narrow_selection(client, two_places):
    soup = soup_of(client.get(f"{BOTH}&domain=ecology"))

    assert words_of(soup.select_one(".empty h2")) == "没有符合条件的行"
    assert soup.select_one(".empty a")["href"] == BOTH


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_for_reading_only(client, method):
    assert getattr(client, method)("/compare/").status_code == 405

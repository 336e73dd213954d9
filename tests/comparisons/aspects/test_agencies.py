"""The view of agencies: who leads, answers for and supports what, by function and by domain."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.aspect import Ask
from comparisons.aspects.agencies import AGENCIES
from comparisons.builder import choose_columns
from comparisons.selection import read_selection
from comparisons.views import compare
from documents.models import PolicyDocument
from tests.builders import FUNDING, JINAN, JIYUAN, SCHOOLS, SICHUAN, TRAFFIC, YUCHENG, TaskSpec, build_document
from tests.comparisons.aspects.agency_pages import lines_of, state_of
from tests.comparisons.pages import row_list, rows_of, soup_of, words_of
from tests.comparisons.sheets import workbook_of
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
TWO = "place=420302&place=370100"
QUERIES_OF_THE_VIEW = 11
JIYUAN_AT, MAOJIAN_AT, YUCHENG_AT, JINAN_AT, SICHUAN_AT = range(5)
PATROL = TaskSpec(
    title="智慧公安",
    domain="governance/public_safety",
    agencies=(("市委政法委", "lead", "political_legal"), ("市城市大脑专班", "support", "")),
)


def by_function(client, query=FIVE):
    """The rows of the page by function."""
    return functions_of(client.get(f"/compare/agencies/?{query}"))


def functions_of(response):
    """Rows of functions by name."""
    found = {}
    for line in soup_of(response).select("table.matrix tbody tr[id^=function-]"):
        found[words_of(line.select_one(".row-name"))] = line.find_all("td", recursive=False)
    return found


def csv_rows(response):
    """The rows of a CSV download by column name."""
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.fixture
def two_places():
    """茅箭区 and 济南市 with invented texts."""
    build_document()
    build_document(place=JINAN, title="济南市行动计划", document_type="行动计划", tasks=(SCHOOLS, PATROL))


@pytest.mark.parametrize(
    ("domain", "column", "first"),
    [
        ("交通", MAOJIAN_AT, "牵头 区交通运输局"),
        ("交通", JINAN_AT, "牵头 市公安局"),
        ("交通", JIYUAN_AT, "未写明牵头单位"),
        ("交通", YUCHENG_AT, "兼及 重点任务：推进智慧城市建设，提升总体水平（~2/(二)）"),
        ("交通", SICHUAN_AT, "兼及 重点任务：加强跨区域城市综合治理（六/(十一)）"),
        ("教育", MAOJIAN_AT, "牵头 区教育局"),
        ("教育", JIYUAN_AT, "未写明牵头单位"),
        ("运行指挥", MAOJIAN_AT, "牵头 区政务服务和大数据管理局"),
        ("运行指挥", JINAN_AT, "牵头 市经济和信息化委"),
        ("运行指挥", YUCHENG_AT, "未写明牵头单位"),
        ("公共安全", JINAN_AT, "牵头 市委政法委、市综治办、市公安局"),
        ("应急与防灾", MAOJIAN_AT, "牵头 区应急管理局、区消防救援大队"),
        ("组织", SICHUAN_AT, "牵头 经济和信息化厅"),
    ],
)
def test_who_leads_a_domain_in_each_place_is_the_first_thing_its_cell_says(client, corpus, domain, column, first):
    cell = rows_of(client.get(f"/compare/agencies/?{FIVE}&by=domain"))[domain].cells[column]

    assert lines_of(cell)[0] == first


def test_the_agencies_that_support_stand_below_the_lead(client, corpus):
    cell = rows_of(client.get(f"/compare/agencies/?{FIVE}&by=domain"))["交通"].cells[JINAN_AT]

    assert lines_of(cell)[:3] == [
        "牵头 市公安局",
        "市民出行“一路通”（二/(三)/6）",
        "配合 市城乡交通运输委、市经济和信息化委、市公共交通总公司",
    ]


def test_a_row_says_how_many_places_name_a_lead_and_whether_their_functions_differ(client, corpus):
    soup = soup_of(client.get(f"/compare/agencies/?{FIVE}&by=domain"))

    def notes(row):
        return [words_of(note) for note in soup.select(f"#row-{row} .row-note")]

    assert notes("governance-traffic") == ["两地写明牵头", "职能不同"]
    assert notes("governance-public_safety") == ["两地写明牵头"]
    assert notes("governance-judicial") == ["仅茅箭区写明牵头"]
    assert notes("livelihood-elderly_social") == ["无专项任务"]
    assert notes("infrastructure-iot") == ["都未写明牵头"]


@pytest.mark.parametrize(
    ("function", "column", "lines"),
    [
        (
            "数据管理",
            MAOJIAN_AT,
            [
                "区政务服务和大数据管理局",
                "牵头 构建一体化综合指挥平台（二/(一)）",
                "牵头 提升数字政府基础平台支撑能力（二/(二)）",
                "牵头 智慧政务（二/(三)/12）",
            ],
        ),
        ("交通运输", MAOJIAN_AT, ["区交通运输局", "牵头 智慧交通（二/(三)/8）"]),
        ("财政", JINAN_AT, ["市财政局", "配合 公共安全“一网通”（二/(三)/2）"]),
        ("工业和信息化", SICHUAN_AT, ["经济和信息化厅", "牵头 加强组织领导（九/(二十)）"]),
        (
            "公安",
            JINAN_AT,
            [
                "市公安局",
                "牵头 公共安全“一网通”（二/(三)/2）",
                "牵头 和谐社区“一格通”（二/(三)/3）",
                "牵头 市民出行“一路通”（二/(三)/6）",
                "配合 建设智慧泉城运行管理中心（二/(二)）",
                "配合 爱城市网“一点通”（二/(三)/4）",
                "配合 居民健康“一卡通”（二/(三)/5）",
            ],
        ),
        (
            "泛指单位",
            JINAN_AT,
            [
                "市相关部门（泛指）",
                "配合 构建城市大数据平台（二/(一)）",
                "各县区政府（泛指）",
                "配合 居民健康“一卡通”（二/(三)/5）",
            ],
        ),
    ],
)
def test_a_function_shows_its_agencies_with_the_tasks_of_each(client, corpus, function, column, lines):
    assert lines_of(by_function(client)[function][column]) == lines


def test_counts_stand_open_and_each_task_leads_to_its_passage(client, corpus):
    cell = by_function(client)["公安"][JINAN_AT]

    assert words_of(cell.select_one(".part-lead b")) == "牵头3项"
    assert words_of(cell.select_one("details.part summary")) == "配合3项"
    for link in cell.select("a.task-link"):
        assert re.fullmatch(r"/documents/370100-[0-9a-f]+/#c\d+", link["href"])
        assert re.fullmatch(r"/documents/370100-[0-9a-f]+/passage/\d+-\d+/", link["data-panel"])


def test_an_agency_named_in_the_wording_without_a_task_is_touched_on_and_quoted(client, corpus):
    cell = by_function(client)["数据管理"][JIYUAN_AT]

    assert lines_of(cell) == [
        "兼及 保障措施：组织保障（四/(一)）",
        "政务服务和大数据管理局承担新型智慧城市建设领导小组办公室职责，统筹协调新型智慧城市建设工作的具体落实。",
    ]


def test_silence_is_one_of_three_answers_and_never_blank(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(reviewed=True)
    build_document(place=YUCHENG, title="禹城市管理办法", document_type="办法", tasks=())

    rows = by_function(client, f"{TWO}&place=371482")

    assert [state_of(cell) for cell in rows["交通运输"]] == ["", "原文未提及·已核对", "不适用"]
    assert [state_of(cell) for cell in rows["未归类"]] == ["不适用", "", "不适用"]


def test_a_task_without_lead_in_a_reviewed_text_is_silent_and_checked(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="420302").update(reviewed=True)

    cell = rows_of(client.get(f"/compare/agencies/?{TWO}&by=domain"))["资金"].cells[0]

    assert words_of(cell.select_one(".no-lead")).endswith("未写明牵头单位")
    assert words_of(cell.select_one(".no-lead .state")) == "原文未提及·已核对"


def test_functions_that_lead_come_first_and_what_is_no_function_last(client, corpus):
    heads = soup_of(client.get(f"/compare/agencies/?{FIVE}")).select("tr.band th")

    assert [words_of(head).removeprefix("展开") for head in heads] == ["牵头的职能", "未见牵头的职能", "不按职能归类"]


def test_a_name_that_no_pattern_maps_is_not_guessed(client):
    build_document(tasks=(TaskSpec(title="智慧文明", agencies=(("区智慧专班办", "lead", ""),)),))

    (cell,) = by_function(client, "place=420302")["未归类"]

    assert lines_of(cell) == ["区智慧专班办", "牵头 智慧文明（二/(一)）"]


def test_the_foot_says_how_many_tasks_name_a_lead(client, corpus):
    foot = soup_of(client.get(f"/compare/agencies/?{FIVE}")).select("tfoot tr")

    assert [words_of(cell) for cell in foot[0].find_all("td")] == [
        "15项中0项写明牵头",
        "14项中14项写明牵头",
        "3项中0项写明牵头",
        "9项中8项写明牵头",
        "17项中0项写明牵头",
    ]
    assert words_of(foot[1].find_all("td")[SICHUAN_AT]) == "4项中1项写明牵头"


def test_the_points_say_shares_unlike_functions_and_what_leads_in_one_place_only(client, corpus):
    points = [words_of(point) for point in soup_of(client.get(f"/compare/agencies/?{FIVE}")).select(".points li")]

    assert points[0] == "写明牵头单位的重点任务：茅箭区14项中14项，济南市9项中8项；济源市、禹城市、四川省未见。"
    assert "交通（茅箭区为区交通运输局，济南市为市公安局）" in points[1]
    assert points[2].startswith("写明牵头单位的三份文件里，只在一份里牵头的职能：茅箭区有数据管理、教育")


@pytest.mark.parametrize("settings", ["", "&by=domain"])
def test_every_link_of_the_points_leads_to_a_row_that_is_there(client, corpus, settings):
    address = f"/compare/agencies/?{FIVE}{settings}"
    links = [link["href"] for link in soup_of(client.get(address)).select(".points a")]

    assert len(links) > 5
    for link in links:
        page, _, anchor = link.partition("#")
        assert soup_of(client.get(page or address)).find(id=anchor) is not None, link


@pytest.mark.parametrize(
    ("rows", "listed", "left_out"),
    [
        ("different", ["交通", "司法"], ["物联感知", "养老与社保"]),
        ("single", ["司法", "教育"], ["交通", "物联感知"]),
        ("common", [], ["交通", "教育"]),
    ],
)
def test_only_the_rows_of_a_filter_are_listed(client, corpus, rows, listed, left_out):
    found = rows_of(client.get(f"/compare/agencies/?{FIVE}&rows={rows}&by=domain"))

    assert set(listed) <= set(found)
    assert not set(left_out) & set(found)


def test_a_domain_limits_tasks_agencies_and_shares(client, corpus):
    response = client.get(f"/compare/agencies/?{FIVE}&domain=governance/traffic")

    assert list(functions_of(response)) == ["公安", "交通运输", "工业和信息化", "公共交通企业"]
    assert "领域为交通的任务按职能列单位，5份文件，3项，2项写明牵头。" in words_of(
        soup_of(response).select_one(".said")
    )


def test_an_unknown_domain_is_named_and_everything_is_shown(client, two_places):
    response = client.get(f"/compare/agencies/?{TWO}&domain=governance/space")

    assert "没有这个领域：governance/space。已列全部领域。" in words_of(soup_of(response).main)
    assert "交通运输" in functions_of(response)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (f"{TWO}&by=function", TWO),
        (f"by=domain&{TWO}", f"{TWO}&by=domain"),
    ],
)
def test_the_arrangement_is_kept_in_the_one_address(client, two_places, asked, kept):
    response = client.get(f"/compare/agencies/?{asked}")

    assert (response.status_code, response["Location"]) == (302, f"/compare/agencies/?{kept}")


def test_an_arrangement_that_is_none_is_named(client, two_places):
    response = client.get(f"/compare/agencies/?{TWO}&by=colour")

    assert "排列没有读懂：colour。可以写：function、domain。" in words_of(soup_of(response).main)


def test_the_tools_keep_columns_and_arrangement(client, two_places):
    soup = soup_of(client.get(f"/compare/agencies/?{TWO}&by=domain"))

    form = soup.select_one("form.tool-form")
    kept = [(field["name"], field["value"]) for field in form.select("input[type=hidden]")]
    assert form["action"] == "/compare/agencies/"
    assert kept == [("place", "420302"), ("place", "370100"), ("by", "domain")]
    chosen = soup.select('nav[aria-label="排列"] a[aria-current]')
    assert [words_of(link) for link in chosen] == ["按领域"]


@pytest.mark.parametrize("settings", ["", "&by=domain", "&rows=different", "&domain=governance", "&empty=1&by=domain"])
def test_every_cell_of_the_export_says_what_the_page_says(client, corpus, settings):
    soup = soup_of(client.get(f"/compare/agencies/?{FIVE}{settings}"))
    page = [line.find_all("td", recursive=False) for line in soup.select("table.matrix tbody:not(.band-head) tr")]
    sheet = workbook_of(client.get(f"/compare/agencies/export/xlsx/?{FIVE}{settings}")).worksheets[0]
    names = {words_of(name) for name in soup.select("table.matrix tbody .row-name")}

    lines = [line for line in sheet.iter_rows(min_row=2, values_only=True) if line[0] in names and line[1] is not None]

    assert len(lines) == len(page) > 0
    for cells, texts in zip(page, lines, strict=True):
        assert [said_by_sheet(text) for text in texts[-5:]] == [lines_of(cell) or [state_of(cell)] for cell in cells]


def said_by_sheet(text):
    """The lines of a cell of the sheet after its state, or its state alone."""
    state, *lines = [line for line in text.split("\n") if line]
    return [re.sub(r"未写明牵头单位（.+）", "未写明牵头单位", line) for line in lines] or [state]


def test_the_list_names_every_agency_of_every_task_with_the_words_that_name_it(client, corpus):
    lines = csv_rows(client.get(f"/compare/agencies/export/csv/?{FIVE}"))
    originals = {each.title: each.original_text for each in PolicyDocument.objects.all()}

    named = [line for line in lines if line["单位"]]
    road = next(line for line in named if line["任务"] == "市民出行“一路通”" and line["角色"] == "牵头")

    assert (road["职能"], road["单位"], road["出处"], road["来源"]) == ("公安", "市公安局", "二/(三)/6", "自动抽取")
    assert road["引文（整理后）"] == "（牵头单位：市公安局；"
    assert "牽頭單位:市公安局" in road["引文（原样）"]
    assert road["位置"].startswith("http://testserver/documents/370100-")
    for line in named:
        assert line["原文写法"] in line["引文（整理后）"]
        assert line["引文（原样）"].replace("\r\n", "\n") in originals[line["文件"]]


def test_the_list_by_domain_keeps_the_tasks_that_name_nobody(client, corpus):
    lines = csv_rows(client.get(f"/compare/agencies/export/csv/?{FIVE}&by=domain"))

    (silent,) = [line for line in lines if line["任务"] == "智慧交通" and line["地区"] == "济源市"]

    assert (silent["领域"], silent["角色"], silent["单位"]) == ("交通", "未写明牵头单位", "")


def test_what_is_not_published_stays_unseen_and_staff_see_it(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")

    assert "政法" not in by_function(client, TWO)
    client.force_login(person(EDITOR))
    assert "政法" in by_function(client, TWO)


def test_markup_in_a_document_stays_text(client):
    attack = "<img src=x onerror=alert(1)>{{7*7}}"
    build_document(tasks=(TaskSpec(title=f"交通{attack}", agencies=((f"局{attack}", "lead", ""),)),))

    for by in ("", "&by=domain"):
        soup = soup_of(client.get(f"/compare/agencies/?place=420302{by}"))
        assert soup.find("img") is None
        assert f"局{attack}" in words_of(soup.select_one("table.matrix"))


@pytest.mark.parametrize("query", [TWO, f"{TWO}&place=510000&place=371482&place=419001"])
def test_two_and_five_columns_take_the_same_number_of_queries(two_places, query, django_assert_num_queries):
    for place, title in ((SICHUAN, "四川省意见"), (YUCHENG, "禹城市方案"), (JIYUAN, "济源市意见")):
        build_document(place=place, title=title, tasks=(TRAFFIC, SCHOOLS, FUNDING))
    selection = read_selection(query)
    documents = choose_columns(selection, user=None).documents

    with django_assert_num_queries(QUERIES_OF_THE_VIEW):
        AGENCIES.build(Ask(selection, documents, None))


def test_rendering_asks_the_database_nothing(rf, two_places):
    request = rf.get(f"/compare/agencies/?{TWO}")
    request.user = AnonymousUser()
    response = compare(request, aspect="agencies")

    with CaptureQueriesContext(connection) as queries:
        response.render()

    assert queries.captured_queries == []


def test_rows_of_the_page_have_a_name_a_note_and_a_cell_for_each_column(client, two_places):
    rows = row_list(client.get(f"/compare/agencies/?{TWO}&by=domain"))

    assert rows
    assert {len(row.cells) for row in rows} == {2}
    assert [row.name for row in rows if not row.note] == []

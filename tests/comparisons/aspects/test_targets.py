"""The view by target on the five documents and on small ones: page, choices, downloads, who may see what."""

import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.views import compare
from documents.models import PolicyDocument
from tests.builders import JINAN, JIYUAN, MAOJIAN, SICHUAN, Quantity, TaskSpec, build_document
from tests.comparisons.pages import soup_of, words_of
from tests.comparisons.sheets import bare, workbook_of

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
PAGE = "/compare/targets/"
CLOUD = "政务信息系统上云率"


def cloud(number, *, operator="=", indicator=CLOUD, unit="%", due="2022"):
    """A task with one quantity: 政务信息系统上云率达到80%."""
    return TaskSpec(
        title=f"推进上云{number}",
        text=f"{due}年底前，{indicator}达到{number}{unit}。",
        domain="infrastructure/cloud_datacentre",
        deadlines=((f"{due}年底前", f"{due}-12-31", "day"),),
        quantities=(Quantity(f"{indicator}达到{number}{unit}", indicator, operator, number, unit),),
    )


@pytest.fixture
def three_places():
    """济源市 and 济南市 (prefectures) and 四川省 set one indicator."""
    build_document(place=JIYUAN, title="济源市方案", number="济管〔2020〕1号", tasks=(cloud("80"),))
    build_document(place=JINAN, title="济南市方案", number="济政〔2020〕1号", tasks=(cloud("95", due="2025"),))
    build_document(place=SICHUAN, title="四川省意见", number="川办〔2020〕1号", tasks=(cloud("60"),))


def blocks_of(response):
    """The indicators of the page by name, as elements."""
    return {words_of(block.select_one(".item-title")): block for block in soup_of(response).select("tbody.indicator")}


def lines_of(block):
    """The cells of each line of an indicator in words: place, value, strength, date, quote, source."""
    return [tuple(words_of(cell) for cell in line.find_all("td", recursive=False)) for line in block.select("tr")]


def bands_of(response):
    """Headings with the names under each."""
    found = {}
    for body in soup_of(response).select("table.compared-targets > tbody"):
        if "band-head" in body["class"]:
            names = found.setdefault(words_of(body), [])
        else:
            names.append(words_of(body.select_one(".item-title")))
    return found


def without_axes(words):
    """Words of a cell without the labels of its scale."""
    return words.replace("050100%", "").replace("20182022", "")


# ------------------------------------------------------------------ the five documents


def test_the_five_documents_hold_twelve_quantities_and_no_two_share_a_row(client, corpus):
    response = client.get(f"{PAGE}?{FIVE}")

    blocks = blocks_of(response)
    assert len(blocks) == 12
    assert {len(lines_of(block)) for block in blocks.values()} == {1}
    assert "12个指标，12个目标值。" in words_of(soup_of(response).select_one(".said"))


@pytest.mark.parametrize(
    ("indicator", "place", "value", "strength", "when", "locator", "denominator"),
    [
        ("非涉密政务信息系统上云率", "济源市地级", "=80%", "平述", "到2022年", "一/(三)", "非涉密政务信息系统"),
        (
            "政务数据信息能够通过智慧泉城运行管理中心进行集中展示和调度应用",
            "济南市地级",
            "=80%",
            "平述",
            "2019年",
            "二/(二)",
            "政务数据信息",
        ),
        (
            "具备全流程网上办理条件的事项纳入政务服务网和手机APP办理",
            "济南市地级",
            "≥80%",
            "平述",
            "2018年",
            "二/(三)/1",
            "具备全流程网上办理条件的事项",
        ),
        ("部件资源实现在一张图上进行展示", "济南市地级", "=80%", "平述", "2019年", "二/(三)/3", "部件资源"),
        ("5G站址数", "济源市地级", "≈1315站", "确保", "2022年底", "三/(一)/1", ""),
        ("智慧城市场景应用", "茅箭区县级", "=12个", "平述", "未写时限", "一/(三)", ""),
        ("便民服务", "济南市地级", "≈20项", "平述", "2018年", "二/(三)/4", ""),
        ("便民应用", "济南市地级", "=40项", "平述", "2018年", "二/(三)/4", ""),
        ("具有鲜明四川特色的省级新型智慧城市试点示范", "四川省省级", "=30个", "平述", "到2022年", "一/(二)", ""),
    ],
)
def test_a_target_stands_with_value_strength_date_denominator_and_place(
    client, corpus, indicator, place, value, strength, when, locator, denominator
):
    block = blocks_of(client.get(f"{PAGE}?{FIVE}"))[indicator]

    ((where, figure, how, due, quote, source),) = lines_of(block)

    assert (where, without_axes(figure), how, without_axes(due)) == (place, value, strength, when)
    assert source == f"{locator}自"
    assert value.lstrip("=≥≈") in quote.replace("余", "")
    assert (f"分母：{denominator}" in words_of(block)) == bool(denominator)


def test_the_four_eighty_per_cent_stand_together_under_a_warning(client, corpus):
    bands = bands_of(client.get(f"{PAGE}?{FIVE}"))

    assert bands["看似相同，分母不同四个“80%”各有分母，不能相比。"] == [
        "非涉密政务信息系统上云率",
        "政务数据信息能够通过智慧泉城运行管理中心进行集中展示和调度应用",
        "具备全流程网上办理条件的事项纳入政务服务网和手机APP办理",
        "部件资源实现在一张图上进行展示",
    ]


def test_the_points_are_honest_about_five_documents_without_a_common_indicator(client, corpus):
    soup = soup_of(client.get(f"{PAGE}?{FIVE}"))

    said = [words_of(point) for point in soup.select(".points li")]

    assert said[0] == "12个目标值之间没有一对可以直接比较：指标、分母、单位没有完全相同的。"
    assert said[1].startswith("看似相同，分母不同：四个“80%”各有分母，不能相比：非涉密政务信息系统上云率（济源市）、")
    assert said[2] == "禹城市没有量化目标（自动抽取未见）。"
    for link in soup.select(".points a"):
        assert soup.select_one(f"tbody{link['href']}")


def test_every_place_without_the_indicator_has_one_of_the_five_answers(client, corpus):
    block = blocks_of(client.get(f"{PAGE}?{FIVE}"))["5G站址数"]

    assert words_of(block.select_one(".absences")) == "仅济源市自动抽取未见：茅箭区、禹城市、济南市、四川省"


def test_the_tab_counts_the_quantities(client, corpus):
    tabs = {words_of(tab) for tab in soup_of(client.get(f"/compare/?{FIVE}")).select(".tabs a")}

    assert "目标值12" in tabs


def test_nothing_is_shared_and_the_page_says_how_to_see_all(client, corpus):
    soup = soup_of(client.get(f"{PAGE}?{FIVE}&shared=1"))

    empty = soup.select_one(".empty")
    assert words_of(empty) == "没有符合条件的目标值所选文件共有12个目标值，都不在这个范围内。看全部12个"
    assert empty.select_one("a")["href"] == f"{PAGE}?{FIVE}"


def test_a_place_without_any_quantity_is_told_so(client, corpus):
    soup = soup_of(client.get(f"{PAGE}?place=371482"))

    assert words_of(soup.select_one(".empty h2")) == "没有量化目标"


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ("strength=must", ["5G站址数"]),
        ("due=none", ["智慧城市场景应用"]),
        ("domain=governance/community&due=2019", ["部件资源实现在一张图上进行展示"]),
        ("domain=livelihood", ["便民服务", "便民应用"]),
    ],
)
def test_limits_leave_the_rows_that_fit(client, corpus, choice, names):
    assert list(blocks_of(client.get(f"{PAGE}?{FIVE}&{choice}"))) == names


def test_by_value_each_unit_has_its_own_heading_and_no_rank(client, corpus):
    bands = bands_of(client.get(f"{PAGE}?{FIVE}&order=value"))

    assert [band.split("按")[0] for band in bands] == ["百分比", "单位：个、站、项"]
    counts = bands["单位：个、站、项按数值从高到低，不是名次；指标不同的不能相比。"]
    assert counts[:3] == ["5G站址数", "便民应用", "具有鲜明四川特色的省级新型智慧城市试点示范"]
    assert counts[-1] == "智慧园区"


def test_an_unknown_order_is_answered_with_those_that_are_known(client, corpus):
    soup = soup_of(client.get(f"{PAGE}?{FIVE}&order=size"))

    assert "排列没有读懂：size。可以写：domain、value、spread、deadline。" in words_of(soup.select_one(".notice"))


# ------------------------------------------------------------------ places with a common indicator


def test_three_places_stand_on_one_row_and_statistics_stay_inside_the_level(client, three_places):
    response = client.get(f"{PAGE}?place=419001&place=370100&place=510000")

    (block,) = blocks_of(response).values()
    assert [line[0] for line in lines_of(block)] == ["济源市地级", "济南市地级", "四川省省级"]
    assert [words_of(line) for line in block.select(".statistics")] == [
        "地级2地：最高95%（济南市），最低80%（济源市）；时限不同，从2022年到2025年。",
        "层级不同，只并列，不排名。",
    ]
    said = [words_of(point) for point in soup_of(response).select(".points li")]
    assert said == [
        f"两地以上都写的指标有1个：{CLOUD}（3地）。",
        f"{CLOUD}，地级2地：数值最高95%（济南市），时限最晚2025年（济南市）。",
    ]


def test_a_highlighted_place_reads_the_figures_of_its_peers(client, three_places):
    response = client.get(f"{PAGE}?place=419001&place=370100&place=510000&focus=419001")

    (block,) = blocks_of(response).values()
    assert words_of(block.select_one("tr.focused .peer")) == "同级另1地：95%"
    assert len(block.select(".peer")) == 1


def test_the_drawing_has_a_text_of_its_own(client, three_places):
    (block,) = blocks_of(client.get(f"{PAGE}?place=419001&place=370100")).values()

    drawn = [drawing["aria-label"] for drawing in block.select("svg[role=img]")]
    assert drawn == [
        "80%，刻度从0到100%",
        "2022年底前，写到月或日",
        "95%，刻度从0到100%",
        "2025年底前，写到月或日",
    ]


def test_the_locator_opens_the_passage_and_its_panel(client, three_places):
    (block,) = blocks_of(client.get(f"{PAGE}?place=419001")).values()

    target = PolicyDocument.objects.get(jurisdiction__code="419001").targets.get(kind="quantity")
    link = block.select_one("a.locator")
    assert link["href"] == f"/documents/{target.document.slug}/#c{target.start}"
    assert link["data-panel"] == f"/documents/{target.document.slug}/passage/{target.start}-{target.end}/"


def test_hostile_words_stay_words(client):
    hostile = "<script>alert(1)</script>率"
    build_document(place=MAOJIAN, tasks=(cloud("80", indicator=hostile),))

    response = client.get(f"{PAGE}?place=420302")

    assert b"<script>alert(1)" not in response.content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;率达到" in response.content.decode()


def test_a_draft_stays_out_of_page_and_download(client, three_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")

    page = client.get(f"{PAGE}?place=419001&place=370100").content.decode()
    book = workbook_of(client.get(f"{PAGE}export/xlsx/?place=419001&place=370100"))

    assert "95%" not in page.split("compared-targets")[1].split("</table>")[0]
    assert all("济南" not in str(row) for row in book["目标值"].iter_rows(values_only=True))


def test_pages_of_two_and_five_take_the_same_queries_and_rendering_none(rf, corpus, django_assert_num_queries):
    counts = []
    for query in ("place=419001&place=370100", FIVE):
        request = rf.get(f"{PAGE}?{query}")
        request.user = AnonymousUser()
        compare(request, aspect="targets")  # what all visitors are offered beside it is remembered
        with CaptureQueriesContext(connection) as made:
            response = compare(request, aspect="targets")
        counts.append(len(made))
        with django_assert_num_queries(0):
            response.render()

    assert counts[0] == counts[1] <= 18


# ------------------------------------------------------------------ downloads


def shown_by_page(response):
    """Headings as (title, sentence), lines as name, what is said of it, and the cells, as the page shows them."""
    rows = []
    for body in soup_of(response).select("table.compared-targets > tbody"):
        if "band-head" in body["class"]:
            beside = words_of(body.select_one(".meta").extract())
            rows.append((words_of(body), beside))
            continue
        for scale in body.select("svg"):
            scale.extract()
        name, about = words_of(body.select_one(".item-title")), bare(words_of(body.select_one(".about")))
        rows += [(name, "同上" if number else about, *line) for number, line in enumerate(lines_of(body))]
    return rows


def shown_by_sheet(sheet):
    """The same from the first sheet of a workbook."""
    rows = []
    for line in sheet.iter_rows(min_row=2, max_col=10, values_only=True):
        name, about, place, level, *cells = (str(cell or "") for cell in line)
        if not place:
            rows.append((name, about))
            continue
        *cells, locator, origin = cells
        seal = {"自动抽取": "自"}[origin]
        rows.append((name, bare(about), f"{place}{level}", *(bare(cell) for cell in cells), f"{locator}{seal}"))
    return rows


@pytest.mark.parametrize("query", [FIVE, f"{FIVE}&order=value", f"{FIVE}&domain=livelihood", f"{FIVE}&order=deadline"])
def test_every_cell_of_the_workbook_is_what_the_page_shows(client, corpus, query):
    page = shown_by_page(client.get(f"{PAGE}?{query}"))
    sheet = workbook_of(client.get(f"{PAGE}export/xlsx/?{query}"))["目标值"]

    assert shown_by_sheet(sheet) == page


def test_rows_of_several_places_are_the_same_in_page_and_workbook(client, three_places):
    query = "place=419001&place=370100&place=510000&focus=370100"
    page = shown_by_page(client.get(f"{PAGE}?{query}"))
    sheet = workbook_of(client.get(f"{PAGE}export/xlsx/?{query}"))["目标值"]

    assert shown_by_sheet(sheet) == page
    assert len(page) == 4


def test_the_list_holds_every_field_of_every_target(client, corpus):
    text = b"".join(client.get(f"{PAGE}export/csv/?{FIVE}")).decode("utf-8-sig")

    lines = list(csv.DictReader(io.StringIO(text)))

    assert len(lines) == 12
    (sites,) = [line for line in lines if line["指标（含分母）"] == "5G站址数"]
    assert (sites["比较"], sites["数值"], sites["单位"], sites["力度"]) == ("~", "1315", "站", "确保")
    assert (sites["时限"], sites["时限（原文写法）"], sites["状态"]) == ("2022-12-31", "2022年底", "原文明示")
    assert sites["位置"].startswith("http://testserver/documents/")
    original = PolicyDocument.objects.get(jurisdiction__code="419001").original_text
    assert sites["引文（原样）"] in original


def test_the_sheet_about_the_file_repeats_guard_and_warnings(client, corpus):
    book = workbook_of(client.get(f"{PAGE}export/xlsx/?{FIVE}"))

    said = "\n".join(str(cell) for row in book["说明"].iter_rows(values_only=True) for cell in row if cell)

    assert "只并列，不排名。" in said
    assert "看似相同，分母不同：四个“80%”各有分母，不能相比。" in said
    assert "数值和单位照原文；统计只在同一层级内，不跨层级排名。" in said

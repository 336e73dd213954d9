"""The view of safeguards and principles: verbatim wording, instruments, agencies and honest silence."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.aspect import Ask
from comparisons.aspects.safeguards import SAFEGUARDS
from comparisons.builder import choose_columns
from comparisons.selection import read_selection
from comparisons.views import compare
from documents.models import PolicyDocument, Section
from tests.builders import FUNDING, JINAN, JIYUAN, SCHOOLS, SICHUAN, TRAFFIC, YUCHENG, TaskSpec, build_document
from tests.comparisons.pages import rows_of, soup_of, words_of
from tests.comparisons.sheets import bare, workbook_of
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
TWO = "place=420302&place=370100"
QUERIES_OF_THE_VIEW = 10
JIYUAN_AT, MAOJIAN_AT, YUCHENG_AT, JINAN_AT, SICHUAN_AT = range(5)


def titles(cell):
    """Titles of the measures of a cell; what only touches on it is left out."""
    return [words_of(title) for title in cell.select("article:not(.cell-mention) .title")]


def csv_rows(response):
    """The rows of a CSV download by column name."""
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.fixture
def two_places():
    """茅箭区 and 济南市 with invented texts."""
    build_document()
    build_document(place=JINAN, title="济南市行动计划", document_type="行动计划", tasks=(SCHOOLS,))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("组织", [["组织保障"], [], ["加强组织领导"], ["加强组织领导，健全工作机制"], ["加强组织领导"]]),
        ("资金", [["资金保障"], ["资金保障"], ["加强资金保障"], [], []]),
        ("人才", [[], ["人才保障"], ["加强人才保障"], ["打造人才队伍，提供智力支持"], []]),
        ("标准", [[], [], [], [], ["完善标准规范"]]),
        ("宣传", [[], ["建立宣传推广机制"], ["加强宣传推广"], ["加强宣传培训，营造良好氛围"], ["强化宣传交流合作"]]),
        ("网络与数据安全", [["安全保障"], [], [], ["强化信息安全，保障安全底线"], []]),
    ],
)
def test_each_kind_shows_the_safeguards_of_each_place(client, corpus, row, expected):
    cells = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))[row].cells

    assert [titles(cell) for cell in cells] == expected


def test_the_twenty_five_safeguards_and_seventeen_principles_stand_once_each(client, corpus):
    soup = soup_of(client.get(f"/compare/safeguards/?{FIVE}"))

    bands = [[words_of(cell) for cell in band.find_all("td")] for band in soup.select("tr.band")]
    assert bands == [["4项", "7项", "5项", "5项", "4项"], ["6项", "5项", "5项", "4项", "1项"]]
    assert words_of(soup.select_one(".said")).endswith("5份文件，保障措施25项，基本原则17条。")
    tab = next(link for link in soup.select("nav.tabs a") if "保障措施" in words_of(link))
    assert words_of(tab) == "保障措施25"


def test_the_wording_is_verbatim_with_its_place(client, corpus):
    cell = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))["资金"].cells[YUCHENG_AT]

    wording = "".join(bare(quote.get_text()) for quote in cell.select("article:not(.cell-mention) .quote"))
    assert wording == (
        "设立智慧城市建设专项资金，支撑新型智慧城市建设。吸引社会资本、技术力量、运营管理等资源投入新型智慧城市建设。"
        "对适于市场化运营、有利于城市可持续发展的项目，吸引社会资金共同参与，激发市场活力，破解资金瓶颈。"
    )
    locator = cell.select_one("a.locator")
    assert words_of(locator) == "~4/(二)"
    assert re.fullmatch(r"/documents/371482-[0-9a-f]+/#c\d+", locator["href"])
    assert re.fullmatch(r"/documents/371482-[0-9a-f]+/passage/\d+-\d+/", locator["data-panel"])


@pytest.mark.parametrize(
    ("row", "column", "kind", "words"),
    [
        ("资金", YUCHENG_AT, "资金来源", "专项资金、社会资本、社会资金"),
        ("资金", JIYUAN_AT, "资金来源", "专项基金、投融资、政府买服务"),
        ("组织", JIYUAN_AT, "组织形式", "领导小组、首席数据官"),
        ("组织", SICHUAN_AT, "组织形式", "专家委员会"),
        ("机制与考核", YUCHENG_AT, "频次", "定期调度各项目建设情况"),
        ("机制与考核", YUCHENG_AT, "考核督查", "督查、通报"),
        ("网络与数据安全", JINAN_AT, "安全制度", "保密审查"),
    ],
)
def test_instruments_stand_with_their_kind_as_the_text_has_them(client, corpus, row, column, kind, words):
    cell = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))[row].cells[column]

    found = {
        words_of(name): words_of(name.find_next("dd")) for name in cell.select("article:first-child .instruments dt")
    }
    assert found[kind] == words


def test_a_lead_is_named_where_the_text_names_one(client, corpus):
    row = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))["组织"]

    assert words_of(row.cells[SICHUAN_AT].select_one("dl.agencies")) == "牵头经济和信息化厅"
    assert [column for column in range(4) if row.cells[column].select("dl.agencies")] == []


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (
            JIYUAN_AT,
            [
                "统一设计，系统布局",
                "需求为先，惠民为本",
                "创新驱动，深化应用",
                "多元参与，强化运营",
                "设施共建，数据共享",
            ],
        ),
        (MAOJIAN_AT, ["区域一体，集约共享", "以人为本，数聚赋能", "政府引领，多元参与", "强化安全，可管可控"]),
        (JINAN_AT, ["政府主导、共建共享", "系统集约、高质高效", "稳中求进、服务发展"]),
        (SICHUAN_AT, []),
    ],
)
def test_principles_are_split_into_their_named_items(client, corpus, column, names):
    cell = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))["基本原则"].cells[column]

    assert titles(cell) == names


def test_the_wording_of_a_principle_and_the_guiding_thoughts_are_verbatim(client, corpus):
    rows = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))

    principle = rows["基本原则"].cells[JINAN_AT].select_one(".quote")
    assert words_of(principle) == (
        "紧紧围绕目标定位，采取政府主导、政企社共建共享、市场化运作、政府购买服务的运营模式，政府主导顶层设计，"
        "坚持规划引领，实施云端管控和政企社三方协同，共建共享智慧城市建设成果。"
    )
    guiding = rows["指导思想"].cells[SICHUAN_AT]
    assert words_of(guiding.select_one("a.locator")) == "一/(一)"
    assert "为治蜀兴川再上新台阶贡献新智慧。" in words_of(guiding)


def test_silence_is_said_never_blank(client, corpus):
    rows = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))

    assert rows["基本原则"].words(SICHUAN_AT) == "自动抽取未见"
    assert rows["指导思想"].words(YUCHENG_AT) == "自动抽取未见"
    assert rows["标准"].words(JINAN_AT) == "自动抽取未见"
    PolicyDocument.objects.filter(jurisdiction__code="510000").update(reviewed=True)
    assert rows_of(client.get(f"/compare/safeguards/?{FIVE}"))["基本原则"].words(SICHUAN_AT) == "原文未提及·已核对"


def test_a_measure_that_also_speaks_of_a_kind_is_touched_on_there(client, corpus):
    rows = rows_of(client.get(f"/compare/safeguards/?{FIVE}"))

    cell = rows["资金"].cells[SICHUAN_AT]
    assert words_of(cell.select_one(".state")) == "兼及"
    assert words_of(cell.select_one(".title")) == "强化要素保障"
    assert rows["资金"].note == "三地写明"
    assert rows["标准"].note == "仅四川省"


def test_a_general_section_that_speaks_itself_is_touched_on_where_no_guiding_thoughts_stand(client):
    document = build_document()
    Section.objects.filter(document=document, role="goal").update(role="general")

    row = rows_of(client.get("/compare/safeguards/?place=420302"))["指导思想"]

    assert row.words(0) == "总体要求到2025年，建成数字城市。兼及一总体要求"


def test_principles_in_running_text_are_split_where_each_begins(client):
    document = build_document()
    section = Section.objects.get(document=document, role="goal")
    text = "一、總體要求\n坚持以人为本。服务市民。坚持统筹规划，避免重复。\n"
    section.role, section.end = "principle", section.start + len(text)
    original = document.original_text[: section.start] + text
    document.original_text = document.clean_text = original
    document.alignment = [[0, len(original), 0, len(original)]]
    document.save()
    section.save()

    cell = rows_of(client.get("/compare/safeguards/?place=420302"))["基本原则"].cells[0]

    assert titles(cell) == ["坚持以人为本", "坚持统筹规划"]
    assert [words_of(quote) for quote in cell.select(".quote")] == ["服务市民。", "避免重复。"]


def test_the_points_say_what_is_set_apart_where_and_what_is_shared(client, corpus):
    points = [words_of(point) for point in soup_of(client.get(f"/compare/safeguards/?{FIVE}")).select(".points li")]

    assert points[0].startswith("组织、机制与考核、宣传四地写明；资金、人才三地写明；网络与数据安全两地写明；")
    assert "标准仅四川省写明" in points[0]
    assert "专项资金（茅箭区、禹城市、四川省）" in points[1]
    assert "联席会议（茅箭区、禹城市）" in points[1]
    assert points[2] == "写明牵头单位的保障措施：四川省加强组织领导（经济和信息化厅）。"
    assert points[3].startswith("基本原则：济源市5条，茅箭区4条，禹城市5条，济南市3条，四川省自动抽取未见；")
    assert "共享（四地）" in points[3]


@pytest.mark.parametrize("settings", ["", "&part=guidance", "&rows=single"])
def test_every_link_of_the_points_leads_to_a_row_that_is_there(client, corpus, settings):
    address = f"/compare/safeguards/?{FIVE}{settings}"
    links = [link["href"] for link in soup_of(client.get(address)).select(".points a")]

    assert len(links) > 5
    for page in {link.partition("#")[0] for link in links}:
        soup = soup_of(client.get(page or address))
        anchors = [link.partition("#")[2] for link in links if link.startswith(f"{page}#")]
        assert [anchor for anchor in anchors if soup.find(id=anchor) is None] == []


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ("part=guidance", ["指导思想", "基本原则"]),
        ("rows=single", ["标准", "综合"]),
        ("rows=common", []),
        ("rows=different&part=guidance", ["指导思想", "基本原则"]),
    ],
)
def test_only_the_chosen_part_and_rows_are_listed(client, corpus, settings, names):
    response = client.get(f"/compare/safeguards/?{FIVE}&{settings}")

    assert list(rows_of(response)) == names
    if not names:
        assert words_of(soup_of(response).select_one(".empty h2")) == "没有符合条件的行"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [(f"{TWO}&part=all", TWO), (f"part=measures&{TWO}", f"{TWO}&part=measures")],
)
def test_the_part_is_kept_in_the_one_address(client, two_places, asked, kept):
    response = client.get(f"/compare/safeguards/?{asked}")

    assert (response.status_code, response["Location"]) == (302, f"/compare/safeguards/?{kept}")


@pytest.mark.parametrize("settings", ["", "&part=guidance", "&rows=different", "&empty=1"])
def test_every_cell_of_the_export_says_what_the_page_says(client, corpus, settings):
    soup = soup_of(client.get(f"/compare/safeguards/?{FIVE}{settings}"))
    rows = soup.select("table.matrix tbody:not(.band-head) tr")
    sheet = workbook_of(client.get(f"/compare/safeguards/export/xlsx/?{FIVE}{settings}")).worksheets[0]
    names = {words_of(row.select_one(".row-name")) for row in rows}

    lines = [line for line in sheet.iter_rows(min_row=2, values_only=True) if line[0] in names and line[1] is not None]

    assert len(lines) == len(rows) > 0
    for row, line in zip(rows, lines, strict=True):
        assert line[0] == words_of(row.select_one(".row-name"))
        for cell, text in zip(row.find_all("td", recursive=False), line[-5:], strict=True):
            assert said_by_sheet(text) == said_by_page(cell)


def said_by_page(cell):
    """Every piece of a cell in the order of the sheet, without white space."""
    blocks = cell.select("article")
    return [piece for block in blocks for piece in _pieces(block)] or [bare(words_of(cell))]


def _pieces(block):
    if "cell-mention" in block["class"]:
        line = f"兼及{words_of(block.select_one('.muted'))}：{words_of(block.select_one('.title'))}"
        quote = "" if block.find_parent("details") else words_of(block.select_one(".quote"))
        return [bare(f"{line}（{words_of(block.select_one('.locator'))}）"), *([bare(quote)] if quote else [])]
    opening, rest = (
        block.find("p", class_="quote", recursive=False),
        block.find("details", class_="fold", recursive=False),
    )
    folded = (
        "" if opening is None and rest is None else bare(rest.select_one(".quote").get_text()) if not opening else "……"
    )
    wording = (bare(opening.get_text()) if opening else "") + (folded if rest else "")
    labelled = [
        f"{words_of(label)}{'、'.join(words_of(name) for name in label.find_next('dd').select('.agency'))}"
        for label in block.select("dl.agencies dt")
    ]
    labelled += [words_of(label) + words_of(label.find_next("dd")) for label in block.select("dl.instruments dt")]
    place = f"出处{words_of(block.select_one('a.locator'))}"
    seal = f"来源{block.select_one('.seal')['aria-label']}"
    return [bare(words_of(block.select_one(".title"))), wording, *map(bare, labelled), bare(place), bare(seal)]


def said_by_sheet(text):
    """The lines of a cell after its state, without white space; of a cell with its state alone that one."""
    state, *lines = [bare(line) for line in text.split("\n") if line.strip()]
    return [line for line in lines if not line.startswith("时限")] or [state]


def test_the_list_holds_every_measure_with_all_its_fields(client, corpus):
    lines = csv_rows(client.get(f"/compare/safeguards/export/csv/?{FIVE}"))
    originals = {each.title: each.original_text for each in PolicyDocument.objects.all()}

    stated = [line for line in lines if line["状态"] == "原文明示"]
    talent = next(line for line in stated if line["名称"] == "加强人才保障")

    assert [sum(line["章节"] == kind for line in stated) for kind in ("保障措施", "基本原则", "指导思想")] == [
        25,
        17,
        4,
    ]
    assert (talent["类别"], talent["地区"], talent["出处"]) == ("人才", "禹城市", "~4/(三)")
    assert talent["手段（按词表）"].startswith("组织形式：首席信息官制度；人才办法：人才引进")
    assert talent["位置"].startswith("http://testserver/documents/371482-")
    assert [
        line["名称"] for line in stated if line["引文（原样）"].replace("\r\n", "\n") not in originals[line["文件"]]
    ] == []
    assert "緊緊圍繞目標定位" in next(line for line in stated if line["名称"] == "政府主导、共建共享")["引文（原样）"]


def test_what_is_not_published_stays_unseen_and_staff_see_it(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="420302").update(state="draft")

    assert "资金保障" not in client.get(f"/compare/safeguards/?{TWO}").content.decode()
    client.force_login(person(EDITOR))
    assert "加强资金保障" in words_of(soup_of(client.get(f"/compare/safeguards/?{TWO}")).select_one("table.matrix"))


def test_markup_in_a_document_stays_text(client):
    attack = "<img src=x onerror=alert(1)>{{7*7}}"
    measure = TaskSpec(
        title=f"资金{attack}", text=f"设立{attack}专项资金。", domain="support/funding", category="safeguard"
    )
    build_document(tasks=(measure,))

    soup = soup_of(client.get("/compare/safeguards/?place=420302"))

    assert soup.find("img") is None
    assert f"资金{attack}" in words_of(soup.select_one("table.matrix"))


@pytest.mark.parametrize("query", [TWO, f"{TWO}&place=510000&place=371482&place=419001"])
def test_two_and_five_columns_take_the_same_number_of_queries(two_places, query, django_assert_num_queries):
    for place, title in ((SICHUAN, "四川省意见"), (YUCHENG, "禹城市方案"), (JIYUAN, "济源市意见")):
        build_document(place=place, title=title, tasks=(TRAFFIC, SCHOOLS, FUNDING))
    selection = read_selection(query)
    documents = choose_columns(selection, user=None).documents

    with django_assert_num_queries(QUERIES_OF_THE_VIEW):
        SAFEGUARDS.build(Ask(selection, documents, None))


def test_rendering_asks_the_database_nothing(rf, two_places):
    request = rf.get(f"/compare/safeguards/?{TWO}")
    request.user = AnonymousUser()
    response = compare(request, aspect="safeguards")

    with CaptureQueriesContext(connection) as queries:
        response.render()

    assert queries.captured_queries == []

"""The downloads of a comparison: what is downloaded is what was shown."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser

from comparisons.aspect import Ask
from comparisons.aspects import ASPECTS
from comparisons.builder import choose_columns
from comparisons.selection import read_selection
from documents.models import PolicyDocument
from tests.builders import JINAN, SCHOOLS, TaskSpec, build_document
from tests.comparisons.pages import row_list, rows_of, soup_of, words_of
from tests.comparisons.sheets import bare, said_by_page, said_by_sheet, workbook_of
from tests.documents.rereading import csv_lines, docx_lines, json_lines, markdown_tables, xlsx_lines
from tests.documents.shown import (
    assert_csv_equals,
    assert_docx_equals,
    assert_json_equals,
    assert_markdown_equals,
    assert_xlsx_equals,
)

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
TWO = "place=420302&place=370100"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def two_places():
    """茅箭区 and 济南市 with invented texts."""
    build_document()
    build_document(place=JINAN, title="济南市行动计划", document_type="行动计划", tasks=(SCHOOLS,))


def csv_rows(response):
    """The rows of a CSV download by column name."""
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("kind", "category"),
    [("xlsx", "key_task"), ("xlsx", "safeguard"), ("xlsx", "all"), ("csv", "all"), ("json", "all"), ("md", "all")],
)
def test_every_cell_of_the_file_says_what_the_page_says(client, corpus, kind, category):
    response = client.get(f"/compare/?{FIVE}" + ("" if category == "key_task" else f"&category={category}"))
    page = row_list(response)
    heads = soup_of(response).select("tr.band th label, tfoot th")
    bands = {words_of(head).removeprefix("展开") for head in heads}
    lines = rows_of_matrix(
        client.get(f"/compare/export/{kind}/?{FIVE}&category={category}&layout=shown"), kind, bands=bands
    )

    assert [line[0] for line in lines] == [row.name for row in page]
    for row, (_name, note, *texts) in zip(page, lines, strict=True):
        assert note == row.note
        for cell, text in zip(row.cells, texts, strict=True):
            shown = [without_unlabelled(said) for said in said_by_page(cell)]
            assert [without_unlabelled(said) for said in said_by_sheet(text)] == shown


def rows_of_matrix(response, kind, *, bands):
    """The rows of the matrix in a file: domain, who writes it, what each place says; bands and totals left out."""
    if kind == "csv":
        return [line[1:] for line in csv_lines(response.content)[1:] if line[1]]
    if kind == "json":
        return json_lines(response.content)[1:]
    lines = markdown_tables(response.content)[0][1:] if kind == "md" else xlsx_lines(response.content)[1:]
    return [line for line in lines if line[0] not in bands or line[1]]


def test_the_word_file_says_what_the_page_says_with_everything_unfolded(client, corpus):
    page = row_list(client.get(f"/compare/?{FIVE}"))
    (table,) = docx_lines(client.get(f"/compare/export/docx/?{FIVE}").content)

    lines = {line[0]: line for line in table if len(line) == 7 and "\n" not in line[0]}

    for row in page:
        if row.name == "综合":
            continue
        for cell, text in zip(row.cells, lines[row.name][2:], strict=True):
            for block in cell.select("article.cell-task:not(.cell-mention)"):
                quotes = "".join(bare(quote.get_text()) for quote in block.select("p.quote"))
                assert bare(block.select_one(".title").get_text()) + quotes in bare(text)
                assert words_of(block.select_one("a.locator")) in text
            for state in cell.select(".cell-mention .locator"):
                assert state.get_text() in text


def test_the_bands_and_totals_of_the_page_are_in_the_file(client, corpus):
    page = soup_of(client.get(f"/compare/?{FIVE}"))
    made = json.loads(client.get(f"/compare/export/json/?{FIVE}").content)["tables"][0]

    bands = [
        (
            words_of(band.select_one("label")).removeprefix("展开"),
            *(bare(cell.get_text()) for cell in band.select("td")),
        )
        for band in page.select("tr.band")
    ]
    totals = [
        (words_of(line.th), *(bare(cell.get_text()) for cell in line.select("td"))) for line in page.select("tfoot tr")
    ]

    assert [(group["name"], *map(bare, group["cells"].values())) for group in made["groups"]] == bands
    assert [(group["name"], *map(bare, group["cells"].values())) for group in made["totals"]] == totals


def without_unlabelled(said):
    """Values and dates are set differently on page and sheet; they are compared by their own test."""
    return {key: value for key, value in said.items() if key not in ("目标值", "时限")}


def test_every_value_and_date_of_the_workbook_is_on_the_page(client, corpus):
    page = rows_of(client.get(f"/compare/?{FIVE}"))
    lines = csv_rows(client.get(f"/compare/export/csv/?{FIVE}"))
    places = ["济源市", "茅箭区", "禹城市", "济南市", "四川省"]

    values = [(line["领域"], places.index(line["地区"]), line["目标值"]) for line in lines if line["目标值"]]

    for name, column, value in values:
        for single in value.split("；"):
            indicator = single.rsplit(" ", 1)[0]
            assert bare(indicator) in page[name].words(column)
    dated = [line for line in lines if line["地区"] == "济南市" and line["时限（原文写法）"]]
    assert dated
    for line in dated:
        for words in line["时限（原文写法）"].split("、"):
            assert words.removesuffix("年") in page[line["领域"]].words(3)


def test_the_list_holds_every_task_once_with_all_its_fields(client, corpus):
    lines = csv_rows(client.get(f"/compare/export/csv/?{FIVE}"))

    stated = [line for line in lines if line["状态"] == "原文明示"]

    assert len(stated) == 58
    road = next(line for line in stated if line["任务"] == "市民出行“一路通”")
    assert (road["地区"], road["层级"], road["领域"], road["出处"]) == ("济南市", "地级", "交通", "二/(三)/6")
    assert road["牵头单位"] == "市公安局"
    assert road["配合单位"] == "市城乡交通运输委、市经济和信息化委、市公共交通总公司"
    assert road["位置"].startswith("http://testserver/documents/")


def test_a_value_is_listed_with_its_denominator_its_date_and_how_strongly_it_binds(client, corpus):
    page = rows_of(client.get("/compare/?place=419001"))
    lines = csv_rows(client.get("/compare/export/csv/?place=419001&domain=infrastructure/network"))

    (network,) = [line for line in lines if line["目标值"]]

    assert network["目标值"] == "5G站址数 约1315站（2022年底，确保）"
    assert "≈1315站5G站址数，2022年底，确保" in page["通信网络"].words(0)


def test_the_original_wording_is_the_original_character_for_character(client, corpus):
    original = PolicyDocument.objects.get(jurisdiction__code="370100").original_text

    lines = csv_rows(client.get("/compare/export/csv/?place=370100"))

    wordings = [line["引文（原样）"] for line in lines if line["状态"] == "原文明示"]
    assert len(wordings) == 9
    assert [wording[:9] for wording in wordings if wording.replace("\r\n", "\n") not in original] == []


def test_a_workbook_has_the_matrix_the_list_and_a_sheet_about_itself(client, two_places):
    response = client.get(f"/compare/export/xlsx/?{TWO}&domain=livelihood")

    book = workbook_of(response)

    assert response["Content-Type"] == XLSX
    assert book.sheetnames == ["对照", "清单", "说明"]
    assert book["对照"].freeze_panes == "C2"
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert about["内容"] == "茅箭区、济南市，领域为民生服务的重点任务，2份文件，2项任务。"
    assert about["地址"] == f"http://testserver/compare/?{TWO}&domain=livelihood"
    assert about["语料版本"] == "2026-11-22·2份"
    assert about["引用格式"].startswith(
        "政策对照：茅箭区、济南市，领域为民生服务的重点任务，2份文件，2项任务。语料版本2026-11-22·2份，"
    )
    notes = [row[1] for row in book["说明"].iter_rows(values_only=True) if row[0] == "说明"]
    assert "以“……”结尾的引文，全文在清单中；Word文件没有清单，列全文。折叠的兼及处只列标题和出处。" in notes
    said = [tuple(row) for row in book["说明"].iter_rows(values_only=True)]
    assert ("可比性", "层级、文种不同，只并列，不排名。县级1、地级1；实施方案1、行动计划1。") in said
    assert ("状态", "自动抽取未见：规则没有找到，尚未有人核对。") in said
    assert (
        "文件",
        "济南市（地级）：《济南市行动计划》（茅政办发〔2022〕18号，2022-07-18） " + address_of("370100"),
    ) in said


def address_of(code):
    """Where the document of a place stands."""
    return f"http://testserver/documents/{PolicyDocument.objects.get(jurisdiction__code=code).slug}/"


def test_the_header_of_a_column_names_place_level_type_title_and_dates(client, two_places):
    sheet = workbook_of(client.get(f"/compare/export/xlsx/?{TWO}"))["对照"]

    assert sheet["C1"].value == "茅箭区（县级）\n实施方案 · 部署性\n茅箭区智慧城市建设实施方案\n2022-07-18，至2025"


def test_csv_opens_in_excel_and_has_a_telling_name(client, two_places):
    response = client.get(f"/compare/export/csv/?{TWO}")

    assert b"".join(response).startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        "%E8%8C%85%E7%AE%AD%E5%8C%BA%E3%80%81%E6%B5%8E%E5%8D%97%E5%B8%82%E5%AF%B9%E7%85%A7"
        in (response["Content-Disposition"])
    )


def test_the_matrix_can_be_had_as_csv(client, two_places):
    (band, traffic, *_others) = csv_rows(client.get(f"/compare/export/csv/?{TWO}&layout=shown&domain=governance"))

    assert (band["一级领域"], band["领域"]) == ("城市治理", "")
    assert (traffic["一级领域"], traffic["领域"]) == ("城市治理", "交通")
    assert traffic["写明情况"] == "仅茅箭区"


def test_text_that_begins_like_a_formula_is_inert(client):
    build_document(tasks=(TaskSpec(title="=1+1", text="＝HYPERLINK(甲)。"),))

    (line, *_others) = csv_rows(client.get("/compare/export/csv/?place=420302"))
    book = workbook_of(client.get("/compare/export/xlsx/?place=420302"))

    assert line["任务"] == "'=1+1"
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_a_draft_is_in_no_download(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")

    lines = csv_rows(client.get(f"/compare/export/csv/?{TWO}"))
    book = workbook_of(client.get(f"/compare/export/xlsx/?{TWO}"))

    assert {line["地区"] for line in lines} == {"茅箭区"}
    assert "济南" not in str(list(book["对照"].iter_rows(values_only=True)))


def test_a_format_that_is_not_offered_is_not_found(client, two_places):
    assert client.get(f"/compare/export/pdf/?{TWO}").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_of_nothing_leads_back_to_the_page(client, two_places, kind):
    response = client.get(f"/compare/export/{kind}/?place=999999")

    assert (response.status_code, response["Location"]) == (302, "/compare/?place=999999")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "breakdown", "json", "md"])
def test_every_entry_of_the_menu_is_a_safe_download(client, two_places, kind):
    links = [link["href"] for link in soup_of(client.get(f"/compare/?{TWO}")).select(".menu-body a[download]")]
    (link, *_more) = [link for link in links if f"/export/{kind}/" in link]

    response = client.get(link)

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == len(response.content)


def test_the_menu_says_what_each_file_is_for(client, two_places):
    menu = soup_of(client.get(f"/compare/?{TWO}")).select(".page-head .menu-body li")

    assert [words_of(entry) for entry in menu] == [
        "Word对照表，横排，可直接打印",
        "Word任务分解表，按地区",
        "Word任务分解表，按领域",
        "Excel表头冻结，附说明页",
        "Excel全部视图一个文件",
        "CSVUTF-8，可用Excel打开",
        "JSON结构固定，供程序读取",
        "Markdown纯文本表格",
    ]


def test_a_breakdown_lists_each_task_once_with_its_whole_wording(client, corpus):
    (table,) = docx_lines(client.get(f"/compare/export/breakdown/?{FIVE}").content)

    header, *lines = table
    tasks = [line for line in lines if line[0].isdigit()]
    assert header == ["序号", "任务", "牵头单位", "责任单位", "配合单位", "时限", "出处"]
    assert [line[0] for line in tasks] == [str(number) for number in range(1, 59)]
    assert [line[0].partition("《")[0] for line in lines if not line[0].isdigit()] == [
        *("济源市", "茅箭区", "禹城市", "济南市", "四川省"),
    ]
    (road,) = [line for line in tasks if line[1].startswith("市民出行“一路通”")]
    assert road[2:] == [
        "市公安局",
        "自动抽取未见",
        "市城乡交通运输委、市经济和信息化委、市公共交通总公司",
        "2018年、2019年、2020年",
        "二/(三)/6",
    ]


def test_a_breakdown_can_stand_under_domains(client, two_places):
    (table,) = docx_lines(client.get(f"/compare/export/breakdown/?{TWO}&group=domain").content)

    assert [line[0] for line in table[1:]] == ["城市治理（1项）", "1", "民生服务（2项）", "2", "3"]


def test_a_workbook_of_all_views_has_the_sheets_of_each(client, corpus):
    book = workbook_of(client.get(f"/compare/export/xlsx/?{FIVE}&views=all"))

    labels = [str(aspect.label) for aspect in ASPECTS]
    assert [name for name in book.sheetnames if name in labels] == labels
    assert book.sheetnames[-1] == "说明"


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.key)
def test_every_view_is_read_back_from_every_format_as_its_tables_say(client, corpus, aspect):
    query = f"{FIVE}&rows=all"
    selection = read_selection(query, settings=aspect.settings)
    user = AnonymousUser()
    documents = choose_columns(selection, user=user).documents
    tables = aspect.tables(aspect.build(Ask(selection, documents, user)), "http://testserver")

    def fetched(kind):
        return client.get(f"/compare/{aspect.key}/export/{kind}/?{FIVE}&layout=shown").content

    assert_csv_equals(fetched("csv"), tables[0])
    assert_docx_equals(fetched("docx"), tables[0])
    for number, table in enumerate(tables):
        assert_xlsx_equals(fetched("xlsx"), table, sheet=number)
        assert_json_equals(fetched("json"), table, number=number)
        assert_markdown_equals(fetched("md"), table, number=number)


def test_more_rows_than_an_export_takes_are_refused_with_advice(client, two_places, monkeypatch):
    monkeypatch.setattr("comparisons.views.EXPORT_LIMIT", 2)

    response = client.get(f"/compare/export/xlsx/?{TWO}")

    assert response.status_code == 400
    assert "一次最多导出" in response.content.decode()


def test_downloads_take_the_same_number_of_queries_for_two_and_five(client, corpus, django_assert_num_queries):
    with django_assert_num_queries(16):
        client.get(f"/compare/export/xlsx/?{TWO}")
    with django_assert_num_queries(16):
        client.get(f"/compare/export/xlsx/?{FIVE}")

"""The downloads of a comparison: what is downloaded is what was shown."""

import csv
import io

import pytest

from documents.models import PolicyDocument
from tests.builders import JINAN, SCHOOLS, TaskSpec, build_document
from tests.comparisons.pages import row_list, rows_of
from tests.comparisons.sheets import bare, said_by_page, said_by_sheet, workbook_of

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


@pytest.mark.parametrize("category", ["key_task", "safeguard", "all"])
def test_every_cell_of_the_workbook_says_what_the_page_says(client, corpus, category):
    page = row_list(client.get(f"/compare/?{FIVE}" + ("" if category == "key_task" else f"&category={category}")))
    sheet = workbook_of(client.get(f"/compare/export/xlsx/?{FIVE}&category={category}"))["对照"]

    lines = list(sheet.iter_rows(min_row=2, values_only=True))

    assert [line[1] for line in lines] == [row.name for row in page]
    for row, (_band, _name, note, *texts) in zip(page, lines, strict=True):
        assert (note or "") == row.note
        for cell, text in zip(row.cells, texts, strict=True):
            shown = [without_unlabelled(said) for said in said_by_page(cell)]
            assert [without_unlabelled(said) for said in said_by_sheet(text)] == shown


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
    assert "层级、文种不同，只并列，不排名。县级1、地级1；实施方案1、行动计划1。" in notes
    assert "自动抽取未见：规则没有找到，尚未有人核对。" in notes


def test_the_header_of_a_column_names_place_level_type_title_and_dates(client, two_places):
    sheet = workbook_of(client.get(f"/compare/export/xlsx/?{TWO}"))["对照"]

    assert sheet["D1"].value == "茅箭区（县级）\n实施方案\n茅箭区智慧城市建设实施方案\n2022-07-18，至2025"


def test_csv_opens_in_excel_and_has_a_telling_name(client, two_places):
    response = client.get(f"/compare/export/csv/?{TWO}")

    assert b"".join(response).startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        "%E8%8C%85%E7%AE%AD%E5%8C%BA%E3%80%81%E6%B5%8E%E5%8D%97%E5%B8%82%E5%AF%B9%E7%85%A7"
        in (response["Content-Disposition"])
    )


def test_the_matrix_can_be_had_as_csv(client, two_places):
    (traffic, *_others) = csv_rows(client.get(f"/compare/export/csv/?{TWO}&layout=shown&domain=governance"))

    assert traffic["领域"] == "交通"
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


def test_downloads_take_the_same_number_of_queries_for_two_and_five(client, corpus, django_assert_num_queries):
    with django_assert_num_queries(14):
        client.get(f"/compare/export/xlsx/?{TWO}")
    with django_assert_num_queries(14):
        client.get(f"/compare/export/xlsx/?{FIVE}")

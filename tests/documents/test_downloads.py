"""Downloads of tasks and targets: the file holds what the page shows, cell by cell, and says where it comes from."""

import csv
import io
import json
import re

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from tests.builders import JINAN, SCHOOLS, TRAFFIC, TaskSpec, build_document
from tests.documents.rereading import csv_lines, docx_lines, json_lines, markdown_tables, xlsx_lines

pytestmark = pytest.mark.django_db


def soup_of(response):
    return BeautifulSoup(response.content, "lxml")


FILTERS = ["", "domain=governance&role=lead", "jurisdiction=370100&category=all", "sort=deadline"]


def page_rows(client, query):
    """What the page shows of each task: title, agencies, deadlines, locator; a state where it shows a state."""
    shown = []
    address = (
        f"/tasks/?{query}&show=full"
        if query and "sort" not in query
        else f"/tasks/?{query}"
        if query
        else "/tasks/?show=full"
    )
    for row in soup_of(client.get(address)).select(".task-table tbody tr:not(.band)"):
        agencies = {term.get_text(): term.find_next("dd").get_text().strip() for term in row.select("dl.agencies dt")}
        shown.append(
            (
                row.select_one("h3 a").get_text(),
                agencies.get("牵头", "") if agencies else state_in(row, "牵头"),
                agencies.get("配合", ""),
                "、".join(item.get_text() for item in row.select(".deadline-words li, .years li"))
                or state_in(row, "时限"),
                row.select_one(".locator").get_text(),
            )
        )
    return shown


def state_in(row, label):
    """The words of the state that stands in the cell with this label."""
    return row.select_one(f'td[data-label="{label}"] .state').get_text().strip()


def file_rows(records):
    header, *rows = records
    columns = [header.index(name) for name in ("任务", "牵头单位", "配合单位", "时限", "出处")]
    return [tuple(row[column] or "" for column in columns) for row in rows]


@pytest.fixture
def two_places():
    build_document()
    build_document(place=JINAN, title="济南市方案", tasks=(SCHOOLS, TRAFFIC))


@pytest.mark.parametrize("query", FILTERS)
def test_the_csv_holds_what_the_page_shows_cell_by_cell(client, two_places, query):
    content = client.get(f"/tasks/export/csv/?{query}".rstrip("?")).content.decode("utf-8-sig")

    assert file_rows(list(csv.reader(io.StringIO(content)))) == page_rows(client, query)


@pytest.mark.parametrize("query", FILTERS)
def test_the_workbook_holds_what_the_page_shows_cell_by_cell(client, two_places, query):
    book = load_workbook(io.BytesIO(client.get(f"/tasks/export/xlsx/?{query}".rstrip("?")).content))

    assert file_rows([[cell.value for cell in row] for row in book.worksheets[0].rows]) == page_rows(client, query)


def test_the_workbook_says_which_tasks_it_holds_and_where_they_came_from(client, two_places):
    response = client.get("/tasks/export/xlsx/?domain=governance&role=lead")

    about = {row[0].value: row[1].value for row in load_workbook(io.BytesIO(response.content))["说明"].rows}
    assert about["内容"] == "领域为城市治理、写明牵头单位的任务，2项"
    assert about["行数"] == "2"
    assert about["语料版本"] == "2026-11-22·2份"
    assert about["地址"] == "http://testserver/tasks/?domain=governance&role=lead"
    assert re.fullmatch(r"attachment; filename\*=utf-8''.*\.xlsx", response["Content-Disposition"])
    assert int(response["Content-Length"]) == len(response.content)


def test_the_targets_in_the_csv_are_those_of_the_page(client, two_places):
    content = client.get("/targets/export/csv/?kind=all").content.decode("utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(content)))
    columns = [header.index(name) for name in ("指标（含分母）", "时限原文", "整理后", "出处")]

    shown = [
        (
            row.select("td")[1].find(string=True).strip(),
            row.select_one('td[data-label="时限"]').get_text().strip(),
            row.select_one(".quote").get_text(),
            row.select_one(".locator").get_text(),
        )
        for row in soup_of(client.get("/targets/?kind=all")).select(".target-table tbody tr")
    ]

    assert [tuple(row[column] for column in columns) for row in rows] == shown
    assert [row[header.index("目标值")] for row in rows] == ["80", "", "80", ""]


LISTS = ["tasks", "targets", "documents", "agencies", "jurisdictions"]
READERS = {
    "csv": csv_lines,
    "xlsx": xlsx_lines,
    "docx": lambda content: docx_lines(content)[0],
    "json": json_lines,
    "md": lambda content: markdown_tables(content)[0],
}
# What the page of each list shows first of every row, and the column of the file that has it.
FIRST = {
    "tasks": (".task-table tbody tr:not(.band) h3 a", "任务"),
    "targets": (".target-table .quote", "整理后"),
    "documents": ("table.data-table h3 a", "文件"),
    "agencies": ("table.data-table a.agency", "单位"),
    "jurisdictions": ("table.place-tree th[scope=row]", "地区"),
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_exported_in_every_format_row_by_row(client, two_places, name, kind):
    selector, heading = FIRST[name]
    shown = [row.get_text().strip() for row in soup_of(client.get(f"/{name}/")).select(selector)]

    header, *rows = READERS[kind](client.get(f"/{name}/export/{kind}/").content)

    assert shown
    assert [row[header.index(heading)] for row in rows] == shown


@pytest.mark.parametrize("name", LISTS)
def test_all_formats_of_a_list_hold_the_same_cells(client, two_places, name):
    read = {kind: READERS[kind](client.get(f"/{name}/export/{kind}/").content) for kind in READERS}

    by_column = {kind: sorted(zip(*lines, strict=True)) for kind, lines in read.items()}
    assert by_column["xlsx"] == by_column["csv"] == by_column["json"] == by_column["md"]
    assert set(by_column["docx"]) <= set(by_column["csv"]), "paper leaves columns out and changes none"


@pytest.mark.parametrize("name", LISTS)
def test_the_menu_of_every_list_offers_every_format_and_each_is_there(client, two_places, name):
    links = soup_of(client.get(f"/{name}/")).select(".menu-body a[download]")

    assert {"Word", "Excel", "CSV", "JSON", "Markdown"} == {link.b.get_text() for link in links}
    for link in links:
        response = client.get(link["href"])
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_the_numbers_of_agencies_are_those_of_the_page(client, two_places):
    shown = [
        (row.select_one("a.agency").get_text(), *(cell.get_text() for cell in row.select("td.number")))
        for row in soup_of(client.get("/agencies/?sort=name")).select("table.data-table tbody tr")
    ]

    header, *rows = csv_lines(client.get("/agencies/export/csv/?sort=name").content)

    columns = [header.index(name) for name in ("单位", "牵头", "配合", "责任")]
    assert [tuple(row[column] for column in columns) for row in rows] == shown


def test_tasks_can_be_had_as_a_breakdown_under_their_documents(client, two_places):
    (table,) = docx_lines(client.get("/tasks/export/breakdown/").content)

    assert table[0] == ["序号", "任务", "牵头单位", "责任单位", "配合单位", "时限", "出处"]
    assert [row[0] for row in table[1:]] == [
        *("茅箭区《茅箭区智慧城市建设实施方案》（2项）", "1", "2", "济南市《济南市方案》（2项）", "3", "4"),
    ]
    assert table[2] == [
        "1",
        "智慧交通\n2022年底前，路口信号联网率达到80%以上。（牵头单位：区交通运输局；配合单位：公安茅箭分局）",
        "区交通运输局",
        "自动抽取未见",
        "公安茅箭分局",
        "2022年底前",
        "二/(一)",
    ]


@pytest.mark.parametrize("name", ["targets", "documents", "agencies", "jurisdictions"])
def test_only_tasks_can_be_broken_down(client, two_places, name):
    assert client.get(f"/{name}/export/breakdown/").status_code == 404


def test_filters_and_guard_travel_with_a_list(client, two_places):
    about = json.loads(client.get("/targets/export/json/?kind=all&level=county&level=prefecture").content)["about"]

    assert about["conditions"] == [{"name": "层级", "value": "县级"}, {"name": "层级", "value": "地级"}]
    assert about["notices"] == ["层级不同，只并列，不排名。表中有不同层级的地区；百分比要连同分母一起看。"]
    assert [source["citation"] for source in about["sources"]] == [
        *("《茅箭区智慧城市建设实施方案》（茅政办发〔2022〕18号）", "《济南市方案》（茅政办发〔2022〕18号）"),
    ]


def test_a_value_that_looks_like_a_formula_is_inert_in_the_csv(client):
    build_document(tasks=(TaskSpec(title="=HYPERLINK(1)任务", text="内容。"),))

    content = client.get("/tasks/export/csv/").content.decode("utf-8-sig")

    assert ",'=HYPERLINK(1)任务," in content


def test_an_unknown_format_is_not_found(client, two_places):
    assert client.get("/tasks/export/exe/").status_code == 404


def test_an_export_with_a_condition_that_makes_no_sense_is_refused(client, two_places):
    response = client.get("/tasks/export/csv/?domain=space")

    assert response.status_code == 400
    assert "没有导出" in response.content.decode()

"""Downloads of tasks and targets: the file holds what the page shows, cell by cell, and says where it comes from."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from tests.builders import JINAN, SCHOOLS, TRAFFIC, TaskSpec, build_document

pytestmark = pytest.mark.django_db


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


FILTERS = ["", "domain=governance&role=lead", "jurisdiction=370100&category=all", "sort=deadline"]


def page_rows(client, query):
    """What the page shows of each task: title, text, agencies, deadlines, locator."""
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
                agencies.get("牵头", ""),
                agencies.get("配合", ""),
                "、".join(item.get_text() for item in row.select(".deadline-words li, .years li")),
                row.select_one(".locator").get_text(),
            )
        )
    return shown


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

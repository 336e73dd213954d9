"""Tables as files: complete, inert, and saying where they come from."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.exporters import CELL_LIMIT, About, inert, to_csv, to_xlsx
from documents.tables import Column, Group, Table, as_text, plain_decimal

ABOUT = About(date(2026, 11, 22), "2026-11-22·5份", "http://127.0.0.1/tasks/?domain=governance", "政策对照：任务。")
FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠A", "  =1", "\u3000=1"),
    '=HYPERLINK("http://evil.example","点我")',
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
]


def table(*texts, title="任务", **more):
    columns = (Column("text", "文字", lambda row: row, 40), Column("length", "字数", len, 8, "number"))
    return Table(title, columns, texts, said="全部任务，2项", notes=("以原文为准。",), **more)


def read_csv(made):
    return list(csv.reader(io.StringIO(b"".join(to_csv(made)).decode("utf-8-sig"), newline="")))


def read_xlsx(made, **options):
    return load_workbook(io.BytesIO(to_xlsx(made, about=ABOUT, **options)))


def test_csv_begins_with_a_byte_order_mark_and_holds_header_and_rows():
    content = b"".join(to_csv(table("智慧交通", '含"引号"，逗号,\n换行')))

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(table("智慧交通", '含"引号"，逗号,\n换行')) == [
        ["文字", "字数"],
        ["智慧交通", "4"],
        ['含"引号"，逗号,\n换行', "12"],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_disarms_what_a_spreadsheet_would_run(text):
    cell = read_csv(table(text))[1][0]

    assert cell.startswith("'")
    assert cell[1:].replace("␀", "\0") == text, "nothing of the text may be lost"


@pytest.mark.parametrize("text", ["数据共享", "5G", "二/(一)", "“一网通办”", "", "a=b", "2022-12-31"])
def test_csv_leaves_ordinary_text_alone(text):
    assert inert(text) == text


@given(st.text())
def test_taking_the_apostrophe_away_gives_the_text_back(text):
    guarded = inert(text)

    assert guarded in (text, f"'{text}")


@pytest.mark.parametrize("text", FORMULAS)
def test_xlsx_holds_no_formula_and_no_link(text):
    content = to_xlsx(table(text), about=ABOUT)

    parts = {
        name: zipfile.ZipFile(io.BytesIO(content)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    }
    assert not any(b"<f>" in part or b't="str"' in part for part in parts.values())
    assert not any(
        b"hyperlink" in part.lower().replace(b"=hyperlink(", b"") for name, part in parts.items() if "rels" in name
    )
    assert not any("externalLink" in name for name in parts)


def test_xlsx_freezes_the_header_and_wraps_text():
    sheet = read_xlsx(table("智慧交通", "智慧教育", fixed_columns=1))["任务"]

    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == ["文字", "字数"]
    assert sheet["A2"].alignment.wrap_text
    assert sheet["A2"].value == "智慧交通"
    assert sheet["B2"].value == 4
    assert sheet.column_dimensions["A"].width == pytest.approx(40, abs=1)


def test_xlsx_says_on_its_last_sheet_what_it_holds_and_how_to_cite_it():
    book = read_xlsx(table("智慧交通"), more=[table("一", title="清单")])

    assert book.sheetnames == ["任务", "清单", "说明"]
    assert [[cell.value for cell in row] for row in book["说明"].rows] == [
        ["内容", "全部任务，2项"],
        ["行数", "1"],
        ["筛选条件", "除“内容”一栏所述外，无"],
        ["导出日期", "2026-11-22"],
        ["语料版本", "2026-11-22·5份"],
        ["地址", "http://127.0.0.1/tasks/?domain=governance"],
        ["引用格式", "政策对照：任务。"],
        ["另一张表", "清单，1行"],
        ["说明", "以原文为准。"],
    ]


def test_xlsx_loses_nothing_of_a_text_longer_than_a_cell():
    long = "长" * (CELL_LIMIT * 2 + 7)

    book = read_xlsx(table("短", long))

    parts = [row[4].value for row in book["续文"].iter_rows(min_row=2)]
    assert book["任务"]["A3"].value + "".join(parts) == long
    assert [cell.value for cell in book["续文"][2]][:4] == ["任务", "3", "文字", 2]


def test_xlsx_shows_control_characters_instead_of_dropping_them():
    assert read_xlsx(table("甲\x0b乙\x00丙"))["任务"]["A2"].value == "甲␋乙␀丙"


def test_xlsx_writes_no_markup_of_its_own_from_a_text():
    text = "<r><t>看得见</t></r><r><rPr><vanish/></rPr><t>看不见</t></r>"

    book = zipfile.ZipFile(io.BytesIO(to_xlsx(table(text), about=ABOUT)))

    written = b"".join(book.read(name) for name in book.namelist()).decode()
    assert "<vanish" not in written
    assert "&lt;vanish/&gt;" in written


def test_two_sheets_of_one_name_are_told_apart():
    assert read_xlsx(table("一"), more=[table("二"), table("三", title="说明")]).sheetnames == [
        "任务",
        "任务 2",
        "说明 2",
        "说明",
    ]


def grouped_table(*texts):
    columns = (
        Column("text", "任务", lambda row: row, 20),
        Column("one", "牵头", len, 12, "number", group="济南市"),
        Column("two", "配合", len, 12, "number", group="济南市"),
        Column("address", "地址", lambda row: "http://127.0.0.1/", 40, "link", printed=False),
        Column("three", "时限", len, 12, "number"),
    )
    return Table(
        "任务",
        columns,
        texts,
        fixed_columns=1,
        group=lambda row: Group(f"{len(row)}个字", (("two", "2项"),)),
        group_heading="字数",
    )


def test_xlsx_merges_the_headers_of_groups_and_leaves_the_filter_to_sheets_without():
    book = read_xlsx(grouped_table("交通", "教育", "政务服务"), more=[table("一", title="清单")])

    sheet = book["任务"]
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == ["A3:B3", "A6:B6", "B1:C1"]
    assert [cell.value for cell in sheet["A"]] == [None, "任务", "2个字", "交通", "教育", "4个字", "政务服务"]
    assert (sheet["B1"].value, sheet["C3"].value) == ("济南市", "2项")
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref is None
    assert book["清单"].auto_filter.ref == "A1:B2"


def test_a_row_higher_than_excel_allows_is_merged_of_several_so_that_paper_has_it_whole():
    tall = "\n".join(["一行"] * 60)

    sheet = read_xlsx(grouped_table(tall, "教育"))["任务"]

    assert "A4:A6" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [300, 300, 300]
    assert (sheet["A4"].value, sheet["A7"].value, sheet["A8"].value) == (tall, "2个字", "教育")


def test_a_table_with_a_tall_row_gives_up_its_filter_and_a_list_keeps_it():
    tall = "\n".join(["一行"] * 60)
    listed = table(tall)
    with_address = replace(listed, columns=(*listed.columns, Column("a", "地址", str, 40, "link", printed=False)))

    assert read_xlsx(listed)["任务"].auto_filter.ref is None
    assert read_xlsx(with_address)["任务"].auto_filter.ref == "A1:C2"


def test_xlsx_prints_lying_down_with_its_header_on_every_page_and_without_addresses():
    sheet = read_xlsx(grouped_table("交通"))["任务"]

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9, "A4"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_area == "'任务'!$A$1:$D$4"
    assert [cell.value for cell in sheet[2]] == ["任务", "牵头", "配合", "时限", "地址"]
    assert sheet.oddHeader.center.text.endswith("任务")


def test_xlsx_takes_the_larger_paper_for_wide_tables_and_several_pages_for_wider_ones():
    def wide(count):
        columns = (Column("name", "领域", str, 28), *(Column(f"c{n}", f"第{n}地", str, 44) for n in range(count)))
        return read_xlsx(Table("对照", columns, ["甲"], fixed_columns=1))["对照"].page_setup

    assert [(wide(n).paperSize, wide(n).fitToWidth or 1) for n in (3, 5, 11)] == [(9, 1), (8, 1), (8, 3)]


def test_a_sheet_name_that_excel_refuses_is_mended():
    assert (
        read_xlsx(table("一", title="任务/目标[2022]:" + "很长" * 20)).sheetnames[0]
        == "任务 目标 2022  很长很长很长很长很长很长很长很长很长很"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("80.0000"), "80"), (Decimal("13.5000"), "13.5"), (Decimal(0), "0"), (Decimal(12000), "12000")],
)
def test_a_decimal_is_written_without_zeros_that_say_nothing(value, text):
    assert plain_decimal(value) == text


def test_nothing_is_written_as_nothing():
    assert as_text(None) == ""

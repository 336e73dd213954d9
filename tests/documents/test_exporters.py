"""Tables as files: complete, inert, and saying where they come from."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.exporters import CELL_LIMIT, About, inert, to_csv, to_xlsx
from documents.tables import Column, Table, as_text, plain_decimal

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
        ["导出日期", "2026-11-22"],
        ["语料版本", "2026-11-22·5份"],
        ["地址", "http://127.0.0.1/tasks/?domain=governance"],
        ["引用格式", "政策对照：任务。"],
        ["说明", "以原文为准。"],
    ]


def test_xlsx_loses_nothing_of_a_text_longer_than_a_cell():
    long = "长" * (CELL_LIMIT * 2 + 7)

    book = read_xlsx(table("短", long))

    parts = [row[3].value for row in book["续文"].iter_rows(min_row=2)]
    assert book["任务"]["A3"].value + "".join(parts) == long
    assert [cell.value for cell in book["续文"][2]][:3] == ["3", "文字", 2]


def test_xlsx_shows_control_characters_instead_of_dropping_them():
    assert read_xlsx(table("甲\x0b乙\x00丙"))["任务"]["A2"].value == "甲␋乙␀丙"


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

"""Every format holds every cell: written, read back by another program, and equal, whatever stands in the texts."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from documents.exporters import About, Source, to_csv, to_docx, to_json, to_markdown, to_xlsx
from documents.tables import Column, Group, Line, Lines, Table
from tests.documents.shown import (
    assert_csv_equals,
    assert_docx_equals,
    assert_json_equals,
    assert_markdown_equals,
    assert_xlsx_equals,
)

ABOUT = About(
    date(2026, 11, 22),
    "2026-11-22·5份",
    "http://127.0.0.1/compare/?place=370100",
    "政策对照：任务。",
    title="两地对照",
    said="两地的任务，2项。",
    conditions=(("领域", "交通"),),
    notices=("层级不同，只并列，不排名。",),
    states=(("兼及", "没有专项任务"),),
    sources=(Source("《济南市行动计划》", "http://127.0.0.1/documents/370100/"),),
)
HOSTILE = [
    *("<script>alert(1)</script>", "<b>粗</b>", "&lt;b&gt;", "a|b||c", "`代码`", "**粗** _斜_ ~~删~~ ~2/(一)", "$x$"),
    *(
        "[点我](http://evil.example)",
        "![图](x)",
        "<http://evil.example>",
        "http://evil.example www.evil.example",
        "a@b.cn",
    ),
    *(
        "# 标题",
        "- 项",
        "1. 项",
        "> 引",
        "---",
        "| --- |",
        "\\",
        "\\|",
        "第一行\n第二行",
        "  两端空格  ",
        "制\t表",
        "[^1]",
    ),
    *(
        "=1+1",
        "＝1+1",
        "@SUM(A1)",
        "<r><t>甲</t></r>",
        "_x0041_",
        "_x000B_乙",
        "𠮷野家",
        "“引号”",
        "\"x\",'y'",
        "{{7*7}}",
    ),
    *(
        "</w:t></w:r>",
        '{ HYPERLINK "x" }',
        "&amp;",
        "&#9;",
        "e\u0301",
        "\u200b",
        "甲\n\n乙",
        "::: x",
        ":smile:",
        "H^2^",
    ),
]


def cell_of(row):
    title, wording = row
    return Lines(((Line("原文明示", "state"),), (Line(title, "title"), Line(wording, "text", rest="其余。"))))


def group_of(row):
    return Group(f"组{len(row[0]) % 2}", (("said", "1项"),))


def table(*texts, grouped=True):
    columns = (
        Column("name", "任务", lambda row: row[0], 20),
        Column("said", "济南市（地级）\n行动计划", cell_of, 40, group="地区"),
        Column("value", "目标值", lambda row: Decimal("13.5000"), 8, "number", group="地区"),
        Column("day", "日期", lambda row: date(2022, 9, 30), 12, "date"),
        Column("nothing", "空", lambda row: None, 8),
        Column("address", "位置", lambda row: f"http://127.0.0.1/tasks/?q={len(row[0])}", 30, "link", printed=False),
    )
    return Table(
        "对照",
        columns,
        [(text, text) for text in texts],
        said="两项。",
        notes=("以原文为准。",),
        fixed_columns=1,
        group=group_of if grouped else None,
        group_heading="一级领域",
        totals=(Group("合计", (("said", "2项"),)),),
    )


CHECKS = {
    "csv": lambda made: assert_csv_equals(b"".join(to_csv(made, about=ABOUT)), made),
    "xlsx": lambda made: assert_xlsx_equals(to_xlsx(made, about=ABOUT), made),
    "docx": lambda made: assert_docx_equals(to_docx(made, about=ABOUT), made),
    "json": lambda made: assert_json_equals(to_json(made, about=ABOUT), made),
    "md": lambda made: assert_markdown_equals(to_markdown(made, about=ABOUT), made),
}


@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_read_back_is_what_was_shown(kind, text):
    CHECKS[kind](table(text, "智慧交通"))


@pytest.mark.parametrize("kind", CHECKS)
def test_a_table_without_groups_and_one_without_rows_are_read_back_alike(kind):
    CHECKS[kind](table("智慧交通", "智慧教育", grouped=False))
    CHECKS[kind](table())


@pytest.mark.parametrize("kind", CHECKS)
def test_a_text_longer_than_a_cell_holds_is_whole(kind):
    CHECKS[kind](table("长" * 70_000, "𠮷" * 40_000, "短"))


@pytest.mark.parametrize("kind", ["docx", "json", "md", "xlsx"])
@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_is_read_back(kind, text):
    CHECKS[kind](table(text))


def test_more_columns_than_a_sheet_holds_follow_in_parts_that_begin_with_the_fixed_ones():
    columns = (Column("name", "领域", str, 28), *(Column(f"c{n}", f"第{n}地", str, 44) for n in range(11)))
    made = Table("对照", columns, ["甲", "乙"], fixed_columns=1)

    assert_docx_equals(to_docx(made, about=ABOUT), made)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "json", "md"])
def test_every_file_says_what_it_holds_and_how_to_cite_it(kind):
    writers = {"xlsx": to_xlsx, "docx": to_docx, "json": to_json, "md": to_markdown}
    words = said_in(writers[kind](table("智慧交通"), about=ABOUT), kind)

    for said in (
        "两地的任务，2项。",
        "层级不同，只并列，不排名。",
        "2026-11-22·5份",
        "http://127.0.0.1/compare/?place=370100",
        "政策对照：任务。",
        "《济南市行动计划》",
        "以原文为准。",
        "没有专项任务",
        "交通",
    ):
        assert said in words


def said_in(content, kind):
    """Everything a file says, as one text."""
    if kind == "xlsx":
        return "\n".join(str(value) for row in load_workbook(BytesIO(content))["说明"].values for value in row)
    if kind == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    if kind == "md":
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(content.decode())
        return "\n".join("".join(child.content for child in token.children or ()) for token in tokens)
    return content.decode()


def test_every_row_of_a_csv_says_where_it_was_taken_from():
    content = b"".join(to_csv(table("智慧交通"), about=ABOUT)).decode("utf-8-sig")

    for line in content.splitlines()[1:]:
        if line.endswith("政策对照：任务。"):
            assert "2026-11-22·5份,2026-11-22,两地的任务，2项。（领域：交通）,层级不同，只并列，不排名。," in line
    assert content.count("政策对照：任务。") == 3

"""JSON of a stated structure with typed values; Markdown in which no text acts as markup."""

import json
from datetime import date
from decimal import Decimal

import pytest
from markdown_it import MarkdownIt

from documents.exporters import About, to_json, to_markdown
from documents.tables import Column, Group, Line, Lines, Table

ABOUT = About(
    date(2026, 11, 22),
    "2026-11-22·5份",
    "http://127.0.0.1/compare/",
    "政策对照：任务。",
    conditions=(("领域", "交通"),),
)


def table(*rows, **more):
    columns = (
        Column("text", "文字", lambda row: row[0]),
        Column("value", "目标值", lambda row: row[1], kind="number"),
        Column("day", "日期", lambda row: row[2], kind="date"),
    )
    return Table("任务", columns, rows, said="一项", notes=("以原文为准。",), **more)


def test_json_names_its_structure_and_types_its_values():
    made = json.loads(
        to_json(table(("智慧交通", Decimal("80.0000"), date(2022, 9, 30)), ("", None, None)), about=ABOUT)
    )

    assert made["schema"] == {"name": "policy-table", "version": "1.0"}
    assert made["about"]["conditions"] == [{"name": "领域", "value": "交通"}]
    assert made["about"]["exported_on"] == "2026-11-22"
    (shown,) = made["tables"]
    assert shown["columns"][1] == {"key": "value", "heading": "目标值", "type": "number", "group": ""}
    assert [row["cells"] for row in shown["rows"]] == [
        {"text": "智慧交通", "value": 80, "day": "2022-09-30"},
        {"text": "", "value": None, "day": None},
    ]
    assert shown["notes"] == ["以原文为准。"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("13.5000"), 13.5),
        (Decimal("1315.0000"), 1315),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
    ],
)
def test_json_keeps_numbers_exact(value, written):
    made = json.loads(to_json(table(("甲", value, None)), about=ABOUT))

    assert made["tables"][0]["rows"][0]["cells"]["value"] == written


def test_json_says_the_group_of_each_row_and_the_lines_of_a_cell():
    cell = Lines(((Line("二/(三)", "source", label="出处", address="/documents/a/#c1"),),))
    made = table((cell, None, None), group=lambda row: Group("城市治理", (("value", "4项"),)), group_heading="一级领域")

    (shown,) = json.loads(to_json(made, about=ABOUT))["tables"]

    assert shown["groups"] == [{"name": "城市治理", "cells": {"value": "4项"}}]
    assert shown["rows"][0]["group"] == "城市治理"
    assert shown["rows"][0]["cells"]["text"] == {
        "text": "出处 二/(三)",
        "lines": [
            [{"role": "source", "label": "出处", "words": "二/(三)", "address": "http://127.0.0.1/documents/a/#c1"}]
        ],
    }


def test_markdown_is_a_table_that_people_can_read_as_it_stands():
    made = to_markdown(table(("智慧交通", Decimal("80.0000"), date(2022, 9, 30))), about=ABOUT).decode()

    assert made.startswith("# 任务\n\n- 内容：一项\n- 行数：1\n- 筛选条件：领域：交通\n")
    assert "| 文字 | 目标值 | 日期 |\n| --- | ---: | --- |\n| 智慧交通 | 80 | 2022-09-30 |\n" in made
    assert made.endswith("## 说明\n\n- 说明：以原文为准。\n")


HOSTILE = [
    *("[点我](javascript:alert(1))", "![x](http://evil.example/x.png)", "<img src=x onerror=alert(1)>", "`a`", "**a**"),
    *("http://evil.example", "https://evil.example", "www.evil.example", "<http://evil.example>", "a@evil.example"),
    *("甲\n\n# 乙\n\n丙", "甲\n| 乙 |", "甲|乙", "&lt;b&gt;", "\\[a](b)", "\\\\`x`", "[a]: http://evil.example"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_makes_of_a_text_no_link_picture_code_or_heading(text):
    made = to_markdown(Table(text, (Column("text", text, str),), [text], said=text, notes=(text,)), about=ABOUT)

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(made.decode())
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "html_inline"}
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    assert sum(token.type == "heading_open" for token in tokens) == 3
    assert sum(token.type == "tr_open" for token in tokens) == 2


@pytest.mark.parametrize("text", ["http://evil.example", "HTTPS://evil.example", "www.evil.example", "mailto:a@b.cn"])
def test_markdown_breaks_the_words_of_which_github_makes_links_by_itself(text):
    made = to_markdown(Table("表", (Column("text", "文字", str),), [text]), about=ABOUT).decode()

    assert text not in made


def test_an_address_of_the_portal_is_a_link_and_no_other_kind_is():
    columns = (Column("address", "位置", str, kind="link"),)
    made = to_markdown(
        Table("表", columns, ["http://127.0.0.1/a/#c1", "javascript:alert(1)", "http://a|b"]), about=ABOUT
    )

    assert made.count(b"<http") == 1
    assert b"| <http://127.0.0.1/a/#c1> |" in made

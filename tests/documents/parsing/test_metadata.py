"""What the beginnings of pages say of a document, row by row of tests/cases/beginnings.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from documents.parsing.page_header import header_values, is_header_line, label_tables
from documents.parsing.pipeline import parse_bytes
from documents.parsing.records import ParsedDocument

CASES = json.loads((Path(__file__).parents[2] / "cases" / "beginnings.json").read_text(encoding="utf-8"))


def parsed(text: str) -> ParsedDocument:
    return parse_bytes(text.encode(), name="案例.txt")


def fields(document: ParsedDocument) -> dict[str, Any]:
    metadata = document.metadata
    place = metadata.jurisdiction
    return {
        "title": metadata.title,
        "notice_title": metadata.notice_title,
        "document_number": metadata.document_number,
        "issuers": list(metadata.issuers),
        "publisher": metadata.publisher,
        "issued_on": metadata.issued_on.isoformat() if metadata.issued_on else None,
        "published_on": metadata.published_on.isoformat() if metadata.published_on else None,
        "jurisdiction": place.name if place else None,
        "level": place.level if place else None,
        "document_type": metadata.document_type,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_beginning_of_a_page_is_read(case: dict[str, Any]) -> None:
    found = fields(parsed(case["text"]))

    assert {name: found[name] for name in case["expected"]} == case["expected"]


def test_zone_without_a_code_is_doubted_and_says_where_it_is_filed() -> None:
    document = parsed(next(case["text"] for case in CASES if case["label"] == "zone named by its committee"))
    place = document.metadata.jurisdiction

    assert place is not None
    assert (place.code, place.province) == ("500000", "重庆市")
    assert "“两江新区”没有行政区划代码，入库时归入重庆市，请核对" in [doubt.message for doubt in document.doubts]


def test_republished_page_is_doubted() -> None:
    document = parsed(next(case["text"] for case in CASES if case["label"] == "republished from elsewhere"))

    assert "republished" in {doubt.kind for doubt in document.doubts}


def test_text_that_ran_together_says_so_and_loses_nothing() -> None:
    text = next(case["text"] for case in CASES if case["label"] == "line breaks lost, nothing in their place")
    document = parsed(text)

    assert "lines_lost" in {doubt.kind for doubt in document.doubts}
    assert "".join(section.span.slice(document.original) for section in document.sections) == text


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("发布机构：某市经信局  成文日期：2020-12-31", [("publisher", "某市经信局"), ("issued", "2020-12-31")]),
        ("| 文号 | 某发〔2021〕3号 | 有效性 | 有效 |", [("number", "某发〔2021〕3号"), ("other", "有效")]),
        ("【文\u2002\u2002\u2002\u2002号】 某发〔2021〕14号", [("number", "某发〔2021〕14号")]),
        ("发布机构 某市经信局 成文日期 2020-12-31", [("publisher", "某市经信局"), ("issued", "2020-12-31")]),
        ("会议要求，来源要清楚", []),
    ],
)
def test_labels_of_a_page_header_give_their_values(line: str, values: list[tuple[str, str]]) -> None:
    assert list(header_values(line)) == values
    assert is_header_line(line) == bool(values)


def test_labels_and_values_below_one_another_are_a_table_from_two_pairs_on() -> None:
    assert label_tables(["发布机构", "某市经信局", "文号", "某发〔2021〕3号", "各县："]) == {0, 1, 2, 3}
    assert label_tables(["来源", "某市经信局", "各县："]) == frozenset()


PAGE = """<html><head><title>政策详情</title></head><body><section><div>{above}</div><div>发布时间：2021.12.13</div></section>
<article><p>绿色发展是大事。现提出如下意见。</p><p>一、总体要求</p><p>（一）指导思想</p><p>坚持绿色发展，坚持系统观念，处理好发展和减排的关系。</p>
<p>二、主要任务</p><p>（二）强化规划引领。将目标要求全面融入经济社会发展中长期规划，加强各级各类规划间衔接协调。</p></article></body></html>"""


@pytest.mark.parametrize(
    ("above", "title"),
    [("某省人民政府关于绿色发展的意见", "某省人民政府关于绿色发展的意见"), ("政策文件", ""), ("关于我们", "")],
)
def test_a_title_right_above_an_article_without_one_is_its_title(above: str, title: str) -> None:
    document = parse_bytes(PAGE.format(above=above).encode(), name="页面.html")

    assert document.metadata.title == title


def test_a_news_page_that_prints_the_text_whole_says_its_title_and_who_issued_it() -> None:
    text = (
        "6月12日，西安市教育局发布《关于做好2023年招生入学工作的通知》，具体内容如下↓\n\n各区县教育局：\n\n现将有关事项通知如下。\n\n"
        "一、总体要求\n\n坚持就近。\n\n二、主要任务\n\n（一）免试入学。推进登记入学。\n\n三、有关要求\n\n（一）加强领导。明确分工。\n"
    )
    found = fields(parsed(text))

    assert found["title"] == "关于做好2023年招生入学工作的通知"
    assert found["issuers"] == ["西安市教育局"]
    assert found["document_type"] == "通知"
    assert fields(parsed(text.replace("具体内容如下", "受到家长欢迎")))["title"] == ""

"""The page of the draft check as a drafter meets it: limits, refusals, peers, numbers, language, the report."""

import io
import zipfile

import docx
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comparisons.draft import uploads, views
from comparisons.draft.visitors import Gate
from documents.models import PolicyDocument

DRAFT = """某某市新型智慧城市建设实施方案
一、总体要求
到2022年，非涉密政务信息系统上云率达到85%。
二、重点任务
（一）智慧交通。推进信号灯联网，确保主干道全覆盖。
（二）智慧教育。2025年底前，推进数字校园建设，平台覆盖率达到90%以上。（牵头单位：市教育局）
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gate(monkeypatch):
    monkeypatch.setattr(views, "GATE", Gate())


def page_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def said(soup: BeautifulSoup, selector: str) -> str:
    return " ".join(soup.select_one(selector).get_text(" ", strip=True).split())


def slug_of(file_name: str) -> str:
    return PolicyDocument.objects.get(file_name=file_name).slug


def test_the_page_is_open_to_everybody_and_stands_in_the_navigation_before_the_method(corpus, client):
    soup = page_of(client.get("/check/"))
    names = [link.get_text() for link in soup.select("#site-nav a")]
    assert names[names.index("核稿") + 1] == "方法"
    assert soup.select_one('#site-nav a[aria-current="page"]').get_text() == "核稿"
    assert "草稿不保存" in soup.select_one("main").get_text()


def test_a_number_stands_beside_the_same_indicator_of_peers_unranked_where_the_level_is_another(corpus, client):
    soup = page_of(client.post("/check/", {"text": DRAFT, "peer": slug_of("jiyuan-2020.txt")}))
    row = next(row for row in soup.select("tbody.indicator") if row.select_one("tr.own") and len(row.select("tr")) == 2)
    words = " ".join(row.get_text(" ", strip=True).split())
    assert "非涉密政务信息系统上云率" in words
    assert "85 %" in words
    assert "80 %" in words
    assert "层级不同，只并列，不排名" in words


def test_a_number_is_ranked_among_peers_of_its_own_level(corpus, client):
    text = DRAFT.replace("某某市", "青岛市")
    soup = page_of(client.post("/check/", {"text": text, "peer": slug_of("jiyuan-2020.txt")}))
    points = said(soup, ".draft-points")
    assert "草稿85%，同级另1地：80%" in points.replace(" ", "")
    assert "地级2地：最高85%（草稿），最低80%（济源市）" in said(soup, "tbody.indicator")


def test_language_is_told_with_the_line_it_stands_in(corpus, client):
    soup = page_of(client.post("/check/", {"text": DRAFT}))
    obligation = said(soup, "#language-obligation li")
    assert "没有单位和时限" in obligation
    assert "推进信号灯联网，确保主干道全覆盖。" in obligation
    assert "二/(一) · 第5行" in obligation
    assert "90%以上" in said(soup, "#language-no-denominator li")
    assert soup.select_one("#line-5").get_text() == "（一）智慧交通。推进信号灯联网，确保主干道全覆盖。"
    assert "智慧交通" in said(soup, "#language-no-lead li")


def test_every_link_of_the_summary_leads_to_a_row_of_the_page(corpus, client):
    soup = page_of(client.post("/check/", {"text": (corpus / "maojian-2022.txt").read_text(encoding="utf-8")}))
    links = [link["href"] for link in soup.select(".draft-points a")]
    assert len(links) > 15
    assert [link for link in links if not soup.select(link)] == []


def test_peers_are_those_chosen_and_at_most_eight(corpus, client):
    soup = page_of(client.post("/check/", {"text": DRAFT, "peer": [slug_of("jinan-2018.txt")]}))
    assert [box["value"] for box in soup.select('input[name="peer"][checked]')] == [slug_of("jinan-2018.txt")]
    crowd = [f"{number:06}-00000000" for number in range(9)]
    words = said(page_of(client.post("/check/", {"text": DRAFT, "peer": crowd})), "main")
    assert "最多选8份，选了9份" in words
    assert "还没有对标的文件" in words


def test_peers_are_found_by_place_title_or_number(corpus, client):
    peers = {"text": DRAFT, "peer": slug_of("jinan-2018.txt"), "find": "禹政办字"}
    options = page_of(client.post("/check/", peers)).select(".draft-peers li")
    assert "禹城市" in " ".join(option.get_text() for option in options)


def test_documents_that_are_not_published_are_never_peers(corpus, client):
    PolicyDocument.objects.filter(file_name="jinan-2018.txt").update(state="draft")
    page = client.post("/check/", {"text": DRAFT, "peer": slug_of("jinan-2018.txt"), "find": "济南"})
    assert "泉城" not in page.content.decode()
    assert "济南市新型智慧城市建设行动计划" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"text": " "}, 400, "没有收到草稿"),
        ({"text": "一" * 200_001}, 400, "一次最多核200000字"),
        ({"text": "今天天气很好。"}, 422, "没有读到政策文件的标题"),
        ({"file": SimpleUploadedFile("扫描.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100)}, 422, "这是图片"),
        ({"file": SimpleUploadedFile("空.txt", b"")}, 422, "文件里没有文字"),
        ({"file": SimpleUploadedFile("大.txt", b"0" * (uploads.MAX_FILE + 1))}, 413, "文件超过5 MB"),
        ({"file": SimpleUploadedFile("更大.txt", b"0" * (uploads.MAX_BODY + 1))}, 413, "文件超过5 MB"),
        ({"text": "一" * 900_000}, 400, "送来的内容太大"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_sentence(corpus, client, sent, status, sentence):
    response = client.post("/check/", sent)
    assert response.status_code == status
    assert sentence in said(page_of(response), '[role="alert"]')


def test_pasted_markup_is_text_and_runs_nowhere(corpus, client):
    hostile = DRAFT.replace("推进信号灯联网", "<script>alert(1)</script></textarea>推进信号灯联网")
    page = client.post("/check/", {"text": hostile}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;" in page


def test_a_form_without_its_token_is_refused(corpus):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/check/", {"text": DRAFT}).status_code == 403
    assert client.post("/check/report/", {"text": DRAFT}).status_code == 403
    form = page_of(client.get("/check/"))
    token = form.select_one('input[name="csrfmiddlewaretoken"]')["value"]
    assert client.post("/check/", {"text": DRAFT, "csrfmiddlewaretoken": token}).status_code == 200


def test_an_hour_has_room_for_so_many_checks(corpus, client, monkeypatch):
    monkeypatch.setattr(views, "GATE", Gate(most_hourly=1))
    assert client.post("/check/", {"text": DRAFT}).status_code == 200
    response = client.post("/check/", {"text": DRAFT})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 3500
    assert "一小时最多核1次，已经用完。60分钟后再核，草稿还在页面里。" in said(page_of(response), '[role="alert"]')
    assert "智慧教育" in page_of(response).select_one("textarea").get_text()


def test_the_report_holds_summary_tables_sources_date_and_version(corpus, client):
    response = client.post("/check/report/", {"text": DRAFT, "peer": slug_of("jiyuan-2020.txt")})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    file = docx.Document(io.BytesIO(response.content))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert words.startswith("核稿报告")
    for heading in ("摘要", "逐领域对标", "目标值", "时限和牵头", "最接近的任务", "用语", "所列的文件"):
        assert heading in words.split("\n")
    assert "济源市（地级）：《济源产城融合示范区管理委员会办公室" in words
    assert "语料版本" in words
    cells = "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    assert "二/(一)，第5行" in cells
    assert "草稿未见" in cells
    closest = next(table for table in file.tables if table.rows[0].cells[0].text == "草稿的任务")
    shown = [cell.text for row in closest.rows[1:] for cell in row.cells[:2]]
    assert max(map(len, shown)) < 400, "whole wordings stand once, among the domains"
    assert any("……" in text for text in shown)
    assert "“最接近的任务”里长的原文只引开头" in words
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


def test_a_draft_comes_back_from_the_form_as_it_was_sent(corpus, client):
    first = page_of(client.post("/check/", {"text": "\n\n" + DRAFT.replace("\n", "\r\n")}))
    held = first.select_one("#held-text").get_text().removeprefix("\n")
    second = page_of(client.post("/check/", {"text": held.replace("\n", "\r\n")}))
    assert [line.get_text() for line in second.select(".draft-lines li")] == ["", "", *DRAFT.split("\n")]
    assert second.select_one("#held-text").get_text() == first.select_one("#held-text").get_text()

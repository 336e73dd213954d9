"""The overview: what the corpus holds, in numbers that lead to what they count."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.coverage import cards, heat_step
from documents.models import PolicyDocument
from portal.home import home
from tests.builders import FUNDING, JINAN, JIYUAN, SCHOOLS, SICHUAN, TRAFFIC, YUCHENG, build_document
from tests.comparisons import made
from tests.comparisons.pages import soup_of, words_of

FIVE = "/compare/?place=510000&place=370100&place=419001&place=371482&place=420302"
QUERIES_OF_THE_PAGE = 26


def table_of(response):
    """The coverage matrix: header cells, and the words of each row by its name."""
    table = soup_of(response).select_one("table.heat")
    rows = {
        words_of(row.th): [words_of(cell) for cell in row.find_all("td")] for row in table.select("tbody tr, tfoot tr")
    }
    return [words_of(head) for head in table.select("thead th")], rows


@pytest.mark.django_db
def test_the_five_documents_are_counted(client, corpus):
    soup = soup_of(client.get("/"))

    figures = {words_of(pair.dt): words_of(pair.dd) for pair in soup.select("dl.figures > div")}

    assert words_of(soup.h1) == "5个地区的5份政策文件，逐项对照原文"
    assert figures["份文件"] == "5"
    assert figures["项重点任务"] == "58"
    assert figures["项保障措施"] == "25"
    assert figures["个量化目标"] == "12"
    assert figures["项写明牵头单位"] == "22"


@pytest.mark.django_db
def test_the_coverage_counts_tasks_by_domain_and_place(client, corpus):
    heads, rows = table_of(client.get("/"))

    assert heads == ["领域", "四川省省级", "济南市地级", "济源市地级", "禹城市县级", "茅箭区县级", "合计"]
    assert rows["重点任务"] == ["17", "9", "15", "3", "14", "58"]
    assert rows["保障措施"] == ["4", "5", "4", "5", "7", "25"]
    assert rows["城市治理"] == ["5", "4", "4", "2", "8", "23"]


@pytest.mark.django_db
def test_each_row_leads_to_its_rows_in_the_comparison(client, corpus):
    soup = soup_of(client.get("/"))

    link = soup.select_one("table.heat").find("a", string="城市治理")

    assert link["href"] == f"{FIVE}#band-governance"
    assert soup_of(client.get(FIVE)).find(id="band-governance") is not None


@pytest.mark.django_db
def test_one_click_compares_all_places(client, corpus):
    (primary,) = soup_of(client.get("/")).select("a.button-primary")

    assert (words_of(primary), primary["href"]) == ("对照全部5个地区", FIVE)


@pytest.mark.django_db
def test_the_sentences_lead_into_the_comparison(client, corpus):
    soup = soup_of(client.get("/"))
    compared = soup_of(client.get(FIVE))

    links = soup.select("ul.findings a")

    assert links
    for link in links:
        address, anchor = link["href"].split("#")
        assert address == FIVE
        assert compared.find(id=anchor) is not None


@pytest.mark.django_db
def test_each_place_has_a_card_with_its_document(client, corpus):
    cards_of_page = soup_of(client.get("/")).select("article.place-card")

    maojian = next(words_of(card) for card in cards_of_page if words_of(card.h3).startswith("茅箭区"))

    assert len(cards_of_page) == 5
    assert "湖北省 十堰市茅箭区推进新型智慧城市建设实施方案" in maojian
    assert "文号茅政办发〔2022〕18号" in maojian
    assert "任务14项，14项写明牵头" in maojian


@pytest.mark.django_db
def test_known_limits_are_said(client, corpus):
    limits = words_of(soup_of(client.get("/")).find(id="limits").find_parent("section"))

    assert "“自动抽取未见”不等于没有做。" in limits
    assert "文字修复675处" in limits


@pytest.mark.django_db
def test_an_empty_corpus_says_how_to_fill_it(client):
    soup = soup_of(client.get("/"))

    assert words_of(soup.h1) == "政策文件，逐项对照原文"
    assert "load_documents" in words_of(soup.select_one(".empty"))
    assert soup.select("table") == []


@pytest.mark.django_db
def test_drafts_are_not_counted(client):
    build_document()
    build_document(place=JINAN, title="济南市行动计划", state="draft")

    response = client.get("/")

    assert words_of(soup_of(response).h1) == "1个地区的1份政策文件，逐项对照原文"
    assert "济南市" not in response.content.decode()


@pytest.mark.django_db
def test_more_places_than_columns_are_said_and_the_latest_shown(client, monkeypatch):
    build_document()
    build_document(place=JINAN, title="济南市行动计划", issued_on=None)
    monkeypatch.setattr("comparisons.builder.overview.MAX_PLACES", 1)

    response = client.get("/")

    assert table_of(response)[0] == ["领域", "茅箭区县级", "合计"]
    assert "只列文件最新的1个地区，另有1个地区。" in words_of(soup_of(response).main)
    assert words_of(soup_of(response).select_one("a.button-primary")) == "选择地区，开始对照"


@pytest.mark.django_db
def test_five_documents_take_no_more_queries_than_one(client, django_assert_max_num_queries):
    build_document()
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE):
        client.get("/")

    for place, title in (
        (SICHUAN, "四川省意见"),
        (YUCHENG, "禹城市方案"),
        (JIYUAN, "济源市意见"),
        (JINAN, "济南市计划"),
    ):
        build_document(place=place, title=title, tasks=(TRAFFIC, SCHOOLS, FUNDING))
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE):
        client.get("/")


@pytest.mark.django_db
def test_rendering_asks_the_database_nothing(rf):
    build_document()
    request = rf.get("/")
    request.user = AnonymousUser()
    response = home(request)

    with CaptureQueriesContext(connection) as queries:
        response.render()

    assert queries.captured_queries == []


@pytest.mark.django_db
def test_markup_in_a_title_stays_text(client):
    build_document(title="方案<script>alert(1)</script>")

    assert "<script>alert" not in client.get("/").content.decode()
    assert PolicyDocument.objects.get().title == "方案<script>alert(1)</script>"


@pytest.mark.parametrize(("tasks", "step"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (60, 4)])
def test_the_tint_has_four_steps(tasks, step):
    assert heat_step(tasks) == step


def test_the_bars_of_all_cards_share_one_scale():
    jinan, maojian = (card.bar for card in cards((made.JINAN, made.MAOJIAN)))

    assert (jinan.first, jinan.years, jinan.last) == (2018, 5, 2022)
    assert (jinan.start, jinan.end, jinan.signed) == (2018, 2021, None)
    assert (maojian.start, maojian.end, maojian.signed) == (2022, 2023, 2022.54)

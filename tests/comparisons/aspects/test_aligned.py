"""The view of aligned tasks on the five documents and on small ones: rows, reasons, downloads, who may see what."""

import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.views import compare
from documents.models import PolicyDocument, RelatedTerm, Task, TaskProfile
from tests.builders import JINAN, MAOJIAN, SICHUAN, TaskSpec, build_document
from tests.comparisons.pages import soup_of, words_of
from tests.comparisons.sheets import bare
from tests.documents.rereading import csv_lines, xlsx_lines

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
TWO = "place=420302&place=370100"
PAGE = "/compare/aligned/"

BUSES = "推进公交智能调度，建设电子站牌，实施路口信号控制联网。"
TRAFFIC = TaskSpec("智慧交通", BUSES)
ROADS = TaskSpec("市民出行“一路通”", "建设交通诱导屏，推进公交智能调度和路口信号控制联网。")
SCHOOLS = TaskSpec("智慧教育", "推进数字校园和在线课堂建设。", domain="livelihood/education")


@pytest.fixture
def two_places():
    """茅箭区 with traffic and schools, 济南市 with the same traffic under another name."""
    build_document(place=MAOJIAN, tasks=(TRAFFIC, SCHOOLS))
    build_document(place=JINAN, title="济南市行动计划", number="济政〔2018〕1号", tasks=(ROADS,))


def titles_of(response):
    """Every row by name: the titles of its own tasks, place by place."""
    return {
        words_of(row.select_one(".row-name")).lstrip("0123456789 "): [
            [words_of(title) for title in cell.select("article.cell-task:not(.cell-mention) > .title")]
            for cell in row.find_all("td", recursive=False)
        ]
        for row in rows_of(response)
    }


def rows_of(response):
    """The rows as elements."""
    return soup_of(response).select("table.aligned tbody tr[id^=row-]")


def row_named(response, name):
    """One row as element."""
    return next(row for row in rows_of(response) if words_of(row.select_one(".row-name")).endswith(name))


# ------------------------------------------------------------------ the five documents


def test_the_same_thing_stands_in_one_row_whatever_it_is_called(client, corpus):
    rows = titles_of(client.get(f"{PAGE}?{FIVE}"))

    assert rows["智慧交通"] == [["智慧交通"], ["智慧交通"], [], ["市民出行“一路通”"], []]
    assert rows["公共安全"] == [["智慧安防"], ["智慧公安"], [], ["公共安全“一网通”"], ["推进公共安全大数据建设"]]
    assert rows["城市运行中心"] == [
        [],
        ["构建一体化综合指挥平台"],
        ["建设数字运营中心，打造综合平台"],
        ["建设智慧泉城运行管理中心"],
        ["加强跨区域城市综合治理"],
    ]
    assert rows["智慧政务"][3] == ["群众办事“一站通”"]
    assert rows["智慧医疗"][3:] == [["居民健康“一卡通”"], ["推进智慧民生综合应用"]]


def test_every_task_stands_in_exactly_one_row(client, corpus):
    rows = titles_of(client.get(f"{PAGE}?{FIVE}&category=all"))
    shown = sorted(title for cells in rows.values() for cell in cells for title in cell)
    assert shown == sorted(Task.objects.values_list("title", flat=True))
    assert len(shown) == 83


def test_no_two_rows_have_the_same_name(client, corpus):
    names = [
        words_of(row.select_one(".row-name")).lstrip("0123456789 ") for row in rows_of(client.get(f"{PAGE}?{FIVE}"))
    ]
    assert "通信网络（政务信息基础设施）" in names
    assert len(names) == len(set(names))


def test_a_task_of_two_subjects_is_pointed_to_from_the_second(client, corpus):
    row = row_named(client.get(f"{PAGE}?{FIVE}"), "应急与防灾")
    here = row.find_all("td", recursive=False)[0].select("article.cell-mention")[0]
    assert words_of(here.select_one(".title")) == "智慧安防"
    assert "另见第" in words_of(here)


def test_a_task_of_the_same_domain_that_is_not_close_enough_is_not_hidden(client, corpus):
    cell = row_named(client.get(f"{PAGE}?{FIVE}"), "智慧社区").find_all("td", recursive=False)[3]
    assert words_of(cell.select_one("article .title")) == "和谐社区“一格通”"
    assert "同领域，见第" in words_of(cell)


def test_what_only_one_place_has_is_listed_under_its_own_heading(client, corpus):
    soup = soup_of(client.get(f"{PAGE}?{FIVE}"))
    single = soup.select_one("#band-single").find_parent("tbody").find_next_sibling("tbody")
    names = [words_of(row.select_one(".row-name")) for row in single.select("tr")]
    assert any("智慧司法" in name for name in names)
    assert {words_of(row.select_one(".row-note")).partition("；")[0] for row in single.select("tr")} <= {
        "仅济源市",
        "仅茅箭区",
        "仅禹城市",
        "仅济南市",
        "仅四川省",
    }


def test_safeguards_are_aligned_on_request(client, corpus):
    rows = titles_of(client.get(f"{PAGE}?{FIVE}&category=safeguard"))
    assert rows["组织领导"] == [
        ["组织保障"],
        ["建立协同建设机制"],
        ["加强组织领导"],
        ["加强组织领导，健全工作机制"],
        ["加强组织领导"],
    ]
    assert rows["人才保障"][4] == ["强化要素保障"]


def test_the_score_of_a_row_is_the_same_whichever_category_is_shown(client, corpus):
    def score(query):
        return words_of(row_named(client.get(f"{PAGE}?{FIVE}{query}"), "智慧交通").select_one(".closeness"))

    assert score("") == score("&category=all")


def test_a_row_says_why_its_tasks_stand_together(client, corpus):
    row = row_named(client.get(f"{PAGE}?{FIVE}"), "智慧交通")
    assert words_of(row.select_one(".closeness")).startswith("接近度")
    assert "主题100" in words_of(row.select_one(".closeness"))
    shared = [words_of(term) for term in row.select(".shared-terms .term-shared")]
    assert "交通" in shared
    marked = {
        words_of(mark) for cell in row.find_all("td", recursive=False) for mark in cell.select(".quote .term-shared")
    }
    assert marked & set(shared)
    assert row.select(".only-terms .term-only")


def test_every_cell_has_one_of_the_five_answers(client, corpus):
    for row in rows_of(client.get(f"{PAGE}?{FIVE}")):
        for cell in row.find_all("td", recursive=False):
            assert cell.select(".state"), words_of(row)


def test_a_title_leads_to_its_passage_and_to_the_panel(client, corpus):
    link = row_named(client.get(f"{PAGE}?{FIVE}"), "智慧交通").select_one("td .title a")
    assert client.get(link["href"].partition("#")[0]).status_code == 200
    assert "健全交通运输行业数据中心" in client.get(link["data-panel"]).content.decode()


def test_rows_can_be_limited_to_those_of_several_places_and_sorted(client, corpus):
    response = client.get(f"{PAGE}?{FIVE}&least=4&sort=places")
    rows = titles_of(response)
    assert {sum(bool(cell) for cell in cells) for cells in rows.values()} == {4}
    assert "行不足所选地数，没有列出" in words_of(soup_of(response))
    first = next(iter(titles_of(client.get(f"{PAGE}?{FIVE}&sort=first"))))
    assert first == "通信网络（通信基础设施）"


def test_an_unknown_order_is_answered_with_those_that_are_known(client, corpus):
    said = words_of(soup_of(client.get(f"{PAGE}?{FIVE}&sort=cost")))
    assert "排列没有读懂：cost。可以写：score、places、first。" in said


def test_reasons_are_the_same_where_the_database_keeps_no_order_of_words(client, corpus):
    """jsonb sorts keys by length and bytes, a backup by letters; the words that tell most are cut off by their order."""
    before = [words_of(row) for row in rows_of(client.get(f"{PAGE}?{FIVE}"))]

    for profile in TaskProfile.objects.all():
        kept = sorted(profile.words.items(), key=lambda pair: (len(pair[0].encode()), pair[0].encode()))
        assert kept != list(profile.words.items()) or connection.vendor == "postgresql"
        profile.words, profile.shares = dict(kept), dict(sorted(profile.shares.items()))
        profile.save()
    cache.clear()

    assert [words_of(row) for row in rows_of(client.get(f"{PAGE}?{FIVE}"))] == before


# ------------------------------------------------------------------ small documents


def test_related_terms_bring_closer_what_is_named_differently_and_can_be_switched_off(client):
    build_document(
        place=MAOJIAN, tasks=(TaskSpec("数字运营", "建设城市大脑，实现数据汇聚。", domain="governance/operations"),)
    )
    build_document(
        place=JINAN,
        title="济南市行动计划",
        number="济政〔2018〕1号",
        tasks=(TaskSpec("一网统管", "建设运行管理中心，完善预警。", domain="governance/operations"),),
    )
    RelatedTerm.objects.all().delete()
    RelatedTerm.objects.bulk_create(
        RelatedTerm(group="城市运行中心", term=term) for term in ("城市大脑", "一网统管", "运行管理中心")
    )
    together = client.get(f"{PAGE}?{TWO}")
    apart = client.get(f"{PAGE}?{TWO}&related=off")
    assert len(rows_of(together)) == 1
    assert len(rows_of(apart)) == 2
    assert "≈" in words_of(rows_of(together)[0].select_one(".shared-terms"))
    assert "不用相关词表" in words_of(soup_of(apart).select_one(".said"))


def test_hostile_words_stay_words(client):
    hostile = TaskSpec("智慧<b>交通</b>", f"<script>alert(1)</script>{BUSES}")
    build_document(place=MAOJIAN, tasks=(hostile,))
    build_document(place=JINAN, title="济南市行动计划", number="济政〔2018〕1号", tasks=(ROADS,))
    response = client.get(f"{PAGE}?{TWO}")
    assert "<script>alert" not in response.content.decode()
    assert "智慧<b>" not in response.content.decode()
    assert "<script>alert(1)</script>" in words_of(soup_of(response).select_one("td article .quote"))


def test_a_draft_stays_out(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")
    page = client.get(f"{PAGE}?{TWO}")
    assert "一路通" not in words_of(soup_of(page))


def test_tasks_loaded_before_profiles_were_written_are_told_of(client, two_places):
    TaskProfile.objects.filter(task__jurisdiction__code="370100").delete()
    said = words_of(soup_of(client.get(f"{PAGE}?{TWO}")))
    assert "济南市的任务是旧版入库的，还不能对齐；重新载入文件后再来。" in said
    assert "市民出行“一路通”" in said


def test_a_kind_of_text_without_tasks_does_not_apply(client, two_places):
    build_document(place=SICHUAN, title="四川省办法", number="川办〔2020〕1号", tasks=(), document_type="办法")
    row = row_named(client.get(f"{PAGE}?{TWO}&place=510000"), "智慧教育")
    assert words_of(row.find_all("td", recursive=False)[2]) == "不适用"


def test_pages_of_two_and_five_take_the_same_queries_and_rendering_none(rf, corpus, django_assert_num_queries):
    counts = []
    for query in ("place=419001&place=370100", FIVE):
        request = rf.get(f"{PAGE}?{query}")
        request.user = AnonymousUser()
        compare(request, aspect="aligned")  # what all visitors are offered beside it is remembered
        with CaptureQueriesContext(connection) as made:
            response = compare(request, aspect="aligned")
        counts.append(len(made))
        with django_assert_num_queries(0):
            response.render()
    assert counts[0] == counts[1] <= 26


# ------------------------------------------------------------------ downloads


def shown_by_page(response):
    """Name and cells of every row, bare: titles, locators and terms of one place only."""
    shown = []
    for row in rows_of(response):
        cells = []
        for cell in row.find_all("td", recursive=False):
            titles = [bare(words_of(title)) for title in cell.select("article .title")]
            only = cell.select_one(".only-terms")
            cells.append((titles, bare(words_of(only)).removeprefix("仅此地用") if only else ""))
        shown.append((bare(words_of(row.select_one(".row-name"))), cells))
    return shown


@pytest.mark.parametrize("query", [FIVE, f"{FIVE}&category=all&related=off", f"{TWO}&least=2&sort=first"])
def test_every_cell_of_the_workbook_says_what_the_page_shows(client, corpus, query):
    page = shown_by_page(client.get(f"{PAGE}?{query}"))
    lines = xlsx_lines(b"".join(client.get(f"{PAGE}export/xlsx/?{query}")))[1:]
    lines = [line for line in lines if line[0].isdecimal()]
    assert [f"{line[0]}{bare(line[1])}" for line in lines] == [name for name, _cells in page]
    for line, (_name, cells) in zip(lines, page, strict=True):
        for text, (titles, only) in zip(line[3:], cells, strict=False):
            assert all(title in bare(text) for title in titles), text
            assert ("仅此地用" in text) == bool(only)
            assert only in bare(text)


def test_the_list_holds_every_task_with_its_wording_place_and_reasons(client, corpus):
    response = client.get(f"{PAGE}export/csv/?{FIVE}&category=all")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    tasks = [row for row in rows if row["状态"] == "原文明示"]
    assert len(tasks) == 83
    traffic = next(row for row in tasks if row["任务"] == "市民出行“一路通”")
    assert traffic["主题"] == "智慧交通"
    assert traffic["出处"] == "二/(三)/6"
    assert traffic["共用"].startswith("交通（")
    assert traffic["引文（原样）"].startswith("6.市民出行“一路通”") or "市民出行" in traffic["引文（原样）"]
    assert traffic["位置"].startswith("http://testserver/documents/370100-")
    assert {row["归行"] for row in rows} == {"自动"}


def test_csv_as_shown_and_workbook_are_the_same(client, corpus):
    as_csv = csv_lines(b"".join(client.get(f"{PAGE}export/csv/?{FIVE}&layout=shown")))
    as_xlsx = xlsx_lines(b"".join(client.get(f"{PAGE}export/xlsx/?{FIVE}")))
    subjects = [line[1] for line in as_xlsx[1:] if line[0].isdecimal()]
    assert [subject for line in as_csv[1:] for subject in line if subject in subjects][: len(subjects)] == subjects

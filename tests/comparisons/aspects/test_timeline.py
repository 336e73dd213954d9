"""The view in time: years of all places in one table, as a reader of the five documents finds them."""

import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.aspects.timeline.drawing import lanes_of, scale_of
from comparisons.aspects.timeline.records import Moment, MomentKind
from comparisons.aspects.timeline.schedule import year_rows
from comparisons.records import State
from comparisons.views import compare
from tests.builders import JINAN, build_document
from tests.comparisons.made import JINAN as JINAN_DOCUMENT
from tests.comparisons.made import MAOJIAN as MAOJIAN_DOCUMENT
from tests.comparisons.pages import rows_of, soup_of, words_of

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
# The first time after a change: what is remembered asks for the state of the corpus before and after.
MOST_QUERIES = 33


def moment(
    kind: MomentKind = MomentKind.MILESTONE, *, begins: str = "", ends: str = "", title: str = "建成平台"
) -> Moment:
    """A moment made by hand."""
    return Moment(
        kind=kind,
        title=title,
        words=ends,
        begins=begins,
        ends=ends,
        task="",
        task_start=None,
        domain="",
        values=(),
        quote=title,
        original=title,
        locator="三/(一)",
        start=10,
        address="/documents/x/#c10",
        panel_address="/documents/x/passage/10-20/",
        origin="automatic",
        origin_words="自动抽取",
    )


def test_the_years_of_the_five_documents_are_the_rows(client, corpus):
    rows = rows_of(client.get(f"/compare/timeline/?{FIVE}"))

    assert list(rows) == ["2018年", "2019年", "2020年", "2021年", "2022年", "2025年", "未写时限"]
    assert rows["2025年"].note == "仅济源市"
    assert "到2025年“智慧济源”总体框架进一步完备" in rows["2025年"].words(0)


def test_a_day_is_quoted_as_the_text_writes_it_and_leads_to_its_passage(client, corpus):
    cell = rows_of(client.get(f"/compare/timeline/?{FIVE}"))["2022年"].cells[1]

    first = cell.select_one(".cell-moment")

    assert words_of(first.select_one(".moment-when b")) == "2022年9月底前"
    assert words_of(first.select_one(".title")) == "完成区级平台和乡镇基层平台建设"
    assert "/passage/" in first.select_one(".title a")["data-panel"]


def test_the_values_of_a_sentence_stand_with_its_milestone(client, corpus):
    words = rows_of(client.get(f"/compare/timeline/?{FIVE}"))["2022年"].words(0)

    assert words.count("支撑能力显著提升") == 1
    assert "80%非涉密政务信息系统上云率" in words


def test_stages_without_a_date_are_said_to_have_none(client, corpus):
    undated = rows_of(client.get(f"/compare/timeline/?{FIVE}"))["未写时限"]

    assert "动员部署阶段" in undated.words(1)
    assert "宣传发动" in undated.words(2)


def test_a_year_before_the_document_is_not_applicable_and_a_later_one_only_not_found(client, corpus):
    rows = rows_of(client.get(f"/compare/timeline/?{FIVE}"))

    assert rows["2018年"].words(1) == "不适用"
    assert rows["2025年"].words(4) == "自动抽取未见"


def test_only_one_kind_can_be_listed(client, corpus):
    page = client.get(f"/compare/timeline/?{FIVE}&kind=stage")

    kinds = {words_of(mark)[:4] for mark in soup_of(page).select(".moment-when")}

    assert kinds == {"实施步骤"}
    assert list(rows_of(page)) == ["2018年", "2019年", "2020年", "未写时限"]


def test_a_domain_limits_the_moments_to_its_tasks_and_is_said(client, corpus):
    page = client.get(f"/compare/timeline/?{FIVE}&domain=data")

    assert "大数据" in words_of(soup_of(page).select_one(".said")) or "数据" in words_of(
        soup_of(page).select_one(".said")
    )
    assert "中心投入运行" not in words_of(soup_of(page).main)
    assert "建立完善统一数据开放共享的交换平台" in words_of(soup_of(page).main)


def test_the_download_says_what_the_page_says(client, corpus):
    page = rows_of(client.get(f"/compare/timeline/?{FIVE}"))
    shown = csv_rows(client.get(f"/compare/timeline/export/csv/?{FIVE}&layout=shown"))

    assert [row["年份"] for row in shown] == list(page)
    for row in shown:
        for column, cell in enumerate(list(row.values())[2:7]):
            for title in page[row["年份"]].cells[column].select(".cell-moment .title"):
                assert words_of(title) in cell


def test_the_list_holds_each_moment_once_with_its_quote(client, corpus):
    rows = csv_rows(client.get(f"/compare/timeline/export/csv/?{FIVE}"))

    (row,) = [
        row for row in rows if row["内容"].startswith("达到四星级") and row["时限（原文写法）"] == "2021年11月底前"
    ]

    assert row["引文（整理后）"] == "2021年11月底前通过终期验收，达到四星级新型智慧城市标准"
    assert (row["地区"], row["结束或时限"], row["出处"]) == ("禹城市", "2021-11-30", "~3/(二)")


def csv_rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_five_columns_take_no_more_queries_than_two(client, corpus, django_assert_max_num_queries):
    for query in ("place=419001&place=420302", FIVE):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/compare/timeline/?{query}")


def test_rendering_asks_the_database_nothing(rf, corpus):
    request = rf.get(f"/compare/timeline/?{FIVE}")
    request.user = AnonymousUser()
    response = compare(request, aspect="timeline")

    with CaptureQueriesContext(connection) as queries:
        response.render()

    assert queries.captured_queries == []


def test_a_place_without_any_date_gets_a_clear_empty_page(client):
    build_document(place=JINAN, tasks=())

    assert "没有写明时间的内容" in words_of(soup_of(client.get("/compare/timeline/?place=370100&kind=deadline")).main)


def test_a_stage_runs_through_the_years_it_spans():
    stage = moment(MomentKind.STAGE, begins="2020-10", ends="2022", title="全面建设")

    rows = year_rows((JINAN_DOCUMENT,), moments=((stage,),))

    assert [row.name for row in rows] == ["2020年", "2021年", "2022年"]
    assert rows[0].cells[0].moments == (stage,)
    assert [row.cells[0].running for row in rows[1:]] == [(stage,), (stage,)]


def test_years_no_document_names_are_no_rows():
    rows = year_rows((JINAN_DOCUMENT, MAOJIAN_DOCUMENT), moments=((moment(ends="2018"),), (moment(ends="2035-12-31"),)))

    assert [row.name for row in rows] == ["2018年", "2035年"]
    assert rows[0].cells[1].state is State.NOT_APPLICABLE


def test_a_year_is_as_long_as_the_year_and_a_day_is_a_point():
    years = (2018, 2019, 2020, 2021)
    (lane,) = lanes_of(
        (JINAN_DOCUMENT,), moments=((moment(ends="2019"), moment(ends="2019-06-30"), moment(ends="2019")),), years=years
    )

    bar, point = lane.marks

    assert (lane.period_x, lane.period_width) == ("0.00%", "75.00%")
    assert (bar.x, bar.width, bar.count) == ("25.00%", "25.00%", 2)
    assert (point.x, point.width) == ("37.40%", "")


def test_stages_that_overlap_lie_under_each_other():
    first = moment(MomentKind.STAGE, begins="2018", ends="2019")
    second = moment(MomentKind.STAGE, begins="2019", ends="2020")
    third = moment(MomentKind.STAGE, begins="2020", ends="2020")

    (lane,) = lanes_of((JINAN_DOCUMENT,), moments=((first, second, third),), years=(2018, 2019, 2020))

    assert [mark.row for mark in lane.marks] == [0, 1, 0]


def test_a_scale_of_a_century_has_no_drawing():
    moments = ((moment(ends="1949"), moment(ends="2049")),)
    years = scale_of((JINAN_DOCUMENT,), moments=moments)

    assert (years[0], years[-1]) == (1949, 2049)
    assert lanes_of((JINAN_DOCUMENT,), moments=moments, years=years) == ()

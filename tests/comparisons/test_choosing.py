"""Choosing columns: similar places, presets, narrowing, order, and one column set against the others."""

import pytest

from documents.models import Jurisdiction, PolicyDocument
from tests.builders import FUNDING, JINAN, JIYUAN, SCHOOLS, SICHUAN, TRAFFIC, YUCHENG, build_document
from tests.comparisons.pages import headers_of, rows_of, soup_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_places():
    """茅箭区 and 禹城市 (counties), 济南市 (the city of a province), 四川省."""
    build_document()
    build_document(place=YUCHENG, title="禹城市方案", tasks=(TRAFFIC, SCHOOLS))
    build_document(place=JINAN, title="济南市行动计划", tasks=(TRAFFIC,))
    build_document(place=SICHUAN, title="四川省意见", tasks=(FUNDING, SCHOOLS))


def picker_of(response):
    return soup_of(response).select_one(".picker")


def test_a_similar_place_is_offered_with_its_reason(client, four_places):
    (offered,) = picker_of(client.get("/compare/?place=420302")).select(".similar-places li")

    assert words_of(offered).startswith("加上禹城市同为县级，2022年，都写")
    assert offered.a["href"] == "/compare/?place=420302&place=371482"


def test_a_place_of_another_level_or_time_is_no_similar_place(client, four_places):
    PolicyDocument.objects.filter(jurisdiction__code="371482").update(issued_on="1999-01-01", period_start=None)

    assert picker_of(client.get("/compare/?place=420302")).select(".similar-places li") == []


def test_a_place_and_what_lies_above_it_is_one_click(client, four_places):
    links = {
        words_of(link): link["href"] for link in picker_of(client.get("/compare/?place=420302")).select("a.button")
    }

    assert links["对照全部4个地区"] == "/compare/?place=510000&place=370100&place=371482&place=420302"
    assert links["两个县级"] == "/compare/?place=371482&place=420302"
    assert not any(words.startswith("加上上级") for words in links)

    jinan = picker_of(client.get("/compare/?place=371482")).select("a.button")
    assert "加上上级：济南市" not in [words_of(link) for link in jinan]


def test_the_province_of_a_city_is_offered_when_it_has_a_document(client, four_places):
    build_document(place=JINAN, title="济南市另一份", tasks=(TRAFFIC,), issued_on=None)
    PolicyDocument.objects.filter(title="济南市另一份").update(jurisdiction=Jurisdiction.objects.get(code="370000"))

    links = {
        words_of(link): link["href"] for link in picker_of(client.get("/compare/?place=371482")).select("a.button")
    }

    assert links["加上上级：山东省"] == "/compare/?place=371482&place=370000"


def test_places_are_narrowed_by_level_and_province(client, four_places):
    def offered(query):
        return [
            box["value"] for box in picker_of(client.get(f"/compare/?{query}", follow=True)).select("input[name=place]")
        ]

    assert offered("level=county") == ["371482", "420302"]
    assert offered("province=37") == ["370100", "371482"]
    assert offered("level=county&province=37") == ["371482"]
    assert offered("find=山东") == ["370100", "371482"]


def test_a_document_is_found_by_its_title(client, four_places):
    slug = PolicyDocument.objects.get(title="四川省意见").slug

    boxes = picker_of(client.get("/compare/?place=420302&find=四川省意见", follow=True)).select("input[name=document]")

    assert [box["value"] for box in boxes] == [slug]


def test_each_column_moves_by_a_link_that_needs_no_script(client, four_places):
    heads = soup_of(client.get("/compare/?place=420302&place=371482&place=370100")).select("thead th")[1:]

    moves = [{words_of(link): link["href"] for link in head.select(".column-menu a")} for head in heads]

    assert "左移一列" not in moves[0]
    assert moves[0]["右移一列"] == "/compare/?place=371482&place=420302&place=370100"
    assert moves[1]["左移一列"] == "/compare/?place=371482&place=420302&place=370100"
    assert moves[1]["移去这一列"] == "/compare/?place=420302&place=370100"
    assert "右移一列" not in moves[2]


def test_a_column_can_be_set_against_the_others(client, four_places):
    page = client.get("/compare/?place=420302&place=370100&focus=370100")
    soup = soup_of(page)

    assert [head["data-place"] for head in soup.select("thead th.focused")] == ["济南市"]
    assert words_of(soup.select_one(".points")).find("他地设专项任务，济南市没有。") > 0
    assert [words_of(link) for link in soup.select(".segments a")][-2:] == ["只有此地有", "此地未写"]


def test_rows_can_be_seen_from_one_column(client, four_places):
    missing = rows_of(client.get("/compare/?place=420302&place=370100&rows=missing_here&focus=370100"))
    alone = rows_of(client.get("/compare/?place=420302&place=370100&rows=only_here&focus=420302"))

    assert list(missing) == ["教育"]
    assert list(alone) == ["教育"]
    said = words_of(
        soup_of(client.get("/compare/?place=420302&place=370100&rows=missing_here&focus=370100")).select_one(".said")
    )
    assert "只列他地有而济南市没有专项任务的领域" in said


def test_rows_that_differ_most_can_come_first(client):
    build_document(tasks=(SCHOOLS, TRAFFIC, TRAFFIC))
    build_document(place=JIYUAN, title="济源市意见", tasks=(SCHOOLS,))

    bands = [
        words_of(row.th)
        for row in soup_of(client.get("/compare/?place=420302&place=419001&sort=spread")).select("tr.band")
    ]

    assert bands.index("展开城市治理") < bands.index("展开民生服务")


def test_places_can_stand_as_rows(client, four_places):
    upright = rows_of(client.get("/compare/?place=420302&place=370100"))
    soup = soup_of(client.get("/compare/?place=420302&place=370100&transposed=1"))

    names = [words_of(head) for head in soup.select("thead tr:nth-child(2) .row-name")]
    lines = soup.select("table.matrix-transposed tbody tr")

    assert names == list(upright)
    assert [words_of(line.select_one(".place a")) for line in lines] == ["茅箭区", "济南市"]
    assert words_of(lines[0].select("td")[names.index("交通")]) == upright["交通"].words(0)
    assert headers_of(client.get("/compare/?place=420302&transposed=1"))


def test_turning_the_table_keeps_the_rest_of_the_selection(client, four_places):
    soup = soup_of(client.get("/compare/?place=420302&place=370100&domain=governance"))

    turned = next(link for link in soup.select(".tool-row a") if words_of(link) == "地区作行")

    assert turned["href"] == "/compare/?place=420302&place=370100&domain=governance&transposed=1"

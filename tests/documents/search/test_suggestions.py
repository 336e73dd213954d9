"""What is offered while a reader types."""

import pytest
from bs4 import BeautifulSoup

from documents.models import RelatedTerm
from tests.builders import JINAN, TaskSpec, build_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def corpus_of_two(db):
    build_document()
    build_document(
        place=JINAN, title="济南市智慧交通行动计划", tasks=(TaskSpec(title="交通大脑", text="建设交通大脑。"),)
    )
    RelatedTerm.objects.all().delete()
    for term in ("交通大脑", "智慧出行"):
        RelatedTerm.objects.create(group="智慧交通", term=term)


def offered(client, words):
    soup = BeautifulSoup(client.get("/search/suggestions/", query_params={"q": words}).content, "lxml")
    return [
        (link.select_one(".kind").get_text(), link.select_one("span").get_text(), link["href"])
        for link in soup.select("a")
    ]


def test_terms_agencies_places_and_titles_are_offered(client, corpus_of_two):
    assert [(kind, name) for kind, name, _url in offered(client, "交通")] == [
        ("词", "交通大脑"),
        ("单位", "区交通运输局"),
        ("文件", "济南市智慧交通行动计划"),
    ]
    assert ("地区", "济南市", "/jurisdictions/370100/") in offered(client, "济南")


def test_another_name_of_a_whole_term_is_offered(client, corpus_of_two):
    assert ("相关词", "交通大脑") in [(kind, name) for kind, name, _url in offered(client, "智慧出行")]
    assert offered(client, "智慧出") == []


def test_a_term_that_no_passage_holds_is_not_offered(client, corpus_of_two):
    assert "智慧出行" not in [name for _kind, name, _url in offered(client, "智慧")]


def test_traditional_letters_find_simplified_names(client, corpus_of_two):
    assert [name for _kind, name, _url in offered(client, "濟南")] == ["济南市", "济南市智慧交通行动计划"]


def test_the_last_word_is_completed_and_the_words_before_it_stay(client, corpus_of_two):
    url = next(url for kind, _name, url in offered(client, "平台 交通") if kind == "词")

    assert url == "/search/?q=%E5%B9%B3%E5%8F%B0+%E4%BA%A4%E9%80%9A%E5%A4%A7%E8%84%91"


@pytest.mark.parametrize("words", ["", " ", "没有这样的名称", "\x00", "%", "_", '"', "-"])
def test_where_nothing_fits_nothing_is_offered(client, corpus_of_two, words):
    assert offered(client, words) == []


def test_what_is_withdrawn_is_not_offered(client):
    build_document(state="withdrawn")

    assert offered(client, "茅箭") == []
    assert offered(client, "交通") == []

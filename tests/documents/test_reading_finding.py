"""Words looked for in one document: every hit marked, escaped, reached by links; nothing else of the page changed."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.keywords.query import read_query
from documents.models import Passage, PolicyDocument
from documents.reading.asked import Asked, asked_of
from documents.reading.finding import find_words
from documents.reading.page import read_page
from tests.builders import TaskSpec, build_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    return build_document(
        tasks=(
            TaskSpec("智慧交通", "推进5G网络与数据共享。"),
            TaskSpec("智慧教育", "建设數據平台，ＩＰv6覆盖80%的数据。"),
        )
    )


def read(client, document, **query):
    response = client.get(f"/documents/{document.slug}/", query_params=query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words(element):
    return re.sub(r"\s", "", element.get_text())


def hits(page):
    return [mark.get_text() for mark in page.select(".reading-text .m-hit")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("数据", ["数据", "数據", "数据"]),
        ("數據", ["数据", "数據", "数据"]),
        ("5g", ["5G"]),
        ("IPv6", ["ＩＰv6"]),
        ("5G 平台", ["5G", "平台"]),
        ("“数据共享”", ["数据共享"]),
        ("平台 -数据", ["平台"]),
        ("数字", ["数字", "数字"]),
    ],
)
def test_every_hit_is_marked_whatever_its_script_or_width(client, policy, asked, found):
    assert hits(read(client, policy, find=asked)) == found


def test_the_page_of_a_document_finds_words_where_the_search_over_all_documents_finds_them(corpus):
    documents = list(PolicyDocument.objects.all())
    texts = Passage.objects.exclude(rank=Passage.Rank.FURNITURE)
    searched, found_here = {}, {}
    for asked in (
        "5Ｇ",
        "ｉｐｖ6",
        "數據",
        "智慧交通",
        "【2020】27",
        "“一网通”",
        "牵头单位",
        "水",
        "80％",
        "公(gōng)安",
    ):
        holding = texts.filter(folded__holds=read_query(asked).words[0])
        searched[asked] = set(holding.values_list("document_id", flat=True))
        pages = {each.pk: read_page(each, asked=Asked("/", find=asked), user=None) for each in documents}
        found_here[asked] = {pk for pk, page in pages.items() if page.hits.steps.total}

    assert found_here == searched
    assert len(searched["數據"]) == 5


def test_the_number_of_hits_is_the_same_in_all_three_texts(client, policy):
    for mode in ("clean", "original", "traditional"):
        assert "共3处" in words(read(client, policy, find="数据", text=mode).select_one("[data-steps=hit]"))


def test_without_a_script_links_lead_from_hit_to_hit(client, policy):
    page = read(client, policy, find="数据", hit="2")
    bar = page.select_one("[data-steps=hit]")
    path = f"/documents/{policy.slug}/"

    assert "第2处/共3处" in words(bar)
    assert [link.get("href") for link in bar.select("a")] == [
        f"{path}?find=%E6%95%B0%E6%8D%AE&hit=1#f1",
        f"{path}?find=%E6%95%B0%E6%8D%AE&hit=3#f3",
    ]
    assert page.find(id="f2").find_next_sibling().get_text() == "数據"


@pytest.mark.parametrize(
    ("hit", "known"), [("", False), ("0", False), ("99", True), ("-1", False), ("x", False), ("٣", False)]
)
def test_a_hit_that_is_not_there_is_no_fault(client, policy, hit, known):
    place = read(client, policy, find="数据", hit=hit).select_one("[data-step-known]")

    assert place.has_attr("hidden") is not known
    assert not known or place.b.get_text() == "3", "beyond the last counts as the last"


def test_words_that_are_not_there_are_said_not_to_be(client, policy):
    page = read(client, policy, find="没有这样的词")

    assert "本文没有这些字" in page.select_one(".hit-bar").get_text()
    assert hits(page) == []


def test_a_question_that_is_too_long_is_answered_in_words(client, policy):
    page = read(client, policy, find="长" * 101)

    assert "最多查10个词、共100字" in page.select_one("[role=alert]").get_text()


def test_the_three_texts_keep_the_words_looked_for_and_the_choice_of_marks(client, policy):
    page = read(client, policy, find="数据", marks="off", text="original")

    assert [link["href"].partition("?")[2] for link in page.select(".reading-bar .segments a")] == [
        "find=%E6%95%B0%E6%8D%AE&marks=off",
        "text=original&find=%E6%95%B0%E6%8D%AE&marks=off",
        "text=traditional&find=%E6%95%B0%E6%8D%AE&marks=off",
    ]
    form = {field["name"]: field["value"] for field in page.select(".find-form input")}
    assert form == {"text": "original", "marks": "off", "find": "数据"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=40)
    | st.sampled_from(
        ["<script>", "\"'><img src=x onerror=alert(1)>", "{{7*7}}", "</mark>", "\u202e数据", "-", '"', "“", "％"]
    )
)
def test_whatever_is_looked_for_the_page_shows_its_text_and_no_more(client, policy, asked):
    page = read(client, policy, find=asked)

    assert page.select_one(".find-form input[name=find]")["value"] == " ".join(asked.replace("\x00", "").split())[:100]
    assert page.select("script:not([src])") == page.select("[onerror]") == page.select("[style]") == []
    for ours in page.select(".text .anchor, .text .repair-note"):
        ours.decompose()
    text = "".join(words(part) for part in page.select(".passage .text"))
    assert text == re.sub(r"\s", "", policy.clean_text)


@given(st.text(alphabet="数据數據平台5G５ｇ，。 \n", max_size=60), st.text(alphabet='数据平台5G "-', max_size=12))
def test_hits_lie_in_the_text_in_order_and_apart(text, asked):
    found = find_words(text, asked).hits

    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)
    assert all(before.end < after.start for before, after in pairwise(found))


@given(st.dictionaries(st.sampled_from(["text", "find", "hit", "marks"]), st.text(max_size=8)))
def test_an_address_says_again_what_it_was_asked(data):
    asked = asked_of(data, path="/documents/a/")

    assert asked.address().startswith("/documents/a/")
    assert asked.mode in ("clean", "original", "traditional")


def test_what_is_usual_is_not_written_into_an_address():
    assert Asked("/documents/a/").address() == "/documents/a/"
    assert Asked("/documents/a/", find="5G", marks=False).address(mode="original", fragment="p3") == (
        "/documents/a/?text=original&find=5G&marks=off#p3"
    )

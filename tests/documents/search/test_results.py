"""The page of results: order, counts, words in the sentence, related terms, groups, pages, downloads, steps."""

import pytest
from bs4 import BeautifulSoup

from documents.models import RelatedTerm
from tests.builders import JINAN, JIYUAN, MAOJIAN, SICHUAN, TaskSpec, build_document
from tests.documents.rereading import csv_lines, docx_lines, json_lines, markdown_tables, xlsx_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db):
    """茅箭 (县级, 2022, 实施方案) and 济南 (地级, no date, 行动计划), each with tasks that name 信号灯 in its own way."""
    build_document(
        place=MAOJIAN,
        tasks=(
            TaskSpec(title="信号灯联网", text="统一平台。"),
            TaskSpec(title="智慧路口", text="推进路口信号灯建设，" + "完善运行机制，" * 8 + "强化保障。"),
            TaskSpec(title="资金保障", text="信号灯经费纳入预算。", category="safeguard"),
        ),
    )
    build_document(
        place=JINAN,
        title="济南市信号灯行动计划",
        document_type="行动计划",
        issued_on=None,
        tasks=(TaskSpec(title="绿波", text="路口信號燈一体化管理。"), TaskSpec(title="公交", text="公交优先。")),
    )


def soup_of(response):
    assert response.status_code == 200, response.headers.get("Location")
    return BeautifulSoup(response.content, "lxml")


def page(client, **parameters):
    return soup_of(client.get("/search/", parameters, follow=True))


def words_of(element):
    return " ".join(element.get_text().split())


def quotes(soup):
    return [words_of(quote) for quote in soup.select(".found .quote")]


def counts(soup, name):
    boxes = soup.select(f'#facets input[type="checkbox"][name="{name}"]')
    return {box.parent.select("span")[0].get_text(): int(box.parent.select_one(".count").get_text()) for box in boxes}


def test_title_before_heading_before_dense_before_long(client, two):
    assert [quote[:12] for quote in quotes(page(client, q="信号灯"))] == [
        "济南市信号灯行动计划",
        "（一）信号灯联网。统一平",
        "（三）资金保障。信号灯经",
        "（二）智慧路口。推进路口",
        "（一）绿波。路口信號燈一",
    ]


def test_the_sentence_says_what_was_asked_and_how_much_was_found(client, two):
    assert words_of(page(client, q="信号灯").select_one(".said")) == "含“信号灯”的段落，5段，见于2份文件。"
    sentence = words_of(page(client, q="路口 -机制", level="prefecture").select_one(".said"))
    assert sentence == "含“路口”、不含“机制”、层级为地级的段落，1段，见于1份文件。"


def test_numbers_beside_choices_are_what_choosing_them_shows(client, two):
    soup = page(client, q="信号灯")

    assert counts(soup, "part") == {"标题": 1, "任务": 3, "保障措施": 1, "目标": 0, "其他": 0}
    assert counts(soup, "province") == {"山东省": 2, "湖北省": 3}
    assert counts(soup, "jurisdiction") == {"济南市": 2, "茅箭区": 3}
    assert counts(soup, "level") == {"地级": 2, "县级": 3}
    assert counts(soup, "document_type") == {"实施方案": 3, "行动计划": 2}
    assert counts(soup, "year") == {"2022年": 3, "原文未载": 2}


def test_counts_of_a_group_are_over_all_other_conditions(client, two):
    soup = page(client, q="信号灯", level="county")

    assert len(quotes(soup)) == 3
    assert counts(soup, "level") == {"地级": 2, "县级": 3}
    assert counts(soup, "part") == {"标题": 0, "任务": 2, "保障措施": 1, "目标": 0, "其他": 0}
    assert counts(soup, "jurisdiction") == {"济南市": 0, "茅箭区": 3}


@pytest.mark.parametrize(
    ("condition", "number"),
    [
        ({"part": "safeguard"}, 1),
        ({"jurisdiction": "370100"}, 2),
        ({"province": "420000"}, 3),
        ({"province": ["420000", "370000"], "level": "county"}, 3),
        ({"level": ["county", "prefecture"]}, 5),
        ({"document_type": "行动计划"}, 2),
        ({"year": "2022"}, 3),
        ({"year": "none"}, 2),
        ({"year": ["2022", "none"], "part": "task"}, 3),
    ],
)
def test_count_and_page_agree(client, two, condition, number):
    soup = page(client, q="信号灯", **condition)

    assert len(quotes(soup)) == number
    assert f"，{number}段" in words_of(soup.select_one(".said"))


def test_hits_are_marked_as_the_source_writes_them(client, two):
    assert [mark.get_text() for mark in page(client, q="信號灯", jurisdiction="370100").select("mark.m-hit")] == [
        "信号灯",
        "信號燈",
    ]


def test_nothing_of_the_source_or_the_query_is_taken_for_html(client):
    attack = "<script>alert(1)</script>"
    build_document(title=f"{attack}方案", tasks=(TaskSpec(title="试点", text=f"写有{attack}与<img src=x>。"),))

    response = client.get("/search/", query_params={"q": "<script>"})

    assert b"<script>alert" not in response.content
    assert b"<img src=x" not in response.content
    assert [mark.get_text() for mark in soup_of(response).select("mark.m-hit")] == ["<script>", "<script>"]


def test_related_terms_are_shown_and_looked_for_when_switched_on(client, two):
    RelatedTerm.objects.all().delete()
    for term in ("信号灯联网", "绿波", "信号配时"):
        RelatedTerm.objects.create(group="信号控制", term=term, reason="路口信号统一控制的不同说法")

    off = page(client, q="绿波")
    on = soup_of(client.get(off.select_one(".related-terms a.button")["href"].replace("?", "/search/?")))

    assert words_of(off.select_one(".related-terms")) == "相关词：信号灯联网、信号配时 也找这些词"
    assert [quote[:8] for quote in quotes(off)] == ["（一）绿波。路口"]
    assert [quote[:8] for quote in quotes(on)] == ["（一）绿波。路口", "（一）信号灯联网"]
    assert words_of(on.select_one(".said")).startswith("含“绿波”或其相关词的段落，2段")
    assert words_of(on.select_one(".related-terms a.button")) == "只找所写的词"
    assert {mark.get_text() for mark in on.select("mark.m-hit")} == {"绿波", "信号灯联网"}


def test_results_can_stand_under_their_documents(client, two):
    soup = page(client, q="信号灯", show="documents")

    assert [words_of(title) for title in soup.select(".found-band h2")] == [
        "济南市信号灯行动计划",
        "茅箭区智慧城市建设实施方案",
    ]
    assert [words_of(count) for count in soup.select(".found-band .count")] == ["2段", "3段"]


def test_a_document_with_many_hits_shows_three_and_leads_to_all(client):
    build_document(tasks=tuple(TaskSpec(title=f"信号{number}", text="信号灯。") for number in range(5)))

    soup = page(client, q="信号灯", show="documents")
    rest = soup.select_one(".found-rest a")

    assert len(quotes(soup)) == 3
    assert rest.get_text() == "看这份文件的全部5段"
    assert len(quotes(soup_of(client.get(f"/search/{rest['href']}")))) == 5


def test_pages_follow_each_other_without_gap_or_repetition(client):
    for place in (MAOJIAN, JINAN, SICHUAN, JIYUAN):
        tasks = tuple(TaskSpec(title=f"信号{number}", text=f"第{number}处信号灯。") for number in range(10))
        build_document(place=place, title=f"{place.name}方案", tasks=tasks)

    pages = [page(client, q="信号灯"), page(client, q="信号灯", page="2")]
    links = [link["href"] for soup in pages for link in soup.select(".found .locator")]

    assert len(links) == len(set(links)) == 40
    assert client.get("/search/", query_params={"q": "信号灯", "page": "3"}).status_code == 404


def test_from_one_result_to_the_next_and_into_the_document(client, two):
    results = page(client, q="信号灯")
    first = results.select(".found h2 a")[1]
    place = soup_of(client.get(first["href"]))
    following = soup_of(client.get(place.select_one('a[rel="next"]')["href"]))

    assert words_of(place.select_one(".found-steps p")) == "第2段，共5段"
    assert [mark.get_text() for mark in place.select("mark.m-hit")] == ["信号灯"]
    assert words_of(following.select_one(".found-steps p")) == "第3段，共5段"
    assert following.select_one('a[rel="prev"]')["href"] == first["href"]
    address = results.select(".found .locator")[1]["href"]
    reading = soup_of(client.get(address.partition("#")[0]))
    assert "信号灯联网" in reading.find(id=address.partition("#")[2]).get_text()


def test_a_result_of_a_withdrawn_document_is_not_found(client):
    document = build_document()
    key = document.passages.first().pk
    assert client.get(f"/search/passages/{key}/").status_code == 200
    type(document).objects.update(state="withdrawn")

    assert client.get(f"/search/passages/{key}/").status_code == 404
    assert client.get("/search/passages/999999/").status_code == 404


@pytest.mark.parametrize(
    ("parameters", "offer", "number"),
    [
        ({"q": "信号灯", "year": "2022", "part": "goal"}, "去掉“所在部分为目标”，看3段", 3),
        ({"q": "信号灯 飞碟"}, "只找“信号灯”，看5段", 5),
        ({"q": "统一平台 -联网"}, "只找“统一平台”，看1段", 1),
    ],
)
def test_an_empty_list_offers_the_step_that_helps(client, two, parameters, offer, number):
    button = page(client, **parameters).select_one(".empty a")

    assert words_of(button) == offer
    assert len(quotes(soup_of(client.get(f"/search/{button['href'].removeprefix('/search/')}")))) == number


def test_a_word_that_is_nowhere_says_so(client, two):
    assert "没有这个写法" in words_of(page(client, q="飞碟").select_one(".empty"))


def test_without_words_the_page_says_how_to_ask(client, two):
    soup = page(client)

    assert soup.select_one(".said") is None
    assert {"一个词", "短语", "排除"} <= {term.get_text() for term in soup.select("dt")}
    for link in soup.select(".search-examples a"):
        assert client.get(link["href"]).status_code in (200, 302)


READERS = {
    "csv": lambda content: csv_lines(content)[1:],
    "xlsx": lambda content: xlsx_lines(content)[1:],
    "json": lambda content: json_lines(content)[1:],
    "md": lambda content: markdown_tables(content)[0][1:],
    "docx": lambda content: docx_lines(content)[0][1:],
}


@pytest.mark.parametrize("kind", READERS)
def test_every_format_holds_the_results_in_their_order(client, two, kind):
    response = client.get(f"/search/export/{kind}/", query_params={"q": "信号灯"})
    lines = [line for line in READERS[kind](response.content) if any(line)]
    texts = [next(cell for cell in line if "信号灯" in cell or "信號燈" in cell) for line in lines]

    assert len(lines) == 5
    assert "济南市信号灯行动计划" in lines[0]
    assert any("信号灯联网。统一平台。" in text or "信号灯联网" in text for text in texts[1:2])


def test_the_menu_offers_every_format_and_each_is_there(client, two):
    links = [link["href"] for link in page(client, q="信号灯").select(".menu-body a[download]")]

    assert len(links) >= 5
    assert {client.get(link).status_code for link in links} == {200}


QUERIES = {"q=信号": 17, "q=信号&show=documents": 18, "q=信号&level=county&part=task": 16}


@pytest.mark.parametrize("query", QUERIES)
def test_more_results_take_no_more_queries(client, two, query, django_assert_max_num_queries):
    parameters = dict(pair.split("=") for pair in query.split("&"))
    with django_assert_max_num_queries(QUERIES[query]) as few:
        client.get("/search/", query_params=parameters)
    for place in (SICHUAN, JIYUAN):
        build_document(place=place, tasks=tuple(TaskSpec(title=f"信号{n}", text="信号灯。") for n in range(8)))

    with django_assert_max_num_queries(QUERIES[query]) as many:
        client.get("/search/", query_params=parameters)

    assert len(few.captured_queries) == len(many.captured_queries)


def test_the_header_of_every_page_leads_to_search(client, two):
    form = soup_of(client.get("/tasks/")).select_one("form.site-search")

    assert form["action"] == "/search/"
    assert form.select_one('input[name="q"]')

"""The view of texts on the page and in downloads: what the documents say, found again by its place."""

import csv
import io
import re
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser

from comparisons.aspect import Ask
from comparisons.aspects.texts import TEXTS
from comparisons.aspects.texts import page as page_module
from comparisons.builder import choose_columns
from comparisons.selection import read_selection
from comparisons.views import compare
from documents.models import PolicyDocument, Task
from tests.builders import JINAN, MAOJIAN, SCHOOLS, SICHUAN, TaskSpec, build_document
from tests.comparisons.pages import rows_of, soup_of, words_of
from tests.comparisons.sheets import workbook_of

pytestmark = pytest.mark.django_db

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
TWO = "place=420302&place=370100"
QUERIES_OF_TWO_TEXTS = 4
QUERIES_OF_SHARED_WORDING = 5
COPIED = "推动城市运行管理平台互联互通"
HOSTILE = "<script>alert(1)</script>&amp;“\u202e”𠮷野家<b onclick=x>{{ 7*7 }}"


@pytest.fixture
def revision():
    """A task as 茅箭区 has it, and as 济南市 has it with other figures."""
    before = TaskSpec(
        "智慧交通", f"到2022年底，主城区和开发区路口信号灯联网率力争达到80%。各单位应当公开数据。{COPIED}。"
    )
    after = TaskSpec(
        "智慧交通", f"{COPIED}。到2025年底，主城区和开发区路口信号灯联网率确保达到90%。各单位可以公开数据。"
    )
    build_document(place=MAOJIAN, tasks=(before,))
    build_document(place=JINAN, title="济南市行动计划", tasks=(after,))


def side_of(code, title="智慧交通"):
    """A task as the address of two texts names it."""
    task = Task.objects.get(document__jurisdiction__code=code, title=title)
    return f"{task.document.slug}:{task.start}-{task.end}"


def pair(columns=TWO, left="420302", right="370100"):
    return f"{columns}&left={side_of(left)}&right={side_of(right)}"


def shown(response):
    """Kind, left and right words of every row, without what only screen readers hear."""
    soup = soup_of(response)
    for hidden in soup.select(".visually-hidden, .quote > .locator"):
        hidden.decompose()
    return [
        (
            words_of(line.select_one(".kind"))[1:],
            *("".join(cell.stripped_strings).replace("—", "") if not cell.select(".quote") else cell.bdi.get_text().strip() for cell in line.select("td")),
        )
        for line in soup.select("table.texts tbody tr[id^=row-]")
    ]  # fmt: skip


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_two_tasks_stand_side_by_side_with_the_sentence_that_moved(client, revision):
    rows = shown(client.get(f"/compare/texts/?{pair()}"))

    assert rows == [
        ("相同", "（一）智慧交通。", "（一）智慧交通。"),
        ("移位", "", f"{COPIED}。"),
        (
            "有改动",
            "到2022年底，主城区和开发区路口信号灯联网率力争达到80%。",
            "到2025年底，主城区和开发区路口信号灯联网率确保达到90%。",
        ),
        ("有改动", "各单位应当公开数据。", "各单位可以公开数据。"),
        ("移位", f"{COPIED}。", f"{COPIED}。"),
    ]


def test_words_that_differ_are_named_for_screen_readers_and_lead_to_their_place(client, revision):
    soup = soup_of(client.get(f"/compare/texts/?{pair()}"))
    original = PolicyDocument.objects.get(jurisdiction__code="370100").original_text

    inserted = soup.select("table.texts ins")

    assert [words_of(each.a) for each in inserted] == ["2025", "确保", "90%", "可以"]
    assert {words_of(each.select_one(".visually-hidden")) for each in inserted} == {"〔仅右："}
    for each in inserted:
        start, end = map(int, re.search(r"(\d+)-(\d+)/$", each.a["data-panel"]).groups())
        assert original[start:end] == words_of(each.a)
    assert client.get(inserted[0].a["data-panel"], headers={"X-Panel": "1"}).status_code == 200


def test_figures_dates_and_obligation_that_differ_stand_above_with_links_to_their_rows(client, revision):
    soup = soup_of(client.get(f"/compare/texts/?{pair()}"))

    said = {(words_of(each.find("del")), words_of(each.find("ins"))) for each in soup.select(".key-changes li")}
    links = [each["href"] for each in soup.select(".key-changes a")]

    assert said == {
        ("左：80%", "右：90%"),
        ("左：2022年底", "右：2025年底"),
        ("左：力争", "右：确保"),
        ("左：应当", "右：可以"),
    }
    assert all(soup.select_one(link) for link in links)


def test_the_address_of_two_tasks_is_kept_as_it_is(client, revision):
    address = f"/compare/texts/?{pair()}"

    response = client.get(address)

    assert response.status_code == 200
    assert response.wsgi_request.get_full_path() == address


def test_without_a_choice_the_first_two_columns_are_compared_whole(client, corpus):
    soup = soup_of(client.get(f"/compare/texts/?{FIVE}"))

    assert [words_of(each) for each in soup.select(".text-side .place a")] == ["济源市", "茅箭区"]
    assert [words_of(each.a) for each in soup.select(".text-side h2")] == ["全文", "全文"]


def test_tasks_that_are_alike_are_offered(client, corpus):
    soup = soup_of(client.get("/compare/texts/?place=420302&place=370100"))

    offered = [words_of(each.a).replace("对", "") for each in soup.select(".text-suggestions li")]

    assert {"智慧医疗↔居民健康“一卡通”", "智慧公安↔公共安全“一网通”"} <= set(offered)


def test_every_section_of_a_column_is_one_click_away(client, corpus):
    soup = soup_of(client.get("/compare/texts/?place=420302&place=370100"))

    (link,) = [
        each for each in soup.select(".text-side:nth-of-type(2) .outline-choices a") if "一路通" in each.get_text()
    ]
    side = soup_of(client.get(link["href"])).select(".text-side")[1]

    assert "一路通" in words_of(side.h2)


def test_wording_of_ten_characters_is_listed_with_its_places(client, corpus):
    soup = soup_of(client.get(f"/compare/texts/?{FIVE}&mode=shared"))

    first = soup.select_one("#wording-1")

    assert words_of(first.select_one(".quote")) == "开展与新型智慧城市有关的培训、培养、资质认定推广等工作"
    assert [words_of(place)[:3] for place in first.select(".wording-places > li")] == ["禹城市", "茅箭区"]
    assert "成文最早" in words_of(first.select(".wording-places > li")[0])


def test_every_listed_wording_stands_verbatim_at_each_of_its_places(client, corpus):
    lines = csv_rows(client.get(f"/compare/texts/export/csv/?{FIVE}&mode=shared"))
    texts = {document.title: document for document in PolicyDocument.objects.all()}

    assert len(lines) > 40
    for line in lines:
        document = texts[line["文件"]]
        assert line["共用表述（整理后）"] in document.clean_text
        assert line["引文（原样）"] in document.original_text


def test_formulas_stand_apart_with_their_reason(client, corpus):
    soup = soup_of(client.get(f"/compare/texts/?{FIVE}&mode=shared"))

    damped = {
        words_of(line.select_one(".quote")): words_of(line.select_one(".why")) for line in soup.select("tr:has(.why)")
    }

    assert damped["以习近平新时代中国特色社会主义思想为指导"] == "套话：统一提法或公文套语"
    assert damped["推进新型智慧城市建设"] == "套话：常用表述：查了5份文件，5份都这样写"


def test_texts_beyond_the_limit_are_not_compared_but_can_be_narrowed(client, corpus, monkeypatch):
    monkeypatch.setattr("comparisons.aspects.texts.content.LIMIT", 3000)

    soup = soup_of(client.get("/compare/texts/?place=420302&place=370100"))

    assert "一次最多对照3,000字" in soup.get_text()
    assert soup.select("table.texts") == []
    assert soup.select(".outline-choices a")
    assert page_module.LIMIT == 60_000


def test_texts_of_too_many_sentences_are_not_compared(client, corpus, monkeypatch):
    monkeypatch.setattr("comparisons.aspects.texts.content.MOST_SENTENCES", 100)

    text = soup_of(client.get("/compare/texts/?place=420302&place=370100")).get_text()

    assert "一次最多对照100句" in text


def test_of_columns_that_are_too_long_together_the_last_are_named_and_left_out(client, corpus, monkeypatch):
    monkeypatch.setattr("comparisons.aspects.texts.content.SHARED_LIMIT", 12_000)

    text = soup_of(client.get(f"/compare/texts/?{FIVE}&mode=shared")).get_text()

    assert "所选文件合计超过12,000字，没有查找：禹城市、济南市、四川省。" in text


@pytest.mark.parametrize("side", ["370100-ffffffff:1-9", "nobody"])
def test_a_document_outside_of_the_columns_is_named_in_a_sentence(client, revision, side):
    text = soup_of(client.get(f"/compare/texts/?{TWO}&left={side}")).get_text()

    assert f"要对照的文件不在所选的列里：{side.partition(':')[0]}。" in text


@pytest.mark.parametrize("numbers", ["9-3", "0-999999999", "5-5"])
def test_a_stretch_that_the_document_does_not_have_becomes_the_whole_document(client, revision, numbers):
    slug = PolicyDocument.objects.get(jurisdiction__code="420302").slug

    soup = soup_of(client.get(f"/compare/texts/?{TWO}&left={slug}:{numbers}"))

    assert "茅箭区的文件里没有这一段" in soup.get_text()
    assert [words_of(each.a) for each in soup.select(".text-side h2")] == ["全文", "全文"]


@pytest.mark.parametrize("value", ["a b", "x:1", "<b>", "x:1-2:3", "x:-1-2"])
def test_a_side_that_is_no_address_is_answered_with_a_sentence(client, revision, value):
    response = client.get("/compare/texts/", {"place": "420302", "left": value}, follow=True)

    assert "左边的一段没有读懂" in soup_of(response).get_text()


def test_one_column_alone_asks_for_another(client, revision):
    response = client.get("/compare/texts/?place=420302")

    assert "再加一个地区" in soup_of(response).get_text()
    assert client.get("/compare/texts/export/csv/?place=420302").status_code == 200


def test_two_sections_of_one_document_can_be_compared(client, corpus):
    column = PolicyDocument.objects.get(jurisdiction__code="420302")
    first, second = column.tasks.order_by("order")[:2]
    sides = f"left={column.slug}:{first.start}-{first.end}&right={column.slug}:{second.start}-{second.end}"

    soup = soup_of(client.get(f"/compare/texts/?place=420302&{sides}"))

    assert [words_of(each.a) for each in soup.select(".text-side h2")] == [first.title, second.title]


@pytest.mark.parametrize("mode", ["", "&mode=shared"])
def test_hostile_words_stay_words_on_the_page_and_in_downloads(client, mode):
    copied = TaskSpec("智慧交通", f"{COPIED}{HOSTILE}。")
    build_document(place=MAOJIAN, tasks=(copied,))
    build_document(place=JINAN, title="济南市行动计划", tasks=(copied, TaskSpec("养老", f"甲{HOSTILE}。")))

    response = client.get(f"/compare/texts/?{TWO}{mode}")
    page = response.content.decode()

    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "{{ 7*7" in unescape(page)
    assert "𠮷野家" in page
    for kind in ("csv", "xlsx", "docx", "md", "json"):
        assert client.get(f"/compare/texts/export/{kind}/?{TWO}{mode}").status_code == 200


def test_spans_are_counted_in_characters_beyond_the_basic_plane_as_well(client):
    build_document(place=MAOJIAN, tasks=(TaskSpec("智慧交通", "𠮷𠮷街口联网率达到80%。"),))
    build_document(place=JINAN, title="济南市行动计划", tasks=(TaskSpec("智慧交通", "𠮷𠮷街口联网率达到90%。"),))

    soup = soup_of(client.get(f"/compare/texts/?{pair()}"))

    (changed,) = soup.select("table.texts ins a")
    panel = soup_of(client.get(changed["data-panel"], headers={"X-Panel": "1"}))
    assert words_of(changed) == "90%"
    assert "90%" in panel.get_text()


def test_every_row_of_the_workbook_is_a_row_of_the_page(client, corpus):
    page = shown(client.get("/compare/texts/?place=420302&place=370100"))
    sheet = workbook_of(client.get("/compare/texts/export/xlsx/?place=420302&place=370100"))["文本差异"]

    lines = [line for line in sheet.iter_rows(min_row=2, values_only=True) if isinstance(line[0], int)]

    assert len(page) == len(lines) > 50
    for (kind, left, right), line in zip(page, lines, strict=True):
        assert (line[1] or "").partition("，")[0] == kind
        assert bare(line[2]) == bare(left)
        assert bare(line[4]) == bare(right)


def bare(text):
    return re.sub(r"\s", "", text or "").lstrip("'")


def test_every_wording_of_the_workbook_is_on_the_page(client, corpus):
    soup = soup_of(client.get(f"/compare/texts/?{FIVE}&mode=shared"))
    sheet = workbook_of(client.get(f"/compare/texts/export/xlsx/?{FIVE}&mode=shared"))["共用表述"]

    lines = [line[:2] for line in sheet.iter_rows(min_row=2, values_only=True) if isinstance(line[0], int)]

    on_page = [
        (int(words_of(line.th)), words_of(line.select_one(".quote"))) for line in soup.select("tr[id^=wording-]")
    ]
    assert lines == on_page


def test_only_the_chosen_rows_are_shown_and_downloaded(client, corpus):
    query = "place=420302&place=370100&rows=common"

    page = shown(client.get(f"/compare/texts/?{query}"))
    sheet = workbook_of(client.get(f"/compare/texts/export/xlsx/?{query}"))["文本差异"]

    assert {row[0] for row in page} <= {"相同", "有改动", "相近", "移位"}
    assert len(page) == sum(isinstance(line[0], int) for line in sheet.iter_rows(min_row=2, values_only=True))


def test_a_row_of_the_matrix_leads_to_the_wording_of_its_tasks(client, revision):
    row = soup_of(client.get(f"/compare/?{TWO}")).select_one(".row-texts")

    soup = soup_of(client.get(row["href"]))

    assert [words_of(each.a) for each in soup.select(".text-side h2")] == ["智慧交通", "智慧交通"]
    assert [words_of(each) for each in soup.select(".text-side .place a")] == ["茅箭区", "济南市"]


def test_a_row_that_one_place_alone_has_leads_nowhere(client, revision):
    build_document(place=SICHUAN, title="四川省意见", tasks=(SCHOOLS,))

    rows = rows_of(client.get(f"/compare/?{TWO}&place=510000"))
    links = soup_of(client.get(f"/compare/?{TWO}&place=510000")).select(".row-texts")

    assert len(links) < len(rows)


def test_a_draft_stays_out(client, revision):
    side = side_of("370100")
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")

    for address in (f"/compare/texts/?{TWO}&right={side}", f"/compare/texts/?{TWO}&mode=shared"):
        assert "确保达到" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TWO, QUERIES_OF_TWO_TEXTS),
        (FIVE, QUERIES_OF_TWO_TEXTS),
        (f"{TWO}&mode=shared", QUERIES_OF_SHARED_WORDING),
        (f"{FIVE}&mode=shared", QUERIES_OF_SHARED_WORDING),
    ],
)
def test_two_and_five_columns_take_the_same_queries(corpus, django_assert_num_queries, query, expected):
    selection = read_selection(query, settings=TEXTS.settings)
    documents = choose_columns(selection, user=AnonymousUser()).documents

    with django_assert_num_queries(expected):
        TEXTS.build(Ask(selection, documents, AnonymousUser()))


@pytest.mark.parametrize("mode", ["", "&mode=shared"])
def test_rendering_asks_the_database_nothing(rf, corpus, django_assert_num_queries, mode):
    request = rf.get(f"/compare/texts/?{FIVE}{mode}")
    request.user = AnonymousUser()
    response = compare(request, "texts")

    with django_assert_num_queries(0):
        response.render()


def test_a_text_without_kept_words_is_compared_letter_by_letter_and_says_so(client, revision):
    PolicyDocument.objects.update(word_lengths="")

    response = client.get(f"/compare/texts/?{pair()}")

    assert "差异按字列出" in soup_of(response).get_text()
    assert [row[0] for row in shown(response)].count("有改动") == 2

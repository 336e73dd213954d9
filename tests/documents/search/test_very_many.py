"""Words that stand nearly everywhere: other ways of finding and leafing, the same passages, numbers and order."""

import pytest

from documents.models import Passage, PolicyDocument
from documents.search import asking, filters, page, passage, tally
from tests.builders import JINAN, JIYUAN, MAOJIAN, SICHUAN, TaskSpec, build_document
from tests.documents.rereading import csv_lines
from tests.documents.search.test_results import counts, soup_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(monkeypatch):
    """Four documents and a withdrawn one, 25 passages with 信号灯 that may be seen; more than 7 count as very many."""
    for place, number, issued in (
        (JINAN, 3, None),
        (MAOJIAN, 9, "2022-01-02"),
        (SICHUAN, 5, "2023-01-02"),
        (JIYUAN, 8, None),
    ):
        tasks = tuple(TaskSpec(title=f"任务{each}", text=f"第{each}处信号灯，数据。") for each in range(number))
        build_document(
            place=place,
            title=f"{place.name}方案",
            tasks=(*tasks, TaskSpec(title="甲", text="数据。")),
            issued_on=issued,
        )
    withdrawn = build_document(
        place=JINAN, title="撤下", number="", tasks=(TaskSpec(title="乙", text="信号灯，数据。"),)
    )
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    for module in (filters, page, passage):
        monkeypatch.setattr(module, "COUNT_LIMIT", 24)
    monkeypatch.setattr(filters, "LOOKED_UP", 7)
    monkeypatch.setattr(asking, "LOOKED_UP", 7)
    monkeypatch.setattr(filters, "FEW_DOCUMENTS", 1)
    monkeypatch.setattr(tally, "FEW", 1)
    monkeypatch.setattr(page, "PASSAGES_PER_PAGE", 6)


def passages(text="信号灯", state="published"):
    return list(
        Passage.objects.filter(text__contains=text, document__state=state).select_related("document__jurisdiction")
    )


ORDERS = {
    "relevance": lambda p: (-p.document_id, p.order),
    "source": lambda p: (p.document_id, p.order),
    "place": lambda p: (p.document.jurisdiction.code, p.document_id, p.order),
    "issued": lambda p: (
        -(p.document.issued_on.toordinal() if p.document.issued_on else 0),
        p.document_id,
        p.order,
    ),
}


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_steps_and_downloads_of_very_many_stand_in_one_order(client, many, sort):
    expected = [(p.document.title, p.text) for p in sorted(passages(), key=ORDERS[sort])]
    assert len(expected) == 25
    asked = {"q": "信号灯"} | ({"sort": sort} if sort != "relevance" else {})

    soups = [soup_of(client.get("/search/", asked | ({"page": n} if n > 1 else {}), follow=True)) for n in (1, 2, 3, 4)]
    links = [link for soup in soups for link in soup.select(".found h2 a")]
    shown = [words_of(quote) for soup in soups for quote in soup.select(".found .quote")]
    downloaded = csv_lines(client.get("/search/export/csv/", query_params=asked, follow=True).content)[1:]
    place = soup_of(client.get(links[8]["href"])).select_one(".found-steps p")

    assert len(shown) == 24
    assert all(
        quote.replace(" ", "") == text.replace(" ", "") for quote, (_title, text) in zip(shown, expected, strict=False)
    )
    assert [(line[1], line[3]) for line in downloaded if any(line)] == expected
    assert words_of(place) == "第9段，共24段"
    assert "25段，见于4份文件" in words_of(soups[0].select_one(".said"))


@pytest.mark.parametrize("words", ["灯", "信号", "信号灯", "信号灯 数据", "信号 数据", "信号灯 -第3", "“号灯，数据”"])
def test_numbers_of_very_many_are_those_of_reading_everything(client, many, words):
    soup = soup_of(client.get("/search/", {"q": words}, follow=True))
    fitting = [p for p in passages() if "-第3" not in words or "第3" not in p.text]

    assert counts(soup, "level") == {
        label: sum(p.document.jurisdiction.level == level for p in fitting)
        for label, level in (("省级", "province"), ("地级", "prefecture"), ("县级", "county"))
        if any(p.document.jurisdiction.level == level for p in fitting)
    }
    assert sum(counts(soup, "part").values()) == len(fitting)


def test_documents_with_most_passages_come_first_where_there_are_too_many_to_weigh(client, many):
    soup = soup_of(client.get("/search/", {"q": "信号灯", "show": "documents"}, follow=True))

    assert [words_of(count) for count in soup.select(".found-band .count")] == ["9段", "8段", "5段", "3段"]
    assert "段落多的文件在前" in soup.select_one("main").get_text()
    few = soup_of(client.get("/search/", {"q": "信号灯", "level": "province"}, follow=True))
    assert len(few.select(".found .quote")) == 5
    assert PolicyDocument.objects.filter(state="withdrawn").count() == 1

"""Facets: every number is that of all other conditions, many choices fold and are found by name, scripts get the same."""

from __future__ import annotations

import re
from random import Random
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.filters import shares
from documents.filters.facets import Choice, Facet
from documents.filters.panel import group_of
from documents.models import Agency
from tests.builders import SICHUAN, TaskSpec, build_document
from tests.documents import facets_by_hand as by_hand

# List -> all its rows, conditions that hold where the address says nothing, words to look for.
LISTS = {
    "/tasks/": (by_hand.tasks, {"category": {"key_task"}}, ("平台", "数据", "建设 管理")),
    "/targets/": (by_hand.targets, {"kind": {"quantity"}}, ("率", "以上")),
    "/documents/": (by_hand.documents, {}, ("智慧", "方案")),
    "/agencies/": (by_hand.agencies, {}, ("局", "市")),
    "/jurisdictions/": (by_hand.places, {}, ("省", "市")),
    "/search/": (by_hand.passages, {"q": {"数据"}}, ("平台", "城市", "5g")),
}
COMBINATIONS = 8


def soup_of(response):
    assert response.status_code == 200, response.headers.get("Location")
    return BeautifulSoup(response.content, "lxml")


def address_of(path, conditions, *, opened=()):
    pairs = [(name, value) for name, values in conditions.items() for value in sorted(values)]
    return f"{path}?{urlencode([*pairs, *(('more', name) for name in opened)])}"


def boxes_of(soup):
    """(parameter, value, number beside it, whether it can be used, whether it is on) of every choice in the panel."""
    return [
        (box["name"], box["value"], int(box.parent.select_one(".count").get_text()), not box.has_attr("disabled"), box.has_attr("checked"))
        for box in soup.select("#facets .check input")
    ]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_the_number_beside_every_choice_is_that_of_all_other_conditions(client, corpus, path):
    read, always, words = LISTS[path]
    rows, random = read(), Random(f"facets of {path}")
    names = sorted({name for row in rows for name in row.values}) + (
        ["function", "agency"] if path == "/tasks/" else []
    )
    for _example in range(COMBINATIONS):
        conditions = {**always, **by_hand.some_conditions(rows, random, words=words)}
        opened = [name for name in names if name not in ("level", "category", "kind", "signed", "effect", "held")]
        soup = soup_of(client.get(address_of(path, conditions, opened=opened), follow=True))
        shown = boxes_of(soup)

        said = int(re.search(r"(\d+)\D", soup.select_one("#said strong").get_text() + " ")[1])
        assert said == by_hand.number_of(rows, conditions), conditions
        assert len(shown) > len(conditions)
        for name, value, number, usable, on in shown:
            assert number == by_hand.number_beside(rows, name, value, conditions), (conditions, name, value)
            assert on == (value in conditions.get(name, ())), (conditions, name, value)
            assert usable == (number > 0 or on), (conditions, name, value)


# Address -> questions to the database, the first time and once its numbers are remembered.
QUESTIONS = {
    "/tasks/": (31, 10),
    "/tasks/?domain=governance&jurisdiction=370100&role=lead&year=2020": (53, 13),
    "/targets/": (30, 7),
    "/documents/?level=county": (25, 10),
    "/agencies/?function=data": (21, 8),
    "/jurisdictions/?level=county": (20, 5),
}


@pytest.mark.parametrize("address", QUESTIONS)
def test_the_number_of_questions_is_fixed(client, corpus, address):
    cache.clear()
    asked = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert tuple(asked) == QUESTIONS[address]


def test_drafts_change_no_byte_of_any_panel(client, corpus):
    pages = [*(path for path in LISTS if path != "/search/"), "/search/?q=平台", "/tasks/?more=agency&more=function"]
    before = [client.get(address).content for address in pages]
    draft = TaskSpec(
        title="草案",
        text="2039年建成。",
        agencies=(("省密码管理局", "lead", "secrecy"),),
        deadlines=(("2039年", "2039", "year"),),
    )
    build_document(place=SICHUAN, title="平台条例", document_type="条例", tasks=(draft,), state="draft")
    cache.clear()

    assert [client.get(address).content for address in pages] == before


def choices(*names):
    return tuple(Choice(name, name, count, False) for count, name in enumerate(names))


def test_many_choices_fold_to_the_fullest_and_keep_what_is_on():
    many = choices(*(f"地{number:02}" for number in range(20)))
    on = Choice("空", "空地", 0, True)
    facet = Facet("jurisdiction", "地区", (*many, on), searchable=True, fullest_first=True)

    folded = group_of(facet, words="", is_open=False, less_url="?")
    opened = group_of(facet, words="", is_open=True, less_url="?")
    searched = group_of(facet, words="地1", is_open=False, less_url="?")

    assert [choice.label for choice in folded.choices] == [f"地{number}" for number in range(19, 11, -1)] + ["空地"]
    assert (folded.is_folded, folded.total) == (True, 21)
    assert len(opened.choices) == 21
    assert [choice.label for choice in searched.choices] == [f"地{number}" for number in range(19, 9, -1)] + ["空地"]
    assert searched.found == 10


def test_few_choices_neither_fold_nor_change_their_order():
    facet = Facet("level", "层级", choices("省级", "地级", "县级"), searchable=True, fullest_first=True)

    group = group_of(facet, words="县", is_open=False, less_url="?")

    assert [choice.label for choice in group.choices] == ["省级", "地级", "县级"]
    assert (group.has_search, group.is_folded) == (False, False)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("公安", ["市公安局", "公安茅箭分局"]),
        ("公安 济南", ["市公安局"]),
        ("十堰 公安", ["公安茅箭分局"]),
        ("濟南 財政", ["市财政局"]),
        ("ＧＯＮＧＡＮ", []),
        ("%", []),
        ("_", []),
    ],
)
def test_an_agency_is_found_by_any_part_of_its_name_and_place(client, corpus, words, found):
    alone = client.get("/tasks/", {"in_agency": words}, headers={"HX-Request": "true", "HX-Target": "choices-agency"})
    page = client.get("/tasks/", {"in_agency": words}, follow=True)

    for soup in (soup_of(alone), soup_of(page)):
        names = [
            label.find(string=True).strip() for label in soup.select("#choices-agency .check > span:first-of-type")
        ]
        assert names == found
    assert soup_of(alone).select_one("#facets-found").get_text() == f"单位名称：找到{len(found)}个"
    assert "Location" not in alone.headers
    assert "HX-Push-Url" not in alone.headers


def test_what_is_on_stays_in_sight_whatever_is_looked_for(client, corpus):
    agency = Agency.objects.get(name="市财政局")

    soup = soup_of(client.get("/tasks/", {"level": "province", "agency": agency.pk, "in_agency": "公安"}))

    box = soup.select_one(f'#choices-agency input[value="{agency.pk}"]')
    assert box.has_attr("checked")
    assert not box.has_attr("disabled")
    assert box.parent.select_one(".count").get_text() == "0"


def test_a_script_is_answered_at_once_and_told_the_one_address(client, corpus):
    asked = "/tasks/?q=&domain=governance&category=key_task&level=county"
    response = client.get(asked, headers={"HX-Request": "true", "HX-Target": "list"})
    again = client.get(asked, headers={
        "HX-Request": "true", "HX-Current-URL": "http://testserver/tasks/?domain=governance&level=county"
    })  # fmt: skip
    without = client.get(asked)

    assert (response.status_code, response.headers["HX-Push-Url"]) == (200, "/tasks/?domain=governance&level=county")
    assert again.headers["HX-Push-Url"] == "false"
    assert (without.status_code, without.headers["Location"]) == (302, "/tasks/?domain=governance&level=county")
    assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", response.headers["Vary"]))
    assert soup_of(response).select_one("#said").get_text() == "领域为城市治理、层级为县级的任务，10项，共58项。"


def test_words_in_the_panel_change_neither_rows_nor_downloads(client, corpus):
    plain = soup_of(client.get("/tasks/?level=county"))
    searched = soup_of(client.get("/tasks/", {"level": "county", "in_agency": "公安", "more": "function"}))

    assert searched.select_one("#said") == plain.select_one("#said")
    assert searched.select(".task-table h3") == plain.select(".task-table h3")
    links = [link["href"] for link in searched.select("#list-actions a")]
    assert links == [link["href"] for link in plain.select("#list-actions a")]
    assert all("in_" not in link and "more" not in link for link in links)
    assert searched.select_one('#choices-function input[type="hidden"][name="more"][value="function"]')


def test_a_facet_that_a_list_does_not_have_is_not_there(client, corpus):
    asked = {"HX-Request": "true", "HX-Target": "choices-owner__password"}
    assert client.get("/tasks/", headers=asked).status_code == 404


@pytest.mark.parametrize("address", ["/tasks/?q=平台", "/documents/?level=county", "/targets/?q=率", "/search/?q=平台"])
def test_a_place_that_an_import_brings_while_a_list_is_counted_breaks_no_list(client, corpus, monkeypatch, address):
    known = list(shares._places())
    monkeypatch.setattr(shares, "_places", lambda: [place for place in known if place[1] != "420302"])
    cache.clear()

    assert client.get(address, follow=True).status_code == 200

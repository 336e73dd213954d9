"""The selection: read from an address in the order it names, written back as one canonical address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.selection import Choice, read_selection


def test_columns_keep_the_order_of_the_address():
    selection = read_selection("place=420302&document=370100-e35f96b6&place=510000")

    assert selection.choices == (
        Choice("place", "420302"),
        Choice("document", "370100-e35f96b6"),
        Choice("place", "510000"),
    )


@pytest.mark.parametrize(
    ("given_query", "canonical"),
    [
        ("place=420302&place=420302", "place=420302"),
        ("domain=governance&place=420302", "place=420302&domain=governance"),
        ("place=420302&category=key_task&rows=all&empty=", "place=420302"),
        ("place=420302&domain=governance%2Ftraffic", "place=420302&domain=governance/traffic"),
        ("empty=1&rows=single&category=all&place=420302", "place=420302&category=all&rows=single&empty=1"),
        ("utm_source=x&place=420302", "place=420302"),
        ("", ""),
    ],
)
def test_every_selection_has_one_address(given_query, canonical):
    assert read_selection(given_query).query == canonical


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("place=<b>", "“<b>”不是地区代码或文件地址，已略去。"),
        ("place=420302&category=tasks", "类别没有读懂：tasks。可以写：key_task、safeguard、all。"),
        ("place=420302&rows=best", "显示的行没有读懂：best。可以写：all、common、different、single。"),
        ("domain=DROP TABLE", "领域没有读懂：DROP TABLE。已列全部。"),
        ("place=" + "9" * 50, "“99999999999999999999…”不是地区代码或文件地址，已略去。"),
    ],
)
def test_what_cannot_be_read_is_said(query, sentence):
    assert read_selection(query).problems == (sentence,)


def test_more_columns_than_fit_are_said_and_the_first_twelve_kept():
    query = "&".join(f"place={code}" for code in range(100000, 100013))

    selection = read_selection(query)

    assert [choice.value for choice in selection.choices] == [str(code) for code in range(100000, 100012)]
    assert selection.problems == ("最多并列12列，选了13列；只列前12列，其余分次对照。",)


def test_an_address_with_too_many_fields_is_refused_with_a_sentence():
    selection = read_selection("&".join(["place=420302"] * 200))

    assert selection.choices == ()
    assert selection.problems == ("地址里的条件太多，最多100个。从下面重新选择。",)


def test_a_column_can_be_dropped_and_moved_to_the_left_end():
    selection = read_selection("place=1&place=2&place=3")

    assert selection.without(Choice("place", "2")).query == "place=1&place=3"
    assert selection.with_first(Choice("place", "3")).query == "place=3&place=1&place=2"


@given(st.text(max_size=300))
def test_any_address_is_answered_and_its_canonical_form_is_stable(query):
    selection = read_selection(query)

    assert read_selection(selection.query).query == selection.query

"""The selection: read from an address in the order it names, written back as one canonical address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.selection import Choice, Setting, read_selection


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
        (
            "place=420302&rows=best",
            "显示的行没有读懂：best。可以写：all、common、different、single、only_here、missing_here。",
        ),
        ("domain=DROP TABLE", "领域没有读懂：DROP TABLE。已列全部。"),
        ("place=" + "9" * 50, "“99999999999999999999…”不是地区代码或文件地址，已略去。"),
    ],
)
def test_what_cannot_be_read_is_said(query, sentence):
    assert read_selection(query).problems == (sentence,)


def test_more_columns_than_fit_are_said_and_the_first_forty_kept():
    query = "&".join(f"place={code}" for code in range(100000, 100041))

    selection = read_selection(query)

    assert [choice.value for choice in selection.choices] == [str(code) for code in range(100000, 100040)]
    assert selection.problems == ("最多并列40列，选了41列；只列前40列，其余分次对照。",)


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


def test_a_column_that_is_none_of_the_chosen_cannot_be_set_against_them():
    assert read_selection("place=420302&focus=420302").focus == "420302"
    assert read_selection("place=420302&focus=370100").problems == ("要突出的一列不在所选的列里：370100。",)


def test_a_column_moves_one_place_and_the_ends_hold():
    selection = read_selection("place=1&place=2&place=3")
    middle = Choice("place", "2")

    assert [choice.value for choice in selection.moved(middle, by=-1).choices] == ["2", "1", "3"]
    assert [choice.value for choice in selection.moved(middle, by=1).choices] == ["1", "3", "2"]
    assert [choice.value for choice in selection.moved(Choice("place", "1"), by=-1).choices] == ["1", "2", "3"]


def test_a_view_reads_its_own_settings_and_leaves_defaults_out_of_the_address():
    sort = Setting("sort", "排序", ("", "value", "spread"))

    assert read_selection("place=1&sort=value", settings=(sort,)).query == "place=1&sort=value"
    assert read_selection("place=1&sort=", settings=(sort,)).query == "place=1"
    assert read_selection("place=1&sort=value").query == "place=1"
    assert read_selection("place=1&sort=best", settings=(sort,)).problems == (
        "排序没有读懂：best。可以写：value、spread。",
    )


def test_what_narrows_the_list_of_places_is_no_part_of_the_comparison():
    selection = read_selection("place=1&find=济&level=county&province=37")

    assert selection.comparing_only().query == "place=1"

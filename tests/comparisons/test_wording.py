"""Pieces of the wording: verbatim, never losing a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.wording import OPENING_LIMIT, body_of, sentence_with, split_opening


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("(一)智慧交通。建设监管平台。", "智慧交通", "建设监管平台。"),
        ("6.市民出行“一路通”。建设完善智能交通管控体系。", "市民出行“一路通”", "建设完善智能交通管控体系。"),
        ("㈠智慧交通\n建设监管平台。", "智慧交通", "建设监管平台。"),
        ("建设平台,推进智慧交通。", "另一个标题", "建设平台,推进智慧交通。"),
        ("智慧交通", "智慧交通", ""),
    ],
)
def test_number_and_title_are_not_repeated_in_the_wording(text, title, body):
    assert body_of(text, title=title) == body


def test_a_short_wording_has_nothing_to_fold():
    assert split_opening("建设监管平台。") == ("建设监管平台。", "")


def test_the_opening_ends_with_a_sentence_where_one_ends_in_reach():
    body = "甲" * 40 + "。" + "乙" * 100

    assert split_opening(body) == ("甲" * 40 + "。", "乙" * 100)


def test_a_long_sentence_is_opened_to_the_end_of_a_clause():
    body = "甲" * 60 + "，" + "乙" * 100

    assert split_opening(body)[0] == "甲" * 60 + "，"


@given(st.text(alphabet="甲乙，。；、\n1", max_size=400))
def test_opening_and_rest_are_the_wording_character_for_character(body):
    opening, rest = split_opening(body)

    assert opening + rest == body
    assert len(opening) <= OPENING_LIMIT


def test_the_sentence_around_a_term_is_given_whole():
    text = "建设平台。推进智慧校园建设，提升质量。完善机制。"

    assert sentence_with(text, start=7, end=11) == "推进智慧校园建设，提升质量。"


def test_a_long_sentence_is_narrowed_to_the_clauses_around_the_term():
    text = "甲" * 50 + "，公共交通实时预报、5G网络、智慧校园，" + "乙" * 50 + "，" + "丙" * 50 + "。"

    assert sentence_with(text, start=60, end=64) == "公共交通实时预报、5G网络、智慧校园，" + "乙" * 50 + "，"


@given(st.text(alphabet="甲乙，。；、", min_size=1, max_size=300), st.data())
def test_the_sentence_around_a_term_is_part_of_the_text_and_holds_the_term(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 6)))

    sentence = sentence_with(text, start=start, end=end)

    assert sentence in text
    assert text[start:end] in sentence

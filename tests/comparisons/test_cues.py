"""Where a text speaks of a domain: strong cue terms for goals, any cue term for a task known to touch on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.cues import passage_about, passages_in


def test_a_goal_that_names_a_domain_touches_on_it_with_its_sentence():
    text = "到2022年，智慧城市初步建成。智慧交通、智慧教育全面推广。"

    found = {passage.code: (passage.term, passage.quote) for passage in passages_in(text)}

    assert found["governance/traffic"] == ("智慧交通", "智慧交通、智慧教育全面推广。")
    assert found["livelihood/education"] == ("智慧教育", "智慧交通、智慧教育全面推广。")


def test_a_task_is_quoted_where_it_speaks_of_the_domain_it_touches():
    text = "加快一体化发展。开展城市及高速公路交通智能感知，提升水平。建设社区。"

    assert passage_about("governance/traffic", text=text).quote == "开展城市及高速公路交通智能感知，提升水平。"
    assert passage_about("governance", text=text).quote in text
    assert passage_about("livelihood/education", text=text) is None


@pytest.mark.parametrize("text", ["", "到2025年，全面建成。", "提高水平，优化环境，完善机制。"])
def test_a_goal_without_a_subject_touches_on_nothing(text):
    assert passages_in(text) == ()


@given(st.lists(st.sampled_from(["智慧交通", "社区", "，", "。", "建设", "5G网络", "\n"]), max_size=40).map("".join))
def test_term_and_sentence_stand_in_the_text(text):
    for passage in passages_in(text):
        assert text[passage.start : passage.end] == passage.term
        assert passage.term in passage.quote
        assert passage.quote in text

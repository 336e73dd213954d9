"""The words of a text kept as their lengths."""

import jieba
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.parsing.segmentation import every_word
from documents.parsing.word_lengths import packed, unpacked


@given(st.lists(st.text(min_size=1, max_size=80)))
def test_the_kept_places_tile_the_text(words):
    text = "".join(words)

    assert "".join(span.slice(text) for span in unpacked(packed(words))) == text


def test_words_come_back_where_they_stand():
    text = "推进路口信号灯联网，2022年底前完成。"

    assert [span.slice(text) for span in unpacked(packed(every_word(text)))] == [
        "推进", "路口", "信号灯", "联网", "，", "2022", "年底", "前", "完成", "。",
    ]  # fmt: skip


def test_a_word_too_long_for_one_digit_is_kept_as_several():
    assert packed(["长" * 40, "短"]) == "z51"


@given(st.text(max_size=60))
def test_any_text_is_cut_into_words_that_are_the_text(text):
    assert "".join(every_word(text)) == text


@settings(deadline=None)  # the first example waits for a dictionary
@given(st.text(alphabet="推进路口信号灯联网牵头2022G%.，。；、：！？“”（）《》 \r\nA", max_size=60))
def test_clause_by_clause_gives_the_words_of_the_whole(text):
    assert every_word(text) == list(jieba.cut(text))

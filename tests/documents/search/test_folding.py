"""What counts as the same when a reader searches, and what does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.keywords.folding import fold, folded
from documents.keywords.hits import hits
from documents.parsing.spans import Span

SAME = [
    ("數據", "数据", "Traditional and Simplified"),
    ("臺灣", "台湾", "Traditional and Simplified, more than one form"),
    ("ＩＰｖ６", "IPv6", "full and half width"),
    ("ipv6", "IPV6", "small and large letters"),
    ("国办发〔2020〕53号", "国办发[2020]53号", "brackets of document numbers"),
    ("国办发（2020）53号", "国办发【2020】53号", "brackets of document numbers"),
    ("㈠总体要求", "（一）总体要求", "a number in brackets in one character"),
    ("⼀体化", "一体化", "a Kangxi radical"),
    ("⻓江", "长江", "a radical of the supplement"),
    ("①建设", "1建设", "a number in a ring"),
    ("80％", "80%", "per cent"),
    ("2018—2020年", "2018-2020年", "dashes"),
    ("“一网通办”", "「一网通办」".replace("「", '"').replace("」", '"'), "quotation marks"),
    ("葛\U000e0100城", "葛城", "a character with a variation selector"),
    ("Café", "Cafe\u0301", "an accent in one character or two"),
    ("智\u3000慧", "智 慧", "blanks"),
    ("km²", "km2", "raised digits"),
    ("信\u200b号", "信号", "what cannot be seen"),
]
DIFFERENT = [
    ("交通", "交 通", "a blank parts two words"),
    ("推进", "推，进", "a mark parts two words"),
    ("5G", "5", "a part is not the whole"),
    ("一", "—", "a dash is no number"),
    ("末", "未", "look alike, are not"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_shapes_of_the_same_word_fold_to_one(one, other, why):
    assert fold(one) == fold(other), why


@pytest.mark.parametrize(("one", "other", "why"), DIFFERENT)
def test_different_words_stay_different(one, other, why):
    assert fold(one) != fold(other), why


def test_folding_what_is_folded_changes_nothing():
    changed = [
        f"U+{code:04X}"
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and fold(fold(chr(code))) != fold(chr(code))
    ]

    assert changed == []


def test_every_blank_becomes_one_space_and_no_character_becomes_a_blank():
    blanks = {code for code in range(0x110000) if chr(code).isspace()}

    assert {fold(chr(code)) for code in blanks} == {" "}
    assert [hex(code) for code in range(0x110000) if code not in blanks and fold(chr(code)).strip(" ") == " "] == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text(alphabet="㈠數據５G“”。 \u0301ﬁ…Ａ", max_size=20))
def test_every_folded_character_knows_where_it_came_from(text):
    traced = folded(text)

    assert traced.text == fold(text)
    for place in range(len(traced.text)):
        source = traced.source(Span(place, place + 1))
        assert traced.text[place] in fold(source.slice(text))


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("推進數據共享，數據開放。", ["数据"], ["數據", "數據"]),
        ("㈠大数据", ["(一)大"], ["㈠大"]),
        ("交通交通", ["交通"], ["交通交通"]),
        ("大数据平台", ["数据", "大数"], ["大数据"]),
        ("信\u200b号灯", ["信号"], ["信\u200b号"]),
        ("没有", ["信号"], []),
        ("…以上", ["."], ["…"]),
    ],
)
def test_hits_are_places_of_the_text_as_it_is_shown(text, words, marked):
    assert [span.slice(text) for span in hits(text, words)] == marked


def test_the_shown_text_is_never_normalised():
    text = "㈠ＩＰｖ６與⼀"

    assert unicodedata.normalize("NFKC", text) != text
    assert "".join(span.slice(text) for span in hits(text, ["(一)ipv6与一"])) == text

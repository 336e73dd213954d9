"""What a reader may write into the search box, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.keywords.query import QueryProblem, read_query

MEANINGS = [
    ("交通", ["交通"], []),
    ("交通 信号", ["交通", "信号"], []),
    ("交通\u3000信号\t灯", ["交通", "信号", "灯"], []),
    ("交通 -停车", ["交通"], ["停车"]),
    ("交通 －停车", ["交通"], ["停车"]),
    ('"智慧 交通"', ["智慧 交通"], []),
    ("“智慧 交通” 信号", ["智慧 交通", "信号"], []),
    ("「智慧 交通」", ["智慧 交通"], []),
    ('大数据 -"共享 平台"', ["大数据"], ["共享 平台"]),
    ("建设“一网通”工程", ['建设"一网通"工程'], []),
    ("“一网通", ['"一网通'], []),
    ("“一网通”工程", ['"一网通"工程'], []),
    ('“公共安全"一网通"”', ['公共安全"一网通"'], []),
    ("5G-A", ["5g-a"], []),
    ("2018-2020", ["2018-2020"], []),
    ("-", ["-"], []),
    ("交通 交通 交通", ["交通"], []),
    ("數據 数据", ["数据"], []),
    ("OR", ["or"], []),
    ("a AND b", ["a", "and", "b"], []),
    ("信号* NEAR(灯)", ["信号*", "near(灯)"], []),
    ('交通 ""', ["交通"], []),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "wanted", "excluded"), MEANINGS)
def test_a_query_means_words_phrases_and_exclusions(text, wanted, excluded):
    query = read_query(text)

    assert list(query.words) == wanted
    assert [keyword.folded for keyword in query.excluded] == excluded


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("-停车", "只写了要排除的词。再写一个要找的词"),
        ('""', "没有可查的字"),
        ("\u200b", "没有可查的字"),
        ("一 二 三 四 五 六 七 八 九 十 百", "最多查10个词"),
        ("长" * 101, "共100字"),
    ],
)
def test_a_query_that_cannot_be_answered_is_refused_with_advice(text, advice):
    with pytest.raises(QueryProblem, match=advice):
        read_query(text)


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(text):
    try:
        query = read_query(text)
    except QueryProblem:
        return

    assert all(word.strip() for word in query.words)

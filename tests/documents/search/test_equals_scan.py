"""Search finds what reading everything finds: no passage more, none less; the same on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.keywords.query import read_query
from documents.models import Passage
from documents.search.asking import Way, holding
from tests.builders import SICHUAN, TaskSpec, build_document
from tests.documents.search.scanning import paragraphs, plainly, scanned

pytestmark = pytest.mark.django_db

# Every script and shape that the five documents lack, and neighbours that only a mark keeps apart.
ODD = TaskSpec(
    title="智慧測試",
    text=(
        "統籌推，推進數據共享；𠮷林與𪚥龍、葛\U000e0100飾；ＩＰｖ６和５Ｇ；Café ĀB Ünïcode；Привет Ελλάδα；㈠⼀體化⻓江；"
        "“一網通”与'x' \"y\" % _ \\ * ( ) [ ] {a} 100%；한국어 ﾊﾝｶｸ かな；emoji 😀👍🏽；a AND b OR NOT c NEAR；½ ℃ ㎡ … —— ～"
    ),
)
PROBES = [
    *("水 数 的 5 G g 。 ， （ 一 % ※ 𠮷 𪚥 😀".split()),
    *("交通 5G IPv6 统筹 推进 筹推 推推 牵头单位 大数据平台 统筹推进 2022年 〔2022〕 [2022]18 上云率 “一".split()),
    *(
        "統籌推，推進 省政府 不低于 城市运行管理中心 网络与信息安全 a AND b|NEAR；|100%；|龍、葛飾|Café|ünïcode|privet".split(
            "|"
        )
    ),
]


def searched(words):
    """What search finds for the words as one phrase: (slug, text of the passage), sorted."""
    query = read_query(f"“{words.replace('”', chr(34))}”")
    passages = holding(Passage.objects.visible_to(None), query, instead={})
    return sorted(passages.values_list("document__slug", "text"))


@pytest.fixture
def texts(corpus):
    build_document(place=SICHUAN, title="四川省測試方案", tasks=(ODD,))
    return paragraphs()


def test_passages_are_the_paragraphs_of_the_text(texts):
    assert sorted(Passage.objects.values_list("document__slug", "text")) == sorted(texts)


@pytest.mark.parametrize("words", ["水", "数", "5G", "交通"])
def test_short_words_find_all_five(corpus, words):
    places = {
        place
        for (place,) in holding(Passage.objects.all(), read_query(words), instead={}).values_list(
            "document__jurisdiction__name"
        )
    }

    expected = {"济源市", "茅箭区", "禹城市", "济南市", "四川省"}
    assert places == (expected if words != "5G" else {"济源市", "四川省", "禹城市"})


def test_lead_agencies_are_found_in_jinan_and_maojian_and_nowhere_else(corpus):
    found = Passage.objects.filter(folded__holds="牵头单位").values_list("document__jurisdiction__name", flat=True)

    assert set(found) == {"济南市", "茅箭区"}
    assert len(found) == 22


def test_every_probe_finds_what_reading_everything_finds(texts):
    differing = {words: scanned(words, texts) for words in PROBES if searched(words) != scanned(words, texts)}

    assert differing == {}


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_part_of_the_corpus_finds_what_reading_everything_finds(texts, data):
    _slug, text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : start + data.draw(st.integers(1, 12))]
    if not plainly(words).strip():
        return

    assert searched(words) == scanned(words, texts)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_parts_put_together_wrongly_find_what_reading_everything_finds(texts, data):
    parts = [data.draw(st.sampled_from(texts))[1] for _ in range(2)]
    cut = data.draw(st.integers(1, 4))
    words = parts[0][:cut] + parts[1][-cut:]
    if not plainly(words).strip():
        return

    assert searched(words) == scanned(words, texts)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_several_words_mean_all_and_a_minus_means_none(texts, data):
    words = [text[:2].strip() or "的" for _slug, text in (data.draw(st.sampled_from(texts)) for _ in range(3))]
    among = [each for each in texts if all(plainly(word) in plainly(each[1]) for word in words[:2])]
    expected = sorted(each for each in among if plainly(words[2]) not in plainly(each[1]))
    query = read_query(f"“{words[0]}” “{words[1]}” -“{words[2]}”")

    found = holding(Passage.objects.all(), query, instead={})

    assert sorted(found.values_list("document__slug", "text")) == expected


@pytest.mark.parametrize("words", ["的", "交通", "大数据平台", "𠮷林", "%"])
def test_every_way_of_finding_gives_the_same(texts, words):
    query = read_query(words)
    ways = [
        sorted(holding(Passage.objects.all(), query, instead={}, way=way).values_list("pk", flat=True)) for way in Way
    ]

    assert ways[0] == ways[1] == ways[2]
    assert ways[0]

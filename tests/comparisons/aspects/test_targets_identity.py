"""Which targets may share a row: the same name, denominator, basis and kind of unit, and nothing less."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.aspects.targets.denominators import denominator_of
from comparisons.aspects.targets.identity import identity_of, unified, without_place
from comparisons.aspects.targets.lookalikes import alike_keys, bare_name
from comparisons.aspects.targets.vocabulary import indicator_words

PAIRS = json.loads((Path(__file__).parent / "target_pairs.json").read_text(encoding="utf-8"))["pairs"]
# Without marks and 的, which are no part of a name: two characters are left.
PLAIN_NAMES = st.text("城镇化率常住人口5G基站上云政务系统占比重新增累计全市", min_size=2, max_size=20)
NAMES = st.text("城镇化率常住人口5G基站上云政务系统占比重的新增累计全市（）“”", min_size=2, max_size=20)


def identity(place, indicator, wording, operator, _value, unit, base_year=None):
    return identity_of(indicator, wording=wording, operator=operator, unit=unit, place=place, base_year=base_year)


def same_percentage(first, second):
    """Two shares with one figure, which a hurried reader takes for one target."""
    return first[3] != "change" and second[3] != "change" and first[4:6] == second[4:6] and first[5] == "%"


def look_alike(first, second):
    names = {bare_name(first), bare_name(second)}
    return bool(set(alike_keys(first, names=names)) & set(alike_keys(second, names=names)))


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["label"] for pair in PAIRS])
def test_two_targets_stand_as_a_careful_reader_puts_them(pair):
    first, second = identity(*pair["a"]), identity(*pair["b"])

    if first.key == second.key:
        found = "same" if pair["a"][5] == pair["b"][5] else "converted"
    elif look_alike(first, second) or same_percentage(pair["a"], pair["b"]):
        found = "alike"
    else:
        found = "apart"

    assert found == pair["expected"]


def test_the_pairs_hold_enough_that_must_not_be_joined():
    kinds = [pair["expected"] for pair in PAIRS]

    assert len(kinds) >= 60
    assert kinds.count("alike") + kinds.count("apart") >= 40
    assert len({pair["label"] for pair in PAIRS}) == len(PAIRS)


@given(name=PLAIN_NAMES)
def test_the_own_name_of_a_place_changes_nothing(name):
    plain = identity_of(name, wording=name, operator="=", unit="%", place="济南市")

    assert identity_of(f"济南市{name}", wording=name, operator="=", unit="%", place="济南市").core == plain.core


@given(name=NAMES)
def test_any_name_is_read_without_an_error_and_keys_are_stable(name):
    first = identity_of(name, wording=name, operator="=", unit="个", place="四川省")

    assert first == identity_of(name, wording=name, operator="=", unit="个", place="四川省")
    assert alike_keys(first)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("济南市城镇化率", "济南市", "城镇化率"),
        ("全省城镇化率", "四川省", "城镇化率"),
        ("市中心医院床位", "市中区", "市中心医院床位"),
        ("四川特色小镇", "四川省", "特色小镇"),
        ("四川大学在校生", "江西省", "四川大学在校生"),
    ],
)
def test_only_the_own_place_is_left_out_of_a_name(text, place, rest):
    assert without_place(text, place=place) == rest


def test_spellings_of_one_name_become_one():
    assert unified("细颗粒物（PM2.5）的“年均”浓度") == "细颗粒物年均浓度"
    assert unified("专精特新“小巨人”企业") == "专精特新小巨人企业"


@pytest.mark.parametrize(
    ("indicator", "wording", "unit", "denominator"),
    [
        ("非涉密政务信息系统上云率", "非涉密政务信息系统上云率达到80%", "%", "非涉密政务信息系统"),
        ("部件资源实现在一张图上进行展示", "80%的部件资源实现在一张图上进行展示", "%", "部件资源"),
        (
            "具备全流程网上办理条件的事项纳入政务服务网和手机APP办理",
            "实现80%以上具备全流程网上办理条件的事项纳入政务服务网和手机APP办理",
            "%",
            "具备全流程网上办理条件的事项",
        ),
        ("民间投资占固定资产投资比重", "民间投资占固定资产投资比重达40%以上", "%", "固定资产投资"),
        ("公共数据按需归集率", "公共数据按需归集率达60%", "%", "公共数据"),
        ("理工类本专科招生专业占比", "理工类本专科招生专业占比提升至48%以上", "%", ""),
        ("基本医保参保率", "基本医保参保率稳定在95%以上", "%", ""),
        ("智慧园区", "1个智慧园区", "个", ""),
    ],
)
def test_a_denominator_is_said_where_the_words_say_it_and_never_guessed(indicator, wording, unit, denominator):
    assert denominator_of(indicator, wording=wording, unit=unit) == denominator


def test_every_synonym_leads_to_a_name_that_stays():
    words = indicator_words()

    assert [new for old, new in words.synonyms if old in new and old != new] == []


def test_a_hundred_million_is_ten_thousand_ten_thousands():
    units = indicator_words().units

    assert units["亿元"][1] == units["万元"][1] * 10_000
    assert units["亿元"][0] == units["万元"][0] == "money"
    assert units["个百分点"][0] != units["%"][0]
    assert units["人次"][0] != units["人"][0]

"""Rows, drawings, statistics and headings of the view by target, from targets made by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from comparisons.aspects.targets.bands import alike_bands, bands_by_deadline, bands_by_spread, bands_by_unit
from comparisons.aspects.targets.levels import peer_words, statistics_of
from comparisons.aspects.targets.points import points
from comparisons.aspects.targets.rows import Ground, indicator_rows
from comparisons.aspects.targets.scales import readable, round_up
from comparisons.records import State
from tests.comparisons.aspects.made_targets import COLUMNS, JIYUAN, NAMES, QINGDAO, target
from tests.comparisons.made import JINAN, MAOJIAN

CLOUD = "非涉密政务信息系统上云率"


def rows_of(*facts, focus=""):
    return indicator_rows(facts, ground=Ground(COLUMNS, NAMES, focus=focus))


def test_one_indicator_of_two_places_is_one_row_in_the_order_of_the_columns():
    (row,) = rows_of(target(JINAN, CLOUD, "95"), target(JIYUAN, f"全市{CLOUD}", "80"))

    assert [fact.document.label for fact in row.facts] == ["济源市", "济南市"]
    assert (row.name, row.also_called) == (f"全市{CLOUD}", (CLOUD,))
    assert (row.coverage, row.places) == ("两地写明", 2)


def test_who_is_silent_is_said_with_the_answer_that_fits():
    (row,) = rows_of(target(JINAN, CLOUD, "95"))

    assert row.coverage == "仅济南市"
    assert [(absence.state, absence.places) for absence in row.absences] == [
        (State.NOT_FOUND, "济源市、茅箭区"),
        (State.SILENT_CHECKED, "青岛市"),
    ]


def test_a_text_that_can_hold_no_target_is_not_called_silent():
    rule = replace(JIYUAN, holds_tasks=False, quantities=0)

    (row,) = indicator_rows([replace(target(JINAN, CLOUD, "95"), column=1)], ground=Ground((rule, JINAN), NAMES))

    assert [absence.state for absence in row.absences] == [State.NOT_APPLICABLE]


def test_four_shares_of_eighty_per_cent_are_four_rows_under_one_warning():
    rows = rows_of(
        target(JIYUAN, CLOUD, "80"),
        target(JINAN, "部件资源实现在一张图上进行展示", "80", domain="ecology"),
        target(JINAN, "政务数据信息能够进行集中展示", "80"),
        target(JINAN, "具备条件的事项纳入政务服务网办理", "80", operator=">="),
    )

    (band,) = alike_bands(rows)

    assert len(band.rows) == 4
    assert (band.title, band.sentence, band.guard) == (
        "看似相同，分母不同",
        "四个“80%”各有分母，不能相比。",
        True,
    )


def test_names_that_look_alike_stand_together_with_what_sets_them_apart():
    rows = rows_of(
        target(JIYUAN, "常住人口城镇化率", "63"),
        target(QINGDAO, "智慧园区", "3", unit="个"),
        target(JINAN, "户籍人口城镇化率", "70"),
    )

    (band,) = alike_bands(rows)

    assert [row.name for row in band.rows] == ["常住人口城镇化率", "户籍人口城镇化率"]
    assert band.sentence == "范围或分母不同，不能相比。"


def test_new_ones_and_all_of_them_are_two_rows_and_the_basis_is_named():
    rows = rows_of(
        target(JIYUAN, "5G基站", "300", unit="个", wording="新建5G基站300个"),
        target(JINAN, "5G基站", "3000", unit="个", wording="累计建成5G基站3000个"),
    )

    (band,) = alike_bands(rows)

    assert len(band.rows) == 2
    assert band.sentence == "口径不同（新增、达到），不能相比。"


def test_one_place_alone_never_looks_alike_to_itself():
    rows = rows_of(target(JINAN, "常住人口城镇化率", "63"), target(JINAN, "户籍人口城镇化率", "63"))

    assert alike_bands(rows) == ()


def test_units_of_one_dimension_are_converted_for_the_drawing_only_and_said_so():
    (row,) = rows_of(
        target(JIYUAN, "核心产业规模", "200", unit="亿元"),
        target(JINAN, "核心产业规模", "500000", unit="万元"),
    )

    assert row.units_said == "单位不同：亿元、万元，画图时折算为亿元，数值照原文。"
    assert [fact.signed for fact in row.facts] == ["=200亿元", "=500000万元"]
    high, low = (line.value_drawing for line in row.lines)
    assert high.ticks[-1].label == "200亿元"
    assert (high.x, low.x) == ("138.0", "42.0")


def test_count_words_are_one_dimension():
    (row,) = rows_of(target(JIYUAN, "5G基站", "1000", unit="座"), target(JINAN, "5G基站", "4000", unit="个"))

    assert row.units_said == "单位不同：座、个，都是计数，按同一刻度画。"


def test_a_share_is_drawn_from_nought_to_a_hundred_even_alone():
    (row,) = rows_of(target(JIYUAN, CLOUD, "80", operator=">="))

    drawing = row.lines[0].value_drawing
    assert [(tick.x, tick.label) for tick in drawing.ticks] == [("10.0", "0"), ("74.0", "50"), ("138.0", "100%")]
    assert (drawing.shape, drawing.x) == ("at_least", "112.4")
    assert drawing.label == "≥80%，刻度从0到100%"


def test_a_single_count_has_nothing_to_be_seen_against():
    (row,) = rows_of(target(JIYUAN, "5G站址", "1315", unit="站", operator="~"))

    assert row.lines[0].value_drawing is None


def test_a_range_is_drawn_from_end_to_end():
    (row,) = rows_of(target(JIYUAN, CLOUD, "40", most="60", operator="range"))

    drawing = row.lines[0].value_drawing
    assert (drawing.shape, drawing.x, drawing.x_max, drawing.width) == ("range", "61.2", "86.8", "25.6")


@pytest.mark.parametrize(("value", "end"), [("1315", "2000"), ("35", "50"), ("100", "100"), ("0.4", "0.5")])
def test_a_scale_ends_with_a_round_number(value, end):
    assert round_up(Decimal(value)) == Decimal(end)


def test_a_year_is_as_long_as_the_year_and_a_day_is_a_dot():
    first, second = rows_of(
        target(JIYUAN, CLOUD, "80", deadline="2022"), target(JINAN, "智慧园区", "1", unit="个", deadline="2023-12-31")
    )

    year, day = first.lines[0].date_drawing, second.lines[0].date_drawing
    assert (year.shape, year.x, year.width) == ("year", "10.0", "64.0")
    assert (day.shape, day.x) == ("day", "138.0")


def test_a_target_without_a_date_has_no_date_drawing():
    (row,) = rows_of(target(JIYUAN, CLOUD, "80"))

    assert row.lines[0].date_drawing is None


def test_highest_lowest_and_median_are_taken_inside_one_level_only():
    facts = [
        target(JIYUAN, CLOUD, "80", deadline="2022"),
        target(MAOJIAN, CLOUD, "99", deadline="2022"),
        target(JINAN, CLOUD, "95", deadline="2022"),
        target(QINGDAO, CLOUD, "90", deadline="2025"),
    ]

    assert list(statistics_of(facts)) == [
        "地级3地：最高95%（济南市），最低80%（济源市），中位90%；时限不同，从2022年到2025年。",
        "层级不同，只并列，不排名。",
    ]


def test_places_of_unlike_levels_have_no_statistics():
    facts = [target(JIYUAN, CLOUD, "80"), target(MAOJIAN, CLOUD, "99")]

    assert list(statistics_of(facts)) == ["层级不同，只并列，不排名。"]


def test_a_floor_and_a_ceiling_are_not_put_in_order():
    facts = [
        target(JIYUAN, "能耗水平指标", "80", operator="<="),
        target(JINAN, "能耗水平指标", "90", operator=">="),
    ]

    assert list(statistics_of(facts)) == ["有的是下限，有的是上限或区间，不作统计。"]


def test_a_highlighted_place_reads_its_value_beside_those_of_its_level():
    facts = [target(JIYUAN, CLOUD, "80"), target(JINAN, CLOUD, "95"), target(QINGDAO, CLOUD, "90")]

    assert peer_words(facts[0], facts=facts) == "同级另2地：90—95%"
    (row,) = rows_of(*facts, focus="419001")
    assert [line.peer for line in row.lines] == ["同级另2地：90—95%", "", ""]


def test_values_are_put_in_order_only_under_their_own_unit():
    rows = rows_of(
        target(JIYUAN, CLOUD, "80"),
        target(JINAN, "智慧园区", "3", unit="个"),
        target(QINGDAO, "网上可办率", "99"),
        target(QINGDAO, "工业投资", "10", operator="change", wording="工业投资增长10%"),
    )

    bands = bands_by_unit(rows)

    assert [(band.title, [row.name for row in band.rows]) for band in bands] == [
        ("百分比", ["网上可办率", CLOUD]),
        ("单位：个", ["智慧园区"]),
        ("增减幅度", ["工业投资"]),
    ]


def test_the_widest_spread_of_one_level_comes_first():
    rows = rows_of(
        target(JIYUAN, CLOUD, "80"),
        target(JINAN, CLOUD, "90"),
        target(JIYUAN, "智慧园区", "1", unit="个"),
        target(JINAN, "智慧园区", "10", unit="个"),
        target(MAOJIAN, "智慧社区", "10", unit="个"),
    )

    compared, rest = bands_by_spread(rows)

    assert [row.name for row in compared.rows] == ["智慧园区", CLOUD]
    assert [row.name for row in rest.rows] == ["智慧社区"]


def test_rows_by_date_end_with_those_without():
    rows = rows_of(target(JIYUAN, "智慧社区", "5", unit="个"), target(JINAN, CLOUD, "80", deadline="2022"))

    assert [band.title for band in bands_by_deadline(rows)] == ["2022年", "未写时限"]


def test_the_points_say_what_several_set_and_who_goes_highest_and_latest():
    rows = rows_of(target(JIYUAN, CLOUD, "80", deadline="2022"), target(JINAN, CLOUD, "95", deadline="2025"))

    said = [point.text for point in points(rows, alike=(), without=(), columns=2)]

    assert said == [
        f"两地以上都写的指标有1个：{CLOUD}（2地）。",
        f"{CLOUD}，地级2地：数值最高95%（济南市），时限最晚2025年（济南市）。",
    ]
    assert points(rows, alike=(), without=(), columns=1) == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [("290000000000", "2900亿"), ("62000", "6.2万"), ("50280400", "50280400"), ("1315", "1315"), ("10000", "1万")],
)
def test_long_numbers_on_a_scale_are_shortened_only_where_nothing_is_lost(number, words):
    assert readable(Decimal(number)) == words


@pytest.mark.parametrize(
    ("operator", "wording", "base_year", "basis"),
    [
        ("=", "工业投资达到10%", None, ""),
        ("change", "工业投资增长10%", None, "增长"),
        ("change", "工业投资年均增长10%", None, "年均增长"),
        ("change", "工业投资比2020年下降10%", 2020, "比2020年下降"),
        ("=", "新增工业投资10%", None, "新增"),
    ],
)
def test_a_row_says_on_which_basis_it_counts(operator, wording, base_year, basis):
    (row,) = rows_of(target(JIYUAN, "工业投资", "10", operator=operator, wording=wording, base_year=base_year))

    assert row.basis == basis


@pytest.mark.parametrize(("unit", "words"), [("个", "2万"), ("亿元", "2万"), ("万元", "20000"), ("万亿元", "20000")])
def test_a_unit_with_a_word_of_its_own_takes_no_second_one(unit, words):
    assert readable(Decimal(20000), unit=unit) == words

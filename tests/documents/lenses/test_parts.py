"""The pure parts: tints, scales, drawings, sentences, distinctive words, levels of cited documents."""

import pytest

from documents.lenses.bars import bars_of
from documents.lenses.crosstab import Counts, Head, cross, step_words, steps_for
from documents.lenses.lineage.drawing import Node, draw
from documents.lenses.lineage.levels import cited_level
from documents.lenses.sentences import sentence_at, sentences_with
from documents.lenses.terms.weighing import distinctive
from documents.lenses.years import scale_of


@pytest.mark.parametrize(
    ("largest", "words"),
    [(3, ("1", "2", "3–4", "5")), (20, ("1", "2", "3–4", "5")), (400, ("1–49", "50–99", "100–199", "200"))],
)
def test_tints_follow_the_design_and_stretch_for_large_numbers(largest, words):
    assert step_words(steps_for(largest)) == words


def test_a_zero_has_no_list_and_a_number_has_one():
    row, column = Head("r", "r", "茅箭区"), Head("c", "c", "交通")
    counts = Counts({("r", "c"): 3}, {"r": 3}, {"c": 3}, 3)
    other = Head("x", "x", "水利")

    shown = cross("地区", rows=[row], columns=[column, other], counts=counts, address=lambda r, c: f"/{c and c.code}")

    assert [(cell.number, cell.url, cell.step) for cell in shown.rows[0].cells] == [(3, "/c", 3), (0, "", 0)]
    assert shown.rows[0].total.number == 3


def test_a_short_gap_between_years_is_shown_and_a_long_one_is_not():
    assert scale_of([2018, 2021, 2035]) == [2018, 2019, 2020, 2021, 2035]
    assert scale_of([]) == []


def test_bars_stand_on_the_base_and_end_at_the_top():
    drawing = bars_of([("2018", 3, 8), ("2019", 0, 0)])

    first, second = drawing.bars
    assert first.first_y + first.first_height == drawing.base
    assert first.second_y == 24.0
    assert second.number == 0


@pytest.mark.parametrize(
    ("title", "number", "level"),
    [
        ("河南省人民政府办公厅关于加快推进新型智慧城市建设的指导意见", "豫政办〔2020〕27号", "province"),
        ("中华人民共和国网络安全法", "", "national"),
        ("关于积极推进“互联网+”行动的指导意见", "国发〔2015〕40号", "national"),
        ("市人民政府办公室关于印发十堰市推进新型智慧城市建设实施方案的通知", "十政办发〔2021〕51号", "prefecture"),
        ("关于做好有关工作的通知", "豫政〔2021〕1号", "province"),
        ("新型智慧城市建设指标第2部分：县级指标", "", ""),
    ],
)
def test_the_level_of_a_cited_document_is_read_from_its_name(title, number, level):
    assert cited_level(title, number=number) == level


def test_a_drawing_has_a_column_for_each_level_and_a_line_for_each_citation():
    nodes = [
        Node("国发1", "国家意见", "国发〔2015〕1号", "national"),
        Node("#1", "茅箭区", "", "county", held=True),
        Node("豫1", "省级意见", "", "province"),
    ]

    drawing = draw(nodes, edges=[("#1", "国发1"), ("#1", "豫1"), ("#9", "豫1")])

    assert [layer.level for layer in drawing.layers] == ["national", "province", "county"]
    assert [line.words for line in drawing.lines] == ["茅箭区 → 国家意见", "茅箭区 → 省级意见"]
    assert len({(placed.x, placed.y) for placed in drawing.nodes}) == 3
    # From the left side of 茅箭区, in the third column, to the right side of 国家意见, in the first, less the arrow's head.
    assert drawing.lines[0].path == "M504 52C355 52 355 52 206 52"


def test_a_document_that_cites_its_own_column_gets_a_bow():
    nodes = [Node("a", "四川意见", "", "province"), Node("#1", "四川省", "", "province", held=True)]

    assert draw(nodes, edges=[("#1", "a")]).lines[0].path.startswith("M200 ")


def test_the_sentence_around_a_word_ends_where_the_source_ends_it():
    text = "推进共享。鼓励社会资本参与；鼓励试点"

    assert sentence_at(text, start=5, word="鼓励").text == "鼓励社会资本参与；"
    assert sentence_at(text, start=14, word="鼓励").text == "鼓励试点"
    assert [sentence.text for _place, sentence in sentences_with(text, word="鼓励")] == [
        "鼓励社会资本参与；",
        "鼓励试点",
    ]


def test_a_very_long_sentence_is_cut_at_both_sides():
    sentence = sentence_at("甲" * 300 + "鼓励" + "乙" * 300, start=300, word="鼓励")

    assert sentence.before == "……" + "甲" * 90
    assert sentence.after == "乙" * 90 + "……"


def test_a_word_is_distinctive_where_only_one_place_uses_it():
    here = [{"数据", "一网通"}, {"数据", "一网通"}, {"平台", "一网通", "某区平台"}, {"平台", "某区平台"}]
    background = {"数据": 40, "平台": 60, "一网通": 3, "某区平台": 2, "交通": 50}

    terms = distinctive(here, background=background, limit=5, names=("某区",), plain=("平台",))

    assert [(term.word, term.here, term.elsewhere) for term in terms] == [("一网通", 3, 0)]


def test_a_word_that_stands_only_inside_a_longer_one_is_not_given_beside_it():
    here = [{"预约挂号", "挂号", "照明"}, {"预约挂号", "挂号", "智能照明", "照明"}, {"智能照明", "照明"}]
    background = {"预约挂号": 2, "挂号": 2, "智能照明": 2, "照明": 3, "交通": 60}

    assert {term.word for term in distinctive(here, background=background, limit=5)} == {
        "预约挂号",
        "智能照明",
        "照明",
    }


def test_without_others_nothing_is_distinctive():
    assert distinctive([{"数据"}, {"数据"}], background={"数据": 2}, limit=5) == []

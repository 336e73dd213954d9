"""The pure parts of the view of texts: sentences, pairs, differences, key changes, the rows of two passages."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comparisons.aspects.texts.differences import differences, plain_words
from comparisons.aspects.texts.key_changes import changes, facts
from comparisons.aspects.texts.pairing import pair_up
from comparisons.aspects.texts.reading import reading
from comparisons.aspects.texts.records import Kind, Mark
from comparisons.aspects.texts.rows import Side, text_rows
from comparisons.aspects.texts.sentences import LONGEST, letters, sentences
from comparisons.aspects.texts.suggestions import alike
from comparisons.aspects.texts.wordings import found_in, shared_of
from documents.parsing.spans import Span
from tests.comparisons.aspects.made_texts import EARLY, HOSTILE, LATE, body, passage_of, source_of


def words_of(text):
    return [span.slice(text) for span in plain_words(text)]


@given(HOSTILE)
@example("。" * 500)
@example("长" * 1000)
def test_sentences_joined_are_the_text_and_none_is_too_long(text):
    spans = sentences(text)

    assert "".join(span.slice(text) for span in spans) == text
    assert all(0 < span.end - span.start <= LONGEST + text.count(" ") + text.count("\n") + 100 for span in spans)


def test_a_sentence_ends_behind_its_mark_and_the_quotes_that_close_it():
    text = "打造“一网通办。”推进联网；建设平台\n（二）智慧交通。"

    assert [span.slice(text) for span in sentences(text)] == [
        "打造“一网通办。”",
        "推进联网；",
        "建设平台\n",
        "（二）智慧交通。",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("（三）推进“一网通办”。", "推进一网通办"),
        ("3.5亿元专项资金。", "3.5亿元专项资金"),
        ("12. 智慧停车", "智慧停车"),
        ("达到80%以上", "达到80%以上"),
    ],
)
def test_what_a_sentence_says_is_its_letters_without_its_number(sentence, expected):
    assert letters(sentence) == expected


@settings(max_examples=400, deadline=None)
@given(HOSTILE, HOSTILE)
def test_equal_and_left_words_are_the_left_text_and_equal_and_right_words_the_right(left, right):
    stretches = differences(words_of(left), words_of(right))

    assert "".join(each.left.slice(left) for each in stretches) == left
    assert "".join(each.right.slice(right) for each in stretches) == right
    assert all(each.left.slice(left) == each.right.slice(right) for each in stretches if each.same)


def test_differences_are_whole_words():
    left = ["到", "2022年", "底", "，", "共享率", "力争", "达到", "80%", "。"]
    right = ["到", "2025年", "底", "，", "共享率", "确保", "达到", "90%", "。"]

    found = [
        ("".join(left)[slice(*each.left)], "".join(right)[slice(*each.right)])
        for each in differences(left, right)
        if not each.same
    ]

    assert found == [("2022年", "2025年"), ("力争", "确保"), ("80%", "90%")]


def test_a_single_common_letter_between_two_differences_does_not_break_them_apart():
    found = differences(["建设", "的", "平台", "完善"], ["推进", "的", "系统", "完善"])

    assert [(each.same, each.left) for each in found] == [(False, Span(0, 5)), (True, Span(5, 7))]


def test_sentences_pair_in_order_and_the_one_that_moved_is_found():
    left = ["推进路口信号灯联网控制", "建设统一的智慧停车平台", "完善城市运行管理中心"]
    right = ["建设统一的智慧停车平台", "完善城市运行管理中心", "推进路口信号灯联网控制工作"]

    pairs = pair_up(left, right)

    assert [(each.left, each.right, each.moved) for each in pairs] == [(0, 2, True), (1, 0, False), (2, 1, False)]


@given(
    st.lists(st.text(alphabet="甲乙丙丁", max_size=9), max_size=12), st.lists(st.text(alphabet="甲乙丙丁", max_size=9))
)
def test_each_sentence_stands_in_one_pair_at_most_and_pairs_in_order_go_forward(left, right):
    pairs = pair_up(left, right)
    in_order = [each.right for each in pairs if not each.moved]

    assert len({each.left for each in pairs}) == len({each.right for each in pairs}) == len(pairs)
    assert in_order == sorted(in_order)


def test_the_same_text_pairs_sentence_by_sentence_though_sentences_repeat():
    text = ["责任单位：市公安局", "推进联网", "责任单位：市公安局", "建设平台", "责任单位：市公安局"]

    assert [(each.left, each.right, each.score) for each in pair_up(text, text)] == [
        (number, number, 1.0) for number in range(5)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "到2022年底，共享率力争达到80%。",
            "到2025年底，共享率确保达到90%。",
            ["80% → 90%", "2022年底 → 2025年底", "力争 → 确保"],
        ),
        ("各部门应当公开数据。", "各部门可以公开数据。", ["应当 → 可以"]),
        ("建设5G基站1000个。", "建设5G基站2000个。", ["1000个 → 2000个"]),
        ("3.智慧停车。", "9.智慧停车。", []),
        ("依据国发〔2022〕18号文件。", "依据国发〔2021〕35号文件。", []),
    ],
)
def test_key_changes_are_figures_dates_and_words_of_obligation(left, right, expected):
    found = changes(facts(left), facts(right))

    assert [f"{each.before} → {each.after}" for each in found] == expected


def read(left, right, *, rows="all"):
    """The reading of two passages, without headers."""
    passages = left, right
    wordings = found_in(passages)
    listed = shared_of(wordings, passages, pair_address=lambda *_sides: "")
    return reading(passages, (None, None), wordings=wordings, shared=listed, rows=rows)


def test_a_revision_shows_what_is_the_same_changed_moved_and_new():
    old = passage_of(
        "推进路口信号灯联网控制。建设统一的智慧停车平台。到2022年共享率达到80%。完善考核。", EARLY, whole=True
    )
    new = passage_of(
        "建设统一的智慧停车平台。到2025年共享率达到90%。另行制定资金管理办法。推进路口信号灯联网控制。",
        LATE,
        whole=True,
    )

    found = read(old, new)

    assert [(row.number, row.kind, row.partner) for row in found.rows] == [
        (1, Kind.MOVED, 6),
        (2, Kind.SAME, 0),
        (3, Kind.CHANGED, 0),
        (4, Kind.LEFT, 0),
        (5, Kind.RIGHT, 0),
        (6, Kind.ELSEWHERE, 1),
    ]
    assert [(change.kind_words, change.text, change.number) for change in found.changes] == [
        ("数值", "80% → 90%", 3),
        ("日期", "2022年 → 2025年", 3),
    ]


def test_in_whole_documents_bodies_are_compared_sentence_by_sentence():
    left, right = "（牵头单位：区交通运输局）", "（牵头单位：区城市管理局）"
    passages = [
        replace(passage_of(text, document, whole=True), source=source_of(text, document, bodies=(body(name, text),)))
        for text, document, name in ((left, EARLY, "区交通运输局"), (right, LATE, "区城市管理局"))
    ]

    assert [(each.kind_words, each.text, each.number) for each in read(*passages).changes] == [
        ("单位", "区交通运输局 → 区城市管理局", 1)
    ]


def test_a_heading_that_is_quite_the_same_is_found_though_it_is_short():
    pairs = pair_up(["智慧教育", "推进路口信号灯联网"], ["推进路口信号灯联网", "智慧教育"])

    assert [(each.left, each.right, each.moved) for each in pairs] == [(0, 1, True), (1, 0, False)]


def test_who_leads_is_compared_for_passages():
    left, right = "建设平台。（牵头单位：市公安局）", "建设平台。（牵头单位：市大数据局）"
    passages = [
        replace(passage_of(text, document), source=source_of(text, document, bodies=(body(name, text),)))
        for text, document, name in ((left, EARLY, "市公安局"), (right, LATE, "市大数据局"))
    ]

    assert [(each.kind_words, each.text, each.number) for each in read(*passages).changes] == [
        ("牵头", "市公安局 → 市大数据局", 0)
    ]


@settings(max_examples=300, deadline=None)
@given(HOSTILE, HOSTILE, st.booleans())
def test_the_pieces_of_each_side_joined_are_its_text(left, right, whole):
    found = read(passage_of(left, EARLY, whole=whole), passage_of(right, LATE, whole=whole))

    first = [row.left for row in found.rows if row.left]
    second = sorted(
        (row.right for row in found.rows if row.right and (row.kind is not Kind.ELSEWHERE)), key=lambda each: each.start
    )
    assert "".join(each.text for each in first) == left
    assert "".join(sorted(each.text for each in second)) == "".join(
        sorted(span.slice(right) for span in sentences(right))
    )
    elsewhere = [row for row in found.rows if row.kind is Kind.ELSEWHERE]
    assert all(found.rows[row.partner - 1].right.text == row.right.text for row in elsewhere)


def test_every_marked_piece_leads_to_its_exact_characters():
    left, right = "到2022年底，共享率力争达到80%。", "到2025年底，共享率确保达到90%。"
    (row,) = text_rows(Side(passage_of(left, EARLY)), Side(passage_of(right, LATE)))

    marked = [piece for piece in row.right.pieces if piece.mark is Mark.ONLY]

    assert [piece.text for piece in marked] == ["2025", "确保", "90%"]
    for piece in marked:
        start, end = piece.panel_address.rstrip("/").rpartition("/")[2].split("-")
        assert right[int(start) : int(end)] == piece.text


def test_a_sentence_of_one_side_marks_what_the_other_side_says_elsewhere():
    words = "推动城市运行管理平台与应急指挥系统互联互通"
    filler = "围绕防汛抗旱、森林防火、地震救援、危化品处置、矿山排查、燃气巡检、消防演练、物资储备和队伍培训等重点领域"
    other = "开展学前教育、职业教育、特殊教育、远程课堂、名师直播、教材数字化、校园安防、营养餐监管、体育测评等示范应用"
    left = passage_of(f"{filler}，{words}。", EARLY, whole=True)
    right = passage_of(f"{other}，{words}。", LATE, whole=True)

    row, _other_row = read(left, right).rows

    assert row.kind is Kind.LEFT
    assert [(piece.text, piece.mark) for piece in row.left.pieces][1:] == [(words, Mark.SHARED), ("。", Mark.PLAIN)]


def test_long_stretches_of_one_side_stand_folded_between_the_others():
    left = passage_of(
        "".join(f"第{number}项内容各不相同{chr(0x5000 + number) * 9}。" for number in range(30)), whole=True
    )
    right = passage_of("完全无关的一句话在这里。", LATE, whole=True)

    blocks = read(left, right).blocks

    assert [block.title for block in blocks] == ["仅左30句，一", ""]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("all", [Kind.SAME, Kind.LEFT, Kind.RIGHT]),
        ("common", [Kind.SAME]),
        ("different", [Kind.LEFT, Kind.RIGHT]),
        ("single", [Kind.LEFT, Kind.RIGHT]),
    ],
)
def test_rows_are_filtered_and_the_hidden_ones_counted(rows, expected):
    found = read(passage_of("建设平台系统。养老服务。"), passage_of("建设平台系统。森林防火。", LATE), rows=rows)

    assert [row.kind for row in found.shown] == expected
    assert found.hidden == 3 - len(expected)


def test_tasks_that_use_the_same_rare_words_are_suggested_first():
    left = [{"信号灯": 2.0, "平台": 1.0}, {"养老": 2.0, "平台": 1.0}]
    right = [{"养老": 1.0, "助餐": 1.0, "平台": 1.0}, {"信号灯": 1.0, "公交": 1.0, "平台": 1.0}]

    found = alike(left, right)

    assert [(each.left, each.right, each.words[0]) for each in found] == [(0, 1, "信号灯"), (1, 0, "养老")]

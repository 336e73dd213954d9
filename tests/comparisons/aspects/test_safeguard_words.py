"""The pure parts of the view of safeguards: named principles, instruments, words of names."""

import json

import pytest

from comparisons.aspects.safeguards.instruments import SOURCE, instruments_in
from comparisons.aspects.safeguards.points import words_of_name
from comparisons.aspects.safeguards.principles import named_items


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("坚持以人为本。服务市民。坚持统筹规划，避免重复。", ["坚持以人为本", "坚持统筹规划"]),
        ("——以人为本，惠民优先。服务市民。\n——统筹规划。避免重复。", ["以人为本，惠民优先", "统筹规划"]),
        ("一是坚持党的领导。加强统筹。\n二是坚持创新驱动。深化应用。", ["坚持党的领导", "坚持创新驱动"]),
        ("• 需求导向：立足实际。\n• 集约建设：避免重复。", ["需求导向", "集约建设"]),
        ("坚持以人为本。服务市民。", []),
        ("按照要求，坚持需求导向，坚持问题导向，推进建设。", []),
        ("", []),
    ],
)
def test_principles_are_named_where_a_line_or_sentence_begins_with_them(text, names):
    assert [item.name for item in named_items(text)] == names


def test_the_items_follow_each_other_without_gap_and_end_with_the_text():
    text = "基本原则\n坚持以人为本。服务市民。坚持统筹规划，避免重复。\n"

    first, second = named_items(text)

    assert text[first.start : first.end] == "坚持以人为本。服务市民。"
    assert text[second.start : second.end] == "坚持统筹规划，避免重复。"


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("设立专项资金，吸引社会资本。", {"资金来源": ("专项资金", "社会资本")}),
        ("定期调度各项目建设情况，并进行通报。", {"考核督查": ("通报",), "频次": ("定期调度各项目建设情况",)}),
        ("每季度通报一次。", {"考核督查": ("通报",), "频次": ("每季度",)}),
        ("制定年度建设计划。", {}),
        ("建立工作领导小组，领导小组下设办公室。", {"组织形式": ("工作领导小组", "领导小组")}),
        ("推进智慧城市建设。", {}),
    ],
)
def test_instruments_are_the_words_of_the_text_by_kind(wording, found):
    assert {each.name: each.words for each in instruments_in(wording)} == found


def test_no_word_is_listed_under_two_kinds_or_twice():
    kinds = json.loads(SOURCE.read_text(encoding="utf-8"))["kinds"]
    words = [word for kind in kinds for word in kind["terms"]]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("需求为先，惠民为本", ("需求", "惠民")),
        ("政府主导、共建共享", ("主导", "共建", "共享")),
        ("坚持以人为本", ("以人",)),
        ("同步规划同步建设", ()),
    ],
)
def test_a_name_gives_the_halves_of_its_clauses_that_say_something(name, words):
    assert words_of_name(name) == words


@pytest.mark.parametrize("piece", [" ", "　", "。 ", "——", "坚持", "坚持。", "·", "定期", "每", "一是 "])
def test_a_hostile_text_of_a_hundred_thousand_characters_is_read_to_its_end(piece):
    text = piece * (100_000 // len(piece))

    assert named_items(text) == ()
    assert all(each.words for each in instruments_in(text))

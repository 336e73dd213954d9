"""Wording that texts share: found as trying everything finds it, trimmed, dated, told from everybody's formulas."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.aspects.texts.formulas import Standing, formula
from comparisons.aspects.texts.shared import TooRepetitive, shared_wordings
from comparisons.aspects.texts.wordings import found_in, shared_of
from documents.parsing.spans import Span
from tests.comparisons.aspects.made_texts import EARLY, HOSTILE, LATE, passage_of

FEW_LETTERS = st.text(alphabet="ab甲\n", max_size=14)


def brute_force(texts, least):
    """Every wording by trying them all: the specification of the search."""
    stands_in = {}
    for number, text in enumerate(texts):
        for start in range(len(text)):
            for end in range(start + least, len(text) + 1):
                if "\n" not in text[start:end]:
                    stands_in.setdefault(text[start:end], set()).add(number)
    shared = {words: found for words, found in stands_in.items() if len(found) > 1}
    alphabet = set("".join(texts)) - {"\n"}
    return {
        words
        for words, found in shared.items()
        if not any(found in (shared.get(each + words), shared.get(words + each)) for each in alphabet)
    }


@settings(max_examples=600, deadline=None)
@given(st.lists(FEW_LETTERS, min_size=2, max_size=4), st.integers(min_value=1, max_value=4))
def test_shared_wordings_are_those_that_trying_everything_finds(texts, least):
    found = shared_wordings(texts, least=least)

    assert {each.words for each in found} == brute_force(texts, least)
    assert len({each.words for each in found}) == len(found)


@settings(deadline=None)
@given(st.lists(HOSTILE, min_size=2, max_size=4))
def test_shared_wordings_stand_verbatim_wherever_they_are_said_to_stand(texts):
    for each in shared_wordings(texts, least=3):
        assert all(texts[place.text][place.start : place.end] == each.words for place in each.places)
        everywhere = sum(
            text.startswith(each.words, start) for text in texts for start in range(len(text) - len(each.words) + 1)
        )
        assert len(each.places) == everywhere


def test_texts_that_repeat_themselves_endlessly_are_refused_instead_of_read_for_ever():
    with pytest.raises(TooRepetitive):
        shared_wordings(["建" * 20_000, "建" * 20_000])


def test_shared_wording_is_trimmed_to_what_it_says():
    texts = (
        "统一标准，开展有关的培训、培养、资质认定推广等工作，加强考核",
        "另外，开展有关的培训、培养、资质认定推广等工作，落实责任",
    )

    assert [each.words for each in found_in([passage_of(text) for text in texts])] == [
        "开展有关的培训、培养、资质认定推广等工作"
    ]


def shared(*passages, elsewhere=()):
    return shared_of(
        found_in(passages),
        passages,
        elsewhere=elsewhere,
        pair_address=lambda left, right: f"?left={left}&right={right}",
    )


def test_shared_wording_names_its_places_in_the_order_of_dates_without_more():
    words = "推动城市运行管理平台与应急指挥系统互联互通"
    found = shared(passage_of(f"一、{words}。", LATE), passage_of(f"要{words}；", EARLY))

    (wording,) = found.telling
    assert (wording.words, wording.characters, wording.documents) == (words, 21, 2)
    assert [(place.document.label, place.start, place.first) for place in wording.places] == [
        ("济南市", 1, True),
        ("茅箭区", 2, False),
    ]
    assert wording.order_words == "济南市在先（2018-12-20）"


def test_without_a_date_nobody_is_first():
    words = "推动城市运行管理平台与应急指挥系统互联互通"
    (wording,) = shared(passage_of(words, LATE), passage_of(words, replace(EARLY, issued_on=None))).telling

    assert wording.order_words == ""
    assert not any(place.first for place in wording.places)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("以习近平新时代中国特色社会主义思想为指导，全面贯彻党的十九大", "统一提法或公文套语"),
        ("平新时代中国特色社会主义思想", "统一提法或公文套语"),
        ("已经市政府同意，现印发给你们", "统一提法或公文套语"),
        ("推动城市运行管理平台与应急指挥系统互联互通", ""),
    ],
)
def test_formulas_are_told_from_wording_that_says_something(words, reason):
    assert formula(Standing(f"甲{words}乙", Span(1, 1 + len(words)), 2, 2)) == reason


def test_a_cited_title_is_no_telling_wording():
    text = "根据《四川省新型智慧城市建设指导意见》要求"

    assert formula(Standing(text, Span(3, 18), 2, 2)) == "引用的文件名"


def test_names_of_bodies_are_no_telling_wording():
    words = "市公安局、市交通运输局、市城市管理局"

    said = formula(Standing(words, Span(0, len(words)), 2, 2), bodies={"市公安局", "市交通运输局", "市城市管理局"})

    assert said == "单位名称"


def test_what_many_documents_say_is_damped_with_their_number():
    words = "推动城市运行管理平台与应急指挥系统互联互通"
    passages = passage_of(words, EARLY), passage_of(words, LATE)

    found = shared(*passages, elsewhere=(f"甲{words}", f"{words}乙", words, "别的文件"))

    assert found.telling == ()
    assert [each.formula for each in found.formulas] == ["常用表述：查了6份文件，5份都这样写"]

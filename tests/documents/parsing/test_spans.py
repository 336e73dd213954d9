"""Traced text: whatever is edited, every character still knows its place in the original."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.parsing.spans import Edit, Span, TracedText

ALPHABET = "建設设(shè)，,12 年\n"


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and up to three rounds of edits; positions are drawn as shares of the text of that round."""
    text = draw(st.text(ALPHABET, min_size=1, max_size=40))
    rounds, current = [], text
    for _round in range(draw(st.integers(0, 3))):
        places = sorted(draw(st.lists(st.integers(0, len(current)), max_size=6)))
        edits = [
            Edit(start, end, draw(st.text("甲乙丙", max_size=3)), "test")
            for start, end in zip(places[::2], places[1::2], strict=False)
        ]
        rounds.append(edits)
        current = TracedText.of(current).apply(edits).text
    return text, rounds


def _carried(text: str, rounds: list[list[Edit]]) -> TracedText:
    traced = TracedText.of(text)
    for edits in rounds:
        traced = traced.apply(edits)
    return traced


@given(texts_with_edits())
def test_sources_never_run_backwards_and_stay_inside(case: tuple[str, list[list[Edit]]]) -> None:
    text, rounds = case
    traced = _carried(text, rounds)
    sources = [traced.source(Span(place, place + 1)) for place in range(len(traced.text))]

    assert all(0 <= source.start <= source.end <= len(text) for source in sources)
    assert all(first.start <= second.start for first, second in itertools.pairwise(sources))


@given(texts_with_edits())
def test_untouched_characters_come_from_themselves(case: tuple[str, list[list[Edit]]]) -> None:
    text, rounds = case
    traced = _carried(text, rounds)

    for place, character in enumerate(traced.text):
        if character not in "甲乙丙":
            assert traced.source(Span(place, place + 1)).slice(text) == character


@given(texts_with_edits())
def test_segments_tile_the_text(case: tuple[str, list[list[Edit]]]) -> None:
    traced = _carried(*case)
    ends = [segment.end for segment in traced.segments]

    assert [segment.start for segment in traced.segments] == [0, *ends[:-1]] if ends else traced.text == ""
    assert not ends or ends[-1] == len(traced.text)


@given(texts_with_edits(), st.data())
def test_way_back_from_the_original_finds_the_same_place(
    case: tuple[str, list[list[Edit]]], data: st.DataObject
) -> None:
    text, rounds = case
    traced = _carried(text, rounds)
    kept = [place for place, character in enumerate(traced.text) if character not in "甲乙丙"]
    if kept:
        place = data.draw(st.sampled_from(kept))

        assert traced.from_source(traced.source(Span(place, place + 1))) == Span(place, place + 1)


def test_removed_residue_inside_a_span_belongs_to_its_source() -> None:
    traced = TracedText.of("智慧建設(shè)工程").apply([Edit(4, 9, "", "pinyin")])

    assert traced.text == "智慧建設工程"
    assert traced.source(Span(2, 6)).slice("智慧建設(shè)工程") == "建設(shè)工程"


def test_replaced_stretch_maps_to_the_whole_of_what_it_replaces() -> None:
    traced = TracedText.of("驾驶?cè)擞查询").apply([Edit(2, 7, "人记分", "correction")])

    assert traced.text == "驾驶人记分查询"
    assert traced.source(Span(3, 4)) == Span(2, 7)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        TracedText.of("建设工程").apply([Edit(0, 2, "", "a"), Edit(1, 3, "", "b")])

"""Marks over a text: nothing lost, nothing added, everything escaped."""

import html
import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from documents.highlighting import Mark, MarkLink, RepairNote, Run, split_runs
from documents.parsing.spans import Span
from documents.templatetags.policy_text import marked

KINDS = ("lead", "support", "responsible", "target", "deadline", "repair")
TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("<>&\"'牵头单位：市公安局𠮷\n\u2028"))


@st.composite
def texts_with_marks(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text) + 3)
    marks = [
        Mark(Span(min(pair), max(pair)), kind)
        for pair, kind in draw(st.lists(st.tuples(st.tuples(ends, ends), st.sampled_from(KINDS)), max_size=8))
    ]
    anchors = [(place, f"c{place}") for place in draw(st.lists(ends, unique=True, max_size=4))]
    return text, marks, anchors


@given(texts_with_marks())
def test_the_runs_joined_are_the_text(case):
    text, marks, anchors = case

    runs = split_runs(text, span=Span(0, len(text)), marks=marks, anchors=anchors)

    assert "".join(run.text for run in runs) == text
    assert sorted(name for run in runs for name in run.anchors) == sorted(
        name for place, name in anchors if place < len(text)
    )


@given(texts_with_marks())
def test_the_html_without_its_tags_is_the_text(case):
    text, marks, anchors = case

    written = marked(split_runs(text, span=Span(0, len(text)), marks=marks, anchors=anchors))

    assert html.unescape(re.sub(r"<[^<>]*>", "", written)) == text
    assert set(re.findall(r"<(/?[a-z]+)", written)) <= {"mark", "/mark", "span", "/span"}


@given(texts_with_marks())
def test_every_character_is_marked_as_the_marks_on_it_say(case):
    text, marks, _anchors = case

    kinds = [run.kinds for run in split_runs(text, span=Span(0, len(text)), marks=marks) for _character in run.text]

    for position, found in enumerate(kinds):
        on_it = {mark.kind for mark in marks if mark.span.start <= position < mark.span.end}
        assert found == tuple(sorted(on_it))


@given(texts_with_marks(), TEXTS, TEXTS, TEXTS)
def test_links_and_notes_let_nothing_through_whatever_they_say(case, said, before, after):
    text, marks, anchors = case
    link = MarkLink(f"/documents/a/?x={said}", said, "citation")
    note = RepairNote(said, before, after, said, 1)
    half = len(text) // 2
    marks = [*marks, Mark(Span(0, half), "citation", link=link), Mark(Span(half, len(text)), "repair", note)]

    page = BeautifulSoup(marked(split_runs(text, span=Span(0, len(text)), marks=marks, anchors=anchors)), "html.parser")

    assert {tag.name for tag in page.find_all(True)} <= {"a", "mark", "span", "bdi", "b"}
    allowed = {
        "class",
        "id",
        "href",
        "data-says",
        "aria-description",
        "tabindex",
        "aria-describedby",
        "data-note",
        "role",
    }
    assert {name for tag in page.find_all(True) for name in tag.attrs} <= allowed
    assert all(tag["href"].startswith("/documents/a/?x=") for tag in page.select("a"))
    assert all(not tag.select("[tabindex], a") for tag in page.select("a, [tabindex]")), "no stop inside a stop"


def test_a_citation_cut_by_a_hit_stays_one_link():
    link = MarkLink("/documents/a/", "语料已收", "citation")
    marks = [Mark(Span(1, 7), "citation", link=link), Mark(Span(3, 5), "hit")]

    assert marked(split_runs("见《数字规划》。", span=Span(0, 8), marks=marks)) == (
        '见<a class="m-citation" href="/documents/a/" data-says="语料已收" aria-description="语料已收">'
        '《数<mark class="m-hit">字规</mark>划》</a>。'
    )


def test_overlapping_marks_are_cut_where_one_ends():
    runs = split_runs(
        "到2022年底80%", span=Span(0, 10), marks=[Mark(Span(0, 7), "deadline"), Mark(Span(5, 10), "target")]
    )

    assert [(run.text, run.classes) for run in runs] == [
        ("到2022", "m-deadline"),
        ("年底", "m-deadline m-target"),
        ("80%", "m-target"),
    ]


def test_a_repair_explains_itself_once():
    note = RepairNote("人工更正", "乱<码", "原文", "字节错位")
    runs = split_runs("查原文询", span=Span(0, 4), marks=[Mark(Span(1, 3), "repair", note), Mark(Span(2, 4), "target")])

    written = marked(runs)

    assert written.count("repair-note") == 1
    assert '<span class="before">乱&lt;码</span>' in written


def test_an_anchor_stands_before_its_character():
    assert (
        marked((Run("市公安局", ("lead",), ("c41",)),)) == '<span id="c41"></span><mark class="m-lead">市公安局</mark>'
    )


def test_a_mark_of_direction_in_the_original_turns_nothing_around():
    shown = marked(split_runs("由\u202e市公安局\u2066牵头", span=Span(0, 9), marks=[Mark(Span(0, 6), "lead")]))

    assert shown == '<mark class="m-lead">由<bdi>\u202e</bdi>市公安局</mark><bdi>\u2066</bdi>牵头'

"""The pure parts of the alignment: closeness, gathering, naming, terms."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.aspects.aligned.closeness import ProfiledTask, closeness_of, subjects_of, weighted_words
from comparisons.aspects.aligned.grouping import at_home, group
from comparisons.aspects.aligned.naming import Titled, row_name
from comparisons.aspects.aligned.terms import Voice, only_terms, pieces_of, shared_terms

PARENTS = frozenset({"governance", "livelihood"})
TRAFFIC = "governance/traffic"
HEALTH = "livelihood/health"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def task(column, *, titled=(), shares=None, words=""):
    """A task as alignment sees it: every word once."""
    return ProfiledTask(column, tuple(titled), shares or {}, dict.fromkeys(words.split(), 1.0))


def close(*tasks):
    """The closeness of all pairs as numbers: score, subject, wording."""
    found = closeness_of(tasks, vectors=weighted_words(tasks), parents=PARENTS)
    return {pair: (round(each.score, 2), each.subject, round(each.wording, 2)) for pair, each in found.items()}


def test_a_third_of_the_wording_is_the_subject_of_a_broad_task():
    broad = task(0, titled=["livelihood"], shares={HEALTH: 0.34, "livelihood/education": 0.1})
    assert subjects_of(broad, parents=PARENTS) == {HEALTH: 1.0, "livelihood/education": pytest.approx(0.3)}


def test_a_task_with_a_subject_of_its_own_is_half_about_what_fills_a_quarter():
    named = task(0, titled=[TRAFFIC], shares={TRAFFIC: 0.4, HEALTH: 0.25})
    assert subjects_of(named, parents=PARENTS) == {TRAFFIC: 1.0, HEALTH: 0.5}


def test_mechanisms_and_the_rest_are_nobodys_subject():
    assert subjects_of(task(0, titled=["support/mechanism"], shares={"other": 1.0}), parents=PARENTS) == {}


def test_the_same_subject_in_the_same_words_is_as_close_as_can_be_and_other_words_bring_half():
    tasks = [
        task(0, titled=[TRAFFIC], words="公交 信号"),
        task(1, titled=[TRAFFIC], words="公交 信号"),
        task(2, titled=[TRAFFIC], words="停车 高速"),
    ]
    assert close(*tasks) == {(0, 1): (1.0, 1.0, 1.0), (0, 2): (0.5, 1.0, 0.0), (1, 2): (0.5, 1.0, 0.0)}


def test_tasks_of_one_place_are_never_a_pair():
    assert close(task(0, titled=[TRAFFIC], words="公交"), task(0, titled=[TRAFFIC], words="公交")) == {}


def test_tasks_about_nothing_in_particular_are_weighed_by_their_words_alone():
    tasks = [task(0, words="考核 通报"), task(1, words="考核 通报"), task(2, words="立项 验收")]
    assert close(*tasks) == {(0, 1): (1.0, 0.0, 1.0)}


def test_a_row_grows_while_its_mean_is_close_enough_and_every_task_stands_once():
    scores = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.1}
    found = group([0, 1, 2], scores=scores, decided={}, same=0.6)
    assert found.rows == ((0, 1), (2,))
    assert found.guests == ((), (1,))


def test_a_task_that_fits_a_whole_other_row_is_also_seen_there():
    scores = {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.1, (0, 3): 0.1, (1, 2): 0.7, (1, 3): 0.7}
    found = group([0, 1, 2, 3], scores=scores, decided={}, same=0.6)
    assert found.rows == ((0, 1), (2, 3))
    assert found.guests == ((), (1,))


def test_what_people_joined_stands_together_and_what_they_parted_stays_apart():
    scores = {(0, 1): 0.9, (0, 2): 0.0}
    assert group([0, 1, 2], scores=scores, decided={(0, 1): False, (0, 2): True}, same=0.6).rows == ((0, 2), (1,))


def test_a_task_stands_where_its_title_belongs_and_is_a_guest_elsewhere():
    scores = {(0, 1): 0.9, (0, 2): 0.7, (1, 2): 0.0}
    found = group([0, 1, 2], scores=scores, decided={}, same=0.6)
    assert (found.rows, found.guests) == (((0, 1), (2,)), ((), (0,)))
    subject = {1: "emergency", 2: "safety"}
    rows = at_home(
        found,
        titled=[frozenset({"safety"}), frozenset({"emergency"}), frozenset({"safety"})],
        subject=lambda row: subject[row[-1]],
    )
    assert rows == [(0, 2), (1,)]


@given(
    columns=st.lists(st.integers(0, 3), min_size=1, max_size=12),
    data=st.data(),
)
def test_every_task_is_in_exactly_one_row_whatever_was_scored_and_decided(columns, data):
    pairs = [
        (first, second)
        for first in range(len(columns))
        for second in range(first + 1, len(columns))
        if columns[first] != columns[second]
    ]
    scores = {pair: data.draw(st.floats(0, 1)) for pair in pairs}
    decided = {pair: data.draw(st.booleans()) for pair in pairs if data.draw(st.integers(0, 4)) == 0}
    found = group(columns, scores=scores, decided=decided, same=0.6)
    assert sorted(number for row in found.rows for number in row) == list(range(len(columns)))
    assert not any(
        decided.get((first, second)) is False for row in found.rows for first in row for second in row if first < second
    )


def named(column, title, *, terms=(), groups=(), subjects=None):
    return Titled(column, title, tuple(terms), tuple(groups), subjects or {})


def test_a_row_is_named_by_the_term_that_titles_share():
    row = [named(0, "智慧交通", terms=["智慧交通"]), named(1, "智慧交通", terms=["智慧交通"]), named(2, "一路通")]
    assert row_name(row, domain_names={}) == "智慧交通"


def test_a_row_without_a_shared_title_is_named_by_related_terms_else_by_its_domain():
    row = [
        named(0, "数字运营中心", groups=["城市运行中心"], subjects={"governance/operations": 1.0}),
        named(1, "智慧泉城运行管理中心", groups=["城市运行中心"], subjects={"governance/operations": 1.0}),
    ]
    assert row_name(row, domain_names={"governance/operations": "运行指挥"}) == "城市运行中心"
    bare = [named(each.column, each.title, subjects=each.subjects) for each in row]
    assert row_name(bare, domain_names={"governance/operations": "运行指挥"}) == "运行指挥"


def test_a_task_alone_keeps_its_title():
    assert row_name([named(0, "爱城市网“一点通”", terms=["城市"])], domain_names={}) == "爱城市网“一点通”"


def voice(words="", *, terms=(), related=None):
    return Voice(
        dict.fromkeys(words.split(), 0.2),
        frozenset(terms),
        {group: frozenset(names) for group, names in (related or {}).items()},
    )


def test_shared_terms_say_who_uses_which_name_of_the_same_thing():
    voices = [
        voice("公交 停车", related={"智慧交通": ["智慧交通"]}),
        voice("公交 信号", related={"智慧交通": ["一路通"]}),
    ]
    assert [(each.words, each.places) for each in shared_terms(voices)] == [("一路通（智慧交通）", 2), ("公交", 2)]


def test_terms_of_one_place_are_those_that_no_other_place_of_the_row_uses():
    voices = [voice("公交 停车", terms=["智慧停车"]), voice("公交 信号")]
    assert only_terms(voices, at=0) == ("智慧停车",)
    assert only_terms(voices, at=1) == ("信号",)
    assert only_terms(voices[:1], at=0) == ()


@given(st.text(alphabet="智慧停车场<&。", max_size=30))
def test_cutting_a_wording_loses_no_character(text):
    pieces = pieces_of(text, shared=["停车", "智慧停车"], only=["停", "<"])
    assert "".join(piece.text for piece in pieces) == text


def test_the_longest_term_is_marked_and_a_shared_one_goes_before():
    marks = [
        (piece.text, piece.mark) for piece in pieces_of("推进智慧停车。", shared=["停车", "智慧停车"], only=["推进"])
    ]
    assert marks == [("推进", "only"), ("智慧停车", "shared"), ("。", "")]

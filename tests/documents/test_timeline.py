"""Targets fall where their date lies on one scale of years, and a year is as long as a year."""

from dataclasses import dataclass

from documents.timeline import timeline_of


@dataclass(frozen=True)
class Target:
    deadline: str
    place: str = "济南市"
    kind: str = "quantity"
    indicator: str = "部件资源在一张图上展示"
    operator: str = ">="
    operator_label: str = "不少于"
    value_text: str = "80"
    unit: str = "%"
    deadline_words: str = ""
    level: str = "prefecture"
    url: str = "/documents/jinan/#c1"


def only_mark(*targets):
    return timeline_of(targets).groups[0].marks[0]


def test_a_year_is_a_bar_as_long_as_the_year():
    mark = only_mark(Target("2019"), Target("2018"), Target("2021"))

    assert (mark.precision, mark.start, mark.width) == ("year", "25.00", "25.00")


def test_the_last_day_of_the_year_is_a_point_at_its_end():
    mark = only_mark(Target("2020-12-31"), Target("2021"))

    assert (mark.precision, mark.start) == ("day", "50.00")


def test_a_month_stands_for_its_last_day():
    assert only_mark(Target("2022-02")).start == only_mark(Target("2022-02-28")).start == "16.16"


def test_a_target_without_a_date_stays_in_the_list_without_a_place_on_the_scale():
    timeline = timeline_of([Target("2022"), Target("")])

    assert timeline.years == (2022,)
    assert [mark.precision for mark in timeline.groups[0].marks] == ["year", "none"]


def test_a_figure_keeps_its_sign_and_a_milestone_has_none():
    assert only_mark(Target("2018")).figure == "≥80%"
    assert only_mark(Target("2018", kind="milestone", operator="", operator_label="", value_text="")).figure == ""


def test_places_stand_in_the_order_of_the_list():
    timeline = timeline_of([Target("2018", place="茅箭区"), Target("2019"), Target("2019", place="茅箭区")])

    assert [(group.place, len(group.marks)) for group in timeline.groups] == [("茅箭区", 2), ("济南市", 1)]


def test_without_any_date_there_is_nothing_to_draw():
    assert timeline_of([]) is None
    assert timeline_of([Target("")]) is None


def test_a_scale_too_long_to_read_is_not_drawn():
    assert timeline_of([Target("2010"), Target("2025")]) is not None
    assert timeline_of([Target("2010"), Target("2026")]) is None

"""The pure parts of the view of agencies: filters of rows, agencies named in prose, unlike functions."""

import pytest

from comparisons.answers import focus_of, is_inside, passes, unit_of
from comparisons.aspects.agencies.by_domain import are_unlike
from comparisons.aspects.agencies.prose import prose_mentions
from comparisons.selection import read_selection
from tests.comparisons.made import JINAN, MAOJIAN, entry


@pytest.mark.parametrize(
    ("answers", "listed"),
    [
        (("lead", "lead"), {"all", "common"}),
        (("lead", "support"), {"all", "common", "different"}),
        (("lead", None), {"all", "different", "single", "only_here"}),
        ((None, "lead"), {"all", "different", "single", "missing_here"}),
        ((None, None), {"all"}),
    ],
)
def test_a_row_is_listed_by_what_its_columns_answer(answers, listed):
    choices = ("all", "common", "different", "single", "only_here", "missing_here")

    assert {rows for rows in choices if passes(answers, rows=rows, focus=0)} == listed


def test_the_column_in_focus_is_found_by_place_or_slug_and_is_the_first_unless_told():
    documents = (JINAN, MAOJIAN)

    def position(query):
        return focus_of(read_selection(query), documents=documents)

    assert position("place=370100&place=420302&focus=420302") == 1
    assert position(f"place=370100&document={MAOJIAN.slug}&focus={MAOJIAN.slug}") == 1
    assert position("place=370100&place=420302") == 0


def test_a_domain_holds_what_is_below_it_and_nothing_that_only_begins_alike():
    assert is_inside("governance/traffic", domain="governance")
    assert is_inside("governance", domain="")
    assert not is_inside("governance_new", domain="governance")


def test_places_are_counted_as_places_and_two_documents_of_one_place_as_documents():
    assert unit_of((JINAN, MAOJIAN)) == "地"
    assert unit_of((JINAN, JINAN)) == "份"


@pytest.mark.parametrize(
    ("answers", "unlike"),
    [
        ((frozenset({"transport"}), frozenset({"public_security"})), True),
        ((frozenset({"transport"}), frozenset({"transport", "data"})), False),
        ((frozenset({"transport"}), None), False),
    ],
)
def test_functions_are_unlike_where_no_function_leads_in_all_places_that_name_one(answers, unlike):
    assert are_unlike(answers) is unlike


def wording(text):
    """A task with this wording that names nobody."""
    task = entry("建立协同机制")
    return type(task)(**{name: getattr(task, name) for name in task.__slots__} | {"opening": text, "rest": ""})


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("区行政审批局主要负责日常协调工作。", ["government_services"]),
        ("办公室（设在市经济和信息化委）负责例会。", ["industry"]),
        ("由政务服务和大数据管理局、市财政局统筹。", ["data", "finance"]),
        ("优化教育布局，完善应急工作格局。", []),
        ("推进规划委托和审批服务。", []),
        ("会同发展改革、财政金融部门论证。", []),
    ],
)
def test_an_agency_in_prose_is_found_only_where_a_whole_name_stands(text, functions):
    assert list(prose_mentions([wording(text)], assignments=())) == functions


def test_a_mention_quotes_the_sentence_and_leads_to_the_task():
    (mention,) = prose_mentions([wording("建立制度。区教育局负责日常工作。")], assignments=())["education"]

    assert (mention.title, mention.quote) == ("建立协同机制", "区教育局负责日常工作。")
    assert (mention.locator, mention.address) == ("二/(三)/8", "/documents/x/#c10")


@pytest.mark.parametrize("piece", ["市教育", "局", "委", "大数据", "管办，", "政务服务和"])
def test_a_hostile_text_of_a_hundred_thousand_characters_gives_at_most_one_mention_a_function(piece):
    text = piece * (100_000 // len(piece))

    assert all(len(mentions) == 1 for mentions in prose_mentions([wording(text)], assignments=()).values())

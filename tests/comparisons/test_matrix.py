"""The five states of a cell, the rows that show, and what a row says about who writes it."""

import pytest

from comparisons.matrix import Topic, Wanted, build_bands, cell_of, coverage_words, hidden_rows
from comparisons.records import State
from tests.comparisons.made import entry, facts, mention

TRAFFIC = "governance/traffic"
TOPICS = (
    Topic("governance", "城市治理", (Topic(TRAFFIC, "交通"), Topic("governance/water", "水利与排水"))),
    Topic("other", "多领域"),
)
WRITES = facts("济南市", entries={TRAFFIC: (entry("市民出行“一路通”"),)})
TOUCHES = facts("茅箭区", mentions={TRAFFIC: (mention("智慧城管"),)})
SILENT = facts("禹城市", reviewed=True)
UNSEEN = facts("四川省")
NO_TASKS = facts("济源市", holds_tasks=False)


@pytest.mark.parametrize(
    ("document", "state"),
    [
        (WRITES, State.STATED),
        (TOUCHES, State.TOUCHED),
        (SILENT, State.SILENT_CHECKED),
        (UNSEEN, State.NOT_FOUND),
        (NO_TASKS, State.NOT_APPLICABLE),
    ],
)
def test_a_cell_is_in_exactly_one_of_five_states(document, state):
    assert cell_of(TRAFFIC, facts=document).state is state


def test_the_five_states_have_five_different_words():
    assert [state.words for state in State] == ["原文明示", "兼及", "原文未提及·已核对", "自动抽取未见", "不适用"]


def test_a_document_cannot_be_silent_about_several_domains_at_once():
    assert cell_of("other", facts=UNSEEN).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ((WRITES, UNSEEN, SILENT), "仅济南市"),
        ((WRITES, facts("茅箭区", entries={TRAFFIC: (entry("智慧交通"),)})), "两地都写"),
        ((WRITES, facts("茅箭区", entries={TRAFFIC: (entry("智慧交通"),)}), UNSEEN), "两地写明"),
        ((TOUCHES, UNSEEN), "无专项任务"),
        ((WRITES,), ""),
        ((WRITES, facts("济南市（2015）", entries={TRAFFIC: (entry("智慧交通"),)}, place_code="济南市")), "两份都写"),
    ],
)
def test_a_row_says_who_writes_it(documents, words):
    cells = [cell_of(TRAFFIC, facts=document) for document in documents]

    assert coverage_words(cells, facts=documents) == words


def test_rows_that_are_empty_everywhere_are_hidden_and_counted():
    bands = build_bands(TOPICS, facts=(WRITES, UNSEEN))

    assert [(band.name, [row.name for row in band.rows]) for band in bands] == [("城市治理", ["交通"])]
    assert hidden_rows(TOPICS, facts=(WRITES, UNSEEN)) == 1


def test_empty_domains_are_listed_on_request_but_not_rows_that_gather_the_rest():
    bands = build_bands(TOPICS, facts=(WRITES, UNSEEN), wanted=Wanted(empty=True))

    assert [row.name for band in bands for row in band.rows] == ["交通", "水利与排水"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [("all", ["交通", "水利与排水"]), ("common", ["交通"]), ("different", ["水利与排水"]), ("single", ["水利与排水"])],
)
def test_rows_can_be_limited_to_what_places_share_or_do_not(rows, names):
    both = facts("茅箭区", entries={TRAFFIC: (entry("智慧交通"),), "governance/water": (entry("智慧水利"),)})

    bands = build_bands(TOPICS, facts=(WRITES, both), wanted=Wanted(rows=rows))

    assert [row.name for band in bands for row in band.rows] == names


def test_a_domain_limits_the_rows_to_itself_and_what_is_below_it():
    both = facts("茅箭区", entries={TRAFFIC: (entry("智慧交通"),), "other": (entry("打造综合平台"),)})

    one = build_bands(TOPICS, facts=(both,), wanted=Wanted(domain=TRAFFIC))
    top = build_bands(TOPICS, facts=(both,), wanted=Wanted(domain="governance"))

    assert [row.code for band in one for row in band.rows] == [TRAFFIC]
    assert [row.code for band in top for row in band.rows] == [TRAFFIC]


def test_a_band_counts_the_tasks_of_all_its_rows():
    both = facts(
        "茅箭区", entries={TRAFFIC: (entry("智慧交通"),), "governance/water": (entry("智慧水利"), entry("智慧排水"))}
    )

    band = build_bands(TOPICS, facts=(both, TOUCHES, SILENT))[0]

    assert [(cell.state, cell.tasks, cell.mentions) for cell in band.cells] == [
        (State.STATED, 3, 0),
        (State.TOUCHED, 0, 1),
        (State.SILENT_CHECKED, 0, 0),
    ]

"""The 要点: sentences that a reader can check by following their links."""

from comparisons.matrix import Topic, build_bands
from comparisons.points import points
from tests.comparisons.made import JINAN, MAOJIAN, agency, entry, facts, value

TRAFFIC, WATER, DATA = "governance/traffic", "governance/water", "data/platform"
TOPICS = (
    Topic("governance", "城市治理", (Topic(TRAFFIC, "交通"), Topic(WATER, "水利与排水"))),
    Topic("data", "数据", (Topic(DATA, "大数据平台"),)),
)


def sentences(left, right):
    """The sentences about two documents, with the rows their links lead to."""
    bands = build_bands(TOPICS, facts=(left, right))
    found = points(bands, documents=(JINAN, MAOJIAN))
    return [(point.text, [part.address for part in point.parts if part.address]) for point in found]


def test_a_domain_that_all_write_is_said_and_linked():
    both = {TRAFFIC: (entry("智慧交通"),)}

    assert sentences(facts("济南市", entries=both), facts("茅箭区", entries=both)) == [
        ("交通，两份文件都设专项任务。", ["#row-governance-traffic"])
    ]


def test_a_top_domain_is_named_where_all_write_it_under_different_rows():
    left, right = {TRAFFIC: (entry("一路通"),)}, {WATER: (entry("智慧水利"),)}

    found = sentences(facts("济南市", entries=left), facts("茅箭区", entries=right))

    assert found[0] == ("城市治理，两份文件都设专项任务。", ["#band-governance"])


def test_rows_that_gather_what_has_no_domain_are_not_called_a_speciality():
    assert sentences(facts("济南市", entries={"governance": (entry("综合治理"),)}), facts("茅箭区")) == []


def test_domains_that_only_one_place_writes_are_said_together():
    only = {TRAFFIC: (entry("智慧交通"),), WATER: (entry("智慧水利"),)}

    assert sentences(facts("济南市"), facts("茅箭区", entries=only)) == [
        ("交通、水利与排水，只有茅箭区设专项任务。", ["#row-governance-traffic", "#row-governance-water"])
    ]


def test_leads_of_unlike_function_are_named():
    police = {TRAFFIC: (entry("一路通", leads=(agency("市公安局", function="public_security"),)),)}
    transport = {TRAFFIC: (entry("智慧交通", leads=(agency("区交通运输局", function="transport"),)),)}

    found = sentences(facts("济南市", entries=police), facts("茅箭区", entries=transport))

    assert found[-1] == (
        "牵头单位的职能不同：交通（济南市为市公安局，茅箭区为区交通运输局）。",
        ["#row-governance-traffic"],
    )


def test_leads_of_the_same_or_unknown_function_are_not_called_unlike():
    police = {TRAFFIC: (entry("一路通", leads=(agency("市公安局", function="public_security"),)),)}
    same = {TRAFFIC: (entry("智慧交通", leads=(agency("公安茅箭分局", function="public_security"),)),)}
    unknown = {TRAFFIC: (entry("智慧交通", leads=(agency("区智慧办"),)),)}

    for other in (same, unknown):
        assert len(sentences(facts("济南市", entries=police), facts("茅箭区", entries=other))) == 1


def test_the_same_figure_with_unlike_denominators_is_said_to_be_incomparable():
    left = {TRAFFIC: (entry("一路通", values=(value("政务数据信息"),)),)}
    right = {DATA: (entry("大数据平台", values=(value("非涉密政务信息系统上云率"),)),)}

    found = sentences(facts("济南市", entries=left), facts("茅箭区", entries=right))

    assert found[-1] == (
        "两个“80%”的分母各不相同，不能相比：交通、大数据平台。",
        ["#row-governance-traffic", "#row-data-platform"],
    )


def test_a_single_column_has_nothing_to_compare():
    bands = build_bands(TOPICS, facts=(facts("济南市", entries={TRAFFIC: (entry("一路通"),)}),))

    assert points(bands, documents=(JINAN,)) == ()

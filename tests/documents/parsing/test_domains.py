"""The domain of a task: the reading of the five documents, titles of other fields, and the rules."""

import json
from pathlib import Path

import pytest

from documents.parsing.domains import classify, taxonomy
from documents.parsing.reference import ReferenceDataError

CASES = json.loads((Path(__file__).parents[2] / "cases" / "domains.json").read_text(encoding="utf-8"))
DOMAINS = "code,name,name_en,description,order\n"
TERMS = "term,domain,title_weight,text_weight\n"
TRAFFIC = "governance,城市治理,Governance,治理,1\ngovernance/traffic,交通,Traffic,交通,2\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_task_is_filed_as_an_informed_reader_would(case):
    reading = classify(case["title"], case["text"], group_title=case["group_title"], category=case["category"])

    assert reading.domain == case["expected"], reading.terms
    assert set(case["expected_further"]) <= set(reading.other_domains)


def test_the_cases_hold_all_tasks_and_safeguards_of_the_five_documents():
    with_text = [case for case in CASES if case["text"]]

    assert [case["category"] for case in with_text].count("key_task") == 58
    assert [case["category"] for case in with_text].count("safeguard") == 25


def test_the_reading_says_which_terms_of_the_title_decided():
    reading = classify("智慧医养", "完善居家养老信息服务平台。")

    assert [(term.term, term.where, term.domain) for term in reading.terms] == [
        ("智慧医养", "title", "livelihood/health"),
        ("智慧医养", "title", "livelihood/elderly_social"),
    ]
    assert reading.other_domains == ("livelihood/elderly_social",)
    assert reading.confidence > 0.9


def test_the_text_decides_where_the_title_names_no_domain():
    reading = classify("拓展服务", "完善居家养老服务平台。开展养老服务进社区。")

    assert reading.domain == "livelihood/elderly_social"
    assert {term.where for term in reading.terms} == {"text"}
    assert reading.confidence < 0.9


def test_one_remark_in_passing_does_not_make_a_domain():
    reading = classify("拓展服务", "支持企业发展。鼓励自主品牌。推广智慧旅游。优化市场环境。")

    assert reading.domain == "other"
    assert reading.other_domains == ("livelihood/culture_tourism",)


def test_the_title_of_the_group_breaks_a_tie_but_decides_nothing_alone():
    assert classify("教育与交通", "").domain == "other"
    assert classify("教育与交通", "", group_title="推进民生服务便利化").domain == "livelihood/education"
    assert classify("拓展渠道", "", group_title="推进民生服务便利化").domain == "other"


def test_a_longer_term_hides_the_shorter_ones_within_it():
    reading = classify("推进公共安全大数据建设", "")

    assert [term.term for term in reading.terms] == ["公共安全大数据"]
    assert reading.other_domains == ()


def test_the_names_of_responsible_agencies_say_nothing_about_the_domain():
    reading = classify(
        "拓展渠道", "丰富内容。(牵头单位:市公安局、市城市管理局)\n配合单位：市应急管理局、市消防救援支队"
    )

    assert (reading.domain, reading.other_domains, reading.terms) == ("other", (), ())


def test_full_width_signs_and_spaces_do_not_hide_a_term():
    assert classify("优化“互联网＋政务 服务”", "").domain == "government_services"


def test_a_safeguard_without_a_known_word_is_support_and_nothing_narrower():
    reading = classify("加强部门协同", "完善医疗、教育政策。", category="safeguard")

    assert (reading.domain, reading.other_domains) == ("support", ())


def test_the_taxonomy_has_ten_top_domains_and_the_second_level_of_the_design():
    domains = taxonomy().domains
    top = [domain.name for domain in domains.values() if not domain.parent_code]

    assert top == [
        "基础设施", "数据", "城市治理", "政务服务", "民生服务", "生态宜居", "产业发展", "网络与数据安全", "保障", "其他",
    ]  # fmt: skip
    assert [domain.name for domain in domains.values() if domain.parent_code == "governance"] == [
        "运行指挥", "交通", "城管", "公共安全", "应急与防灾", "水利与排水", "司法", "社区与网格", "市场监管与信用",
    ]  # fmt: skip
    assert len(domains) == 43
    orders = [domain.order for domain in domains.values()]
    assert orders == sorted(orders)


@pytest.mark.parametrize(
    ("domains", "terms", "message"),
    [
        ("governance/traffic,交通,Traffic,交通,1\n", "", "domains.csv 第 2 行：上级领域“governance”不在此行之前"),
        (TRAFFIC + "governance,治理,Governance,治理,3\n", "", "domains.csv 第 4 行：领域“governance”重复"),
        (TRAFFIC + "data,数据,Data,数据,2\n", "", "domains.csv 第 4 行：次序 2 重复"),
        (TRAFFIC, "公交,traffic,5,1\n", "domain_terms.csv 第 2 行：“domain”为“traffic”"),
        (TRAFFIC, "公交,governance,0,0\n", "domain_terms.csv 第 2 行：“公交”的两个权重都为 0"),
        (TRAFFIC, "公交,governance,5,3\n", "domain_terms.csv 第 2 行：text_weight 为 3"),
        (TRAFFIC, "公交,governance,5,1\n公交,governance,4,1\n", "domain_terms.csv 第 3 行：“公交”在“governance”下重复"),
        (TRAFFIC, "公交,,5,0\n", "domain_terms.csv 第 2 行：“公交”没有领域"),
        (TRAFFIC, ",governance,5,0\n", "domain_terms.csv 第 2 行：“term”为空"),
    ],
)
def test_a_bad_row_of_the_taxonomy_is_refused_with_its_line(tmp_path, domains, terms, message):
    (tmp_path / "domains.csv").write_text(DOMAINS + domains, encoding="utf-8")
    (tmp_path / "domain_terms.csv").write_text(TERMS + terms, encoding="utf-8")

    with pytest.raises(ReferenceDataError) as caught:
        taxonomy(tmp_path)

    assert message in str(caught.value)

"""Periods of implementation stages: in brackets behind the name or in the words that open the text."""

import pytest

from documents.parsing.pipeline import parse_bytes
from documents.parsing.records import ParsedStage

PLAN = """某县节水行动方案
一、主要任务
（一）改造渠系。更新设备。
二、实施步骤
（一）宣传发动（2021年3月15日—3月31日）。召开会议。
（二）全面实施（4月1日—11月30日）。改造渠系。
（三）检查验收（2021年12月底前）。组织验收。
（四）巩固阶段：2022年1月至6月，完善制度。
（五）总结阶段（各部门负责）。2022年是关键之年，要总结经验。
某县人民政府
2021年3月1日
"""


def stages() -> tuple[ParsedStage, ...]:
    return parse_bytes(PLAN.encode(), name="方案.txt").stages


def test_a_stage_begins_and_ends_as_exactly_as_its_words() -> None:
    assert [(stage.locator, stage.start, stage.end) for stage in stages()] == [
        ("二/(一)", "2021-03-15", "2021-03-31"),
        ("二/(二)", "2021-04-01", "2021-11-30"),
        ("二/(三)", "", "2021-12-31"),
        ("二/(四)", "2022-01", "2022-06"),
        ("二/(五)", "", ""),
    ]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("夯实基础阶段（2018年）", ("2018", "2018")),
        ("推广阶段（2020—2021年）", ("2020", "2021")),
        ("启动阶段（2020年10月—2021年3月）", ("2020-10", "2021-03")),
        ("总结阶段（即日起至2021年6月）", ("", "2021-06")),
        ("试点阶段（2021年1月至2022年底）", ("2021-01", "2022-12-31")),
        ("推广阶段（5个街道）", ("", "")),
    ],
)
def test_periods_in_brackets_are_read(words: str, period: tuple[str, str]) -> None:
    text = PLAN.replace("宣传发动（2021年3月15日—3月31日）", words)
    first = parse_bytes(text.encode(), name="方案.txt").stages[0]

    assert (first.start, first.end) == period

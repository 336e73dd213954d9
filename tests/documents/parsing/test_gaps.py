"""Attachments that a text announces and does not hold are doubts, never tasks; the sentences of one it holds are neither."""

import pytest

from documents.parsing.pipeline import parse_bytes

PLAN = """某市数字政府建设实施方案
一、总体要求
以数字化改革为引领，坚持统筹规划、集约建设，提升政府数字化水平。
二、重点任务
（一）建设政务云平台。统一建设市级政务云，推动各部门业务系统迁移上云。
"""
DUTIES = [f"第{number}局负责把数字化建设纳入本行业规划，并按年度报告进展情况。" for number in "一二三四五六"]


def missing(text: str) -> list[str]:
    """What the doubts of a text say of its attachments."""
    return [
        doubt.message for doubt in parse_bytes(text.encode(), name="a.txt").doubts if doubt.kind == "attachment_missing"
    ]


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        ("附件：重点任务分工表\n", ["重点任务分工表"]),
        ("附件：1.重点任务分工表\n2.重点项目清单\n", ["重点任务分工表", "重点项目清单"]),
        ("附件：\n1.重点任务分工表\n2.重点项目清单\n某市人民政府\n2022年1月1日\n", ["重点任务分工表", "重点项目清单"]),
        ("附件1.重点任务分工表\n附件2.重点项目清单\n", ["重点任务分工表", "重点项目清单"]),
        ("附件\n工作职责\n" + "\n".join(DUTIES) + "\n相关解读：解读《某市数字政府建设实施方案》\n", []),
    ],
)
def test_what_is_announced_and_not_there_is_told_by_its_name(ending: str, names: list[str]) -> None:
    said = missing(PLAN + ending)

    assert len(said) == len(names), said
    assert all(name in message for name, message in zip(names, said, strict=True)), said


@pytest.mark.parametrize("head", ["附件：1.重点任务分工表\n", "附件：\n1.重点任务分工表\n"])
@pytest.mark.parametrize("signature", ["", "某市人民政府\n2022年1月1日\n"])
def test_the_list_of_attachments_holds_no_task(head: str, signature: str) -> None:
    parsed = parse_bytes((PLAN + head + "2.重点项目清单\n3.评价指标体系\n" + signature).encode(), name="a.txt")

    assert [task.title for task in parsed.tasks] == ["建设政务云平台"]

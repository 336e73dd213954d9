"""Goals given year by year: each figure is due in the year of its item, what has no date at the end of the plan."""

import pytest

from documents.parsing.pipeline import parse_bytes

PLAN = """某市花木产业三年行动计划（2023—2025年）
一、总体要求
坚持发展。
二、发展目标
到2025年，花木产业规模进一步扩大。
（一）2023年目标{mark}新增设施花卉面积2000亩，新建花木园区5个。
（二）2024年目标{mark}花木产值达到200亿元。
（三）2025年目标{mark}花木产值达到300亿元。
三、重点任务
（一）建设基地。保存种质资源500份以上。2024年底前建成苗圃10个。三年完成低效苗木改造6万亩。
（二）培育主体。培育一批企业。
某市人民政府
2023年3月1日
"""


@pytest.mark.parametrize("mark", ["。", "：", "\n"])
def test_a_figure_is_due_in_the_year_that_its_item_is_about(mark: str) -> None:
    document = parse_bytes(PLAN.format(mark=mark).encode(), name="计划.txt")

    due = {
        (target.indicator, str(target.value)): target.deadline.date if target.deadline else ""
        for target in document.targets
        if target.kind == "quantity"
    }
    assert due == {
        ("设施花卉面积", "2000"): "2023",
        ("花木园区", "5"): "2023",
        ("花木产值", "200"): "2024",
        ("花木产值", "300"): "2025",
        ("种质资源", "500"): "2025",
        ("苗圃", "10"): "2024-12-31",
        ("低效苗木改造", "60000"): "2025",
    }
    assert "目标" not in {target.indicator for target in document.targets}


def test_a_figure_without_a_date_in_a_report_whose_goals_are_all_of_one_year_is_due_then() -> None:
    report = """某市政府工作报告
一、2023年工作回顾
全年实现生产总值2110亿元。
二、2024年主要目标
2024年，地区生产总值增长6%左右。6月底前完成换届。
三、2024年重点工作
（一）改善民生。新增学位3000个。
四、加强政府自身建设
（一）优化作风。办件办结率达到100%。
某市人民政府
2024年1月10日
"""
    document = parse_bytes(report.encode(), name="报告.txt")
    due = [(t.indicator, t.deadline.date if t.deadline else "") for t in document.targets if t.kind == "quantity"]

    assert due == [("地区生产总值", "2024"), ("学位", "2024"), ("办件办结率", "2024")]

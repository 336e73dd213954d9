"""Texts copied from printed pages, broken at the margin with page numbers between, are read like the whole ones."""

import pytest

from documents.parsing.pipeline import parse_bytes
from documents.parsing.records import ParsedDocument
from tests.golden.test_golden import CORPUS

CLOSING = "，。；：、）”》,;:)"


def printed(text: str, *, width: int = 28, rows: int = 30) -> str:
    """The text as a page prints it: lines of so many characters, a page number behind so many rows."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        row, room = "", 0.0
        for character in paragraph:
            need = 0.5 if character < "\u2000" else 1.0
            if room + need > width and character not in CLOSING:
                lines.append(row)
                row, room = "", 0.0
            row, room = row + character, room + need
        lines.append(row)
    pages = [lines[start : start + rows] for start in range(0, len(lines), rows)]
    return "\n".join("\n".join([*page, "", f"— {number} —", ""]) for number, page in enumerate(pages, 1))


def facts(document: ParsedDocument) -> list[object]:
    tasks = [(task.locator, task.title, [(a.name, a.role) for a in task.agencies]) for task in document.tasks]
    targets = [(target.indicator, target.value, target.deadline) for target in document.targets]
    due = [(indicator, value, deadline.date if deadline else "") for indicator, value, deadline in targets]
    return [document.metadata.title, tasks, due]


@pytest.mark.parametrize("name", ["jiyuan-2020", "maojian-2022", "sichuan-2020", "yucheng-2020"])
def test_a_text_broken_at_the_margin_says_what_the_whole_one_says(name: str) -> None:
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    broken = printed(text)
    document = parse_bytes(broken.encode(), name="页.txt")

    assert facts(document) == facts(parse_bytes(text.encode(), name="页.txt"))
    assert "".join(section.span.slice(document.original) for section in document.sections) == document.original


TITLED = """某市财政局文件
某财金〔2022〕9号
关于印发某市财政金融政策融合支持乡村振兴战略
制度试点实施方案的通知
各县区财政局、地方金融监管局，某某经济技术开发区财政金融
局，人民银行各县支行：
为贯彻落实省委、省政府关于财政金融政策融合支持乡村振兴
的部署要求，经市政府同意，现将《某市财政金融政策融合支持
乡村振兴战略制度试点实施方案》印发给大家，请认真抓好贯彻
落实。
某市财政局
2022年6月27日
— 1 —
某市财政金融政策融合支持乡村振兴战略
制度试点实施方案
为充分发挥财政资金引导和金融资源撬动作用，推动更多金融
资源配置到农业农村重点领域和薄弱环节，制定本方案。
一、总体目标
自2022年起，在有关县区开展试点。到2024年，全市涉农贷款余额达到
900亿元以上，年均增长10%以上；农业保险密度达到每人800
元，农业保险

— 2 —

深度达到2%。
二、重点任务
（一）加大财政贴息支持力度。对获得的符合条件的贷款给予
贴息。（责任单位：市财政局、人民银行某市中心支
行）
"""


def test_a_title_over_two_lines_and_a_figure_behind_a_page_number_are_whole() -> None:
    document = parse_bytes(TITLED.encode(), name="页.txt")

    assert document.metadata.title == "某市财政金融政策融合支持乡村振兴战略制度试点实施方案"
    assert [(target.indicator, str(target.value)) for target in document.targets if target.kind == "quantity"][:2] == [
        ("涉农贷款余额", "900"),
        ("涉农贷款余额", "10"),
    ]
    assert [agency.name for task in document.tasks for agency in task.agencies] == ["市财政局", "人民银行某市中心支行"]


def test_a_list_of_short_lines_keeps_them() -> None:
    names = "\n".join(f"（{number}）某市第{number}中学附属实验小学校" for number in "一二三四五六七八九")
    document = parse_bytes(f"某市试点学校建设实施方案\n一、试点学校\n{names}\n".encode(), name="名单.txt")

    assert len([section for section in document.sections if section.label]) == 10

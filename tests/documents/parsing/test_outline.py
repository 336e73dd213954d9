"""Outlines of invented documents: frame, locators, roles, and chapters that lost their headings."""

from documents.parsing.frame import build_frame
from documents.parsing.lines import split_lines
from documents.parsing.outline import OutlineSection, build_outline

PLAN = """某政办发〔2021〕3号
关于印发《某市绿色发展行动方案》的通知
各县区人民政府：
《某市绿色发展行动方案》已经市政府同意，现印发给你们。
某市人民政府办公室
2021年3月1日
某市绿色发展行动方案
为推动绿色发展，制定本方案。
一、总体要求
（一）指导思想
坚持绿色发展。
（二）基本原则
1.统筹规划。加强引导。
2.分类推进。突出重点。
二、重点任务
（一）发展清洁能源。推广光伏。
（二）改造工业园区
1.节水改造。完善管网。
2.节能改造。更新设备。
三、保障措施
（一）加强领导。落实责任。
附件：重点项目清单
"""


def outline_of(text: str) -> tuple[OutlineSection, ...]:
    return build_outline(build_frame(split_lines(text)), length=len(text))


def test_outline_locates_every_section_from_the_outside() -> None:
    assert [(section.locator, section.role) for section in outline_of(PLAN)] == [
        ("标题", "title"),
        ("引言", "preamble"),
        ("落款", "closing"),
        ("标题#2", "title"),
        ("引言#2", "preamble"),
        ("一", "general"),
        ("一/(一)", "guiding"),
        ("一/(二)", "principle"),
        ("一/(二)/1", "principle"),
        ("一/(二)/2", "principle"),
        ("二", "task"),
        ("二/(一)", "task"),
        ("二/(二)", "task"),
        ("二/(二)/1", "task"),
        ("二/(二)/2", "task"),
        ("三", "safeguard"),
        ("三/(一)", "safeguard"),
        ("附件", "attachment"),
    ]


def test_numbering_that_does_not_restart_is_kept_as_printed() -> None:
    text = "关于绿色发展的意见\n一、总体要求\n（一）目标。\n二、发展能源\n（二）光伏。\n（三）风电。\n三、组织领导\n（四）落实责任。"

    assert [s.locator for s in outline_of(text) if s.label] == [
        "一",
        "一/(一)",
        "二",
        "二/(二)",
        "二/(三)",
        "三",
        "三/(四)",
    ]


def test_restarting_numbers_without_chapters_infer_chapters() -> None:
    text = (
        "某市绿色方案\n（一）政府主导，市场运作。甲。\n（二）因地制宜，分类指导。乙。\n"
        "（一）建设能源基地。丙。\n（二）推进节能改造。丁。\n（一）加强组织领导。戊。\n（二）加强资金保障。己。"
    )
    inferred = [(s.locator, s.role) for s in outline_of(text) if s.inferred]

    assert inferred == [("~1", "principle"), ("~2", "task"), ("~3", "safeguard")]


def test_single_run_of_bracketed_numbers_is_no_lost_chapter() -> None:
    text = "某市绿色意见\n（一）建设能源基地。丙。\n（二）推进节能改造。丁。"

    assert [s.locator for s in outline_of(text) if s.label] == ["(一)", "(二)"]


def test_lettered_sibling_counts_beside_numbered_ones_only() -> None:
    siblings = "某市方案\n一、重点任务\n1.甲平台。建。\n2.乙平台。建。\n“N”应用专题项目：推进其他应用。"
    alone = "某市方案\n一、主要目标\n“N”即拓展场景。推进其他应用。"

    assert [s.locator for s in outline_of(siblings) if s.label] == ["一", "一/1", "一/2", "一/N"]
    assert [s.locator for s in outline_of(alone) if s.label] == ["一"]


def test_spans_tile_the_text_whatever_it_holds() -> None:
    sections = outline_of(PLAN)

    assert "".join(section.span.slice(PLAN) for section in sections) == PLAN


def test_title_printed_on_two_lines_is_one_title() -> None:
    text = "某省人民政府关于促进综合保税区\n高水平开放的若干意见\n某发〔2019〕3号\n各市：\n一、指导思想\n坚持开放。"
    parts = [framed.part for framed in build_frame(split_lines(text))]

    assert parts[:3] == ["title", "title", "number"]


def test_table_of_contents_holds_no_sections() -> None:
    text = (
        "某市教育发展规划\n目　录\n一、发展基础………1\n二、重点任务………3\n三、保障措施………9\n"
        "一、发展基础\n教育均衡。\n二、重点任务\n（一）办好学前教育。扩大资源。\n三、保障措施\n（一）加强领导。落实责任。"
    )

    assert [s.locator for s in outline_of(text) if s.label] == ["一", "二", "二/(一)", "三", "三/(一)"]


def test_label_alone_on_its_line_takes_its_title_from_the_next() -> None:
    text = "某市方案\n一、重点任务\n（一）\n发展清洁能源。推广光伏。\n（二）\n改造老旧管网。更新设备。"

    assert [(s.locator, s.heading) for s in outline_of(text) if s.label] == [
        ("一", "重点任务"),
        ("一/(一)", "发展清洁能源"),
        ("一/(二)", "改造老旧管网"),
    ]


def test_text_behind_the_last_heading_stays_body_where_a_notice_was_signed_before() -> None:
    sections = outline_of(PLAN.replace("附件：重点项目清单\n", "各县区要抓好落实。\n"))

    assert [s.role for s in sections][-1] == "safeguard"

"""Outlines of invented documents: frame, locators, roles, and chapters that lost their headings."""

from documents.parsing.frame import build_frame
from documents.parsing.lines import split_lines
from documents.parsing.outline import OutlineSection, build_outline
from documents.parsing.pipeline import parse_bytes

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
    return build_outline(build_frame(split_lines(text)), text=text)


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


def key_places(text: str) -> list[tuple[str, str, str]]:
    return [(section.locator, section.role, section.heading) for section in outline_of(text) if section.label]


def test_decimal_numbers_stand_under_their_chapters() -> None:
    text = "某县节水行动方案\n1 总体要求\n1.1 工作目标\n节约用水。\n2 主要任务\n2.1 改造渠系\n2.2 推广滴灌\n2.2.1 大田\n2.2.2 设施农业\n3 附则\n本方案自印发之日起施行。"

    assert key_places(text) == [
        ("1", "general", "总体要求"),
        ("1/1.1", "goal", "工作目标"),
        ("2", "task", "主要任务"),
        ("2/2.1", "task", "改造渠系"),
        ("2/2.2", "task", "推广滴灌"),
        ("2/2.2/2.2.1", "task", "大田"),
        ("2/2.2/2.2.2", "task", "设施农业"),
        ("3", "general", "附则"),
    ]


def test_a_date_in_decimals_is_no_heading_without_its_row() -> None:
    text = (
        "某县科普工作方案\n一、主要任务\n（一）举办活动。\n4.22世界地球日开展宣传。\n3 台设备到位。\n（二）建设场馆。"
    )

    assert [place for place, _role, _heading in key_places(text)] == ["一", "一/(一)", "一/(二)"]


def test_circled_numbers_do_not_split_an_item() -> None:
    text = "某县化债方案\n一、主要任务\n（一）处置不良资产。\n①建立台账。\n②逐户化解。\n（二）规范借贷。"

    assert [place for place, _role, _heading in key_places(text)] == ["一", "一/(一)", "一/(二)"]


def test_articles_that_say_who_answers_are_tasks() -> None:
    measures = "某县助企若干措施\n第一条 扩大信贷。增加贷款。（责任单位：县金融办）\n第二条 降低费率。减免担保费。（责任单位：县财政局）"
    rules = "某县用水管理办法\n第一条 为节约用水，制定本办法。\n第二条 县水利局负责用水管理。"

    assert [role for _place, role, _heading in key_places(measures)] == ["task", "task"]
    assert [role for _place, role, _heading in key_places(rules)] == ["article", "article"]


def test_background_among_tasks_holds_none() -> None:
    text = (
        "某县卫生规划\n第一章 发展环境\n第一节 发展基础\n成绩显著。\n第二章 重点任务\n第一节 夯实发展基础\n建设医院。"
    )

    assert [role for _place, role, _heading in key_places(text)] == ["task", "general", "task", "task"]


def test_names_that_begin_with_a_figure_are_items_where_their_number_comes_next() -> None:
    text = "某市数字工作方案\n一、主要任务\n1.5G网络建设。新建基站。\n2.12345热线整合。统一受理。\n3.5亿元资金全部到位。\n3.推进应用。"

    assert [(place, heading) for place, _role, heading in key_places(text)] == [
        ("一", "主要任务"),
        ("一/1", "5G网络建设"),
        ("一/2", "12345热线整合"),
        ("一/3", "推进应用"),
    ]


def test_a_chapter_that_lays_out_ideas_holds_goals_under_the_name_of_tasks() -> None:
    text = "某省教师队伍意见\n一、把握原则，明确目标任务\n1.指导思想。坚持方向。\n2.目标任务。到2022年，建成队伍。\n二、提升素质\n3.加强师德。开展教育。"

    assert [role for _place, role, _heading in key_places(text)] == ["general", "guiding", "goal", "task", "task"]


def test_a_table_of_contents_without_a_title_holds_no_sections() -> None:
    contents = "某市卫生规划\n一、总体要求 1\n二、重点任务 3\n（一）健全体系 3\n（二）建强队伍 5\n三、保障措施 8\n"
    body = "一、总体要求\n坚持方向。\n二、重点任务\n（一）健全体系\n建设医院。\n（二）建强队伍\n培养医生。\n三、保障措施\n加强领导。"

    assert [place for place, _role, _heading in key_places(contents + body)] == ["一", "二", "二/(一)", "二/(二)", "三"]


def test_headings_that_only_follow_each_other_are_no_table_of_contents() -> None:
    text = "某市卫生规划\n一、重点任务\n（一）健全体系\n1.建设医院\n2.培训医生\n3.购置设备\n（二）建强队伍\n培养医生。"

    assert len(key_places(text)) == 6


LETTER = """关于印发《某市绿色发展行动方案》的通知
各县区人民政府：
现印发给你们，并就有关事项通知如下：
一、各单位要高度重视。制订工作方案。
二、督查机构要纳入考核。
某市人民政府办公室
2021年3月1日
"""


def test_what_a_notice_asks_for_above_its_signature_is_no_part_of_the_plan() -> None:
    plan = "某市绿色发展行动方案\n一、重点任务\n（一）发展清洁能源。推广光伏。"

    assert [(s.locator, s.role) for s in outline_of(LETTER + plan) if s.label] == [("一", "task"), ("一/(一)", "task")]


def test_a_notice_without_a_text_below_it_keeps_its_items() -> None:
    assert [s.locator for s in outline_of(LETTER) if s.label] == ["一", "二"]


def test_a_notice_that_issues_nothing_keeps_its_items_though_a_plan_is_attached() -> None:
    notice = LETTER.replace("关于印发《某市绿色发展行动方案》的通知", "关于做好绿色发展工作的通知")
    plan = "某市绿色发展考核方案\n一、考核对象\n各县区。"

    assert [s.locator for s in outline_of(notice + plan) if s.label][:2] == ["一", "二"]


def test_a_last_chapter_that_secures_the_others_is_a_safeguard_under_whatever_name() -> None:
    chapters = "一、壮大产业\n（一）建设园区。\n（二）培育企业。\n二、扩大开放\n（三）引进项目。\n（四）办好展会。\n"
    items = "（五）加强统筹协调。\n（六）强化考核评价。\n1.按季通报。\n（七）加强宣传推广。\n（八）深化合作。\n"
    for title in ("提升推进合力", "切实加强组织领导，凝聚发展合力", "强化组织保障，确保任务落实"):
        sections = outline_of(f"{chapters}三、{title}\n{items}")
        assert {section.role for section in sections if section.locator.startswith("三")} == {"safeguard"}, title


def test_a_last_chapter_of_tasks_stays_one() -> None:
    chapters = "一、壮大产业\n（一）建设园区。\n（二）培育企业。\n二、扩大开放\n（三）引进项目。\n（四）办好展会。\n"
    for last in (
        "三、完善社会保障\n（五）扩大参保。\n（六）提高待遇。\n",
        "三、加强宣传\n（五）办好报纸。\n（六）建设剧院。\n",
    ):
        assert [section.role for section in outline_of(chapters + last)][-2:] == ["task", "task"]


def test_a_last_chapter_named_for_carrying_out_is_a_safeguard_and_what_is_provided_is_a_task() -> None:
    before = "一、主要任务\n（一）建设平台。\n（二）培育企业。\n"
    secured = "（一）健全机制。\n（二）严格考核。\n"
    for last in ("二、健全工作机制，凝聚发展合力\n", "二、压实各方责任\n", "二、切实抓好落实\n"):
        assert [section.role for section in outline_of(before + last + secured)][-2:] == ["safeguard", "safeguard"]
    done = "（一）建设联动平台。\n（二）推进联合执法。\n"
    for last in ("二、健全联动机制\n", "二、健全就业保障机制\n", "二、健全要素保障机制\n"):
        assert [section.role for section in outline_of(before + last + done)][-2:] == ["task", "task"]


def test_a_chapter_on_the_means_of_its_subject_holds_tasks_and_one_on_those_of_the_work_safeguards() -> None:
    text = (
        "某市特殊教育行动计划\n一、主要任务\n（一）扩大规模。增加学位。\n二、提升支撑能力，不断完善特殊教育保障机制\n"
        "（二）改善办学条件。配备设备。\n（三）巩固经费投入机制。增加投入。\n三、建立健全工作保障机制\n（一）加强组织领导。落实责任。\n"
    )
    document = parse_bytes(text.encode(), name="计划.txt")

    assert [(task.title, task.category) for task in document.tasks] == [
        ("扩大规模", "key_task"),
        ("改善办学条件", "key_task"),
        ("巩固经费投入机制", "key_task"),
        ("加强组织领导", "safeguard"),
    ]

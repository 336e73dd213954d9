"""Texts that set rules hold no tasks and no targets, and the document says so."""

import pytest

from documents.parsing.pipeline import parse_bytes

WORKING_RULES = """某县人民政府工作规则
第一章 总则
一、根据有关法律，制定本规则。
第二章 组成人员职责
二、县政府由县长、副县长组成。
三、县长领导县政府的工作，由县财政局牵头，编制预算。
四、到2025年，办结率达到100%。
某县人民政府
2021年3月1日
"""
NUMBERED_MEASURE = """某县用水管理办法
第一章 总则
第一条 为节约用水，制定本办法。
第二章 用水管理
第二条 年用水量达到5000吨的单位实行计划管理，由县水利局负责。
某县人民政府
2021年3月1日
"""
INDICATORS = """某县数字政府考评办法
一、考评内容
（一）平台建设
1.建设一体化平台。（牵头考核单位：县大数据局）
2.接入公共服务事项。（牵头考核单位：县审批服务局）
某县人民政府
2021年3月1日
"""


@pytest.mark.parametrize(("text", "kind"), [(WORKING_RULES, "规则"), (NUMBERED_MEASURE, "规则性文件")])
def test_a_rule_text_holds_no_tasks_and_no_targets_and_says_why(text: str, kind: str) -> None:
    document = parse_bytes(text.encode(), name="规则.txt")

    assert (document.tasks, document.targets) == ((), ())
    assert [kind in doubt.message for doubt in document.doubts if doubt.kind == "no_tasks"] == [True]


def test_a_list_of_indicators_with_those_who_answer_holds_tasks() -> None:
    document = parse_bytes(INDICATORS.encode(), name="办法.txt")

    assert [task.title for task in document.tasks] == ["建设一体化平台", "接入公共服务事项"]


DECISION = """某市关于建设廉洁城市的决定
一、总体目标
到2025年，初步建成廉洁城市。
二、主要任务
（一）打造廉洁政府。推进权力公开。
（二）优化营商环境。减少审批环节。
三、落实工作措施和要求
（一）加强组织领导。各级各部门要高度重视。
"""


def test_a_decision_that_sets_goals_is_a_plan_and_one_that_sets_none_is_not() -> None:
    plan = parse_bytes(DECISION.encode(), name="a.txt")
    ruling = parse_bytes(DECISION.replace("一、总体目标\n到2025年，初步建成廉洁城市。\n", "").encode(), name="b.txt")

    assert [(task.title, task.category) for task in plan.tasks] == [
        ("打造廉洁政府", "key_task"),
        ("优化营商环境", "key_task"),
        ("加强组织领导", "safeguard"),
    ]
    assert not [task for task in ruling.tasks if task.category == "key_task"]


def test_a_letter_that_answers_holds_no_tasks() -> None:
    text = """关于某区在调研时所提问题办理情况的函
某区人民政府：
一、关于新建机场项目问题
你区新建机场已列入规划，由市交通运输局牵头推进。
二、关于粮食购销市场问题
鉴于市场已经放开，不再安排。
某市人民政府办公室
2021年3月1日
"""
    document = parse_bytes(text.encode(), name="a.txt")

    assert document.tasks == ()
    assert ["函" in doubt.message for doubt in document.doubts if doubt.kind == "no_tasks"] == [True]


TAX_NOTICE = """财政部 税务总局关于创业园区税收政策的通知
各省、自治区、直辖市财政厅（局）：
一、本通知所称园区，是指经认定的县级以上创业园区，出租面积占75%以上。
二、享受优惠政策的园区应同时符合以下条件：
（一）在孵企业不少于20家。
（二）场地面积不低于3000平方米。
三、自2021年1月1日至2023年12月31日，对园区自用房产免征房产税。
四、各级税务机关要加强管理。
财政部 税务总局
2021年3月1日
"""


def test_a_notice_about_taxes_sets_rules_and_a_plan_about_them_holds_tasks() -> None:
    notice = parse_bytes(TAX_NOTICE.encode(), name="通知.txt")
    assert (notice.tasks, notice.targets) == ((), ())
    assert [doubt.kind for doubt in notice.doubts if doubt.kind == "no_tasks"] == ["no_tasks"]
    plan = (
        "某市人民政府关于落实税收优惠政策的通知\n一、加强宣传。\n编印手册。\n二、建设平台。\n到2022年，建成办税点20个。\n"
        "三、落实减免政策。\n对符合条件的企业减半征收。（责任单位：市税务局）\n"
    )
    found = parse_bytes(plan.encode(), name="计划.txt")
    assert [task.title for task in found.tasks] == ["加强宣传", "建设平台", "落实减免政策"]
    assert [str(target.value) for target in found.targets if target.kind == "quantity"] == ["20"]


def test_an_interpretation_and_a_notice_of_conditions_hold_no_tasks_and_a_plan_beside_one_does() -> None:
    told = "《某市若干措施》政策解读\n一、出台背景\n为贯彻落实部署，起草了措施。\n二、主要内容\n最高奖励500万元。\n"
    aid = (
        "某市财政局关于调整救助补助标准的通知\n一、补助对象应当符合以下条件：具有本市户籍。\n"
        "二、补助标准为每人每月不超过800元。\n三、自2021年6月1日起施行。\n"
    )
    for text in (told, aid):
        assert parse_bytes(text.encode(), name="a.txt").tasks == ()
    plan = "某市数字乡村行动计划\n《某市数字乡村行动计划》政策解读\n一、主要任务\n（一）建设平台。\n（二）培训人员。\n"
    assert [task.title for task in parse_bytes(plan.encode(), name="a.txt").tasks] == ["建设平台", "培训人员"]


def test_a_notice_that_has_a_tax_policy_carried_out_holds_its_tasks() -> None:
    notice = (
        "某市人民政府关于落实减税降费税收政策的通知\n一、优化办税服务。\n按照规定申报，到2022年网上办理率达到95%。\n"
        "二、加强政策宣传。\n开展培训100场，符合条件的企业享受优惠。\n三、落实税收优惠。\n应同时符合规定的，减半征收。\n"
    )
    found = parse_bytes(notice.encode(), name="通知.txt")
    assert [task.title for task in found.tasks] == ["优化办税服务", "加强政策宣传", "落实税收优惠"]
    assert [str(target.value) for target in found.targets if target.kind == "quantity"] == ["95", "100"]


ACTS = {
    "某市人民政府关于甲同志等职务任免的通知": "一、任命：甲为市教育局副局长。\n二、免去：乙的市财政局副局长职务。",
    "某市人民政府办公室关于2024年部分节假日安排的通知": "一、元旦：1月1日放假。\n二、春节：2月10日至17日放假，共8天。",
    "某市人民政府办公室关于召开全市数字经济发展大会的通知": "一、会议时间\n2023年6月8日。\n二、会议内容\n（一）部署重点工作。",
    "某县人民政府办公室关于成立智慧城市建设工作领导小组的通知": "一、主要职责\n（一）统筹推进智慧城市建设。\n二、组成人员\n组长：县长",
    "某省财政厅关于下达2023年中央大气污染防治资金预算的通知": "一、列支科目为“大气”。\n二、加强资金管理，PM2.5浓度下降5%。",
    "某市科学技术局关于组织申报2023年度科技计划项目的通知": "一、支持方向\n（一）重点研发计划。\n二、有关要求\n（一）加强组织领导。",
    "某省人民政府关于调整全省最低工资标准的通知": "一、月最低工资标准调整为2010元。\n二、小时最低工资标准为每小时20元。",
    "某市住房公积金管理中心关于调整缴存基数的通知": "一、缴存基数由上年调整为2022年度平均工资。\n二、缴存比例不低于5%，不高于12%。",
}


@pytest.mark.parametrize("title", ACTS)
def test_a_notice_of_an_act_of_administration_holds_no_tasks_and_says_why(title: str) -> None:
    document = parse_bytes(f"{title}\n各有关单位：\n{ACTS[title]}\n2023年6月1日\n".encode(), name="通知.txt")

    assert (document.tasks, [t for t in document.targets if t.kind == "quantity"]) == ((), [])
    assert ["通知" in doubt.message for doubt in document.doubts if doubt.kind == "no_tasks"] == [True]


def test_a_notice_that_sets_out_work_holds_its_tasks() -> None:
    notice = (
        "某市人民政府关于做好城乡居民医疗保险工作的通知\n一、扩大参保范围。\n到2022年，参保率达到95%。\n"
        "二、推进经办服务。\n建设服务站点20个。（责任单位：市医疗保障局）\n"
    )
    found = parse_bytes(notice.encode(), name="通知.txt")

    assert [task.title for task in found.tasks] == ["扩大参保范围", "推进经办服务"]

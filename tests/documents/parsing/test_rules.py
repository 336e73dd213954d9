"""Every fact names the rule that found it, and every rule is said in a sentence for readers."""

import ast
import re
from pathlib import Path

from documents.parsing.lexicon import rule_sentences
from documents.parsing.pipeline import parse_bytes

PARSING = Path(__file__).parents[3] / "documents" / "parsing"
CODE = re.compile(r"(?:task|safeguard|note|table|prose|quantity|milestone|stage|citation)\.[a-z_.]+")
# Codes that the parser puts together from parts, and what each can become.
COMPOSED = {
    "{section.role}.{form_of(section)}": {
        *("task.numbered_item", "task.lettered_item", "task.whole_chapter", "task.table_row"),
        *("safeguard.numbered_item", "safeguard.lettered_item", "safeguard.whole_chapter", "safeguard.table_row"),
    },
    # A chapter of stages without items is no stage.
    "stage.{form_of(section)}": {"stage.numbered_item", "stage.lettered_item"},
    "note.label.{role}": {"note.label.lead", "note.label.support", "note.label.responsible"},
    "note.ending.{role}": {"note.ending.lead", "note.ending.support", "note.ending.responsible"},
    "table.{role}": {"table.lead", "table.responsible", "table.support"},
    "prose.{role}": {"prose.lead", "prose.responsible", "prose.support"},
}
PLAN = """某政办发〔2021〕3号
某市智慧城市实施方案
根据《国家信息化发展战略纲要》（中办发〔2016〕48号）和《某省数字经济发展规划》等文件（某政发〔2020〕9号），制定本方案。
一、重点任务
1.智慧交通。建设平台。（牵头单位：市交通运输局；配合单位：市公安局）
2.智慧教育。建设校园。（市教育局负责）
“N”智慧应用专题项目：建设若干应用。由市大数据局牵头。
二、加快数字转型
推进企业上云。
三、实施步骤
（一）启动阶段（2021年）。完成规划。
（二）总结阶段（2022年）。完成验收。
四、保障措施
（一）组织领导。落实责任。
五、组织保障
统筹资金。
某市人民政府办公室
2021年3月1日
"""


def plan():
    return parse_bytes(PLAN.encode(), name="方案.txt")


def test_a_task_says_whether_it_is_a_numbered_item_a_lettered_one_or_a_whole_chapter():
    assert [(task.title, task.rule) for task in plan().tasks] == [
        ("智慧交通", "task.numbered_item"),
        ("智慧教育", "task.numbered_item"),
        ("“N”智慧应用专题项目", "task.lettered_item"),
        ("加快数字转型", "task.whole_chapter"),
        ("组织领导", "safeguard.numbered_item"),
        ("组织保障", "safeguard.whole_chapter"),
    ]


def test_an_item_that_stands_under_no_chapter_is_no_chapter():
    text = "某市智慧城市实施方案\n1.推进智慧交通。建设平台。\n2.推进智慧教育。建设校园。\n某市人民政府\n2021年3月1日\n"

    assert {task.rule for task in parse_bytes(text.encode(), name="方案.txt").tasks} == {"task.numbered_item"}


def test_an_agency_says_by_what_words_it_was_found():
    agencies = [agency for task in plan().tasks for agency in task.agencies]

    assert [(agency.name, agency.rule) for agency in agencies] == [
        ("市交通运输局", "note.label.lead"),
        ("市公安局", "note.label.support"),
        ("市教育局", "note.ending.responsible"),
        ("市大数据局", "prose.lead"),
    ]


def test_a_stage_and_a_citation_say_how_they_were_found():
    document = plan()

    assert [(stage.title, stage.rule) for stage in document.stages] == [
        ("启动阶段（2021年）", "stage.numbered_item"),
        ("总结阶段（2022年）", "stage.numbered_item"),
    ]
    assert [(citation.title or citation.document_number, citation.rule) for citation in document.citations] == [
        ("国家信息化发展战略纲要", "citation.title_with_number"),
        ("某省数字经济发展规划", "citation.title"),
        ("某政发〔2020〕9号", "citation.number"),
    ]


def test_every_rule_that_the_parser_can_name_has_a_sentence_and_no_sentence_is_left_over():
    written = {code for path in PARSING.rglob("*.py") for code in _codes(path)}
    composed = {code for code in written if "{" in code}

    assert composed == set(COMPOSED)
    assert (written - composed).union(*COMPOSED.values()) == set(rule_sentences())


def test_every_sentence_is_chinese_and_every_code_fits_its_column():
    for code, rule in rule_sentences().items():
        assert re.search(r"[\u4e00-\u9fff]{4}", rule.sentence), code
        assert not rule.sentence.endswith("。")
        assert len(code) <= 60


def _codes(path: Path) -> set[str]:
    """Codes in a module: what is given as `rule=…`, and what looks like a code of a rule; parts in {} where composed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "rule"]
    texts = {_text(node) for node in given if isinstance(node, ast.Constant | ast.JoinedStr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    alike = (
        _text(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inside
    )
    return texts | {text for text in alike if CODE.fullmatch(re.sub(r"\{[^}]*\}", "x", text))}


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return ast.unparse(node)[2:-1]

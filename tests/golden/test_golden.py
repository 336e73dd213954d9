"""The five documents give exactly what the codebook counts, and every fact is its characters in the original."""

import json
from functools import cache
from pathlib import Path

import pytest

from documents.parsing.lexicon import rule_sentences
from documents.parsing.pipeline import parse
from documents.parsing.records import ParsedDocument
from tests.golden.digest import digest

FOLDER = Path(__file__).parent
CORPUS = FOLDER.parents[1] / "fixtures" / "corpus"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))

# 济源, 茅箭, 禹城, 济南, 四川 as the issue that founded the portal counts them (codebook: Task, Sections).
COUNTS = {
    "jiyuan-2020": {"key_task": 15, "safeguard": 4, "stage": 0, "principle": 5, "quantity": 5},
    "maojian-2022": {"key_task": 14, "safeguard": 7, "stage": 6, "principle": 4, "quantity": 1},
    "yucheng-2020": {"key_task": 3, "safeguard": 5, "stage": 3, "principle": 5, "quantity": 0},
    "jinan-2018": {"key_task": 9, "safeguard": 5, "stage": 3, "principle": 3, "quantity": 5},
    "sichuan-2020": {"key_task": 17, "safeguard": 4, "stage": 0, "principle": 0, "quantity": 1},
}


@cache
def parsed(name: str) -> ParsedDocument:
    return parse(CORPUS / f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "part",
    [
        "metadata",
        "sections",
        "inferred",
        "tasks",
        "quantities",
        "milestones",
        "stages",
        "citations",
        "repairs",
        "doubts",
    ],
)
def test_document_gives_what_a_careful_reader_finds(name: str, part: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert digest(parsed(name))[part] == expected[part]


@pytest.mark.parametrize("name", NAMES)
def test_document_has_the_numbers_of_the_codebook(name: str) -> None:
    document = parsed(name)
    with_children = {section.parent for section in document.sections}
    principles = [
        section
        for index, section in enumerate(document.sections)
        if section.role == "principle" and section.label and not section.inferred and index not in with_children
    ]

    assert {
        "key_task": sum(task.category == "key_task" for task in document.tasks),
        "safeguard": sum(task.category == "safeguard" for task in document.tasks),
        "stage": len(document.stages),
        "principle": len(principles),
        "quantity": sum(target.kind == "quantity" for target in document.targets),
    } == COUNTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_sections_tile_the_original(name: str) -> None:
    document = parsed(name)
    pieces = [section.span.slice(document.original) for section in document.sections]

    assert "".join(pieces) == document.original
    assert all(pieces)


@pytest.mark.parametrize("name", NAMES)
def test_every_span_lies_in_the_original_and_quotes_it(name: str) -> None:
    document = parsed(name)
    spans = [
        *(task.span for task in document.tasks),
        *(agency.span for task in document.tasks for agency in task.agencies),
        *(deadline.span for task in document.tasks for deadline in task.deadlines),
        *(target.span for target in document.targets),
        *(stage.span for stage in document.stages),
        *(citation.span for citation in document.citations),
        *(repair.span for repair in document.repairs),
        *(doubt.span for doubt in document.doubts if doubt.span),
    ]

    assert all(0 <= span.start < span.end <= len(document.original) for span in spans)
    assert all(target.quote == target.span.slice(document.original) for target in document.targets)
    assert all(repair.before == repair.span.slice(document.original) for repair in document.repairs)


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_names_a_rule_that_readers_can_look_up(name: str) -> None:
    document = parsed(name)
    rules = {
        *(task.rule for task in document.tasks),
        *(agency.rule for task in document.tasks for agency in task.agencies),
        *(target.rule for target in document.targets),
        *(stage.rule for stage in document.stages),
        *(citation.rule for citation in document.citations),
    }

    assert rules - set(rule_sentences()) == set()
    assert {task.rule.partition(".")[0] for task in document.tasks} == {"task", "safeguard"}


@pytest.mark.parametrize("name", ["jiyuan-2020", "maojian-2022", "sichuan-2020", "yucheng-2020"])
def test_agency_name_stands_in_the_original_as_written(name: str) -> None:
    document = parsed(name)

    for task in document.tasks:
        for agency in task.agencies:
            assert agency.span.slice(document.original) == agency.as_written


def test_jinan_loses_every_pinyin_residue_and_no_genuine_bracket() -> None:
    document = parsed("jinan-2018")

    assert sum(repair.kind == "pinyin" for repair in document.repairs) == 672
    assert not [character for character in document.clean_text if character in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"]
    for bracket in (
        "（即：公共安全视频共享交换总平台，综治应用分平台和公安应用分平台）",
        "（2018-2020年）",
        "（单位）",
        "（设在市经济和信息化委）",
    ):
        assert bracket in document.clean_text


def test_jinan_reads_the_shifted_bytes_by_a_correction_that_says_so() -> None:
    document = parsed("jinan-2018")
    (correction,) = [repair for repair in document.repairs if repair.kind == "correction"]

    assert "驾驶人记分查询、公交车到站信息实时查询等20余项便民服务" in document.clean_text
    assert correction.before == "?cè)擞浄植樵儭⒐卉嚨秸拘畔崟r"
    assert "GBK" in correction.reason


def test_yucheng_never_passes_inferred_headings_off_as_printed() -> None:
    document = parsed("yucheng-2020")
    inferred = [section for section in document.sections if section.inferred]

    assert [(section.locator, section.role) for section in inferred] == [
        ("~1", "principle"),
        ("~2", "task"),
        ("~3", "stage"),
        ("~4", "safeguard"),
    ]
    assert all(section.heading == "" and 0 < section.confidence < 1 for section in inferred)


def test_four_eighty_percents_are_four_indicators() -> None:
    targets = [
        (name, target.indicator)
        for name in NAMES
        for target in parsed(name).targets
        if target.unit == "%" and target.value == 80
    ]

    assert targets == [
        ("jinan-2018", "政务数据信息能够通过智慧泉城运行管理中心进行集中展示和调度应用"),
        ("jinan-2018", "具备全流程网上办理条件的事项纳入政务服务网和手机APP办理"),
        ("jinan-2018", "部件资源实现在一张图上进行展示"),
        ("jiyuan-2020", "非涉密政务信息系统上云率"),
    ]


def test_no_parsing_module_knows_a_document_by_name() -> None:
    """Rules of the language only: the five places stand in data about places, never in code."""
    folder = FOLDER.parents[1] / "documents" / "parsing"
    names = ("济源", "茅箭", "禹城", "jiyuan", "maojian", "yucheng", "jinan", "sichuan", "攀枝花", "happymerchs")
    code = {path.name: _without_docstrings(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")}

    assert {(file, name) for file, text in code.items() for name in names if name in text} == set()


def _without_docstrings(source: str) -> str:
    """Code without comments and strings in triple quotes, where documents serve as examples."""
    kept, inside = [], False
    for line in source.splitlines():
        quotes = line.count('"""')
        if not inside and not quotes:
            kept.append(line.partition("#")[0])
        inside ^= quotes % 2 == 1
    return "\n".join(kept)

"""The rules of reading, row by row of tests/cases/*.json (see the README there)."""

import json
from pathlib import Path
from typing import Any

import pytest

from documents.parsing.agencies import find_agencies, first_lead_rule
from documents.parsing.cleaning.layers import clean
from documents.parsing.cleaning.script import simplify
from documents.parsing.deadlines import DateContext, find_deadlines
from documents.parsing.headings import read_heading
from documents.parsing.passages import Passage
from documents.parsing.pipeline import parse_bytes
from documents.parsing.raw import RawText
from documents.parsing.targets import find_targets

CASES = Path(__file__).parents[2] / "cases"
CONTEXT = DateContext(first_year=2018, bare_year=2018)


def read_agencies(case: dict[str, Any]) -> list[str]:
    """The agencies of an item under the rule that it declares itself (列第一位的为牵头单位，下同)."""
    found = find_agencies(case["text"], rule_span=first_lead_rule(case["text"])).agencies
    return [f"{agency.role} {agency.name}{' *' if agency.collective else ''}" for agency in found]


def read_deadlines(case: dict[str, Any]) -> list[str]:
    return [deadline.date for deadline in find_deadlines(case["text"], context=CONTEXT)]


def read_targets(case: dict[str, Any]) -> list[list[str]]:
    found = find_targets([Passage(0, "task", case["text"], 0)], context=CONTEXT)
    return [
        [
            target.indicator,
            target.operator,
            f"{target.quantity.value.normalize():f} {target.quantity.unit}",
            target.strength,
            target.deadline.date if target.deadline else "",
        ]
        for target in found
        if target.quantity
    ]


def read_headings(case: dict[str, Any]) -> list[str] | None:
    heading = read_heading(case["text"])
    return [heading.label, heading.title] if heading else None


def read_cleaning(case: dict[str, Any]) -> str:
    return clean(RawText("案例.txt", case["text"], "0" * 64, "text/plain", "utf-8")).text


def read_tables(case: dict[str, Any]) -> list[str]:
    """The tasks of a whole text, of its chapters and its tables: locator, title, agencies and dates."""
    tasks = parse_bytes(case["text"].encode(), name="案例.txt").tasks
    return [
        " | ".join(
            (
                f"{task.locator} | {task.title}",
                "；".join(f"{each.role} {each.name}{'*' if each.collective else ''}" for each in task.agencies),
                "、".join(deadline.date for deadline in task.deadlines),
            )
        )
        for task in tasks
    ]


def expected_of(table: str, case: dict[str, Any]) -> Any:
    """What a row expects; `script: kept` rows are written in the script of their text."""
    expected = case["expected"]
    return simplify(expected) if table == "cleaning" and case.get("script") == "kept" else expected


READERS = {
    "agencies": read_agencies,
    "deadlines": read_deadlines,
    "targets": read_targets,
    "headings": read_headings,
    "cleaning": read_cleaning,
    "tables": read_tables,
    "chapters": read_tables,
}


def rows(table: str) -> list[Any]:
    cases = json.loads((CASES / f"{table}.json").read_text(encoding="utf-8"))
    return [pytest.param(case.get("table", table), case, id=f"{table}: {case['label']}") for case in cases]


@pytest.mark.parametrize(("table", "case"), [row for table in READERS for row in rows(table)])
def test_rule_reads(table: str, case: dict[str, Any]) -> None:
    assert READERS[table](case) == expected_of(table, case)


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("table", "case"), rows("known_failures"))
def test_rule_does_not_read_yet(table: str, case: dict[str, Any]) -> None:
    assert READERS[table](case) == case["expected"]


def test_every_table_has_rows_that_must_give_nothing() -> None:
    for table in READERS:
        cases = json.loads((CASES / f"{table}.json").read_text(encoding="utf-8"))

        assert any(case["label"].startswith("negative:") for case in cases), table


def test_declared_rule_grants_the_first_named_the_lead_and_says_where() -> None:
    text = "建平台。（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）"
    rule = first_lead_rule(text)
    found = find_agencies(text, rule_span=rule).agencies

    assert rule is not None
    assert rule.slice(text) == "排在第一位的部门为牵头部门"
    assert [(agency.name, agency.role, agency.rule_span) for agency in found] == [
        ("税务总局", "lead", rule),
        ("财政部", "support", rule),
    ]

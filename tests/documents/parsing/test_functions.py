"""The function class of an agency: the agencies of two documents, many others, and what stays unmapped."""

import json
from pathlib import Path

import pytest

from documents.parsing.functions import COLUMNS, agency_functions, function_of
from documents.parsing.reference import ReferenceDataError

CASES = json.loads((Path(__file__).parents[2] / "cases" / "agency_functions.json").read_text(encoding="utf-8"))
HEADER = ",".join(COLUMNS) + "\n"
POLICE = "public_security,公安,Public security,10,5,公安,\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_agency_is_mapped_to_the_function_its_name_says(case):
    reading = function_of(case["name"])

    assert (reading.code if reading else None) == case["expected"]


def test_the_reading_names_the_pattern_that_decided():
    assert function_of("公安茅箭分局").pattern == "公安"
    assert function_of("区政务服务和大数据管理局").pattern == "大数据管理"


def test_every_function_class_has_a_case():
    covered = {case["expected"] for case in CASES}

    assert {function.code for function in agency_functions()} - covered == set()


def test_codes_can_stand_in_an_address():
    assert all(function.code.replace("_", "").isalpha() for function in agency_functions())
    assert all(function.code.isascii() for function in agency_functions())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (POLICE + POLICE, "第 3 行：职能“public_security”重复"),
        (POLICE + "police,公安,Police,10,5,交警,\n", "第 3 行：次序 10 重复"),
        (POLICE + "police,公安,Police,20,5,公安,\n", "第 3 行：“公安”已属于“public_security”"),
        ("police,公安,Police,20,5,,\n", "第 2 行：职能“police”没有任何词"),
        ("police,公安,Police,first,5,公安,\n", "第 2 行：“order”为“first”，应为整数"),
        ("police,,Police,20,5,公安,\n", "第 2 行：“name”为空"),
    ],
)
def test_a_bad_row_of_functions_is_refused_with_its_line(tmp_path, rows, message):
    path = tmp_path / "agency_functions.csv"
    path.write_text(HEADER + rows, encoding="utf-8")

    with pytest.raises(ReferenceDataError) as caught:
        agency_functions(path)

    assert message in str(caught.value)

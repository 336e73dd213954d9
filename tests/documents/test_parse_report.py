"""Two versions of the rules are compared item by item."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents.parsing.fact_list import FactChange, compare_facts, list_facts
from tests.golden.test_golden import CORPUS


def test_changes_are_listed_with_their_sign() -> None:
    before = {"a.txt": ["任务: 一 甲", "任务: 一 乙"], "b.txt": ["任务: 一 丙"]}
    after = {"a.txt": ["任务: 一 甲", "任务: 一 丁"]}

    assert compare_facts(before, after) == [
        FactChange("a.txt", "-", "任务: 一 乙"),
        FactChange("a.txt", "+", "任务: 一 丁"),
        FactChange("b.txt", "-", "任务: 一 丙"),
    ]


def test_facts_are_lines_a_reader_understands(tmp_path: Path) -> None:
    shutil.copy(CORPUS / "maojian-2022.txt", tmp_path)
    (tmp_path / "空.txt").write_text("", encoding="utf-8")

    facts = list_facts(tmp_path)

    assert "任务: 二/(三)/1 智慧公安 [governance/public_safety]" in facts["maojian-2022.txt"]
    assert "单位: 二/(三)/1 智慧公安 lead 公安茅箭分局" in facts["maojian-2022.txt"]
    assert facts["空.txt"][0].startswith("未读: 空.txt")


def test_same_version_has_no_changes(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("parse_report", ".", ".")

    assert capsys.readouterr().out == "增：无；减：无\n"


def test_unknown_version_is_refused_with_advice() -> None:
    with pytest.raises(CommandError, match="没有版本 不存在"):
        call_command("parse_report", "不存在", ".")


def test_missing_folder_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command("parse_report", ".", ".", folder=tmp_path / "没有")

"""System checks: each finds what it is for, and is silent when all is well."""

import shutil

from django.conf import settings
from django.core import checks

from documents.parsing.reference import ReferenceDataError
from portal.checks import (
    REFERENCE_DATA,
    corpus_problems,
    production_problems,
    reference_problems,
    sqlite_problems,
    token_problems,
)


def ids(problems):
    return [problem.id for problem in problems]


def test_the_project_as_it_stands_passes_every_check():
    assert checks.run_checks() == []


def test_a_list_that_does_not_load_is_named_with_its_problem_and_a_way_out(tmp_path):
    def broken():
        raise ReferenceDataError(tmp_path / "domains.csv", line=3, problem="“名称”为空", advice="请改正这一行")

    problems = reference_problems({"领域": broken, "地区": REFERENCE_DATA["地区"]})

    assert ids(problems) == ["portal.E001"]
    assert "领域" in problems[0].msg
    assert "domains.csv 第 3 行" in problems[0].msg
    assert "git checkout" in problems[0].hint


def test_an_sqlite_older_than_331_is_refused():
    assert ids(sqlite_problems((3, 30, 1))) == ["portal.E002"]
    assert sqlite_problems((3, 31, 0)) == []
    assert sqlite_problems((3, 45, 0)) == []


def test_a_changed_and_a_missing_document_of_the_corpus_are_both_named(tmp_path):
    folder = shutil.copytree(settings.CORPUS_DIR, tmp_path / "corpus")
    changed = folder / "jinan-2018.txt"
    changed.write_bytes(changed.read_bytes() + b"\n")
    (folder / "sichuan-2020.txt").unlink()

    problems = corpus_problems(folder)

    assert ids(problems) == ["portal.E003", "portal.E003"]
    assert "jinan-2018.txt" in problems[0].msg
    assert "sichuan-2020.txt" in problems[1].msg


def test_a_corpus_without_its_manifest_is_one_problem_with_a_way_out(tmp_path):
    problems = corpus_problems(tmp_path)

    assert ids(problems) == ["portal.E003"]
    assert "git checkout -- fixtures/corpus" in problems[0].hint


def test_going_public_as_a_demonstration_or_under_any_name_is_warned_of():
    assert ids(production_problems(production=False, hosts=["*"])) == ["portal.W001", "portal.W002"]
    assert production_problems(production=True, hosts=["portal.example.cn"]) == []


def test_a_token_for_the_figures_that_can_be_guessed_is_named():
    assert ids(token_problems("short")) == ["portal.W003"]
    assert token_problems("") == token_problems("0123456789abcdefghij") == []

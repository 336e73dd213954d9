"""Texts that lost all their line breaks are read like the whole ones."""

from documents.parsing.pipeline import parse_bytes
from tests.golden.test_golden import CORPUS, parsed


def facts(text: str) -> list[tuple[str, str, list[str]]]:
    document = parse_bytes(text.encode(), name="一行.txt")
    return [(task.locator, task.title, [agency.name for agency in task.agencies]) for task in document.tasks]


def test_plan_on_one_line_gives_the_same_tasks_and_agencies() -> None:
    text = (CORPUS / "maojian-2022.txt").read_text(encoding="utf-8")

    assert facts(text.replace("\n", "")) == facts(text)


def test_lost_lines_are_doubted() -> None:
    text = (CORPUS / "maojian-2022.txt").read_text(encoding="utf-8").replace("\n", "")
    document = parse_bytes(text.encode(), name="一行.txt")

    assert "lines_lost" in {doubt.kind for doubt in document.doubts}
    assert "".join(section.span.slice(document.original) for section in document.sections) == text


def test_text_with_lines_keeps_them() -> None:
    assert "lines_lost" not in {doubt.kind for doubt in parsed("jinan-2018").doubts}

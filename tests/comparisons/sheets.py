"""What a cell says, read back from the page and from the workbook in the same shape, so that both can be compared."""

from __future__ import annotations

import io
import re

import openpyxl
from bs4 import Tag
from openpyxl.workbook import Workbook

from tests.comparisons.pages import words_of

FOLDED = re.compile(r"兼及 (?P<kind>[^：]+?)(：(?P<title>.+))?（(?P<place>[^（）]+)）")
LABELS = ("牵头", "责任", "配合", "目标值", "时限", "出处", "来源")


def workbook_of(response) -> Workbook:
    """The workbook of a download."""
    return openpyxl.load_workbook(io.BytesIO(b"".join(response)))


def bare(text: str) -> str:
    """Text without white space, which pages and cells set differently."""
    return "".join(text.split())


def said_by_page(cell: Tag) -> list[dict[str, str]]:
    """Every task and every touching place of a cell of the page; one item with the state alone where nothing is."""
    blocks = cell.select("article.cell-task")
    if not blocks:
        return [{"state": words_of(cell)}]
    return [_of_page(block) for block in blocks]


def _of_page(block: Tag) -> dict[str, str]:
    if "cell-mention" not in block["class"]:
        return _task(block)
    if block.find_parent("details"):
        return {key: words for key, words in _touching(block).items() if key != "wording"}
    return _touching(block)


def _task(block: Tag) -> dict[str, str]:
    found = {
        "state": words_of(block.select_one(".state")),
        "title": words_of(block.select_one(".title")),
        "wording": _opening(block),
        "出处": words_of(block.select_one("a.locator")),
        "来源": str(block.select_one(".seal")["aria-label"]),
    }
    for label in block.select("dl.agencies dt"):
        found[words_of(label)] = "、".join(words_of(name) for name in label.find_next("dd").select(".agency"))
    values = [words_of(line).replace("，", "") for line in block.select("p.value-line")]
    return {**found, **({"目标值": "；".join(values)} if values else {})}


def _opening(block: Tag) -> str:
    """The wording that stands open, with …… where the page folds the rest."""
    opening = block.find("p", class_="quote", recursive=False)
    rest = block.find("details", class_="fold", recursive=False)
    return (bare(opening.get_text()) if opening else "") + ("……" if rest else "")


def _touching(block: Tag) -> dict[str, str]:
    quote = block.select_one("p.quote")
    return {
        "state": words_of(block.select_one(".state")),
        "title": words_of(block.select_one(".title")),
        "wording": bare(quote.get_text()) if quote else "",
        "出处": words_of(block.select_one("a.locator")),
    }


def said_by_sheet(text: str) -> list[dict[str, str]]:
    """The same, read from the text of a cell of the workbook."""
    state, *blocks = text.split("\n\n")
    if not blocks:
        return [{"state": state}]
    return [said for block in blocks for said in _of_sheet(block)]


def _of_sheet(block: str) -> list[dict[str, str]]:
    title, *lines = block.split("\n")
    if FOLDED.fullmatch(title):
        return [
            {"state": "兼及", "title": found["title"] or found["kind"], "出处": found["place"]}
            for found in map(FOLDED.fullmatch, block.split("\n"))
        ]
    labelled = dict(line.split(" ", 1) for line in lines if line.split(" ", 1)[0] in LABELS and " " in line)
    said = {"wording": bare("".join(line for line in lines if line.split(" ", 1)[0] not in LABELS)), **labelled}
    if title.startswith("兼及 "):
        return [{"state": "兼及", "title": title.split("：", 1)[-1].removeprefix("兼及 "), **said}]
    return [{"state": "原文明示", "title": title, **said}]

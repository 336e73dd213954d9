"""What a cell says, read back from the page and from the workbook in the same shape, so that both can be compared."""

from __future__ import annotations

import io

import openpyxl
from bs4 import Tag
from openpyxl.workbook import Workbook

from tests.comparisons.pages import words_of

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
    return [_touching(block) if "cell-mention" in block["class"] else _task(block) for block in blocks]


def _task(block: Tag) -> dict[str, str]:
    found = {
        "state": words_of(block.select_one(".state")),
        "title": words_of(block.select_one(".title")),
        "wording": bare("".join(quote.get_text() for quote in block.select("p.quote"))),
        "出处": words_of(block.select_one("a.locator")),
        "来源": block.select_one(".seal")["aria-label"],
    }
    for label in block.select("dl.agencies dt"):
        found[words_of(label)] = "、".join(words_of(name) for name in label.find_next("dd").select(".agency"))
    values = [words_of(line).replace("，", "") for line in block.select("p.value-line")]
    return {**found, **({"目标值": "；".join(values)} if values else {})}


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
    return [_block(block) for block in blocks]


def _block(block: str) -> dict[str, str]:
    title, *lines = block.split("\n")
    labelled = dict(line.split(" ", 1) for line in lines if line.split(" ", 1)[0] in LABELS and " " in line)
    wording = bare("".join(line for line in lines if line.split(" ", 1)[0] not in LABELS))
    touching = title.startswith("兼及 ")
    return {
        "state": "兼及" if touching else "原文明示",
        "title": title.split("：", 1)[-1].removeprefix("兼及 ") if touching else title,
        "wording": wording,
        **labelled,
    }

"""The table of agencies as tests read it: each cell as the lines that its sheet has."""

from __future__ import annotations

from bs4 import Tag

from tests.comparisons.pages import words_of


def lines_of(cell: Tag) -> list[str]:
    """Every line of a cell but the first (its state), in the order of the page, folds opened."""
    return [line for block in cell.select("article") for line in _of_block(block)] or []


def state_of(cell: Tag) -> str:
    """The state that a cell without any entry shows; empty where entries stand."""
    return "" if cell.select_one("article") else words_of(cell)


def _of_block(block: Tag) -> list[str]:
    if "agency-entry" in block["class"]:
        return _agency(block)
    if "lead-entry" in block["class"]:
        return _lead(block)
    return _touching(block)


def _agency(block: Tag) -> list[str]:
    lines = [words_of(block.select_one("h2 .agency"))]
    if written := block.select_one(".written"):
        lines.append(words_of(written).replace("原文写作", "原文写作 "))
    for part in block.select(".part"):
        word = words_of(part.select_one("b, summary"))[:2]
        lines += [f"{word} {_task(item)}" for item in part.select("li")]
    return lines


def _lead(block: Tag) -> list[str]:
    names = [words_of(name) for name in block.select(".entry-name .agency")]
    first = f"牵头 {'、'.join(names)}" if names else "未写明牵头单位"
    task = f"{words_of(block.select_one('.title'))}（{words_of(block.select_one('.locator'))}）"
    return [first, task, *_agencies(block)]


def _touching(block: Tag) -> list[str]:
    kind = words_of(block.select_one(".muted"))
    place = words_of(block.select_one(".locator"))
    named = f"{kind}：{words_of(block.select_one('.title'))}"
    quote = [words_of(found)] if (found := block.select_one(".quote")) else []
    return [f"兼及 {named}（{place}）", *quote, *_agencies(block)]


def _agencies(block: Tag) -> list[str]:
    return [
        f"{words_of(label)} {'、'.join(words_of(name) for name in label.find_next('dd').select('.agency'))}"
        for label in block.select("dl.agencies dt")
    ]


def _task(item: Tag) -> str:
    return f"{words_of(item.select_one('.task-title'))}（{words_of(item.select_one('.task-place'))}）"

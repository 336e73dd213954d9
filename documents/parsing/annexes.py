"""Framed lines -> those of attachments that are no plans: standards, forms, lists and rules, whatever they number."""

from __future__ import annotations

from collections.abc import Sequence

from documents.parsing.frame import GLOSSARY, FramedLine
from documents.parsing.genres import RULE_TEXTS, bare_title, document_type
from documents.parsing.notes import find_notes
from documents.parsing.patterns import pattern

LABEL = pattern(
    "annex_label",
    r"附 ?件 ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：: 　]{0,3}(?P<name>(?!\d{1,2}[.．、])[^。；]{0,60})",
)
# What describes or measures and asks nothing of anybody, by the end of its name; 任务分工表 is read as a table of tasks.
NO_PLAN = tuple(
    "技术要求 建设要求 标准 规范 导则 指南 指引 须知 说明 条件 指标 指标体系 名单 样表 模板 范本 格式 口径 流程 流程图 释义 解释 职责".split()
)
MAX_NAME = 60


def annex_lines(frame: Sequence[FramedLine]) -> frozenset[int]:
    """Indices of the body lines that stand in an attachment which is no plan.

    Example: below 附件2 / 苗木栽植技术要求 the chapters 一、苗木要求 … hold no tasks. It must stand behind the numbered
    chapters of the document itself: a rule text that a notice attaches is the document.
    """
    found: list[int] = []
    inside = opened = begun = False
    for index, framed in enumerate(frame):
        text = framed.line.text
        label = LABEL.fullmatch(text) if framed.part == "attachment" else None
        if framed.part == "attachment" and GLOSSARY.fullmatch(text):
            inside, opened = begun, False
            continue
        if label is not None:
            inside, opened = begun and is_no_plan(label.group("name")), begun
            continue
        if opened and framed.part in ("title", "body") and framed.heading is None:
            inside, opened = inside or is_no_plan(text), False
        elif framed.part in ("title", "closing", "attachment"):
            inside = opened = False
        if framed.part == "body":
            begun, opened = begun or framed.heading is not None, False
            if inside:
                found.append(index)
    return frozenset(found) if not _assigns(frame, found) else frozenset()


def is_no_plan(name: str) -> bool:
    """Whether an attachment so called says nothing that is to be done.

    >>> is_no_plan("苗木栽植技术要求"), is_no_plan("某市绿化行动方案")
    (True, False)
    """
    bare = bare_title(name.strip("《》 　"))
    return 0 < len(bare) <= MAX_NAME and (bare.endswith(NO_PLAN) or document_type(bare) in RULE_TEXTS)


def _assigns(frame: Sequence[FramedLine], indices: Sequence[int]) -> bool:
    """Whether the items of an attachment name who answers for them: then they are tasks, whatever it is called."""
    return bool(find_notes("\n".join(frame[index].line.text for index in indices))) if indices else False

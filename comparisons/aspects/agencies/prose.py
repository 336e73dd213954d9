"""Agencies that the wording of a task names without giving them the task: 区行政审批局主要负责日常协调工作.

A name is taken only where a term of a function class begins it and an ending of an authority closes it, so that
what is found has a function; nothing is guessed from a bare 部门.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from comparisons.aspects.agencies.records import Assignment
from comparisons.records import Mention, TaskEntry
from comparisons.wording import sentence_with
from documents.parsing.functions import agency_functions, function_of

# 布局, 格局, 结局, 全局, 大局, 新局 and 委托, 委派, 委员 are no authorities.
_ENDING = re.compile(r"(?<![布格结全大新])局|(?<!常)委(?:员会|(?![派托员任]))|厅|(?<=[革审管])办(?=[，。、；：（）])")
# A name lies within so many characters before the end of its ending: 市政务服务和大数据管理局.
_LONGEST = 24


@cache
def _name() -> re.Pattern[str]:
    """A name from the term of a function class, with its level before it, up to the end of what is looked at."""
    stems = {stem for function in agency_functions() for stem in function.stems}
    longest_first = "|".join(map(re.escape, sorted(stems, key=lambda stem: (-len(stem), stem))))
    return re.compile(rf"[省市区县州]?(?:{longest_first})[\u4e00-\u9fff]{{0,10}}\Z")


def _names_in(wording: str) -> Iterator[tuple[int, int]]:
    """Where agencies are named: looked for only before the endings of authorities, which are few."""
    after = 0
    for ending in _ENDING.finditer(wording):
        start = max(after, ending.start() - _LONGEST)
        match = _name().search(wording[start : ending.start()])
        if match:
            yield start + match.start(), ending.end()
            after = ending.end()


def prose_mentions(tasks: Iterable[TaskEntry], *, assignments: Sequence[Assignment]) -> dict[str, tuple[Mention, ...]]:
    """By function code, the tasks whose wording names such an agency without assigning the task to it.

    「政务服务和大数据管理局承担领导小组办公室职责」 gives data; a task gives each function once.
    """
    named = {(each.task.address, each.function) for each in assignments}
    found: dict[str, list[Mention]] = {}
    for task in tasks:
        codes: set[str] = set()
        for start, end in _names_in(task.wording):
            reading = function_of(task.wording[start:end])
            if reading and reading.code not in codes and (task.address, reading.code) not in named:
                codes.add(reading.code)
                found.setdefault(reading.code, []).append(_mention(task, start=start, end=end))
    return {code: tuple(mentions) for code, mentions in found.items()}


def _mention(task: TaskEntry, *, start: int, end: int) -> Mention:
    return Mention(
        kind="safeguard" if task.category == "safeguard" else "task",
        kind_words=task.category_words,
        title=task.title,
        quote=sentence_with(task.wording, start=start, end=end),
        locator=task.locator,
        address=task.address,
        panel_address=task.panel_address,
    )

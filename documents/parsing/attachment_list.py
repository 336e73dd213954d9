"""The list of attachments under a text (附件：1.… / 2.…): its lines are numbered like items and are none."""

from __future__ import annotations

from collections.abc import Sequence

from documents.parsing.headings import read_heading
from documents.parsing.patterns import pattern

LIST_BEGINS = pattern("attachment_list_begins", r"附 ?件[：:]? ?1 ?[.．、](?!\d)")
BARE = pattern("attachment_list_bare", r"附 ?件(?P<colon>[：:])?")
AFTER_LIST = 3
LISTED = pattern("attachment_listed", r"(?P<number>\d{1,2}) ?[.．、] ?(?!\d)[^。；，！]{2,80}")
# What an attachment is called: without a number behind 附件 itself only such a name is taken for one.
NAMES = tuple(
    "表 单 图 书 函 方案 计划 目录 指标 体系 办法 意见 职责 标准 规定 细则 制度 预案 说明 要点 规划 模板 报告 分工 安排 指南 规范 格式 须知 导则 材料".split()
)


def listed_attachments(texts: Sequence[str]) -> frozenset[int]:
    """Indices of the lines that continue a list of attachments, numbered 2, 3 … in their order.

    Example: 附件：1.重点任务分工表 / 2.重点项目清单 gives the second line; 附件： / 1.分工表 / 2.清单 gives both below.
    """
    found: set[int] = set()
    for index, text in enumerate(texts):
        text = text.strip()
        if LIST_BEGINS.match(text) and "。" not in text:
            found.update(_run(texts, index + 1, number=2, by_name=False))
        elif bare := BARE.fullmatch(text):
            run = _run(texts, index + 1, number=1, by_name=True)
            # Behind a colon, at the end of a text, whatever they are called: 4.安全宣传实例.
            whole = _run(texts, index + 1, number=1, by_name=False) if bare["colon"] else run
            found.update(whole if _closes(texts, whole.stop) else run)
    return frozenset(found)


def _closes(texts: Sequence[str], end: int) -> bool:
    """Whether nothing but signature, day and page stands behind a list: no sentence and no further number."""
    return not any("。" in text or read_heading(text.strip()) for text in texts[end : end + AFTER_LIST])


def _run(texts: Sequence[str], start: int, *, number: int, by_name: bool) -> range:
    """Lines from `start` on that are numbered one by one from `number`."""
    end = start
    while end < len(texts):
        text = texts[end].strip()
        listed = LISTED.fullmatch(text)
        if listed is None or int(listed["number"]) != number or (by_name and not text.rstrip("）》").endswith(NAMES)):
            break
        end, number = end + 1, number + 1
    return range(start, end)

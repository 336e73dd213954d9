"""The formats of an export: its word in the address, how the menu names it, its content type and the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CSV, XLSX, DOCX, JSON, MARKDOWN, BREAKDOWN = "csv", "xlsx", "docx", "json", "md", "breakdown"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `ending` is that of the file name."""

    key: str
    content_type: str
    ending: str
    program: str
    """What the menu calls it."""


FORMATS = {
    each.key: each
    for each in (
        Format(DOCX, WORD, "docx", "Word"),
        Format(BREAKDOWN, WORD, "docx", "Word"),
        Format(XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel"),
        Format(CSV, "text/csv; charset=utf-8", "csv", "CSV"),
        Format(JSON, "application/json; charset=utf-8", "json", "JSON"),
        Format(MARKDOWN, "text/markdown; charset=utf-8", "md", "Markdown"),
    )
}
# What the menu says beside each name.
PURPOSES = {
    DOCX: ("Word", gettext_lazy("对照表，横排，可直接打印")),
    XLSX: ("Excel", gettext_lazy("表头冻结，附说明页")),
    CSV: ("CSV", gettext_lazy("UTF-8，可用Excel打开")),
    JSON: ("JSON", gettext_lazy("结构固定，供程序读取")),
    MARKDOWN: ("Markdown", gettext_lazy("纯文本表格")),
}


@dataclass(frozen=True, slots=True)
class Download:
    """One entry of the export menu: Excel, 表头冻结，附说明页, and where it is fetched."""

    name: str
    purpose: str
    url: str


def downloads(
    address: Callable[[str], str],
    *,
    breakdowns: Sequence[tuple[str, str]] = (),
    every_view: str = "",
    word: str = "",
) -> tuple[Download, ...]:
    """The entries of a menu; `address` gives the place of a format by its word.

    `breakdowns` are the 任务分解表, each with its words and its place, `every_view` is the place of the workbook with
    all views, where there are such; `word` says what the Word file is, if it is no 对照表.
    """
    found = []
    for key, (name, purpose) in PURPOSES.items():
        found.append(Download(name, word if key == DOCX and word else str(purpose), address(key)))
        if key == DOCX:
            found += [Download(name, words, url) for words, url in breakdowns]
        if key == XLSX and every_view:
            found.append(Download(name, _("全部视图一个文件"), every_view))
    return tuple(found)

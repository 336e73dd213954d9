"""Labels of the information table that a government page carries (索引号, 发布机构, 成文日期), and their values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from documents.parsing.patterns import pattern
from documents.parsing.reference import read_json

_LABELS = Path(__file__).resolve().parents[1] / "data" / "page_labels.json"
_MAX_LABEL, _MAX_VALUE = 24, 80

BETWEEN = pattern("page_label_padding", r"[\s\u3000\xa0【】\[\]]")


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    content = read_json(_LABELS)
    return frozenset(content["labels"]), frozenset(content["titles"])


def label_of(text: str) -> str:
    """The label that `text` is, without padding and colon; empty if it is none.

    >>> label_of("索  引  号: "), label_of("【发布机构】"), label_of("一、总体要求")
    ('索引号', '发布机构', '')
    """
    if len(text) > _MAX_LABEL:
        return ""
    bare = BETWEEN.sub("", text).rstrip(":：")
    labels, titles = _labels()
    return bare if bare in labels or bare in titles else ""


def ends_as_label(text: str) -> bool:
    """Whether `text` is a label that says by its colon that a value follows (成文日期：)."""
    return text.rstrip().endswith((":", "：")) and bool(label_of(text))


def begins_with_label(text: str) -> bool:
    """Whether a label and its colon begin `text` (成文日期：2020年2月21日)."""
    head, colon, value = text[:_MAX_LABEL].replace(":", "：").partition("：")
    return bool(colon and value and label_of(head))


def unpadded(line: str) -> str:
    """A line whose label has lost the blanks that lined it up on the page; other lines as they are.

    >>> unpadded("索  引  号: 014500815/2020-02346"), unpadded("到2025年：")
    ('索引号：014500815/2020-02346', '到2025年：')
    """
    if not begins_with_label(line):
        return line
    head, _colon, value = line.replace(":", "：", 1).partition("：")
    return f"{label_of(head)}：{value.strip()}"


def is_value(text: str, *, label: str) -> bool:
    """Whether `text` can be what stands behind `label`: short, no label itself, a whole title only for a title."""
    if label_of(text) or begins_with_label(text) or len(text) > _MAX_VALUE or "。" in text:
        return False
    return label in _labels()[1] or "关于" not in text


def joined_row(cells: Sequence[str]) -> list[str]:
    """The lines of a table row: labels with their values, or all cells on one line.

    >>> joined_row(["发布机构", "市政府", "成文日期", "2020-02-21"])
    ['发布机构：市政府', '成文日期：2020-02-21']
    >>> joined_row(["1", "建设政务云", "市大数据局"])
    ['1\\t建设政务云\\t市大数据局']
    """
    if not any(label_of(cell) or begins_with_label(cell) for cell in cells):
        return ["\t".join(cells).rstrip("\t")]
    lines: list[str] = []
    rest = [cell for cell in cells if cell]
    while rest:
        cell = rest.pop(0)
        label = label_of(cell)
        if label and rest and is_value(rest[0], label=label):
            lines.append(f"{label}：{rest.pop(0)}")
        else:
            lines.append(cell)
    return lines

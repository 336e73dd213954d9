"""Labelled values in the lines a host page prints around a document: 发文机关：…  成文日期：…  文  号：….

Several labels may stand in one line, with spaces inside them (名 称) and bullets before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from documents.parsing.lexicon import DATA, word_list
from documents.parsing.patterns import pattern
from documents.parsing.reference import read_json

PATH = DATA / "page_header.json"
MAX_LABEL, MAX_ROW = 12, 160
KINDS = ("issuer", "publisher", "issued", "published", "number", "title", "other")


@cache
def _kind_of_label() -> dict[str, str]:
    content = read_json(PATH)
    return {label: kind for kind in KINDS for label in word_list(content, kind, path=PATH)}


_GAP = "[ \u00a0\u2002\u2003\u3000]"
"""Blanks that pages set between the signs of a label."""


def _spaced(label: str) -> str:
    return f"{_GAP}{{0,6}}".join(map(re.escape, label))


HEADER_WORDS = tuple(
    label for label in sorted(_kind_of_label(), key=len, reverse=True) if len(label) > 2 or label == "来源"
)
"""Labels that are no ordinary words, longest first."""

_LABELS = "|".join(_spaced(label) for label in sorted(_kind_of_label(), key=len, reverse=True))
LABELLED = pattern(
    "page_header_label",
    rf"(?:(?<=[\s　|｜\]】）)\[【])|^[•·●\s　\[【|｜]{{0,6}})(?P<label>{_LABELS})(?:{_GAP}{{0,4}}[：:]|{_GAP}{{0,2}}[\]】] ?[：:]?|\t)",
)


TABLED = pattern(
    "page_header_tabled",
    rf"(?:^[•·●\s　]{{0,6}}|(?<=[ 　]))(?P<label>{'|'.join(_spaced(word) for word in HEADER_WORDS if len(word) > 2)}"
    rf"|文{_GAP}{{0,9}}号|名{_GAP}{{1,9}}称|标{_GAP}{{1,9}}题|分{_GAP}{{1,9}}类)"
    r"(?=[ 　]{1,20}[^\s　：:])",
)
INSIDE = pattern(
    "page_header_inside",
    rf"(?P<label>{'|'.join(_spaced(word) for word in HEADER_WORDS if len(word) > 2)}|文{_GAP}{{0,6}}号){_GAP}{{0,4}}[：:]",
)
CELL = pattern("page_header_cell", r"[|｜]")
PADDING = " \u00a0\u2002\u2003　\t|｜[【•·"


def header_values(line: str) -> Iterator[tuple[str, str]]:
    """Kind and value of each label in a line, in order; kinds as in data/page_header.json.

    A label may close with a colon, a bracket or a tab, stand in a cell of its own, or before a blank at the line's
    beginning; a line that is nothing but a label has its value below.

    >>> list(header_values("发布机构：某市经信局  成文日期：2020-12-31"))
    [('publisher', '某市经信局'), ('issued', '2020-12-31')]
    >>> list(header_values("| 文号 | 某发〔2021〕3号 | 有效性 | 有效 |"))
    [('number', '某发〔2021〕3号'), ('other', '有效')]
    """
    if _is_row(line):
        yield from _cell_values(line)
        return
    matches = _labelled(line) or _tabled(line)
    ends = [match.start() for match in matches] + [len(line)]
    for match, end in zip(matches, ends[1:], strict=True):
        label = "".join(match.group("label").split())
        yield _kind_of_label()[label], line[match.end() : end].strip(PADDING)
    if not matches and is_label(line):
        yield _kind_of_label()["".join(line.split())], ""


def _labelled(line: str) -> list[re.Match[str]]:
    """Labels with their marks; in a line that begins with one they may also follow a value without a blank."""
    matches = list(LABELLED.finditer(line))
    if not matches or line[: matches[0].start("label")].strip(PADDING):
        return matches
    taken = {match.end("label") for match in matches}
    inside = [match for match in INSIDE.finditer(line) if match.end("label") not in taken]
    return sorted([*matches, *inside], key=lambda match: match.start("label"))


def _is_row(line: str) -> bool:
    """Whether a line is a row of cells: | 文号 | … | or 文号 | … |."""
    if "|" not in line and "｜" not in line:
        return False
    first = line.replace("｜", "|").partition("|")[0]
    return not first.strip() or is_label(first)


def _tabled(line: str) -> list[re.Match[str]]:
    """Labels before a blank: a line that begins with one is a row of a table that lost its lines."""
    matches = list(TABLED.finditer(line)) if len(line) <= MAX_ROW and not line.endswith(("。", "；")) else []
    return matches if matches and not line[: matches[0].start("label")].strip(PADDING) else []


def _cell_values(line: str) -> Iterator[tuple[str, str]]:
    cells = [cell.strip() for cell in CELL.split(line)]
    for label, value in pairwise(cells):
        if is_label(label) and not is_label(value):
            yield _kind_of_label()["".join(label.split())], value


def is_label(text: str) -> bool:
    """Whether a text is a label and nothing else: 发布机构, 文　　号."""
    return len(text) <= MAX_LABEL and "".join(text.split()) in _kind_of_label()


def label_tables(lines: Sequence[str]) -> frozenset[int]:
    """Lines of tables whose labels and values stand below one another, at least two pairs of them.

    >>> sorted(label_tables(["发布机构", "某市经信局", "文号", "某发〔2021〕3号", "各县："]))
    [0, 1, 2, 3]
    """
    found: set[int] = set()
    for index in range(len(lines) - 3):
        pair_here = is_label(lines[index]) and not is_label(lines[index + 1])
        if pair_here and is_label(lines[index + 2]):
            found.update(range(index, index + 3 if is_label(lines[index + 3]) else index + 4))
    return frozenset(found)


def is_header_line(line: str) -> bool:
    """Whether a line begins with a label of the page (索引号：…), bullets and brackets aside."""
    if _is_row(line):
        return any(True for _value in _cell_values(line))
    match = LABELLED.search(line) or next(iter(_tabled(line)), None)
    return match is not None and match.start("label") <= 8 and not line[: match.start("label")].strip(" 　•·●[【|｜")

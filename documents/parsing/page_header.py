"""Labelled values in the lines a host page prints around a document: 发文机关：…  成文日期：…  文  号：….

Several labels may stand in one line, with spaces inside them (名 称) and bullets before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from documents.parsing.lexicon import DATA, word_list
from documents.parsing.patterns import pattern
from documents.parsing.reference import read_json

PATH = DATA / "page_header.json"
KINDS = ("issuer", "publisher", "issued", "published", "number", "title", "other")


@cache
def _kind_of_label() -> dict[str, str]:
    content = read_json(PATH)
    return {label: kind for kind in KINDS for label in word_list(content, kind, path=PATH)}


def _spaced(label: str) -> str:
    return "[ 　]{0,4}".join(map(re.escape, label))


HEADER_WORDS = tuple(
    label for label in sorted(_kind_of_label(), key=len, reverse=True) if len(label) > 2 or label == "来源"
)
"""Labels that are no ordinary words, longest first."""

_LABELS = "|".join(_spaced(label) for label in sorted(_kind_of_label(), key=len, reverse=True))
LABELLED = pattern(
    "page_header_label",
    rf"(?:(?<=[\s　|｜\]】）)\[【])|^[•·●\s　\[【|｜]{{0,6}})(?P<label>{_LABELS})(?:[ 　]{{0,4}}[：:]|[ 　]{{0,2}}[\]】] ?[：:]?|\t)",
)


def header_values(line: str) -> Iterator[tuple[str, str]]:
    """Kind and value of each label in a line, in order; kinds as in data/page_header.json.

    >>> list(header_values("发布机构：某市经信局  成文日期：2020-12-31"))
    [('publisher', '某市经信局'), ('issued', '2020-12-31')]
    """
    matches = list(LABELLED.finditer(line))
    ends = [match.start() for match in matches] + [len(line)]
    for match, end in zip(matches, ends[1:], strict=True):
        label = "".join(match.group("label").split())
        yield _kind_of_label()[label], line[match.end() : end].strip(" 　\t|｜[【•·")


def is_header_line(line: str) -> bool:
    """Whether a line begins with a label of the page (索引号：…), bullets and brackets aside."""
    match = LABELLED.search(line)
    return match is not None and match.start("label") <= 8 and not line[: match.start("label")].strip(" 　•·●[【|｜")

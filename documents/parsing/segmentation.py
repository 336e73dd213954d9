"""Words of a Chinese text: the one place that segments, so that only who loads documents pays for a dictionary."""

from __future__ import annotations

import logging
import math
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from documents.parsing.patterns import pattern

_WORD = pattern("segmented word", r"(?!\d)[\u4e00-\u9fff\w+]{2,}")
# jieba itself never joins words over these marks, so a text may be cut at them and each clause segmented once.
_MARKS = pattern("marks between clauses", r"((?:[，。；、：！？“”（）《》]|(?<!\r)\n)+)")
_REMEMBERED_CLAUSES = 10_000


@cache
def _segmenter() -> Any:
    """jieba's own dictionary, read at the first text and kept; nobody else's additions reach it.

    jieba is imported here, so that a process which may be asked to segment and never is stays small.
    """
    jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    return segmenter


@lru_cache(maxsize=_REMEMBERED_CLAUSES)
def _cut(clause: str) -> tuple[str, ...]:
    """The words of a clause. A document is segmented twice, as a whole and task by task: its clauses only once."""
    return tuple(_segmenter().cut(clause))


def words(text: str) -> list[str]:
    """The words of two and more characters in their order, without marks and figures.

    >>> words("推进路口信号灯联网，2022年底前完成。")
    ['推进', '路口', '信号灯', '联网', '年底前', '完成']
    """
    return [word for clause in _MARKS.split(text) for word in _cut(clause) if _WORD.fullmatch(word)]


def every_word(text: str) -> list[str]:
    """A text cut into words and marks; joined they are the text, character for character.

    >>> every_word("推进联网，达到80%。")
    ['推进', '联网', '，', '达到', '80%', '。']
    """
    return [word for clause in _MARKS.split(text) for word in _cut(clause)]


def rarity(word: str) -> float:
    """How rare a word is in general Chinese, as its information in the dictionary's counts; an unknown word is rare."""
    segmenter = _segmenter()
    return math.log(segmenter.total / max(1, segmenter.FREQ.get(word) or 1))

"""Damage as real files have it: Traditional conversion, pinyin left in the text, headings lost on a page."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from opencc import OpenCC

from documents.generating.material import CORPUS

PINYIN = re.compile(r"([\u4e00-\u9fff])\(([a-zà-ǜ]{1,6})\)")
CHAPTER = re.compile(r"(?m)^[一二三四五六七八九十]+、[^\n]*\n")
OFTEN = 0.5


def traditional(text: str) -> str:
    """The text converted to Traditional characters."""
    return str(_converter().convert(text))


def with_pinyin(text: str, *, random: Random) -> str:
    """Readings put behind some of the characters behind which a real file has them: 建設(shè)."""
    readings = _readings()
    shown = {character for character in readings if random.random() < OFTEN}
    return "".join(f"{character}({readings[character]})" if character in shown else character for character in text)


def without_chapters(text: str) -> str:
    """The text without its headings 一、二、, as pages lose them that were drawn as pictures."""
    return CHAPTER.sub("", text)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


@cache
def _readings() -> dict[str, str]:
    """Characters and the readings that stand behind them in the file that has such residues."""
    return dict(PINYIN.findall((CORPUS / "jinan-2018.txt").read_text(encoding="utf-8")))

"""A search that reads everything: written apart from the portal's own, to hold its answers against."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

from documents.models import PolicyDocument

CONVERTER = OpenCC("t2s")
BRACKETS = {**dict.fromkeys("〔[［【〖﹝{｛「『(（", "("), **dict.fromkeys("〕]］】〗﹞}｝」』)）", ")")}
QUOTES = dict.fromkeys('“”„‟«»"＂', '"')
DASHES = dict.fromkeys("‐‑‒–—―−-－─", "-")
RADICALS = {"⻓": "长"}  # the only one of these texts that Unicode does not decompose
UNSEEN = {chr(code) for code in (*range(0x300, 0x370), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


@cache
def same(character: str) -> str:
    """The character without width, case, script and shape, as far as the texts of these tests have any."""
    for shapes in (BRACKETS, QUOTES, DASHES, RADICALS):
        if character in shapes:
            return shapes[character]
    if character.isspace():
        return " "
    if character in UNSEEN or unicodedata.category(character) == "Cf":
        return ""
    bare = unicodedata.normalize("NFKD", character)
    if bare[0].isascii() and bare[0].isalpha() and set(bare[1:]) <= UNSEEN:
        return bare[0].lower()
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(CONVERTER.convert(each) for each in plain)


def plainly(text: str) -> str:
    """The text for comparing."""
    return "".join(map(same, text))


def paragraphs() -> list[tuple[str, str]]:
    """(slug, paragraph) of every published document: the lines of its text after cleaning that say something."""
    return [
        (slug, line.strip(" \t\u3000\xa0\r\n"))
        for slug, text in PolicyDocument.objects.filter(state="published").values_list("slug", "clean_text")
        for line in text.splitlines()
        if line.strip()
    ]


def scanned(words: str, among: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The paragraphs that hold the words as they stand, sorted."""
    wanted = plainly(words)
    return sorted(each for each in among if wanted in plainly(each[1]))

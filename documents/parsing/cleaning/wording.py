"""Layer: Taiwan wording becomes the wording of the mainland, only where a text shows that it was converted.

A mirror that converts 优化 to 最佳化 and 互联网 to 網際網路 does so throughout; several different words of that kind are
the evidence. The pairs are those of OpenCC's dictionary TWPhrasesRev, without the words
that the mainland uses as well (智慧, 建立); lengths may change, so each is an edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from documents.parsing.cleaning.script import simplify
from documents.parsing.lexicon import taiwan_words
from documents.parsing.spans import Edit

MIN_EVIDENCE = 3
SHORT_TEXT = 1500


def wording_edits(text: str) -> Iterator[Edit]:
    """Edits from Taiwan wording to mainland wording in a Simplified text; none without evidence.

    Example: 数位政府、网际网路、资讯最佳化 gives 数字政府、互联网、信息优化.
    """
    least = MIN_EVIDENCE if len(text) > SHORT_TEXT else MIN_EVIDENCE - 1
    if sum(word in text for word in taiwan_words().evidence) < least:
        return
    phrases = _phrases()
    place = 0
    while place < len(text):
        for phrase, mainland in phrases.get(text[place], ()):
            if text.startswith(phrase, place):
                yield Edit(place, place + len(phrase), mainland, "wording")
                place += len(phrase)
                break
        else:
            place += 1


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Simplified forms of the phrase pairs by first character, longest first."""
    lines = files("opencc").joinpath("dictionary/TWPhrasesRev.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line]
    table = dict(
        zip(
            simplify("\n".join(pair[0] for pair in pairs)).split("\n"),
            simplify("\n".join(pair[1].split(" ")[0] for pair in pairs)).split("\n"),
            strict=True,
        )
    )
    ordinary = {"", *taiwan_words().ordinary}
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase in sorted(table, key=len, reverse=True):
        if phrase not in ordinary and phrase != table[phrase]:
            by_first.setdefault(phrase[0], []).append((phrase, table[phrase]))
    return {first: tuple(entries) for first, entries in by_first.items()}

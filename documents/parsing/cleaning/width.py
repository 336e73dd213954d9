"""Layer: one width for punctuation, digits and letters; brackets of document numbers become 〔〕.

GB/T 15834 sets full-width punctuation in Chinese text; official documents often come with half-width marks from
the keyboard. Marks beside Han characters become full-width, marks inside numbers, codes and addresses stay.
Full-width digits and letters become half-width. Second shapes of a character become the character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

MARK = pattern("half_width_mark", r"[,:;!?()]")
WIDE = pattern("full_width_alphanumeric", r"[０-９Ａ-Ｚａ-ｚ％．㈠-㈩\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
NUMBER_BRACKETS = pattern(
    "number_brackets",
    r"(?<=[\u4e00-\u9fff])(?P<open>[\[［﹝【（(〔])(?P<year>(?:19|20)\d\d)(?P<close>[\]］﹞】）)〕])(?= ?第?\d{1,5} ?[号號])",
)
DOUBLED = pattern("doubled_comma", r"[,，](?=[、，,])|(?<=、)[,，]")

# Where a tool doubled every mark, these too; a nested bracket, which ends with two, has four there.
RUN = pattern("doubled_marks", r"(?P<mark>[。：；！？《》（）()〔〕“”])(?P=mark){1,7}")
EVERYWHERE = 3

_SECOND_SHAPES = frozenset(map(chr, (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))))
"""Radicals (⼀ for 一) and compatibility ideographs, which some PDFs have in place of the characters themselves."""

_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_CHINESE_MARKS = set("，。、；：？！“”‘’《》〈〉（）〔〕【】—…")


def doubled_comma_edits(text: str) -> Iterator[Edit]:
    """Edits that remove a comma doubled by a copying tool (一,、 and ,,), and other marks of a text it doubled throughout."""
    edits = [Edit(match.start(), match.end(), "", "comma") for match in DOUBLED.finditer(text)]
    if sum(text.count(comma) for comma in ("，，", ",,")) >= EVERYWHERE:
        for match in RUN.finditer(text):
            kept = (match.end() - match.start() + 1) // 2
            edits.append(Edit(match.start() + kept, match.end(), "", "comma"))
    return iter(sorted(edits, key=lambda edit: edit.start))


def bracket_edits(text: str) -> Iterator[Edit]:
    """Edits that give document numbers their brackets: 办发﹝2019﹞10号 -> 办发〔2019〕10号."""
    for match in NUMBER_BRACKETS.finditer(text):
        for group, mark in (("open", "〔"), ("close", "〕")):
            if match.group(group) != mark:
                yield Edit(match.start(group), match.end(group), mark, "bracket")


def width_edits(text: str) -> Iterator[Edit]:
    """Edits that give marks and alphanumerics the width Chinese typography uses, sorted by place.

    >>> [edit.new for edit in width_edits("上云率达到８０％,建成5个(村、居)")]
    ['8', '0', '%', '，', '（', '）']
    """
    edits = [Edit(match.start(), match.end(), _narrow(match.group()), "width") for match in WIDE.finditer(text)]
    edits.extend(Edit(place, place + 1, _FULL[text[place]], "width") for place in _marks_to_widen(text))
    return iter(sorted(edits, key=lambda edit: edit.start))


def _narrow(character: str) -> str:
    if "㈠" <= character <= "㈩":
        return f"（{'一二三四五六七八九十'[ord(character) - ord('㈠')]}）"
    if character in _SECOND_SHAPES:
        return unicodedata.normalize("NFKC", character)
    return chr(ord(character) - 0xFEE0)


def _marks_to_widen(text: str) -> Iterator[int]:
    """Places of half-width marks that stand in Chinese context; brackets are judged as pairs."""
    opened: list[int] = []
    for match in MARK.finditer(text):
        place, mark = match.start(), match.group()
        if mark == "(":
            opened.append(place)
        elif mark == ")":
            partner = opened.pop() if opened else None
            yield from _bracket_pair(text, partner, place)
        elif _in_chinese_context(text, place, mark):
            yield place
    for place in opened:
        if _beside_chinese(text, place):
            yield place


def _bracket_pair(text: str, start: int | None, end: int) -> Iterator[int]:
    if start is None:
        if _beside_chinese(text, end):
            yield end
        return
    inside = text[start + 1 : min(end, start + 200)]
    if any(map(_is_chinese, inside)) or _is_chinese(text[start - 1 : start]) or _is_chinese(text[end + 1 : end + 2]):
        yield start
        yield end


def _in_chinese_context(text: str, place: int, mark: str) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark == ":" and after == "/":
        return False
    if mark in ",:" and before.isdigit() and after.isdigit():
        return False
    return _is_chinese(before) or (before in ')%"' and bool(before)) or _is_chinese(after)


def _beside_chinese(text: str, place: int) -> bool:
    return _is_chinese(text[place - 1 : place]) or _is_chinese(text[place + 1 : place + 2])


def _is_chinese(character: str) -> bool:
    return bool(character) and ("\u4e00" <= character <= "\u9fff" or character in _CHINESE_MARKS)

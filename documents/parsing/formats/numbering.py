"""The numbers that Word generates: list definitions of a document -> the label each paragraph shows (一、 （一） 1.)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

_VAL = qn("w:val")
_LEVELS = 9
_MAX_NUMBER = 9_999
_MAX_STYLES = 20

_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(number: int) -> str:
    """Counting numerals: 3 is 三, 10 is 十, 21 is 二十一, 105 is 一百零五.

    >>> [chinese(number) for number in (3, 10, 21, 105)]
    ['三', '十', '二十一', '一百零五']
    """
    text, rest, gap = "", number, False
    for value, word in _PLACES:
        digit, rest = divmod(rest, value)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + word
        gap = not digit
    if rest:
        text += ("零" if gap and text else "") + _DIGITS[rest]
    return text.removeprefix("一") if text.startswith("一十") else text or "〇"


def _roman(number: int) -> str:
    text = ""
    for value, word in _ROMAN:
        count, number = divmod(number, value)
        text += word * count
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "chineseLegalSimplified": lambda number: chinese(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalFullWidth": lambda number: str(number),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}
_NO_TEXT = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and what stands around the number (“（%1）”)."""

    start: int
    format: str
    text: str


class Numbering:
    """The lists of one document, counted from its first paragraph on; ask for each paragraph once, in order."""

    def __init__(self) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._style_lists: dict[str, tuple[str | None, int | None]] = {}
        self._style_above: dict[str, str] = {}
        self._default_style = ""
        self._counters: dict[str, list[int | None]] = {}
        self._seen: set[str] = set()

    @classmethod
    def of(cls, document: WordDocument) -> Numbering:
        """Read numbering.xml and the styles that point into it; a document without lists gives no labels."""
        numbering = cls()
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
                numbering._read_lists(relation.target_part.element)
        numbering._read_styles(document.styles.element)
        return numbering

    def _read_lists(self, root: etree._Element) -> None:
        for definition in root.iter(qn("w:abstractNum")):
            key = definition.get(qn("w:abstractNumId"), "")
            self._levels[key] = {_index(level): _level(level) for level in definition.iter(qn("w:lvl"))}
        for instance in root.iter(qn("w:num")):
            key = instance.get(qn("w:numId"), "")
            target = instance.find(qn("w:abstractNumId"))
            self._list_of[key] = target.get(_VAL, "") if target is not None else ""
            for override in instance.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._overrides.setdefault(key, {})[_index(override)] = _number(start.get(_VAL), default=1)

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(qn("w:style")):
            key = style.get(qn("w:styleId"), "")
            above = style.find(qn("w:basedOn"))
            if above is not None:
                self._style_above[key] = above.get(_VAL, "")
            properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is not None:
                self._style_lists[key] = _list_place(properties)
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                self._default_style = key

    def label_of(self, paragraph: etree._Element) -> str:
        """The number that Word shows before `paragraph`, empty for plain paragraphs and bullets."""
        key, level = self._place_of(paragraph)
        if key is None or key == "0" or key not in self._list_of:
            return ""
        levels = self._levels.get(self._list_of[key], {})
        if level not in levels:
            return ""
        counters = self._counted(key, level, levels)
        return "" if levels[level].format in _NO_TEXT else _label(levels, level, counters)

    def _place_of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """List and level of a paragraph: its own, or those of its style."""
        properties = paragraph.find(qn("w:pPr"))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        key, level = _list_place(own) if own is not None else (None, None)
        style_element = properties.find(qn("w:pStyle")) if properties is not None else None
        style = style_element.get(_VAL, "") if style_element is not None else self._default_style
        for _step in range(_MAX_STYLES):
            if style in self._style_lists:
                style_key, style_level = self._style_lists[style]
                key = style_key if key is None else key
                level = style_level if level is None else level
            if (key is not None and level is not None) or style not in self._style_above:
                break
            style = self._style_above[style]
        return key, level or 0

    def _counted(self, key: str, level: int, levels: dict[int, _Level]) -> list[int | None]:
        """The counters of the list after this paragraph; instances of one definition go on counting together."""
        counters = self._counters.setdefault(self._list_of[key], [None] * _LEVELS)
        if key not in self._seen:
            self._seen.add(key)
            for index, start in self._overrides.get(key, {}).items():
                if 0 <= index < _LEVELS:
                    counters[index] = start - 1
        before = counters[level]
        counters[level] = levels[level].start if before is None else min(before + 1, _MAX_NUMBER)
        for deeper in range(level + 1, _LEVELS):
            counters[deeper] = None
        for higher in range(level):
            if counters[higher] is None:
                counters[higher] = levels[higher].start if higher in levels else 1
        return counters


def _label(levels: dict[int, _Level], level: int, counters: list[int | None]) -> str:
    text = levels[level].text
    for index in range(_LEVELS):
        mark = f"%{index + 1}"
        if mark in text:
            number = counters[index]
            style = levels[index].format if index in levels else "decimal"
            text = text.replace(mark, _FORMATS.get(style, str)(max(number if number is not None else 1, 0)))
    return text if text.endswith(("、", "）", ")", "．", ".", "：")) or not text else f"{text} "


def _level(element: etree._Element) -> _Level:
    values = {}
    for name, default in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "")):
        child = element.find(qn(name))
        values[name] = child.get(_VAL, default) if child is not None else default
    return _Level(_number(values["w:start"], default=1), values["w:numFmt"], values["w:lvlText"][:40])


def _index(element: etree._Element) -> int:
    return min(max(_number(element.get(qn("w:ilvl")), default=0), 0), _LEVELS - 1)


def _list_place(properties: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a w:numPr names."""
    key, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    number = _number(level.get(_VAL), default=0) if level is not None else None
    return (
        key.get(_VAL) if key is not None else None,
        min(max(number, 0), _LEVELS - 1) if number is not None else None,
    )


def _number(text: str | None, *, default: int) -> int:
    """A whole number of a hostile file: bounded, never an error."""
    if text is None or not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 9:
        return default
    return min(max(int(text), 0), _MAX_NUMBER)

"""Chinese numerals and whole numbers, both ways (十二 <-> 12, 二〇二〇 -> 2020)."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_VALUES = {character: value for value, character in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
NUMERAL_CHARACTERS = "零〇○一二三四五六七八九十百两"


def to_chinese(number: int) -> str:
    """The numeral of a whole number from 1 to 999.

    >>> to_chinese(23)
    '二十三'
    """
    if not 1 <= number <= 999:
        raise ValueError(f"{number} is outside 1 to 999")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def from_chinese(text: str) -> int | None:
    """The value of a numeral in words or digit by digit; None if `text` is no numeral.

    >>> from_chinese("一百零二"), from_chinese("二〇二〇"), from_chinese("智慧")
    (102, 2020, None)
    """
    if not text or any(character not in NUMERAL_CHARACTERS for character in text):
        return None
    if not any(character in _UNITS for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _VALUES[character]
    return total + digit

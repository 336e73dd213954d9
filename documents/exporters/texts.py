"""Text that leaves the portal: nothing in it runs, nothing in it vanishes, nothing of it is cut."""

from __future__ import annotations

from collections.abc import Iterator

# What a spreadsheet takes for the start of a formula: ASVS 5.0 (1.2.10) and OWASP's CSV injection list,
# with the full-width forms, which Excel in a Chinese setting reads alike.
FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
# Excel keeps 32,767 characters of a cell, counted as UTF-16, and drops the rest without a word.
CELL_LIMIT = 32_000
# Control pictures stand for control characters, which XML cannot hold: nothing vanishes unseen.
VISIBLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
# Surrogates and the two last characters of the plane are no text in XML; U+FFFD says that something stood there.
VISIBLE |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)

# The same as bytes of UTF-8: control characters; how the two last characters of the plane begin.
CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r") + b"\x7f"
NO_TEXT = b"\xef\xbf"


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; all other text unchanged.

    >>> inert("＝1+1"), inert("数据共享")
    ("'＝1+1", '数据共享')
    """
    if text[:1] in FORMULA_STARTS and text:
        return f"'{text}"
    stripped = text.lstrip(" \u3000")
    return f"'{text}" if stripped[:1] in FORMULA_STARTS and stripped else text


def visible(text: str) -> str:
    """The text with a picture for every control character but tab and line break.

    >>> visible("甲\\x0b乙")
    '甲␋乙'
    """
    return text.translate(VISIBLE)


def shown(text: str) -> bytes:
    """`visible` for a long text, as UTF-8; quick where there is nothing to be made visible."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return visible(text).encode("utf-8")
    return visible(text).encode("utf-8") if needs_showing(data) else data


def needs_showing(data: bytes) -> bool:
    """Whether a text in UTF-8 holds something that `visible` replaces; control characters are looked for in one go."""
    return NO_TEXT in data or len(data.translate(None, CONTROLS)) != len(data)


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that a cell of a workbook can hold, joined again the text itself.

    Characters beyond the first plane (𠮷) count two, as Excel counts them.
    """
    start = size = 0
    for place, character in enumerate(text):
        size += 1 + (character > "\uffff")
        if size > CELL_LIMIT:
            yield text[start:place]
            start, size = place, 1 + (character > "\uffff")
    yield text[start:]

"""Layer: line ends become one line feed; invisible and control characters go."""

from __future__ import annotations

from collections.abc import Iterator

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

INVISIBLE = pattern(
    "invisible_characters",
    r"\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e007f]",
)
DECEIVING = pattern("deceiving_characters", r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Marks of direction and tags: with them a line shows something else than it says (CVE-2021-42574)."""

LOOKALIKE = pattern(
    "lookalike_letters",
    r"[A-Za-z\u4e00-\u9fff][АВЕЅІЈКМНОРСТХаеіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρυ][A-Za-z\u4e00-\u9fff]",
)
"""A Cyrillic or Greek letter that looks like a Latin one, inside a word of Latin letters or Han characters."""

_LINE_ENDS = "\r\x85\u2028\u2029"


def control_edits(text: str) -> Iterator[Edit]:
    """Edits that remove control characters and turn every kind of line end into one line feed.

    Variation selectors stay, because they belong to the character before them. Line ends change their shape only, so
    they have a kind of their own that is not listed.

    >>> [(edit.start, edit.new) for edit in control_edits("方\\u200b案\\r\\n")]
    [(1, ''), (3, '\\n')]
    """
    for match in INVISIBLE.finditer(text):
        is_line_end = match.group()[0] in _LINE_ENDS
        yield Edit(match.start(), match.end(), *(("\n", "line_end") if is_line_end else ("", "control")))

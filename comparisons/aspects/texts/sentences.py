"""A text cut into sentences that tile it, each short enough to be compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.parsing.spans import Span

# A sentence ends at its mark with the closing quotes behind it, or at the end of a line; blanks behind belong to it.
SENTENCE_END = re.compile(r"(?:[。；;！？!?]+[”’」』）)]*|\n)\s*")
# Where a sentence without an end is cut: the first of these that leaves enough.
CLAUSE_ENDS = (re.compile(r"[，,：:]"), re.compile(r"[、\s]"))
LONGEST = 320
_LABEL = re.compile(r"^[\s（(第]*[一二三四五六七八九十百\d]{1,4}[）)、.．章节条]+(?!\d)")
# Marks say little, but % and the point of 1.5 do.
_LETTER = re.compile(r"\w|[%％‰℃+＋]|(?<=\d)[.．](?=\d)")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text from left to right; joined they are the text, character for character.

    What has no mark within LONGEST characters is cut at a clause, else where it must.

    >>> [span.slice("推进联网。2022年底前完成。") for span in sentences("推进联网。2022年底前完成。")]
    ['推进联网。', '2022年底前完成。']
    """
    spans: list[Span] = []
    start = 0
    for found in (*(each.end() for each in SENTENCE_END.finditer(text)), len(text)):
        if found > start and (text[start:found].strip() or found == len(text)):
            spans.extend(_short_enough(text, start, found))
            start = found
    return tuple(spans)


def _short_enough(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = start + LONGEST
        for marks in CLAUSE_ENDS:
            last = max((found.end() for found in marks.finditer(text, start, cut)), default=0)
            if last > start + LONGEST // 3:
                cut = last
                break
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def label_end(sentence: str) -> int:
    """Where the number of a heading or an item ends: （三）推进 gives 3; 0 without one."""
    found = _LABEL.match(sentence)
    return found.end() if found else 0


def letters(sentence: str) -> str:
    """What a sentence says, for setting it beside others: without its number, marks and blanks.

    >>> letters("（三）推进“一网通办”。")
    '推进一网通办'
    """
    return "".join(_LETTER.findall(sentence[label_end(sentence) :]))

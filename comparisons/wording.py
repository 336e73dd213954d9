"""Pieces of the wording for a cell: the opening sentences of a task, the sentence around a term."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[。；;！？!?\n]")
CLAUSE_END = re.compile(r"[，,：:]")
OPENING_LONG_ENOUGH = 32
OPENING_LIMIT = 84
SENTENCE_LIMIT = 84
# A title stands behind its number at most: 「㈠」, 「(十一)」, 「第三十一条　」.
TITLE_STARTS_WITHIN = 16
AFTER_TITLE = "。．.：:，, \u3000\n"

DIGITS = "零一二三四五六七八九"


def count_word(number: int) -> str:
    """A count as it stands before a measure word, up to 99; larger ones in digits.

    >>> count_word(2), count_word(12), count_word(25)
    ('两', '十二', '二十五')
    """
    if number > 99:
        return str(number)
    if number < 10:
        return "两" if number == 2 else DIGITS[number]
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def body_of(text: str, *, title: str) -> str:
    """The wording after number and title, or the whole text where the title does not lead it.

    >>> body_of("(一)智慧交通。建设监管平台。", title="智慧交通")
    '建设监管平台。'
    """
    start = text.find(title, 0, TITLE_STARTS_WITHIN + len(title))
    if start < 0 or not title:
        return text.strip()
    return text[start + len(title) :].lstrip(AFTER_TITLE).rstrip()


def split_opening(body: str) -> tuple[str, str]:
    """The opening sentences that a cell always shows, and the rest that it folds.

    Joined they are the body, character for character:

    >>> split_opening("建设监管平台。" * 9)[0]
    '建设监管平台。建设监管平台。建设监管平台。建设监管平台。建设监管平台。建设监管平台。建设监管平台。'
    """
    if len(body) <= OPENING_LIMIT:
        return body, ""
    end = _first_end(body, SENTENCE_END) or _first_end(body, CLAUSE_END) or OPENING_LIMIT
    return body[:end], body[end:]


def _first_end(body: str, marks: re.Pattern[str]) -> int:
    """Where the first mark after a readable length ends the opening; 0 if there is none in reach."""
    found = marks.search(body, OPENING_LONG_ENOUGH, OPENING_LIMIT)
    return found.end() if found else 0


def sentence_with(text: str, *, start: int, end: int) -> str:
    """The sentence around a term, narrowed to its clauses where the sentence is long.

    >>> sentence_with("建设平台。推进智慧校园建设。", start=7, end=11)
    '推进智慧校园建设。'
    """
    low, high = _around(text, SENTENCE_END, start, end)
    if high - low > SENTENCE_LIMIT:
        low, high = _widened(text, low, high, start, end)
    return text[low:high].strip()


def _around(text: str, marks: re.Pattern[str], start: int, end: int) -> tuple[int, int]:
    low = max((found.end() for found in marks.finditer(text, 0, start)), default=0)
    after = marks.search(text, end)
    return low, after.end() if after else len(text)


def _widened(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The clause of a term inside a long sentence, with the clauses beside it while they fit, first those behind."""
    first, last = _around(text, CLAUSE_END, start, end)
    first, last = max(low, first), min(high, last)
    for found in CLAUSE_END.finditer(text, last, high):
        if found.end() - first > SENTENCE_LIMIT:
            break
        last = found.end()
    for found in reversed(list(CLAUSE_END.finditer(text, low, first - 1))) if first > low else []:
        if last - found.end() > SENTENCE_LIMIT:
            break
        first = found.end()
    return first, last

"""What a reader asks for: words that must all stand in a passage, phrases, and words that must not.

Words are parted by blanks. A word in quotation marks is a phrase and may hold blanks; a minus before a word leaves out
what holds it. A mark inside a word is a part of the word: 建设“一网通”工程 is looked for as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.keywords.folding import fold

MAX_CHARACTERS = 100
MAX_WORDS = 10
QUOTES = {'"': '"', "＂": "＂", "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "〝": "〞"}
MINUS = frozenset("-－−")


class QueryProblem(ValueError):
    """A query that cannot be answered; the message says in Chinese why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """One word or phrase: as it was typed, without its quotation marks, and folded."""

    typed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a passage must hold, all of it, and what it must not hold."""

    wanted: tuple[Keyword, ...] = ()
    excluded: tuple[Keyword, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that are looked for."""
        return tuple(keyword.folded for keyword in self.wanted)


def read_query(text: str) -> Query:
    """The words of a query; QueryProblem for too many, too long, and for nothing but exclusions.

    >>> read_query("信号 “智慧 交通” -试点").words
    ('信号', '智慧 交通')
    """
    wanted: dict[str, Keyword] = {}
    excluded: dict[str, Keyword] = {}
    typed = list(_typed(text))
    if len(typed) > MAX_WORDS or sum(len(word) for _minus, word in typed) > MAX_CHARACTERS:
        raise QueryProblem(
            _("最多查%(words)d个词、共%(characters)d字。留下最要紧的几个词，如：交通 信号")
            % {"words": MAX_WORDS, "characters": MAX_CHARACTERS}
        )
    for minus, word in typed:
        form = fold(word)
        if form.strip():
            (excluded if minus else wanted).setdefault(form, Keyword(word, form))
    if text.strip() and not wanted:
        raise QueryProblem(
            _("只写了要排除的词。再写一个要找的词，如：交通 -停车")
            if excluded
            else _("没有可查的字。写一个词、文号或数字，如：5G")
        )
    return Query(tuple(wanted.values()), tuple(excluded.values()))


def _typed(text: str) -> Iterator[tuple[bool, str]]:
    """(whether a minus stands before it, the word without quotation marks), one after the other."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        minus = text[place] in MINUS and not text[place + 1 : place + 2].isspace() and place + 1 < len(text)
        place += minus
        end = _end_of_phrase(text, place)
        if end is not None:
            yield minus, text[place + 1 : end]
            place = end + 1
            continue
        start = place
        while place < len(text) and not text[place].isspace():
            place += 1
        yield minus, text[start:place]


def _end_of_phrase(text: str, place: int) -> int | None:
    """Where the phrase that begins here ends: at the first closing mark with nothing glued to it; None if it is none."""
    closing = QUOTES.get(text[place])
    if closing is None:
        return None
    end = text.find(closing, place + 1)
    while end >= 0:
        if end + 1 == len(text) or text[end + 1].isspace():
            return end
        end = text.find(closing, end + 1)
    return None

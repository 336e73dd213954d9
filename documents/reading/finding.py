"""Words looked for in one document: what is asked for, and where it stands in the text after cleaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.parsing.cleaning.script import simplify
from documents.parsing.spans import Span

LONGEST = 100
MOST_HITS = 2_000

# A phrase in quotation marks of either kind, or what stands between blanks; a minus before it excludes.
PIECE = re.compile(r'(?P<minus>[-－]?)(?:"(?P<straight>[^"]*)"|“(?P<curly>[^“”]*)”|(?P<word>\S+))')


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for and the places of the hits, in order, none touching another."""

    asked: str
    hits: tuple[Span, ...]
    problem: str = ""


NOTHING_ASKED = Found("", ())


def find_words(text: str, asked: str, *, outside: Sequence[Span] = ()) -> Found:
    """The places of the words of `asked` in `text`, less those in the stretches `outside`.

    Simplified and Traditional, full and half width, large and small letters are the same. What is too long is not
    looked for; the sentence in `problem` says so.

    >>> [hit.slice("推进5G网络和５ｇ基站") for hit in find_words("推进5G网络和５ｇ基站", "5G 网絡").hits]
    ['5G网络', '５ｇ']
    """
    asked = " ".join(asked.split())
    if len(asked) > LONGEST:
        problem = _("要找的字太长，最多%(limit)d个字。删短再找。") % {"limit": LONGEST}
        return Found(asked[:LONGEST], (), problem)
    page = folded(text)
    places = (hit for word in wanted_words(asked) for hit in _places(page, word))
    hits = [hit for hit in _joined(places) if not any(stretch.contains(hit) for stretch in outside)]
    return Found(asked, tuple(hits[:MOST_HITS]), _too_many(len(hits)))


def _too_many(number: int) -> str:
    if number <= MOST_HITS:
        return ""
    return _("共%(number)d处，只标出前%(limit)d处。用更长的词再找。") % {"number": number, "limit": MOST_HITS}


def wanted_words(asked: str) -> tuple[str, ...]:
    """The words to be marked, folded, each once: several words, "phrases", without those that a minus excludes.

    >>> wanted_words('智慧城市 “數據 平台” -济南')
    ('智慧城市', '数据 平台')
    """
    found = {}
    for piece in PIECE.finditer(asked):
        word = piece["straight"] or piece["curly"] or piece["word"] or ""
        if not piece["minus"] and word.strip(' "“”'):
            found[folded(word.strip(' "“”'))] = True
    return tuple(found)


def folded(text: str) -> str:
    """The text for comparing: every character becomes exactly one, so that places stay.

    >>> folded("ＩＰｖ６與數據")
    'ipv6与数据'
    """
    return text.translate({ord(character): _folded(character) for character in set(text)})


def _folded(character: str) -> str:
    for change in (lambda one: unicodedata.normalize("NFKC", one), simplify, str.lower):
        changed = change(character)
        character = changed if len(changed) == 1 else character
    return character


def _places(page: str, word: str) -> Iterable[Span]:
    start = page.find(word)
    while start >= 0:
        yield Span(start, start + len(word))
        start = page.find(word, start + len(word))


def _joined(places: Iterable[Span]) -> list[Span]:
    """Places in order; those that overlap or touch become one hit."""
    joined: list[Span] = []
    for place in sorted(places):
        if joined and place.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined

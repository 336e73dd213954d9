"""Where words stand in a text, in places of the text as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.keywords.folding import folded
from documents.parsing.spans import Span


def hits(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """The places of folded words in a text that is not folded, in order; places that touch are one.

    >>> hits("建設大數據平台", ["大数据"])
    (Span(start=2, end=5),)
    """
    traced = folded(text)
    found = sorted(traced.source(span) for word in words if word for span in _places(traced.text, word))
    joined: list[Span] = []
    for span in found:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _places(text: str, word: str) -> Iterator[Span]:
    place = text.find(word)
    while place >= 0:
        yield Span(place, place + len(word))
        place = text.find(word, place + 1)

"""Words looked for in one document: what is asked for, and where it stands in the text after cleaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.keywords.hits import hits
from documents.keywords.query import MAX_CHARACTERS, QueryProblem, read_query
from documents.parsing.spans import Span

MOST_HITS = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for, the places of the hits in order, none touching another, and what is wrong with the question."""

    asked: str
    hits: tuple[Span, ...]
    problem: str = ""


NOTHING_ASKED = Found("", ())


def find_words(text: str, asked: str, *, outside: Sequence[Span] = ()) -> Found:
    """The places of the words of `asked` in `text`, less those in the stretches `outside`.

    Words are read and compared as in the search over all documents, so that both find the same. A question that
    cannot be answered finds nothing; the sentence in `problem` says why.

    >>> [hit.slice("推进5G网络和５ｇ基站") for hit in find_words("推进5G网络和５ｇ基站", "5G 网絡").hits]
    ['5G网络', '５ｇ']
    """
    asked = " ".join(asked.split())
    try:
        words = read_query(asked).words
    except QueryProblem as problem:
        return Found(asked[:MAX_CHARACTERS], (), str(problem))
    found = [hit for hit in hits(text, words) if not any(stretch.contains(hit) for stretch in outside)]
    return Found(asked, tuple(found[:MOST_HITS]), _too_many(len(found)))


def _too_many(number: int) -> str:
    if number <= MOST_HITS:
        return ""
    return _("共%(number)d处，只标出前%(limit)d处。用更长的词再找。") % {"number": number, "limit": MOST_HITS}

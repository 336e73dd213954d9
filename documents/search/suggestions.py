"""What a reader may mean while typing: names of agencies, related terms, places and titles that hold the letters so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Length, StrIndex
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.addresses import encoded
from documents.corpus import visible_agencies, visible_jurisdictions
from documents.keywords.folding import fold
from documents.models import Passage, PolicyDocument, RelatedTerm
from documents.parsing.cleaning.script import simplify
from documents.querysets import User

MOST_CHARACTERS = 40
# Of each kind, and of all kinds together.
MOST_OF_ONE = 3
MOST = 9
# Terms that are looked up before one of them is suggested.
MOST_TRIED = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box: what it is, what it says, where it leads; the letters typed stand between."""

    kind: str
    before: str
    typed: str
    after: str
    url: str


def suggestions(text: str, *, user: User) -> list[Suggestion]:
    """Suggestions for the last word of `text`, nearest first; terms and agencies are looked for, others opened."""
    typed = "".join(character for character in text if character.isprintable())
    earlier, _blank, word = typed.rpartition(" ")
    word = simplify(word.strip('“”"-－')).strip()[:MOST_CHARACTERS]
    if not word:
        return []
    documents = PolicyDocument.objects.visible_to(user)
    kinds: tuple[tuple[str, Iterator[tuple[str, str]]], ...] = (
        (_("词"), _searched(_written(_names(RelatedTerm.objects.all(), "term", word), user), earlier)),
        (_("相关词"), _searched(_written(_other_names(word), user), earlier)),
        (_("单位"), _searched(_names(visible_agencies(user), "name", word), earlier)),
        (_("地区"), _opened(visible_jurisdictions(user), "name", word, "documents:jurisdiction", "code")),
        (_("文件"), _opened(documents, "title", word, "documents:document", "slug")),
    )
    found = (_suggestion(kind, name, word, url) for kind, names in kinds for name, url in names)
    return list(islice(found, MOST))


def _names(rows: QuerySet[Any], column: str, word: str) -> Iterator[str]:
    """The nearest names, each once."""
    yield from _nearest(rows, column, word).values_list(column, flat=True).distinct()[:MOST_TRIED]


def _other_names(word: str) -> Iterator[str]:
    """What else the editors know a whole term by: 政务服务和大数据管理局 for 大数据局, none of which holds the other."""
    groups = RelatedTerm.objects.filter(term__iexact=word).values("group")
    names = RelatedTerm.objects.filter(group__in=groups).exclude(term__icontains=word).order_by(Length("term"), "term")
    yield from names.values_list("term", flat=True)[:MOST_TRIED]


def _written(terms: Iterator[str], user: User) -> Iterator[str]:
    """Those terms that a passage holds: what is suggested is found."""
    passages = Passage.objects.visible_to(user)
    return (term for term in terms if passages.filter(folded__holds=fold(term)).exists())


def _searched(names: Iterator[str], earlier: str) -> Iterator[tuple[str, str]]:
    """Names that are looked for in the passages, behind the words typed before."""
    for name in islice(names, MOST_OF_ONE):
        yield name, f"{reverse('documents:search')}?{encoded({'q': [f'{earlier} {name}'.strip()]})}"


def _opened(rows: QuerySet[Any], column: str, word: str, page: str, key: str) -> Iterator[tuple[str, str]]:
    """Names that have a page of their own."""
    for name, address in _nearest(rows, column, word).values_list(column, key)[:MOST_OF_ONE]:
        yield name, reverse(page, args=[address])


def _nearest(rows: QuerySet[Any], column: str, word: str) -> QuerySet[Any]:
    """Rows whose name holds the word, early in a short name first."""
    holding = rows.filter(**{f"{column}__icontains": word}).annotate(
        place=StrIndex(column, Value(word)), length=Length(column)
    )
    return holding.order_by("place", "length", F(column))


def _suggestion(kind: str, name: str, word: str, url: str) -> Suggestion:
    place = max(fold(name).find(fold(word)), 0)
    end = place + len(word)
    return Suggestion(kind, name[:place], name[place:end], name[end:], url)

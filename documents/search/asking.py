"""Passages that hold what is asked for: conditions on the words, and what comes first among those that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, ExpressionWrapper, F, IntegerField, Q, Value, When
from django.db.models.functions import Least, Length, Replace, StrIndex
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from documents.keywords.query import Keyword, Query
from documents.models import Passage
from documents.models.folded import INDEXED_CHARACTERS, holds_often
from documents.querysets import CountedQuerySet

# What a passage is worth: the title of a document before a heading, that before the words themselves in running text,
# those before a related term; then words written as asked, then the share of the passage that they take.
IN_TITLE = 8_000
IN_HEADING = 4_000
FURNITURE = -8_000
AS_ASKED = 2_000
AS_TYPED = 1_000
MOST_DENSE = 900

# So many passages are looked up one by one; of more, it is quicker to go through an index that knows their documents.
LOOKED_UP = 50_000


class Way(StrEnum):
    """How passages are found, as the lookups of documents.models.folded are called."""

    HOLDS = "holds"
    READS = "reads"
    WALKS = "walks"


Alternatives = Mapping[str, Sequence[str]]
"""Folded word -> folded terms that may stand in its place."""


def holding(queryset: CountedQuerySet, query: Query, *, instead: Alternatives, way: Way = Way.HOLDS) -> CountedQuerySet:
    """Passages that hold every wanted word, or one of its alternatives, and no excluded one.

    The answer is the same whichever way it is found.
    """
    for word in query.words:
        forms = _forms(word, instead)
        queryset = queryset.filter(reduce(or_, (Q(**{f"folded__{way}": form}) for form in forms)))
    for keyword in query.excluded:
        queryset = queryset.exclude(folded__reads=keyword.folded)
    return queryset


def to_count(query: Query, *, instead: Alternatives) -> CountedQuerySet:
    """The passages that hold what is asked, whoever may see them, in the way that counts them by document and part.

    Very many are not looked up one by one in the table, whose rows are long: the index by document and part is gone
    through once, and each of its entries asked for in the list of those that fit.
    """
    passages = Passage.objects.all()
    often = (holds_often(_forms(word, instead), more_than=LOOKED_UP, database=passages.db) for word in query.words)
    if not all(often):
        return holding(passages, query, instead=instead)
    forms = [form for word in query.words for form in _forms(word, instead)]
    if not query.excluded and all(len(form) <= INDEXED_CHARACTERS for form in forms):
        return holding(passages, query, instead=instead, way=Way.WALKS)
    fitting = holding(passages, query, instead=instead).values("pk")
    return passages.annotate(key=F("pk") + Value(0)).filter(key__in=fitting)  # the sum is in no index: see Walks


def _forms(word: str, instead: Alternatives) -> tuple[str, ...]:
    return (word, *instead.get(word, ()))


def weighed(queryset: CountedQuerySet, query: Query, *, instead: Alternatives) -> CountedQuerySet:
    """The passages with what each is worth as `weight`; whole numbers, so that both databases agree."""
    place = Case(
        When(rank=Passage.Rank.TITLE, then=Value(IN_TITLE)),
        When(rank=Passage.Rank.FURNITURE, then=Value(FURNITURE)),
        When(reduce(or_, map(_in_heading, query.words)), then=Value(IN_HEADING)),
        default=Value(0),
        output_field=IntegerField(),
    )
    worth: Any = place + _density(query.words)
    if instead:  # otherwise every passage holds the words themselves
        worth += _worth(reduce(and_, (Q(folded__reads=word) for word in query.words)), AS_ASKED)
    as_typed = reduce(and_, map(_typed_so, query.wanted))
    return queryset.annotate(weight=worth + _worth(as_typed, AS_TYPED))


def _in_heading(word: str) -> Q:
    position = StrIndex("folded", Value(word))
    return Q(GreaterThan(position, Value(0))) & Q(LessThanOrEqual(position, F("heading_length")))


def _typed_so(keyword: Keyword) -> Q:
    return Q(GreaterThan(StrIndex("text", Value(keyword.typed)), Value(0)))


def _worth(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _density(words: Sequence[str]) -> Any:
    """How many thousandths of the passage the words take, within bounds."""
    length = Length("folded")
    taken = sum((length - Length(Replace("folded", Value(word), Value(""))) for word in words), Value(0))
    share = ExpressionWrapper(taken * Value(1000) / length, output_field=IntegerField())
    return Least(Value(MOST_DENSE), share, output_field=IntegerField())

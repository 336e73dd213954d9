"""Passages that hold what is asked for: conditions on the words, and what comes first among those that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, ExpressionWrapper, F, IntegerField, Q, Value, When
from django.db.models.functions import Least, Length, Replace, StrIndex
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from documents.keywords.query import Keyword, Query
from documents.models import Passage
from documents.querysets import CountedQuerySet

# What a passage is worth: the title of a document before a heading, that before the words themselves in running text,
# those before a related term; then words written as asked, then the share of the passage that they take.
IN_TITLE = 8_000
IN_HEADING = 4_000
FURNITURE = -8_000
AS_ASKED = 2_000
AS_TYPED = 1_000
MOST_DENSE = 900

Alternatives = Mapping[str, Sequence[str]]
"""Folded word -> folded terms that may stand in its place."""


def holding(queryset: CountedQuerySet, query: Query, *, instead: Alternatives, indexed: bool = True) -> CountedQuerySet:
    """Passages that hold every wanted word, or one of its alternatives, and no excluded one.

    Without `indexed` the answer is the same, found by reading: quicker where nearly every passage fits.
    """
    way = "folded__holds" if indexed else "folded__reads"
    for word in query.words:
        queryset = queryset.filter(reduce(or_, (Q(**{way: form}) for form in (word, *instead.get(word, ())))))
    for keyword in query.excluded:
        queryset = queryset.exclude(folded__reads=keyword.folded)
    return queryset


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

"""Related terms of the words asked for: other names of the same thing, from the editors' list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from documents.keywords.folding import fold
from documents.keywords.query import Query
from documents.models import RelatedTerm


@dataclass(frozen=True, slots=True)
class Related:
    """The terms that stand for one word of the query; `reason` is why the editors put them together."""

    word: str
    terms: tuple[str, ...]
    reason: str

    @property
    def folded(self) -> tuple[str, ...]:
        """The terms as search compares them."""
        return tuple(map(fold, self.terms))


def related_to(query: Query) -> Mapping[str, Related]:
    """Folded word -> its related terms, for those words of the query that stand in a group of terms; one question."""
    if not query.wanted:
        return {}
    asked = Q()
    for keyword in query.wanted:
        asked |= Q(term__iexact=keyword.typed) | Q(term__iexact=keyword.folded)
    groups = RelatedTerm.objects.filter(asked).values("group")
    members: dict[str, list[tuple[str, str]]] = {}
    for group, term, reason in RelatedTerm.objects.filter(group__in=groups).values_list("group", "term", "reason"):
        members.setdefault(group, []).append((term, reason))
    found = {}
    for keyword in query.wanted:
        for terms in members.values():
            others = tuple(term for term, _reason in terms if fold(term) != keyword.folded)
            if len(others) < len(terms):
                found[keyword.folded] = Related(keyword.typed, others, terms[0][1])
    return found

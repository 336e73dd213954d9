"""Choices of places: the ones a reader sees in the corpus, by level, by province and by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.corpus import visible_jurisdictions
from documents.filters.facets import Choice, Facet, facet_of_choices
from documents.keywords.folding import fold
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User

LEVEL_CHOICES = Jurisdiction.Level.choices
# Of more places than this only the fullest are kept with the counts; a name is then looked for in the database.
MOST_PLACES = 200
MOST_KEPT = 60
# Names that hold the words looked for; one character stands in many.
MOST_FOUND = 1_000


def jurisdiction_facet(
    *, counts: Mapping[Any, int], selected: Collection[str], user: User, places: QuerySet[Jurisdiction] | None = None
) -> Facet:
    """Places of the corpus with their counts, in the order of their codes; the fullest where there are very many."""
    offered = visible_jurisdictions(user) if places is None else places
    rows = _named(offered, MOST_PLACES + 1)
    total = len(rows)
    if total > MOST_PLACES:
        total = offered.count()
        fullest = sorted(counts, key=lambda key: -counts[key])[:MOST_KEPT]
        rows = _named(offered.filter(Q(pk__in=fullest) | Q(code__in=selected)), MOST_PLACES)
    return Facet(
        "jurisdiction",
        _("地区"),
        place_choices(rows, counts, selected),
        total=total,
        searchable=True,
        fullest_first=True,
    )


def places_named(
    words: str, *, counts_of: Callable[[Collection[int]], Mapping[Any, int]], selected: Collection[str], user: User
) -> tuple[Choice, ...]:
    """Places whose full name holds every word, the fullest first. Example: places_named("湖北 茅箭", counts_of=…)."""
    found = visible_jurisdictions(user)
    for word in words.split():
        found = found.filter(full_name__icontains=fold(word))
    rows = _named(found, MOST_FOUND)
    choices = place_choices(rows, counts_of([row[0] for row in rows]), selected)
    return tuple(sorted(choices, key=lambda choice: -choice.count)[:MOST_KEPT])


def place_choices(
    rows: Collection[tuple[int, str, str, str]], counts: Mapping[Any, int], selected: Collection[str]
) -> tuple[Choice, ...]:
    """Choices of places; what stands before a name in the full name tells places of one name apart."""
    return tuple(
        Choice(code, name, counts.get(key, 0), code in selected, note=full.removesuffix(name))
        for key, code, name, full in rows
    )


def _named(places: QuerySet[Jurisdiction], most: int) -> list[tuple[int, str, str, str]]:
    return list(places.order_by("code").values_list("pk", "code", "name", "full_name")[:most])


def level_facet(
    *, counts: Mapping[Any, int], selected: Collection[str], present: Collection[Any] | None = None
) -> Facet:
    """The levels of places, from the nation down; levels that are not `present` in the corpus are left out."""
    offered = counts if present is None else present
    levels = [choice for choice in LEVEL_CHOICES if choice[0] in offered or choice[0] in selected]
    return facet_of_choices("level", _("层级"), choices=levels, counts=counts, selected=selected)


def document_type_choices(user: User) -> list[tuple[str, str]]:
    """Genres of the documents that `user` may see (实施方案, 指导意见 …)."""
    types = PolicyDocument.objects.visible_to(user).exclude(document_type="")
    return [(name, name) for name in types.order_by("document_type").values_list("document_type", flat=True).distinct()]

"""Choices of places: the ones a reader sees in the corpus, by level and by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from documents.corpus import visible_jurisdictions
from documents.filters.facets import Choice, Facet, facet_of_choices
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User

LEVEL_CHOICES = Jurisdiction.Level.choices
# A panel with more places than this is no longer read; the ones with most rows stand for the rest.
MOST_PLACES = 40


def jurisdiction_facet(*, counts: Mapping[Any, int], selected: Collection[str], user: User) -> Facet:
    """Places of the corpus with their counts, in the order of their codes."""
    places = visible_jurisdictions(user)
    rows = _named(places)
    if len(rows) > MOST_PLACES:
        fullest = sorted(counts, key=lambda key: -counts[key])[:MOST_PLACES]
        rows = _named(places.filter(Q(pk__in=fullest) | Q(code__in=selected)))
    choices = tuple(Choice(code, name, counts.get(key, 0), code in selected) for key, code, name in rows)
    return Facet("jurisdiction", _("地区"), choices)


def _named(places: Any) -> list[tuple[int, str, str]]:
    return list(places.order_by("code").values_list("pk", "code", "name")[: 2 * MOST_PLACES])


def level_facet(*, counts: Mapping[Any, int], selected: Collection[str]) -> Facet:
    """The levels of places, from the nation down; levels that the corpus has nothing of are left out."""
    present = [choice for choice in LEVEL_CHOICES if counts.get(choice[0]) or choice[0] in selected]
    return facet_of_choices("level", _("层级"), choices=present, counts=counts, selected=selected)


def document_type_choices(user: User) -> list[tuple[str, str]]:
    """Genres of the documents that `user` may see (实施方案, 指导意见 …)."""
    types = PolicyDocument.objects.visible_to(user).exclude(document_type="")
    return [(name, name) for name in types.order_by("document_type").values_list("document_type", flat=True).distinct()]

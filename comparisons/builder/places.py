"""Places that have a document: all of them, those a reader looks for, and how many there are by level and province."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from comparisons.selection import Selection
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User
from documents.remembered import remembered

MAX_OPTIONS = 60
LEVELS = {level: order for order, level in enumerate(Jurisdiction.Level.values)}


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place that can become a column."""

    code: str
    name: str
    level: str
    path: str
    """The places above it, the country left out: 湖北省 十堰市."""
    documents: int

    @property
    def documents_words(self) -> str:
        """How many documents it has: 3份."""
        return _("%(count)s份") % {"count": self.documents}


@dataclass(frozen=True, slots=True)
class Places:
    """The first places that answer to what a reader looks for, and how many there are."""

    options: tuple[PlaceOption, ...]
    found: int


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """Places with documents by level, and by province: the first two digits of the code."""

    levels: Counter[str]
    provinces: Counter[str]

    @property
    def total(self) -> int:
        """All places that have a document."""
        return sum(self.levels.values())


def places_with_documents(user: User) -> list[PlaceOption]:
    """Every place that has a visible document, from the province down, by code; one query."""
    return _options(_places(user))


def find_places(selection: Selection, *, user: User) -> Places:
    """The places that answer to name, level and province of the selection; two queries however large the corpus.

    A name is looked for in the full name: 山东 finds 济南市, which is 山东省济南市. Without a name the answer is
    remembered until the corpus changes.
    """
    if selection.find:
        return _find_places(selection, user=user)
    name = f"places of {selection.level or 'every level'} in {selection.province or 'every province'}"
    return remembered(name, lambda: _find_places(selection, user=user), user=user)


def _find_places(selection: Selection, *, user: User) -> Places:
    places = _places(user)
    if selection.find:
        places = places.filter(jurisdiction__full_name__contains=selection.find)
    if selection.level:
        places = places.filter(jurisdiction__level=selection.level)
    if selection.province:
        places = places.filter(jurisdiction__code__startswith=selection.province)
    return Places(tuple(_options(places[:MAX_OPTIONS])), places.count())


def place_counts(user: User) -> PlaceCounts:
    """How many places have a document, by level and by province; one query with a row for each pair of them."""
    rows = (
        PolicyDocument.objects.visible_to(user)
        .order_by()
        .annotate(province=Substr("jurisdiction__code", 1, 2))
        .values_list("jurisdiction__level", "province")
        .annotate(places=Count("jurisdiction", distinct=True))
    )
    levels: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for level, province, places in rows:
        levels[level] += places
        provinces[province] += places
    return PlaceCounts(levels, provinces)


def counts_of(places: Iterable[PlaceOption]) -> PlaceCounts:
    """The same from a list of all places, without a query."""
    listed = list(places)
    return PlaceCounts(Counter(place.level for place in listed), Counter(place.code[:2] for place in listed))


def place_names(codes: tuple[str, ...]) -> dict[str, str]:
    """Names of places by code; one query."""
    return dict(Jurisdiction.objects.filter(code__in=codes).values_list("code", "name"))


def _places(user: User) -> QuerySet[Any, Any]:
    by_level = Case(*(When(jurisdiction__level=level, then=Value(order)) for level, order in LEVELS.items()))
    places: QuerySet[Any, Any] = (
        PolicyDocument.objects.visible_to(user)
        .order_by(by_level, "jurisdiction__code")
        .values(
            "jurisdiction__code",
            "jurisdiction__name",
            "jurisdiction__level",
            "jurisdiction__parent__name",
            "jurisdiction__parent__level",
            "jurisdiction__parent__parent__name",
            "jurisdiction__parent__parent__level",
        )
        .annotate(documents=Count("id"))
    )
    return places


def _options(rows: Iterable[Mapping[str, Any]]) -> list[PlaceOption]:
    return [
        PlaceOption(
            code=row["jurisdiction__code"],
            name=row["jurisdiction__name"],
            level=row["jurisdiction__level"],
            path=place_path(row),
            documents=row["documents"],
        )
        for row in rows
    ]


def place_path(row: Mapping[str, Any]) -> str:
    """The places above one, from the province down: 湖北省 十堰市; the country itself is left out."""
    above = (
        (row["jurisdiction__parent__parent__name"], row["jurisdiction__parent__parent__level"]),
        (row["jurisdiction__parent__name"], row["jurisdiction__parent__level"]),
    )
    return " ".join(name for name, level in above if name and level != Jurisdiction.Level.NATIONAL)

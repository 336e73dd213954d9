"""What the reader can choose from: places grouped by level, presets, other documents of the chosen places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from comparisons.addresses import DOMAINS
from comparisons.addresses import comparison as comparison_address
from comparisons.matrix import COUNT_WORDS
from comparisons.records import ComparedDocument
from comparisons.selection import MAX_COLUMNS, Choice, Selection
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User

MAX_OPTIONS = 60
LEVELS = {level: order for order, level in enumerate(Jurisdiction.Level.values)}


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place that can become a column."""

    code: str
    name: str
    level: str
    documents: int


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The places of one level that are no column yet."""

    level_words: str
    options: tuple[PlaceOption, ...]


@dataclass(frozen=True, slots=True)
class ChosenColumn:
    """A column in its order, with the addresses that move it to the left end or drop it."""

    kind: str
    value: str
    label: str
    first_address: str
    """Empty for the column that already stands at the left end."""
    remove_address: str


@dataclass(frozen=True, slots=True)
class DocumentOption:
    """Another document of a chosen place."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A selection that makes sense, by one click."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Picker:
    """Everything the form of choices shows."""

    groups: tuple[LevelGroup, ...]
    chosen: tuple[ChosenColumn, ...]
    others: tuple[DocumentOption, ...]
    presets: tuple[Preset, ...]
    places: int
    left_out: int
    """Places that are not listed because the list is long; the field `find` reaches them."""


def build_picker(
    selection: Selection, *, documents: Sequence[ComparedDocument], user: User, aspect: str = DOMAINS
) -> Picker:
    """Read what can be chosen in two queries, however large the corpus is; its addresses stay in the view `aspect`."""
    places = places_with_documents(user)
    wanted = [place for place in places if selection.find in place.name]
    shown = wanted[:MAX_OPTIONS]
    columns = _chosen(selection, documents, aspect=aspect)
    chosen = {column.value for column in columns}
    return Picker(
        groups=_groups([place for place in shown if place.code not in chosen]),
        chosen=columns,
        others=_others(documents, user=user),
        presets=presets(places, aspect=aspect),
        places=len(places),
        left_out=len(wanted) - len(shown),
    )


def places_with_documents(user: User) -> list[PlaceOption]:
    """Every place that has a visible document, from the province down, by code; one query."""
    rows = (
        PolicyDocument.objects.visible_to(user)
        .order_by()
        .values("jurisdiction__code", "jurisdiction__name", "jurisdiction__level")
        .annotate(documents=Count("id"))
    )
    options = [
        PlaceOption(
            code=row["jurisdiction__code"],
            name=row["jurisdiction__name"],
            level=row["jurisdiction__level"],
            documents=row["documents"],
        )
        for row in rows
    ]
    return sorted(options, key=lambda option: (LEVELS[option.level], option.code))


def presets(places: Sequence[PlaceOption], *, aspect: str = DOMAINS) -> tuple[Preset, ...]:
    """All places at once, and all of one level, as far as they fit beside each other."""
    found = []
    if 2 <= len(places) <= MAX_COLUMNS:
        label = _("对照全部%(count)s个地区") % {"count": len(places)}
        found.append(Preset(label, selection_address(places, aspect=aspect)))
    for level, members in groupby(places, key=lambda place: place.level):
        group = list(members)
        if 2 <= len(group) <= MAX_COLUMNS and len(group) < len(places):
            words = {"count": COUNT_WORDS[len(group)], "level": Jurisdiction.Level(level).label}
            found.append(Preset(_("%(count)s个%(level)s") % words, selection_address(group, aspect=aspect)))
    return tuple(found)


def selection_address(places: Sequence[PlaceOption], *, aspect: str) -> str:
    """The comparison of these places, in this order."""
    selection = Selection(choices=tuple(Choice("place", place.code) for place in places))
    return comparison_address(selection, aspect=aspect)


def _groups(options: Sequence[PlaceOption]) -> tuple[LevelGroup, ...]:
    return tuple(
        LevelGroup(str(Jurisdiction.Level(level).label), tuple(members))
        for level, members in groupby(options, key=lambda option: option.level)
    )


def _chosen(selection: Selection, documents: Sequence[ComparedDocument], *, aspect: str) -> tuple[ChosenColumn, ...]:
    """The columns as chosen; one that names the same document as another is listed with the first."""
    columns: list[ChosenColumn] = []
    for document in documents:
        choice = next((choice for choice in selection.choices if _names(choice, document)), None)
        if choice is None:
            continue
        first = comparison_address(selection.with_first(choice), aspect=aspect) if columns else ""
        columns.append(
            ChosenColumn(
                kind=choice.kind,
                value=choice.value,
                label=document.label,
                first_address=first,
                remove_address=comparison_address(selection.without(choice), aspect=aspect),
            )
        )
    return tuple(columns)


def _names(choice: Choice, document: ComparedDocument) -> bool:
    return choice.value == (document.slug if choice.kind == "document" else document.place_code)


def _others(documents: Sequence[ComparedDocument], *, user: User) -> tuple[DocumentOption, ...]:
    """Other documents of the chosen places, latest first: versions of one place may stand side by side."""
    codes = {document.place_code for document in documents}
    shown = [document.pk for document in documents]
    rows: Any = (
        PolicyDocument.objects.visible_to(user)
        .filter(Q(jurisdiction__code__in=codes) & ~Q(id__in=shown))
        .order_by(F("issued_on").desc(nulls_last=True), "-id")
        .values_list("slug", "jurisdiction__name", "title")[:MAX_COLUMNS]
    )
    return tuple(DocumentOption(slug, f"{place} · {title}") for slug, place, title in rows)

"""The form of choices: places to add, the chosen columns in their order, presets, similar places, other documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from comparisons.addresses import DOMAINS
from comparisons.addresses import comparison as comparison_address
from comparisons.builder.places import PlaceCounts, PlaceOption, find_places, place_counts, place_names
from comparisons.builder.presets import Preset, presets, presets_around
from comparisons.builder.similar import SimilarPlace, similar_places
from comparisons.choices import Option
from comparisons.records import ComparedDocument
from comparisons.selection import Choice, Selection
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User
from documents.remembered import remembered

MAX_DOCUMENTS = 12
# Below so many places a list needs no narrowing.
FEW_PLACES = 20


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The places of one level that are no column yet."""

    level_words: str
    options: tuple[PlaceOption, ...]


@dataclass(frozen=True, slots=True)
class ChosenColumn:
    """A column in its order, with the addresses that move it, drop it, or set it against the others."""

    kind: str
    value: str
    label: str
    left_address: str
    """Empty at the left end."""
    right_address: str
    """Empty at the right end."""
    remove_address: str
    focus_address: str
    focused: bool


@dataclass(frozen=True, slots=True)
class DocumentOption:
    """A document that can become a column of its own."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Picker:
    """Everything the form of choices shows."""

    groups: tuple[LevelGroup, ...]
    chosen: tuple[ChosenColumn, ...]
    others: tuple[DocumentOption, ...]
    """Other documents of the chosen places, and those whose title answers to the word looked for."""
    presets: tuple[Preset, ...]
    similar: tuple[SimilarPlace, ...]
    levels: tuple[Option, ...]
    provinces: tuple[Option, ...]
    places: int
    narrowable: bool
    """Whether there are so many places that a reader needs name, level and province to find one."""
    left_out: int
    """Places that answer but are not listed because the list is long."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """What is offered to every reader of a view alike."""

    counts: PlaceCounts
    provinces: tuple[tuple[str, str], ...]
    """The first two digits of the code, and what the list says: 山东省 17."""
    presets: tuple[Preset, ...]


def build_picker(
    selection: Selection, *, documents: Sequence[ComparedDocument], user: User, aspect: str = DOMAINS
) -> Picker:
    """Read what can be chosen, in a number of queries that does not grow with the corpus.

    Every address it holds stays in the view `aspect`.
    """
    offer = remembered(f"choices of {aspect}", lambda: _offer(user, aspect=aspect), user=user)
    counts = offer.counts
    places = find_places(selection, user=user)
    columns = chosen_columns(selection, documents, aspect=aspect)
    chosen = {column.value for column in columns}
    return Picker(
        groups=_groups([place for place in places.options if place.code not in chosen]),
        chosen=columns,
        others=_documents(selection, documents, user=user),
        presets=(
            *offer.presets,
            *presets_around(selection, documents=documents, user=user, aspect=aspect),
        ),
        similar=similar_places(selection, documents=documents, user=user, aspect=aspect),
        levels=_levels(selection, counts),
        provinces=_provinces(selection, offer),
        places=counts.total,
        narrowable=counts.total > FEW_PLACES or places.found > len(places.options),
        left_out=places.found - len(places.options),
    )


def _offer(user: User, *, aspect: str) -> _Offer:
    """Read what does not hang on the selection."""
    counts = place_counts(user)
    names = place_names(tuple(f"{province}0000" for province in counts.provinces))
    words = _("%(name)s %(count)s")
    return _Offer(
        counts=counts,
        provinces=tuple(
            (province, words % {"name": names.get(f"{province}0000", province), "count": number})
            for province, number in sorted(counts.provinces.items())
        ),
        presets=presets(counts, user=user, aspect=aspect),
    )


def chosen_columns(
    selection: Selection, documents: Sequence[ComparedDocument], *, aspect: str
) -> tuple[ChosenColumn, ...]:
    """The columns as chosen; one that names the same document as another is listed with the first."""
    found = [(choice_of(document, selection), document) for document in documents]
    named = [(choice, document) for choice, document in found if choice is not None]
    kept = replace(selection.comparing_only(), choices=tuple(choice for choice, _document in named))
    last = len(named) - 1

    def address(changed: Selection) -> str:
        return comparison_address(changed, aspect=aspect)

    return tuple(
        ChosenColumn(
            kind=choice.kind,
            value=choice.value,
            label=document.label,
            left_address=address(kept.moved(choice, by=-1)) if index else "",
            right_address=address(kept.moved(choice, by=1)) if index < last else "",
            remove_address=address(kept.without(choice)),
            focus_address=address(replace(kept, focus="" if choice.value == kept.focus else choice.value)),
            focused=choice.value == kept.focus,
        )
        for index, (choice, document) in enumerate(named)
    )


def choice_of(document: ComparedDocument, selection: Selection) -> Choice | None:
    """The choice that brought a document in as a column."""
    return next((choice for choice in selection.choices if _names(choice, document)), None)


def focus_index(selection: Selection, documents: Sequence[ComparedDocument]) -> int | None:
    """Which column is set against the others; None if none is."""
    for index, document in enumerate(documents):
        choice = choice_of(document, selection)
        if choice is not None and choice.value == selection.focus:
            return index
    return None


def _names(choice: Choice, document: ComparedDocument) -> bool:
    return choice.value == (document.slug if choice.kind == "document" else document.place_code)


def _groups(options: Sequence[PlaceOption]) -> tuple[LevelGroup, ...]:
    return tuple(
        LevelGroup(str(Jurisdiction.Level(level).label), tuple(members))
        for level, members in groupby(options, key=lambda option: option.level)
    )


def _levels(selection: Selection, counts: PlaceCounts) -> tuple[Option, ...]:
    return tuple(
        Option(
            level, _("%(level)s %(count)s") % {"level": label, "count": counts.levels[level]}, level == selection.level
        )
        for level, label in Jurisdiction.Level.choices
        if counts.levels[level]
    )


def _provinces(selection: Selection, offer: _Offer) -> tuple[Option, ...]:
    """Every province with a document in it, by code."""
    return tuple(Option(province, label, province == selection.province) for province, label in offer.provinces)


def _documents(
    selection: Selection, documents: Sequence[ComparedDocument], *, user: User
) -> tuple[DocumentOption, ...]:
    """Other documents of the chosen places, latest first, or those whose title holds the word looked for.

    Versions of one place may stand side by side.
    """
    codes = {document.place_code for document in documents}
    shown = [document.pk for document in documents]
    wanted = Q(title__contains=selection.find) if selection.find else Q(jurisdiction__code__in=codes)
    rows: Any = (
        PolicyDocument.objects.visible_to(user)
        .filter(wanted & ~Q(id__in=shown))
        .order_by(F("issued_on").desc(nulls_last=True), "-id")
        .values_list("slug", "jurisdiction__name", "title")[:MAX_DOCUMENTS]
    )
    return tuple(DocumentOption(slug, f"{place} · {title}") for slug, place, title in rows)

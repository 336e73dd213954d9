"""Selections that make sense by one click: all of one level, a place with the places above it, those of one province."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from comparisons.addresses import DOMAINS
from comparisons.addresses import comparison as comparison_address
from comparisons.builder.places import PlaceCounts
from comparisons.records import ComparedDocument
from comparisons.selection import Choice, Selection
from comparisons.wording import count_word
from documents.models import Jurisdiction, PolicyDocument
from documents.querysets import User
from documents.remembered import remembered

# More columns than this are found by the reader, not offered by one click.
PRESET_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Preset:
    """A selection that makes sense, by one click."""

    label: str
    address: str


def presets(counts: PlaceCounts, *, user: User, aspect: str = DOMAINS) -> tuple[Preset, ...]:
    """All places at once, and all of one level, as far as they fit beside each other; at most one query."""
    levels = [level for level in Jurisdiction.Level.values if 2 <= counts.levels[level] <= PRESET_COLUMNS]
    everything = 2 <= counts.total <= PRESET_COLUMNS
    if not levels and not everything:
        return ()
    codes = _codes_by_level(Jurisdiction.Level.values if everything else levels, user=user)
    found = []
    if everything:
        label = _("对照全部%(count)s个地区") % {"count": counts.total}
        found.append(Preset(label, _address((code for level in codes.values() for code in level), aspect=aspect)))
    for level in levels:
        if counts.levels[level] < counts.total:
            words = {"count": count_word(counts.levels[level]), "level": Jurisdiction.Level(level).label}
            found.append(Preset(_("%(count)s个%(level)s") % words, _address(codes[level], aspect=aspect)))
    return tuple(found)


def presets_around(
    selection: Selection, *, documents: Sequence[ComparedDocument], user: User, aspect: str
) -> tuple[Preset, ...]:
    """What may be added to the columns: places above them, and the others of the same level in the same province.

    茅箭区 alone offers 加上上级：湖北省、十堰市, as far as these have documents. One query, remembered until the corpus
    changes; none without columns.
    """
    if not documents:
        return ()
    chosen = {document.place_code for document in documents}
    first = documents[0]
    above = {code for document in documents for code in codes_above(document.place_code)} - chosen
    province, level = first.place_code[:2], first.level
    name = f"places of {level} in {province} and {sorted(above)}"
    around = remembered(name, lambda: _around(above, province=province, level=level, user=user), user=user)
    found = [row for row in around if row[0] not in chosen]
    return (
        *_adding([row for row in found if row[0] in above], selection, aspect=aspect, words=_("加上上级：%(places)s")),
        *_adding(
            [row for row in found if row[0] not in above], selection, aspect=aspect, words=_("加上同省同级：%(places)s")
        ),
    )


def _around(above: Collection[str], *, province: str, level: str, user: User) -> list[tuple[str, str]]:
    """Code and name of the places with documents that are named, and of those of one level in one province."""
    beside = Q(jurisdiction__code__startswith=province, jurisdiction__level=level)
    rows = PolicyDocument.objects.visible_to(user).filter(Q(jurisdiction__code__in=above) | beside)
    named = rows.order_by("jurisdiction__code").values_list("jurisdiction__code", "jurisdiction__name")
    return list(named.distinct())


def codes_above(code: str) -> tuple[str, ...]:
    """Codes of the prefecture and the province above a place (GB/T 2260: two digits each).

    >>> codes_above("420302")
    ('420300', '420000')
    """
    return tuple(above for above in (f"{code[:4]}00", f"{code[:2]}0000") if above != code)


def _adding(rows: Sequence[tuple[str, str]], selection: Selection, *, aspect: str, words: str) -> Iterable[Preset]:
    if not rows or len(selection.choices) + len(rows) > PRESET_COLUMNS:
        return
    names = [name for _code, name in rows]
    shown = "、".join(names[:3]) + (_("等%(count)s个") % {"count": len(names)} if len(names) > 3 else "")
    wider = selection.comparing_only().adding(*(Choice("place", code) for code, _name in rows))
    yield Preset(words % {"places": shown}, comparison_address(wider, aspect=aspect))


def _codes_by_level(levels: Sequence[str], *, user: User) -> dict[str, list[str]]:
    rows = (
        PolicyDocument.objects.visible_to(user)
        .filter(jurisdiction__level__in=levels)
        .order_by("jurisdiction__code")
        .values_list("jurisdiction__level", "jurisdiction__code")
        .distinct()
    )
    codes: dict[str, list[str]] = {level: [] for level in levels}
    for level, code in rows:
        codes[level].append(code)
    return codes


def _address(codes: Iterable[str], *, aspect: str) -> str:
    """The comparison of these places, in this order."""
    selection = Selection(choices=tuple(Choice("place", code) for code in codes))
    return comparison_address(selection, aspect=aspect)

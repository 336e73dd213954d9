"""Places like the first column: same level, near in time, closest in what their tasks are about; with the reason."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Abs, Coalesce, ExtractYear
from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.builder.columns import latest_documents
from comparisons.records import ComparedDocument
from comparisons.selection import MAX_COLUMNS, Choice, Selection
from documents.models import Domain, Task
from documents.querysets import User
from documents.remembered import remembered

# Profiles are read of so many documents at most, those nearest in time.
CANDIDATES = 200
SHOWN = 5
SHARED_NAMED = 3
YEARS_OF_ONE_PERIOD = 5


@dataclass(frozen=True, slots=True)
class SimilarPlace:
    """A place like the first column, why it is offered, and the address that adds it."""

    name: str
    reason: str
    address: str


def similar_places(
    selection: Selection, *, documents: Sequence[ComparedDocument], user: User, aspect: str
) -> tuple[SimilarPlace, ...]:
    """Up to five places of the level of the first column, most alike first; remembered until the corpus changes.

    Alike is the cosine between counts of key tasks by domain, among the documents of one period.
    """
    if not documents:
        return ()
    first = documents[0]
    every = remembered(f"documents like {first.pk}", lambda: _alike(first, user=user), user=user)
    chosen = {document.place_code for document in documents}
    return tuple(
        SimilarPlace(
            name=row["jurisdiction__name"],
            reason=_reason(first, row, shared=shared),
            address=_adding(row["jurisdiction__code"], selection, aspect=aspect),
        )
        for row, shared in [each for each in every if each[0]["jurisdiction__code"] not in chosen][:SHOWN]
    )


def _alike(first: ComparedDocument, *, user: User) -> list[tuple[dict[str, Any], list[str]]]:
    """The documents most like one, with the domains both write most about; at most three queries.

    So many that enough are left whichever of their places are chosen already.
    """
    candidates = _candidates(first, user=user)
    if not candidates:
        return []
    profiles = _profiles([first.pk, *(row["id"] for row in candidates)], user=user)
    names = dict(Domain.objects.values_list("code", "name"))
    scored = sorted(
        ((_cosine(profiles[first.pk], profiles[row["id"]]), row) for row in candidates),
        key=lambda pair: (-pair[0], pair[1]["jurisdiction__code"]),
    )
    return [
        (row, _shared(profiles[first.pk], profiles[row["id"]], names))
        for score, row in scored[: SHOWN + MAX_COLUMNS]
        if score > 0
    ]


def _candidates(first: ComparedDocument, *, user: User) -> list[dict[str, Any]]:
    """The latest documents of other places of the same level, nearest in time first."""
    day = first.issued_on or first.published_on
    year = first.period[0] if first.period else day.year if day else None
    latest = latest_documents(user, level=first.level).annotate(
        year=Coalesce("period_start", ExtractYear(Coalesce("issued_on", "published_on")))
    )
    others = latest.exclude(jurisdiction__code=first.place_code)
    if year is not None:
        others = others.annotate(apart=Abs(F("year") - year)).filter(apart__lte=YEARS_OF_ONE_PERIOD)
        others = others.order_by("apart", "id")
    return list(others.values("id", "year", "jurisdiction__code", "jurisdiction__name")[:CANDIDATES])


def _profiles(ids: Sequence[int], *, user: User) -> dict[int, Counter[str]]:
    """Key tasks by domain, for each document; one query."""
    rows = (
        Task.objects.visible_to(user)
        .filter(document_id__in=ids, category=Task.Category.KEY_TASK)
        .order_by()
        .values_list("document_id", "domain__code")
        .annotate(Count("id"))
    )
    profiles: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, code, count in rows:
        profiles[pk][code] += count
    return profiles


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    """How alike two profiles are, from 0 (nothing in common) to 1."""
    lengths = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(count * other[code] for code, count in one.items()) / lengths if lengths else 0.0


def _shared(one: Counter[str], other: Counter[str], names: dict[str, str]) -> list[str]:
    """Names of the domains both write most about."""
    common = sorted((one & other).items(), key=lambda item: (-min(one[item[0]], other[item[0]]), item[0]))
    return [names[code] for code, _count in common if code in names]


def _reason(first: ComparedDocument, row: dict[str, Any], *, shared: Iterable[str]) -> str:
    """同为地级，2020年，都写交通、公共安全等5个领域."""
    named = list(shared)
    words = "、".join(named[:SHARED_NAMED])
    both = (
        _("都写%(domains)s等%(count)s个领域") % {"domains": words, "count": len(named)}
        if len(named) > SHARED_NAMED
        else _("都写%(domains)s") % {"domains": words}
    )
    parts = [_("同为%(level)s") % {"level": first.level_words}]
    parts += [_("%(year)s年") % {"year": row["year"]}] if row["year"] else []
    return "，".join((*parts, both))


def _adding(code: str, selection: Selection, *, aspect: str) -> str:
    return comparison_address(selection.comparing_only().adding(Choice("place", code)), aspect=aspect)

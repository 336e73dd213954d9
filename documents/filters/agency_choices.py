"""Agencies to choose from, of which a corpus has thousands: the fullest, those that are on, those with a name looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.corpus import visible_agencies
from documents.filters.facets import Choice, Facet
from documents.keywords.folding import fold
from documents.models import Agency, TaskAgency
from documents.querysets import User
from documents.remembered import remembered

# As many as a panel ever shows are kept with the counts; of few agencies, all.
MOST_KEPT = 60


def agencies_to_choose(request: HttpRequest) -> QuerySet[Agency]:
    """What an address may name: agencies that a visible task names; nothing is prepared where it names none."""
    return visible_agencies(request.user) if request.GET.get("agency") else Agency.objects.none()


def agencies_by_function(user: User) -> dict[Any, int]:
    """How many agencies there are of each function (a key, or None), whatever the conditions."""
    offered = visible_agencies(user)
    return remembered("agencies by function", lambda: offered.counts_by("function_id"), user=user)


def agency_facet(counts: Mapping[Any, int], *, chosen: Collection[int], offered: int, user: User) -> Facet:
    """The agencies with most tasks as `counts` has them, and those that are on; the rest of all `offered` by names."""
    choices = _with_rest(_choices(Q(pk__in=[*counts, *chosen]), counts, chosen), visible_agencies(user).order_by())
    return Facet("agency", _("单位名称"), choices, total=offered, searchable=True, fullest_first=True)


def agencies_named(
    words: str, *, links: QuerySet[TaskAgency], chosen: Collection[int], user: User
) -> tuple[Choice, ...]:
    """Agencies whose name, or whose place, holds each word; those with most tasks first. Example: 济南 公安."""
    wanted = Q()
    for word in map(fold, words.split()):
        wanted &= Q(name__icontains=word) | Q(jurisdiction__full_name__icontains=word)
    named = visible_agencies(user).filter(wanted).order_by()
    counts = _fullest(links.filter(agency__in=named.values("pk")))
    return _with_rest(_choices(Q(pk__in=list(counts)), counts, chosen), named)


def _fullest(links: QuerySet[TaskAgency]) -> dict[Any, int]:
    return dict(_numbers(links).order_by("-number", "agency_id")[:MOST_KEPT])


def _numbers(links: QuerySet[TaskAgency]) -> Any:
    return links.order_by().values_list("agency_id").annotate(number=Count("task_id", distinct=True))


def _with_rest(choices: tuple[Choice, ...], offered: QuerySet[Agency]) -> tuple[Choice, ...]:
    """The choices, and behind them agencies without a task under these conditions, as many as there is room for."""
    room = MOST_KEPT - len(choices)
    if room <= 0:
        return choices
    rest = offered.exclude(pk__in=[int(choice.value) for choice in choices]).order_by("pk")[:room]
    return choices + _choices(Q(pk__in=list(rest.values_list("pk", flat=True))), {}, ())


def _choices(wanted: Q, counts: Mapping[Any, int], chosen: Collection[int]) -> tuple[Choice, ...]:
    """Each agency with its place beside the name, in the order of its number of tasks."""
    rows = Agency.objects.filter(wanted).order_by("pk")
    columns = rows.values_list("pk", "name", "jurisdiction__name", "jurisdiction__full_name")
    choices = [
        Choice(str(key), name, counts.get(key, 0), key in chosen, note=place, also=full.removesuffix(place))
        for key, name, place, full in columns
    ]
    return tuple(sorted(choices, key=lambda choice: -choice.count))

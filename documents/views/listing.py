"""What all lists share: pages of keys, the sentence above them, chips, facets, and the way out of an empty list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.addresses import PLACES, encoded
from documents.filters.base import MORE, WORDS_IN, Condition, ListFilter
from documents.filters.facets import Facet
from documents.filters.panel import Group
from documents.querysets import COUNT_LIMIT, CountedQuerySet
from documents.remembered import remembered
from documents.views.paging import Leaf, read_leaf

# What changes the rows shown and not their number.
NOT_COUNTED = frozenset({*PLACES, "sort", "show"})


@dataclass(frozen=True, slots=True)
class Link:
    """One of several ways to look at the same list."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what is missing, why, and the one step that helps."""

    title: str
    why: str
    action_url: str
    action_label: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as its template reads it."""

    said: str
    shown: str
    total: str
    unit: str
    leaf: Leaf
    query: str
    rows: Sequence[Any]
    facets: tuple[Group, ...]
    conditions: tuple[Condition, ...]
    sorts: tuple[Link, ...]
    hidden: tuple[tuple[str, str], ...]
    """Parameters that the filter panel must carry along."""
    keyword: str
    path: str
    empty: Empty | None
    form: Any


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of a list: its rows, all rows it is taken from, those beside each choice."""

    number: int
    total: int
    facets: tuple[Facet, ...]


def read_listing(
    request: HttpRequest,
    filterset: ListFilter,
    *,
    rows: Callable[[list[int]], Sequence[Any]],
    things: str,
    everything: str,
    unit: str,
    total: CountedQuerySet,
) -> Listing:
    """Ask everything that a list page shows; raises Http404 for a page that is not there."""
    counted = read_counted(request, filterset, total=total)
    number = counted.number
    query = filterset.query(leave_out=("page",))
    sort = filterset.filters["sort"]
    order = sort.orderings[filterset.given.get("sort") or sort.first]
    leaf = read_leaf(request, filterset.qs, order=order, number=number, query=query)
    groups = tuple(map(filterset.group, counted.facets))
    return Listing(
        said=filterset.said(things=things, everything=everything),
        shown=str(number) if filterset.counts_all else _number(number),
        total=str(counted.total) if filterset.counts_all else _number(counted.total),
        unit=unit,
        leaf=leaf,
        query=query,
        rows=rows(list(leaf.ids)),
        facets=groups,
        conditions=filterset.conditions,
        sorts=_sorts(filterset),
        hidden=carried(filterset, groups),
        keyword=str(filterset.data.get("q", "")),
        path=request.path,
        empty=None if number else _empty(filterset, things, unit),
        form=filterset.form,
    )


def carried(filterset: ListFilter, groups: Sequence[Group]) -> tuple[tuple[str, str], ...]:
    """Parameters that have no field in the filter panel: it carries them along."""
    of_groups = {group.name for group in groups} | {f"{WORDS_IN}{group.name}" for group in groups if group.has_search}
    fields = of_groups | {"q", *PLACES, MORE}
    values = filterset.address_values.items()
    return tuple((name, value) for name, several in values for value in several if name not in fields)


def read_counted(request: HttpRequest, filterset: ListFilter, *, total: CountedQuerySet) -> Counted:
    """The numbers under these conditions, whatever page and order; counted once for each state of the corpus."""
    uncounted = NOT_COUNTED.union(filterset.of_the_panel())
    conditions = {name: values for name, values in filterset.address_values.items() if name not in uncounted}

    def ask() -> Counted:
        filterset.forget()
        return Counted(filterset.number, _total(filterset, total), filterset.facets())

    return remembered(f"{request.path}?{encoded(conditions)}", ask, user=filterset.user)


def _total(filterset: ListFilter, total: CountedQuerySet) -> int:
    """All rows that the list is taken from; the same whatever the conditions, so it is remembered by itself."""
    if not filterset.counts_all:
        return filterset.everything(total)
    return remembered(f"all of {total.query}", lambda: filterset.everything(total), user=filterset.user)


def _number(number: int) -> str:
    return str(number) if number <= COUNT_LIMIT else _("%(limit)d以上") % {"limit": COUNT_LIMIT}


def _sorts(filterset: ListFilter) -> tuple[Link, ...]:
    """The orders to choose from, each with its address."""
    before = filterset.query(leave_out=("sort", "page"))
    sort = filterset.filters["sort"]
    chosen = filterset.data.get("sort") or sort.first
    return tuple(
        Link(str(label), f"?{before}" if value == sort.first else f"?{before}sort={value}", value == chosen)
        for value, label in sort.extra["choices"]
    )


def _empty(filterset: ListFilter, things: str, unit: str) -> Empty:
    title = _("没有符合条件的%(things)s") % {"things": things}
    if not filterset.is_valid():
        return Empty(title, _("有一个条件没有读懂，见上方说明。"), filterset.request.path, _("清除全部条件"))
    way_out = filterset.way_out()
    if way_out is None and not filterset.conditions:
        return Empty(title, _("语料中还没有这类内容。"), "", "")
    if way_out is None:
        return Empty(title, _("各个条件合在一起没有结果。"), filterset.request.path, _("清除全部条件"))
    label = _("去掉“%(phrase)s”，看%(count)s%(unit)s") % {
        "phrase": way_out.phrase,
        "count": _number(way_out.count),
        "unit": unit,
    }
    return Empty(title, _("各个条件合在一起没有结果。"), way_out.url, label)

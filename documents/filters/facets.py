"""What stands in the filter panel: groups of choices, each with the number of rows behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.models import Domain

# Upper domains have no parent; no row has this key.
TOP = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick; `count` is what the list would hold with it, all other filters as they are.

    `note` tells choices of one name apart: the place of an agency; a name looked for may stand in `also` too.
    """

    value: str
    label: str
    count: int
    selected: bool
    children: tuple[Choice, ...] = ()
    open: bool = False
    note: str = ""
    also: str = ""

    @property
    def partial(self) -> bool:
        """Whether a choice below this one is on and this one is not."""
        return not self.selected and any(child.selected for child in self.children)


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices of one parameter."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    kind: str = "checkbox"
    total: int = 0
    """How many there are to choose from, where only the fullest of them stand in `choices`."""
    searchable: bool = False
    """Whether a reader may look for a choice by its name, where there are many."""
    fullest_first: bool = False
    """Whether many choices stand by their numbers, not in an order of their own."""


def facet_of_choices(
    name: str,
    legend: str,
    *,
    choices: Iterable[tuple[Any, Any]],
    counts: Mapping[Any, int],
    selected: Collection[str],
    kind: str = "checkbox",
    searchable: bool = False,
) -> Facet:
    """A group over a fixed list of (value, label), in its order."""
    return Facet(
        name,
        str(legend),
        tuple(Choice(str(value), str(label), counts.get(value, 0), str(value) in selected) for value, label in choices),
        kind,
        searchable=searchable,
        fullest_first=searchable,
    )


def domain_facet(
    *, counts: Mapping[Any, int], selected: Collection[str], top_counts: Mapping[Any, int] | None = None
) -> Facet:
    """The two levels of domains; `counts` are by key of the domain, `top_counts` by key of its upper one.

    Without `top_counts` each row is filed in one domain, and the numbers of upper domains are sums. The lower level opens where it or its parent is chosen; domains come from one query.
    """
    rows: list[Mapping[str, Any]] = list(Domain.objects.order_by("order").values("id", "code", "name", "parent_id"))
    below: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        below.setdefault(row["parent_id"] or TOP, []).append(row)
    choices = []
    for row in below.get(TOP, ()):
        children = tuple(_domain_choice(child, counts, selected) for child in below.get(row["id"], ()))
        is_open = row["code"] in selected or any(child.selected for child in children)
        summed = counts.get(row["id"], 0) + sum(child.count for child in children)
        count = summed if top_counts is None else top_counts.get(row["id"], 0)
        choices.append(Choice(row["code"], row["name"], count, row["code"] in selected, children, is_open))
    return Facet("domain", "领域", tuple(choices))


def _domain_choice(row: Mapping[str, Any], counts: Mapping[Any, int], selected: Collection[str]) -> Choice:
    return Choice(row["code"], row["name"], counts.get(row["id"], 0), row["code"] in selected)

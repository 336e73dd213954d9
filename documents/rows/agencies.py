"""Rows of agencies with the numbers of the tasks that they lead, support or answer for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from documents.models import Agency, Task, TaskAgency
from documents.querysets import User


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency as lists show it."""

    pk: int
    name: str
    url: str
    function: str
    function_url: str
    place: str
    place_url: str
    level: str
    collective: bool
    lead: int
    support: int
    responsible: int

    @property
    def total(self) -> int:
        """Tasks that name this agency in any role."""
        return self.lead + self.support + self.responsible


def agency_rows(ids: Sequence[int], *, user: User) -> list[AgencyRow]:
    """The agencies with these keys, in this order; tasks that `user` may not see are not counted."""
    numbers = _numbers(ids, user)
    records = Agency.objects.filter(pk__in=ids).values(
        "pk", "name", "collective", "function__name", "function__code",
        "jurisdiction__name", "jurisdiction__code", "jurisdiction__level",
    )  # fmt: skip
    found = {}
    for record in records:
        pk, code = record["pk"], record["function__code"]
        roles = {role: numbers.get((pk, role), 0) for role in ("lead", "support", "responsible")}
        found[pk] = AgencyRow(
            pk=pk,
            name=record["name"],
            url=reverse("documents:agency", args=[pk]),
            function=record["function__name"] or "",
            function_url=reverse("documents:function", args=[code]) if code else "",
            place=record["jurisdiction__name"],
            place_url=reverse("documents:jurisdiction", args=[record["jurisdiction__code"]]),
            level=record["jurisdiction__level"],
            collective=record["collective"],
            **roles,
        )
    return [found[pk] for pk in ids if pk in found]


def _numbers(ids: Sequence[int], user: User) -> dict[tuple[int, str], int]:
    links = TaskAgency.objects.filter(agency__in=ids, task__in=Task.objects.visible_to(user))
    rows = links.order_by().values_list("agency_id", "role").annotate(number=Count("task_id", distinct=True))
    return {(agency, role): number for agency, role, number in rows}

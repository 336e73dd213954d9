"""Places, domains, agencies: the trees have no circle, and no agency is left without anything that names it."""

from __future__ import annotations

from collections.abc import Iterator

from documents.keeping.checks.damage import Damage
from documents.models import Agency, Domain, Jurisdiction


def agencies_are_named_somewhere() -> Iterator[Damage]:
    """An agency has a task, another name, a successor or a predecessor: the loader and the reviewers leave no other."""
    loose = Agency.objects.filter(
        task_links__isnull=True,
        leads__isnull=True,
        aliases__isnull=True,
        successor__isnull=True,
        predecessors__isnull=True,
    ).select_related("jurisdiction")
    for agency in loose.order_by("pk").iterator():
        yield Damage(
            "agency.unnamed", f"单位 {agency.pk}“{agency.name}”（{agency.jurisdiction.name}）", "没有任何任务提到它"
        )


def domains_stand_under_their_codes() -> Iterator[Damage]:
    """governance/traffic stands under governance."""
    for domain in Domain.objects.select_related("parent").order_by("pk"):
        above = domain.code.rpartition("/")[0]
        if (domain.parent.code if domain.parent else "") != above:
            yield Damage("domain.parent", f"领域 {domain.code}", f"上级领域应为“{above or '无'}”。载入任何文件时会改正")


def places_stand_in_a_tree() -> Iterator[Damage]:
    """Going up from a place comes to an end."""
    above = dict(Jurisdiction.objects.values_list("pk", "parent"))
    codes = dict(Jurisdiction.objects.values_list("pk", "code"))
    for key in sorted(above):
        seen: set[int | None] = set()
        place: int | None = key
        while place is not None and place not in seen:
            seen.add(place)
            place = above.get(place)
        if place is not None:
            yield Damage("place.circle", f"地区 {codes[key]}", "上级地区绕成了圈")

"""From what was read to what the view of agencies shows: bands of the chosen arrangement, shares, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.answers import focus_of, is_inside, passes
from comparisons.aspects.agencies.by_domain import domain_bands
from comparisons.aspects.agencies.by_function import function_bands
from comparisons.aspects.agencies.points import SHARES_ANCHOR, points
from comparisons.aspects.agencies.records import (
    AgencyBand,
    AgencyComparison,
    AgencyRow,
    Assignment,
    LeadShare,
    Material,
)
from comparisons.records import TaskEntry
from comparisons.selection import Selection

KEY = "agencies"
BY_DOMAIN = "domain"


def compare_agencies(material: Material, *, selection: Selection, domain: str, domain_name: str) -> AgencyComparison:
    """The comparison as shown; the points speak of every row, also of those a filter hides."""
    by_domain = selection.setting("by") == BY_DOMAIN
    functions = function_bands(material, domain=domain, empty=selection.empty and not by_domain)
    domains = domain_bands(material, domain=domain, empty=selection.empty and by_domain)
    every = domains if by_domain else functions
    shown = _filtered(every, material=material, selection=selection)
    shares = tuple(_share(position, material=material, domain=domain) for position in range(len(material.documents)))
    function_rows, domain_rows = _rows(functions), _rows(domains)
    return AgencyComparison(
        documents=material.documents,
        by_domain=by_domain,
        bands=shown,
        shares=shares,
        points=points(
            function_rows,
            domain_rows,
            shares=shares,
            addresses=_addresses(selection, functions=function_rows, domains=domain_rows),
        ),
        said=_said(material, shares=shares, by_domain=by_domain, domain=domain_name),
        hidden_rows=len(_rows(every)) - len(_rows(shown)),
        assignments=_by_task(material.assignments),
    )


def _rows(bands: Sequence[AgencyBand]) -> tuple[AgencyRow, ...]:
    return tuple(row for band in bands for row in band.rows)


def _filtered(bands: Sequence[AgencyBand], *, material: Material, selection: Selection) -> tuple[AgencyBand, ...]:
    focus = focus_of(selection, documents=material.documents)
    kept = (
        replace(band, rows=tuple(row for row in band.rows if passes(row.answers, rows=selection.rows, focus=focus)))
        for band in bands
    )
    return tuple(band for band in kept if band.rows)


def _addresses(selection: Selection, *, functions: Sequence[AgencyRow], domains: Sequence[AgencyRow]) -> dict[str, str]:
    """Where each row stands: on this page, or in the other arrangement; a filter that could hide it is taken off."""
    addresses: dict[str, str] = {}
    for by, rows in (("", functions), (BY_DOMAIN, domains)):
        here = selection.setting("by") == by and selection.rows == "all"
        page = "" if here else comparison_address(replace(selection.set("by", by), rows="all"), aspect=KEY)
        addresses.update({row.anchor: f"{page}#{row.anchor}" for row in rows})
    own = "" if selection.rows == "all" else comparison_address(replace(selection, rows="all"), aspect=KEY)
    addresses[SHARES_ANCHOR] = f"{own}#{SHARES_ANCHOR}"
    return addresses


def _share(position: int, *, material: Material, domain: str) -> LeadShare:
    tasks = [task for task in material.tasks[position] if is_inside(task.domain, domain=domain)]
    own = [each for each in material.assignments[position] if is_inside(each.task.domain, domain=domain)]
    key_tasks = [task for task in tasks if task.category == "key_task"]
    safeguards = [task for task in tasks if task.category == "safeguard"]
    return LeadShare(
        document=material.documents[position],
        key_tasks=len(key_tasks),
        key_tasks_led=_led(key_tasks),
        safeguards=len(safeguards),
        safeguards_led=_led(safeguards),
        agencies=len({each.name for each in own if not each.collective}),
    )


def _led(tasks: Sequence[TaskEntry]) -> int:
    return sum(bool(task.leads) for task in tasks)


def _by_task(assignments: Sequence[Sequence[Assignment]]) -> dict[str, tuple[Assignment, ...]]:
    found: dict[str, tuple[Assignment, ...]] = {}
    for own in assignments:
        for each in own:
            found[each.task.address] = (*found.get(each.task.address, ()), each)
    return found


def _said(material: Material, *, shares: Sequence[LeadShare], by_domain: bool, domain: str) -> str:
    """济南市、茅箭区，各领域的牵头单位，2份文件，35项任务，其中22项写明牵头。"""
    tasks = sum(share.key_tasks + share.safeguards for share in shares)
    led = sum(share.key_tasks_led + share.safeguards_led for share in shares)
    scope = _("领域为%(domain)s的任务") % {"domain": domain} if domain else _("重点任务和保障措施")
    words = {
        "places": "、".join(document.label for document in material.documents),
        "scope": scope,
        "documents": len(material.documents),
        "tasks": tasks,
        "led": led,
    }
    if by_domain:
        return _("%(places)s，%(scope)s按领域列牵头单位，%(documents)s份文件，%(tasks)s项，%(led)s项写明牵头。") % words
    return _("%(places)s，%(scope)s按职能列单位，%(documents)s份文件，%(tasks)s项，%(led)s项写明牵头。") % words

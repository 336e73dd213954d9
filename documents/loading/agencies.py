"""The agencies of one jurisdiction: found by name or alias, created where they are new."""

from __future__ import annotations

from collections.abc import Sequence

from documents.loading.reference import functions_by_code
from documents.loading.widths import fit
from documents.models import Agency, AgencyAlias, AgencyFunction, Jurisdiction
from documents.parsing.records import ParsedAgency, ParsedTask

NAME_WIDTH = 120


def agencies_of(jurisdiction: Jurisdiction, tasks: Sequence[ParsedTask]) -> dict[str, Agency]:
    """The agency row for every name that the tasks mention, by that name."""
    mentions = {fit(agency.name, NAME_WIDTH): agency for task in tasks for agency in task.agencies}
    found = _known(jurisdiction, list(mentions))
    functions = functions_by_code({agency.function for agency in mentions.values()} - {""})
    new = [
        Agency(
            jurisdiction=jurisdiction,
            name=name,
            function=functions.get(mention.function),
            collective=mention.collective,
        )
        for name, mention in mentions.items()
        if name not in found
    ]
    Agency.objects.bulk_create(new)
    _learn_functions(found, mentions, functions)
    return found | {agency.name: agency for agency in new}


def _known(jurisdiction: Jurisdiction, names: list[str]) -> dict[str, Agency]:
    by_alias = AgencyAlias.objects.filter(agency__jurisdiction=jurisdiction, name__in=names).select_related("agency")
    found = {alias.name: alias.agency for alias in by_alias.order_by("-id")}
    by_name = Agency.objects.filter(jurisdiction=jurisdiction, name__in=names)
    return found | {agency.name: agency for agency in by_name}


def _learn_functions(
    found: dict[str, Agency], mentions: dict[str, ParsedAgency], functions: dict[str, AgencyFunction]
) -> None:
    """Give known agencies the function they lacked; one set by hand is never replaced."""
    learned = []
    for name, agency in found.items():
        function = functions.get(mentions[name].function)
        if agency.function_id is None and function is not None:
            agency.function = function
            learned.append(agency)
    Agency.objects.bulk_update(learned, ["function"])


def delete_agencies_without_task(jurisdiction: Jurisdiction) -> None:
    """Remove what earlier rules took for an agency and nobody has named, aliased or linked since."""
    Agency.objects.filter(
        jurisdiction=jurisdiction,
        task_links__isnull=True,
        leads__isnull=True,
        aliases__isnull=True,
        successor__isnull=True,
        predecessors__isnull=True,
    ).delete()

"""The agencies of one jurisdiction: found by name or alias, created where they are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from documents.loading.inserting import insert, keys_for
from documents.loading.reference import functions_by_code
from documents.loading.widths import fit
from documents.models import Agency, AgencyAlias, Jurisdiction, Task, TaskAgency
from documents.parsing.records import ParsedAgency, ParsedTask

NAME_WIDTH = 120


class _Known(NamedTuple):
    """An agency that stands in the table."""

    key: int
    function: int | None


def agencies_of(jurisdiction: Jurisdiction, tasks: Sequence[ParsedTask]) -> dict[str, int]:
    """The key of the agency for every name that the tasks mention, by that name."""
    mentions = {fit(agency.name, NAME_WIDTH): agency for task in tasks for agency in task.agencies}
    if not mentions:
        return {}
    found = _known(jurisdiction, list(mentions))
    functions = functions_by_code({agency.function for agency in mentions.values()} - {""})
    new = {name: mention for name, mention in mentions.items() if name not in found}
    keys = dict(zip(new, keys_for(Agency, len(new)), strict=True))
    insert(
        Agency,
        (
            {
                "id": keys[name],
                "jurisdiction_id": jurisdiction.pk,
                "name": name,
                "function_id": functions.get(mention.function),
                "collective": mention.collective,
            }
            for name, mention in new.items()
        ),
    )
    _learn_functions(found, mentions, functions)
    return keys | {name: agency.key for name, agency in found.items()}


def _known(jurisdiction: Jurisdiction, names: list[str]) -> dict[str, _Known]:
    by_alias = AgencyAlias.objects.filter(agency__jurisdiction=jurisdiction, name__in=names).order_by("-id")
    by_name = Agency.objects.filter(jurisdiction=jurisdiction, name__in=names)
    rows = [
        *by_alias.values_list("name", "agency_id", "agency__function_id"),
        *by_name.values_list("name", "id", "function_id"),
    ]
    return {name: _Known(key, function) for name, key, function in rows}


def _learn_functions(
    found: Mapping[str, _Known], mentions: Mapping[str, ParsedAgency], functions: Mapping[str, int]
) -> None:
    """Give known agencies the function they lacked; one set by hand is never replaced."""
    for name, agency in found.items():
        function = functions.get(mentions[name].function)
        if agency.function is None and function is not None:
            Agency.objects.filter(pk=agency.key).update(function=function)


def delete_agencies_without_task(jurisdiction: Jurisdiction) -> None:
    """Remove what earlier rules took for an agency and nobody has named, aliased or linked since."""
    Agency.objects.filter(
        ~Exists(TaskAgency.objects.filter(agency=OuterRef("pk"))),
        ~Exists(Task.objects.filter(lead_agency=OuterRef("pk"))),
        ~Exists(AgencyAlias.objects.filter(agency=OuterRef("pk"))),
        ~Exists(Agency.objects.filter(successor=OuterRef("pk"))),
        jurisdiction=jurisdiction,
        successor__isnull=True,
    ).delete()

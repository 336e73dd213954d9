"""Reference data in the tables: domains and agency functions from the fixtures, places as documents need them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from documents.loading.outcome import LoadingError
from documents.loading.related_terms import load_related_terms
from documents.models import AgencyFunction, Domain, Jurisdiction
from documents.parsing.domains import taxonomy
from documents.parsing.functions import agency_functions
from documents.parsing.gazetteer import Place, gazetteer, parents
from documents.parsing.records import ParsedPlace

RowT = TypeVar("RowT", Domain, AgencyFunction)
# Further than any place in the fixtures, and twice of it still fits a small integer.
ROOM = 10_000


def load_reference() -> None:
    """Bring the tables of domains and agency functions to what the fixtures say; writes only what differs.

    Related terms belong to the editors: they are loaded into an empty table only.
    """
    with transaction.atomic():
        _load_domains()
        _load_functions()
        load_related_terms()


def _load_domains() -> None:
    """Write the domains that are new or differ, upper ones before the ones below them."""
    known = {row.code: row for row in Domain.objects.all()}
    wanted = [
        Domain(
            code=domain.code,
            name=domain.name,
            name_en=domain.name_en,
            description=domain.description,
            order=domain.order,
        )
        for domain in taxonomy().domains.values()
    ]
    _make_room(Domain, known, wanted)
    fields = ("name", "name_en", "description", "order", "parent_id")
    _write(Domain, known, [row for row in wanted if "/" not in row.code], fields)
    below = [row for row in wanted if "/" in row.code]
    for row in below:
        row.parent = known[row.code.rpartition("/")[0]]
    _write(Domain, known, below, fields)


def _load_functions() -> None:
    """Write the agency functions that are new or differ."""
    known = {row.code: row for row in AgencyFunction.objects.all()}
    wanted = [
        AgencyFunction(code=each.code, name=each.name, name_en=each.name_en, order=each.order)
        for each in agency_functions()
    ]
    _make_room(AgencyFunction, known, wanted)
    _write(AgencyFunction, known, wanted, ("name", "name_en", "order"))


def _write(model: type[RowT], known: dict[str, RowT], wanted: list[RowT], fields: tuple[str, ...]) -> None:
    """Create the rows that are new, correct those that differ, and put all of them into `known`."""
    new = [row for row in wanted if row.code not in known]
    model.objects.bulk_create(new)
    known.update({row.code: row for row in new})
    different = []
    for row in wanted:
        held = known[row.code]
        if any(getattr(held, field) != getattr(row, field) for field in fields):
            for field in fields:
                setattr(held, field, getattr(row, field))
            different.append(held)
    model.objects.bulk_update(different, [field.removesuffix("_id") for field in fields])


def _make_room(model: type[RowT], known: dict[str, RowT], wanted: list[RowT]) -> None:
    """Move all rows out of the way when places change, for no two may hold one place even for a moment."""
    if all(row.code not in known or known[row.code].order == row.order for row in wanted) and _fits(known, wanted):
        return
    model.objects.update(order=F("order") + ROOM)
    for row in known.values():
        row.order += ROOM


def _fits(known: dict[str, RowT], wanted: list[RowT]) -> bool:
    """Whether no new row needs a place that another row holds."""
    held = {row.order for row in known.values()}
    return not any(row.order in held for row in wanted if row.code not in known)


def domains_by_code(codes: Collection[str]) -> dict[str, int]:
    """The keys of these domains; the fixtures are loaded first where the table lacks one.

    Raises LoadingError for a code that the fixtures do not know.
    """
    found = _keys_by_code(Domain, codes)
    if len(found) < len(codes):
        load_reference()
        found = _keys_by_code(Domain, codes)
    unknown = sorted(set(codes) - set(found))
    if unknown:
        raise LoadingError(
            f"领域代码不在 fixtures/domains.json 中：{'、'.join(unknown)}。补上这些领域后再入库", code="unknown_domain"
        )
    return found


def functions_by_code(codes: Collection[str]) -> dict[str, int]:
    """The keys of these agency functions; the fixtures are loaded first where the table lacks one.

    A code that the fixtures do not know is left out: an agency without function is still an agency.
    """
    found = _keys_by_code(AgencyFunction, codes)
    if len(found) < len(codes):
        load_reference()
        found = _keys_by_code(AgencyFunction, codes)
    return found


def _keys_by_code(model: type[RowT], codes: Collection[str]) -> dict[str, int]:
    return dict(model.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}


def jurisdiction_of(parsed: ParsedPlace) -> Jurisdiction:
    """The row of a place, created together with the places above it when it is the first of them.

    Raises LoadingError for a code that fixtures/jurisdictions.csv does not know.
    """
    place = gazetteer().places.get(parsed.code)
    if place is None:
        raise LoadingError(
            f"行政区划代码不在 fixtures/jurisdictions.csv 中：{parsed.code}（{parsed.name}）。补上后再入库",
            code="unknown_place",
        )
    row = Jurisdiction.objects.filter(code=place.code).first()
    if row is None:
        parent = None
        for above in reversed(parents(place.code)):
            parent = _row(above, parent)
        row = _row(place, parent)
    return row


def _row(place: Place, parent: Jurisdiction | None) -> Jurisdiction:
    row, _created = Jurisdiction.objects.get_or_create(
        code=place.code,
        defaults={
            "name": place.name,
            "full_name": place.full_name,
            "level": place.level,
            "kind": place.kind,
            "parent": parent,
        },
    )
    return row

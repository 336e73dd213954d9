"""What a document says of itself, written; where its place changes, everything that repeats the place goes along."""

from __future__ import annotations

from datetime import date

from documents.claims import Claim
from documents.claims.standing import DATE_FIELDS, PLACE
from documents.loading.agencies import delete_agencies_without_task
from documents.loading.outcome import LoadingError
from documents.loading.reference import jurisdiction_of
from documents.loading.reviewed.columns import agency_named
from documents.loading.widths import fit
from documents.models import Agency, DocumentIssuer, PolicyDocument, Task, TaskAgency, TaskCue
from documents.parsing.gazetteer import gazetteer
from documents.parsing.records import ParsedPlace


def write_field(document: PolicyDocument, claim: Claim) -> None:
    """Let the document say of itself what the claim says. Raises LoadingError for a place that is none."""
    name, value = claim.says["name"], claim.says["value"]
    if name == PLACE:
        move_document(document, value)
        return
    if name == "issuers":
        document.issuers.all().delete()
        DocumentIssuer.objects.bulk_create(
            DocumentIssuer(document=document, name=fit(each, 120), order=order)
            for order, each in enumerate(value, start=1)
        )
        return
    if name == "period":
        document.period_start, document.period_end = value or (None, None)
        document.save(update_fields=["period_start", "period_end"])
        return
    if name in DATE_FIELDS:
        value = date.fromisoformat(value) if value else None
    setattr(document, name, value)
    document.save(update_fields=[name])


def move_document(document: PolicyDocument, code: str) -> None:
    """Let the document be one of the place with this code; the document is held by the caller.

    Agencies belong to a place: those of the document are found or made at the new one, those that nothing names any
    more go. Example: 420302 → 370100 makes 济南市's 公安局 of 茅箭区's. Raises LoadingError.
    """
    place = gazetteer().places.get(code)
    if place is None:
        raise LoadingError("文件要有地区，不能没有。改成正确的地区", code="no_place")
    before, after = document.jurisdiction, jurisdiction_of(ParsedPlace(place.name, place.level, place.province, code))
    if before == after:
        return
    same = PolicyDocument.objects.filter(jurisdiction=after, sha256=document.sha256).exclude(pk=document.pk)
    if same.exists():
        raise LoadingError(f"{after.name}已有同一份文件，不能再放一份", code="same_file")
    document.jurisdiction = after
    document.save(update_fields=["jurisdiction"])
    for facts in (document.tasks, document.targets, TaskCue.objects.filter(document=document)):
        facts.update(jurisdiction=after)
    _move_agencies(document)
    delete_agencies_without_task(before)


def _move_agencies(document: PolicyDocument) -> None:
    """Let tasks name agencies of the document's place; a function that somebody gave goes along where none is known."""
    links = TaskAgency.objects.filter(task__document=document)
    named = Agency.objects.filter(pk__in=links.values("agency")).exclude(jurisdiction=document.jurisdiction_id)
    for agency in named:
        other = agency_named(document, agency.name, collective=agency.collective)
        if other.function_id is None and agency.function_id is not None:
            Agency.objects.filter(pk=other.pk).update(function=agency.function_id)
        links.filter(agency=agency).update(agency=other)
        Task.objects.filter(document=document, lead_agency=agency).update(lead_agency=other)

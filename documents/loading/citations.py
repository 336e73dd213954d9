"""Citations find the documents they cite, whichever of the two was loaded first."""

from __future__ import annotations

from documents.models import Citation, PolicyDocument


def link_citations(document: PolicyDocument) -> None:
    """Link what this document cites to the corpus, and what the corpus cites to this document, by 文号.

    A number that several documents of the corpus bear (the same text kept by two places) links to the first.
    """
    _link_outgoing(document)
    if document.document_number:
        Citation.objects.filter(cited__isnull=True, document_number=document.document_number).exclude(
            document=document
        ).update(cited=document)


def _link_outgoing(document: PolicyDocument) -> None:
    unlinked = list(document.citations.filter(cited__isnull=True).exclude(document_number=""))
    numbers = {citation.document_number for citation in unlinked}
    candidates = PolicyDocument.objects.filter(document_number__in=numbers).exclude(pk=document.pk).order_by("-id")
    by_number = {candidate.document_number: candidate for candidate in candidates.only("id", "document_number")}
    linked = []
    for citation in unlinked:
        if citation.document_number in by_number:
            citation.cited = by_number[citation.document_number]
            linked.append(citation)
    Citation.objects.bulk_update(linked, ["cited"])

"""The sections of one document, each knowing its parent."""

from __future__ import annotations

from collections.abc import Sequence

from documents.loading.inserting import insert, keys_for
from documents.loading.widths import fit
from documents.models import PolicyDocument, Section
from documents.parsing.records import ParsedSection


def write_sections(document: PolicyDocument, parsed: Sequence[ParsedSection]) -> list[int]:
    """Write all sections and give back their keys in the order of the text."""
    keys = keys_for(Section, len(parsed))
    insert(
        Section,
        (
            {
                "id": keys[order],
                "document_id": document.pk,
                "parent_id": None if section.parent is None else keys[section.parent],
                "locator": fit(section.locator, 120),
                "label": fit(section.label, 40),
                "heading": fit(section.heading, 300),
                "role": section.role,
                "order": order,
                "depth": section.depth,
                "inferred": section.inferred,
                "confidence": section.confidence,
                "start": section.span.start,
                "end": section.span.end,
            }
            for order, section in enumerate(parsed)
        ),
    )
    return keys

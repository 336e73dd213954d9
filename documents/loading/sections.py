"""The sections of one document, parents before children."""

from __future__ import annotations

from collections.abc import Sequence

from documents.loading.widths import fit
from documents.models import PolicyDocument, Section
from documents.parsing.records import ParsedSection


def write_sections(document: PolicyDocument, parsed: Sequence[ParsedSection]) -> list[Section]:
    """Write all sections and give them back in the order of the text, each knowing its parent."""
    rows = [_row(document, section, order) for order, section in enumerate(parsed)]
    for generation in _generations(parsed):
        for index in generation:
            parent = parsed[index].parent
            rows[index].parent = None if parent is None else rows[parent]
        Section.objects.bulk_create([rows[index] for index in generation])
    return rows


def _row(document: PolicyDocument, section: ParsedSection, order: int) -> Section:
    return Section(
        document=document,
        locator=fit(section.locator, 120),
        label=fit(section.label, 40),
        heading=fit(section.heading, 300),
        role=section.role,
        order=order,
        depth=section.depth,
        inferred=section.inferred,
        confidence=section.confidence,
        start=section.span.start,
        end=section.span.end,
    )


def _generations(parsed: Sequence[ParsedSection]) -> list[list[int]]:
    """Positions of the sections by distance from the top: a child needs the key of its parent."""
    generations: list[list[int]] = []
    distance: list[int] = []
    for index, section in enumerate(parsed):
        distance.append(0 if section.parent is None else distance[section.parent] + 1)
        if distance[index] == len(generations):
            generations.append([])
        generations[distance[index]].append(index)
    return generations

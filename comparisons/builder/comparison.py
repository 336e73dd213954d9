"""The comparison by domain: facts and taxonomy put together into the records that page and exports read."""

from __future__ import annotations

from dataclasses import dataclass

from comparisons.builder.facts import find_facts
from comparisons.builder.picker import focus_index
from comparisons.builder.taxonomy import topics
from comparisons.domain_choices import chosen_domain
from comparisons.matrix import Topic, Wanted, build_bands, hidden_rows
from comparisons.points import points
from comparisons.records import ComparedDocument, Comparison
from comparisons.selection import Selection
from comparisons.sentences import said_line
from documents.querysets import User


@dataclass(frozen=True, slots=True)
class Built:
    """A comparison by domain, and sentences about what of the selection the taxonomy does not know."""

    comparison: Comparison
    taxonomy: tuple[Topic, ...]
    problems: tuple[str, ...]


def build_comparison(selection: Selection, *, documents: tuple[ComparedDocument, ...], user: User) -> Built:
    """Read everything the columns say, by domain; the number of queries is the same for two columns and for twelve."""
    taxonomy = topics()
    domain = chosen_domain(selection.domain, taxonomy=taxonomy)
    facts = find_facts(documents, category=selection.category, user=user)
    wanted = Wanted(
        domain=domain.code,
        rows=selection.rows,
        empty=selection.empty,
        focus=focus_index(selection, documents),
        by_spread=selection.setting("sort") == "spread",
    )
    bands = build_bands(taxonomy, facts=facts, wanted=wanted)
    comparison = Comparison(
        documents=documents,
        bands=bands,
        points=points(bands, documents=documents, focus=wanted.focus),
        said=said_line(
            documents,
            bands=bands,
            selection=selection,
            domain=domain.name,
            focus=wanted.focus,
        ),
        hidden_rows=0 if selection.empty else hidden_rows(taxonomy, facts=facts, domain=domain.code),
    )
    return Built(comparison, taxonomy, domain.problems)

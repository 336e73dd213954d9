"""The comparison by domain: facts and taxonomy put together into the records that page and exports read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.builder.facts import find_facts
from comparisons.builder.picker import focus_index
from comparisons.builder.taxonomy import topics
from comparisons.matrix import Topic, Wanted, build_bands, hidden_rows
from comparisons.points import points
from comparisons.records import ComparedDocument, Comparison
from comparisons.selection import Selection, shortened
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
    domain, unknown = _known_domain(selection.domain, taxonomy)
    facts = find_facts(documents, category=selection.category, user=user)
    wanted = Wanted(
        domain=domain,
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
            domain=_domain_name(domain, taxonomy),
            focus=wanted.focus,
        ),
        hidden_rows=0 if selection.empty else hidden_rows(taxonomy, facts=facts, domain=domain),
    )
    return Built(comparison, taxonomy, unknown)


def _known_domain(domain: str, taxonomy: Sequence[Topic]) -> tuple[str, tuple[str, ...]]:
    """The domain if the taxonomy has it, else none with a sentence that says so."""
    if not domain or _domain_name(domain, taxonomy):
        return domain, ()
    return "", (_("没有这个领域：%(code)s。已列全部领域。") % {"code": shortened(domain)},)


def _domain_name(domain: str, taxonomy: Sequence[Topic]) -> str:
    for topic in taxonomy:
        for each in (topic, *topic.children):
            if each.code == domain:
                return each.name
    return ""

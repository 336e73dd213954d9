"""One comparison: columns, facts and taxonomy put together into the records that page and exports read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.builder.columns import choose_columns
from comparisons.builder.facts import MAX_TASKS, find_facts
from comparisons.builder.taxonomy import topics
from comparisons.comparability import notices
from comparisons.matrix import Topic, build_bands, hidden_rows
from comparisons.points import points
from comparisons.records import Band, ComparedDocument, Comparison
from comparisons.selection import Selection, shortened
from comparisons.sentences import said_line
from documents.querysets import User


@dataclass(frozen=True, slots=True)
class Built:
    """A comparison, and sentences about parts of the selection that are not in the corpus."""

    comparison: Comparison
    taxonomy: tuple[Topic, ...]
    problems: tuple[str, ...]


def build_comparison(selection: Selection, *, user: User) -> Built:
    """Read everything the selection shows; the number of queries is the same for two columns and for twelve."""
    columns = choose_columns(selection, user=user)
    taxonomy = topics()
    domain, unknown = _known_domain(selection.domain, taxonomy)
    if not columns.documents:
        return Built(_nothing(columns.remarks), taxonomy, (*columns.problems, *unknown))
    found = find_facts(columns.documents, category=selection.category, user=user)
    bands = build_bands(taxonomy, facts=found.facts, domain=domain, rows=selection.rows, empty=selection.empty)
    comparison = Comparison(
        documents=columns.documents,
        bands=bands,
        notices=notices(columns.documents),
        points=points(bands, documents=columns.documents),
        said=said_line(columns.documents, bands=bands, selection=selection, domain=_domain_name(domain, taxonomy)),
        remarks=(*columns.remarks, *_cut_off(found.cut_off)),
        hidden_rows=0 if selection.empty else hidden_rows(taxonomy, facts=found.facts, domain=domain),
    )
    return Built(comparison, taxonomy, (*columns.problems, *unknown))


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


def _cut_off(cut_off: bool) -> tuple[str, ...]:
    if not cut_off:
        return ()
    return (_("任务超过%(limit)s项，只列前%(limit)s项；减少列数可以看全。") % {"limit": MAX_TASKS},)


def _nothing(remarks: tuple[str, ...]) -> Comparison:
    documents: tuple[ComparedDocument, ...] = ()
    bands: tuple[Band, ...] = ()
    return Comparison(documents, bands, notices=(), points=(), said="", remarks=remarks, hidden_rows=0)

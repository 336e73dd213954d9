"""One comparison: columns, facts and taxonomy put together into the records that page and exports read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.builder.columns import choose_columns
from comparisons.builder.facts import MAX_TASKS, columns_that_fit, find_facts
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
    documents = columns_that_fit(columns.documents)
    facts = find_facts(documents, category=selection.category, user=user)
    bands = build_bands(taxonomy, facts=facts, domain=domain, rows=selection.rows, empty=selection.empty)
    comparison = Comparison(
        documents=documents,
        bands=bands,
        notices=notices(documents),
        points=points(bands, documents=documents),
        said=said_line(documents, bands=bands, selection=selection, domain=_domain_name(domain, taxonomy)),
        remarks=(*columns.remarks, *_left_out(columns.documents, shown=documents)),
        hidden_rows=0 if selection.empty else hidden_rows(taxonomy, facts=facts, domain=domain),
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


def _left_out(documents: Sequence[ComparedDocument], *, shown: Sequence[ComparedDocument]) -> tuple[str, ...]:
    """Which columns do not fit, and whether even the first has more tasks than are read."""
    said = []
    if left := documents[len(shown) :]:
        said.append(
            _("所选文件的任务合计超过%(limit)s项，没有列出：%(places)s。分次对照可以看全。")
            % {"limit": MAX_TASKS, "places": "、".join(document.label for document in left)}
        )
    if shown[0].key_tasks + shown[0].safeguards > MAX_TASKS:
        said.append(
            _("%(place)s的任务超过%(limit)s项，只列前%(limit)s项；没有列出的不等于没有写。")
            % {"place": shown[0].label, "limit": MAX_TASKS}
        )
    return tuple(said)


def _nothing(remarks: tuple[str, ...]) -> Comparison:
    documents: tuple[ComparedDocument, ...] = ()
    bands: tuple[Band, ...] = ()
    return Comparison(documents, bands, notices=(), points=(), said="", remarks=remarks, hidden_rows=0)

"""Facts, citations and hits become marks on the shown text, and anchors where they begin."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.highlighting import Mark, MarkLink, RepairNote
from documents.models import Target
from documents.parsing.spans import Span
from documents.reading.facts import DocumentFacts, RepairFact, TargetNote
from documents.reading.identity import CitationLine
from documents.reading.steps import hit_name
from documents.reading.texts import BLANKS, ORIGINAL, ShownText
from documents.rows.values import find_value

HIT = "hit"


def marks_of(facts: DocumentFacts, *, shown: ShownText, citations: Sequence[CitationLine] = ()) -> list[Mark]:
    """All marks of a document in places of the shown text, sorted by where they begin."""
    wanted = [Mark(citation.span, (link := _link(citation)).kind, link=link) for citation in citations]
    for task in facts.all_tasks:
        wanted += [Mark(mention.span, mention.role) for mention in task.agencies]
        wanted += [Mark(span, "deadline") for _words, span in task.deadlines]
    for target in facts.all_targets:
        if target.deadline_span:
            wanted.append(Mark(target.deadline_span, "deadline"))
        if target.kind == Target.Kind.QUANTITY:
            wanted.append(Mark(value_span(target, shown=shown), "target"))
    wanted += [
        Mark(repair.span, "repair", _note(repair))
        for repair in facts.repairs
        if shown.mode == ORIGINAL or repair.is_explained
    ]
    placed = {(place := shown.place(mark.span), mark.kind): (place, mark) for mark in wanted}
    marks = [Mark(place, mark.kind, mark.note, mark.link) for place, mark in placed.values() if place.start < place.end]
    return sorted(marks, key=lambda mark: (mark.span, mark.kind))


def with_hits(marks: Sequence[Mark], hits: Sequence[Span], *, shown: ShownText) -> list[Mark]:
    """The marks and those of the hits, which are given in places of the text after cleaning."""
    return sorted(
        [*marks, *(Mark(span, HIT) for span in _hit_places(hits, shown))], key=lambda mark: (mark.span, mark.kind)
    )


def _hit_places(hits: Sequence[Span], shown: ShownText) -> list[Span]:
    return [shown.place(shown.traced.source(hit)) if shown.mode == ORIGINAL else hit for hit in hits]


def _link(citation: CitationLine) -> MarkLink:
    if citation.url:
        return MarkLink(citation.url, _("引用，语料已收，打开全文"), "citation")
    return MarkLink(f"#{citation.name}", _("引用，未收入语料"), "citation-absent")


def _note(repair: RepairFact) -> RepairNote | None:
    if not repair.is_explained:
        return None
    return RepairNote(repair.label, repair.before, repair.after, repair.reason, repair.number)


def value_span(target: TargetNote, *, shown: ShownText) -> Span:
    """Where the number with its unit stands in the original, inside the quote of the target; else the whole quote."""
    quote = shown.traced.from_source(target.span)
    found = find_value(quote.slice(shown.traced.text), unit=target.unit)
    return shown.traced.source(found.shifted(quote.start)) if found else target.span


def anchors_of(
    facts: DocumentFacts, *, shown: ShownText, citations: Sequence[CitationLine] = (), hits: Sequence[Span] = ()
) -> list[tuple[int, str]]:
    """(place in the shown text, name) in order: c<start in the original> where a fact begins, f<number> for a hit."""
    spans = [task.span for task in facts.all_tasks]
    spans += [target.span for target in facts.all_targets]
    spans += [target.deadline_span for target in facts.all_targets if target.deadline_span]
    spans += [mention.span for task in facts.all_tasks for mention in task.agencies]
    spans += [span for task in facts.all_tasks for _words, span in task.deadlines]
    spans += [doubt.span for doubt in facts.doubts if doubt.span]
    spans += [repair.span for repair in facts.explained_repairs]
    spans += [citation.span for citation in citations]
    starts = sorted({span.start for span in spans})
    anchors = [(_first_visible(shown.place(Span(start, start + 1)).start, shown), f"c{start}") for start in starts]
    anchors += [(place.start, hit_name(number)) for number, place in enumerate(_hit_places(hits, shown), start=1)]
    return sorted(anchors)


def _first_visible(position: int, shown: ShownText) -> int:
    """The next place that is not blank: blanks around a paragraph are not set."""
    while position < len(shown.text) and shown.text[position] in BLANKS:
        position += 1
    return position

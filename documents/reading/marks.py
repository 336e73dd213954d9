"""Facts become marks on the shown text, and anchors where they begin."""

from __future__ import annotations

from documents.highlighting import Mark, RepairNote
from documents.models import Repair, Target
from documents.parsing.spans import Span
from documents.reading.facts import DocumentFacts, RepairFact, TargetNote
from documents.reading.texts import BLANKS, ORIGINAL, ShownText
from documents.rows.values import find_value

# Repairs that changed what is said are underlined; residues and brackets are counted only.
EXPLAINED = frozenset({Repair.Kind.SHIFTED_BYTES.value, Repair.Kind.CORRECTION.value})


def marks_of(facts: DocumentFacts, *, shown: ShownText) -> list[Mark]:
    """All marks of a document in places of the shown text, sorted by where they begin."""
    wanted: list[tuple[Span, str, RepairNote | None]] = []
    for task in facts.all_tasks:
        wanted += [(mention.span, mention.role, None) for mention in task.agencies]
        wanted += [(span, "deadline", None) for _words, span in task.deadlines]
    for target in facts.all_targets:
        if target.deadline_span:
            wanted.append((target.deadline_span, "deadline", None))
        if target.kind == Target.Kind.QUANTITY:
            wanted.append((value_span(target, shown=shown), "target", None))
    wanted += [
        (repair.span, "repair", _note(repair))
        for repair in facts.repairs
        if shown.mode == ORIGINAL or repair.kind in EXPLAINED
    ]
    placed = {(shown.place(span), kind): note for span, kind, note in wanted}
    marks = [Mark(span, kind, note) for (span, kind), note in placed.items() if span.start < span.end]
    return sorted(marks, key=lambda mark: (mark.span, mark.kind))


def _note(repair: RepairFact) -> RepairNote | None:
    if repair.kind not in EXPLAINED:
        return None
    return RepairNote(repair.label, repair.before, repair.after, repair.reason)


def value_span(target: TargetNote, *, shown: ShownText) -> Span:
    """Where the number with its unit stands in the original, inside the quote of the target; else the whole quote."""
    quote = shown.traced.from_source(target.span)
    found = find_value(quote.slice(shown.traced.text), unit=target.unit)
    return shown.traced.source(found.shifted(quote.start)) if found else target.span


def anchors_of(facts: DocumentFacts, *, shown: ShownText) -> list[tuple[int, str]]:
    """(place in the shown text, c<start in the original>) for the beginning of every fact, each once."""
    spans = [task.span for task in facts.all_tasks]
    spans += [target.span for target in facts.all_targets]
    spans += [mention.span for task in facts.all_tasks for mention in task.agencies]
    spans += [doubt.span for doubt in facts.doubts if doubt.span]
    starts = sorted({span.start for span in spans})
    return sorted((_first_visible(shown.place(Span(start, start + 1)).start, shown), f"c{start}") for start in starts)


def _first_visible(position: int, shown: ShownText) -> int:
    """The next place that is not blank: blanks around a paragraph are not set."""
    while position < len(shown.text) and shown.text[position] in BLANKS:
        position += 1
    return position

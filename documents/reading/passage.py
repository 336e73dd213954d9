"""One passage of a document with what stands before and after it: what the side panel shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from documents.highlighting import Mark, Run, split_runs
from documents.models import PolicyDocument, Section, Target
from documents.parsing.spans import Span
from documents.reading.facts import DocumentFacts, SectionFact, TargetNote, TaskNote, read_facts
from documents.reading.marks import marks_of
from documents.reading.page import citation_words
from documents.reading.texts import CLEAN, shown_text
from documents.rows.named import Named

# About three lines before and after.
CONTEXT = 90


@dataclass(frozen=True, slots=True)
class PassagePage:
    """A passage, its surroundings, the section it stands in, and the facts read from it."""

    place: Named
    level: str
    document_type: str
    document_title: str
    slug: str
    path: str
    locator: str
    title: str
    before: str
    paragraphs: tuple[tuple[Run, ...], ...]
    after: str
    tasks: tuple[TaskNote, ...]
    quantities: tuple[TargetNote, ...]
    milestones: tuple[TargetNote, ...]
    url: str
    review_url: str
    """Where a reviewer decides on the facts of the document."""
    report_url: str
    """Where a visitor says what is wrong here."""
    cite: str


def read_passage(document: PolicyDocument, *, span: Span) -> PassagePage:
    """The passage of `span` (in the original), which must lie inside the document."""
    facts = read_facts(document)
    shown = shown_text(document, mode=CLEAN)
    place = _trimmed(shown.text, shown.place(span))
    section = _section_at(facts, span)
    targets = [target for target in facts.all_targets if span.contains(target.span)]
    tasks = tuple(task for task in facts.all_tasks if span.contains(task.span) or task.span.contains(span))
    issuers = list(document.issuers.order_by("order").values_list("name", flat=True))
    return PassagePage(
        place=Named(document.jurisdiction.name, reverse("documents:jurisdiction", args=[document.jurisdiction.code])),
        level=document.jurisdiction.level,
        document_type=document.document_type,
        document_title=document.title,
        slug=document.slug,
        path=str(Section.Role(section.role).label),
        locator=section.locator,
        title=tasks[0].title if tasks else section.heading,
        before=shown.text[max(0, place.start - CONTEXT) : place.start].strip(),
        paragraphs=tuple(_paragraphs(shown.text, place, marks_of(facts, shown=shown))),
        after=shown.text[place.end : place.end + CONTEXT].strip(),
        tasks=tasks,
        quantities=tuple(target for target in targets if target.kind == Target.Kind.QUANTITY),
        milestones=tuple(target for target in targets if target.kind == Target.Kind.MILESTONE),
        url=f"{reverse('documents:document', args=[document.slug])}#{_address(facts, span, section)}",
        review_url=f"{reverse('reviewing:queue')}?show=all&document={document.slug}",
        report_url=reverse("reviewing:report_error", args=[document.slug, *span]),
        cite=citation_words(document, issuers),
    )


def _trimmed(text: str, place: Span) -> Span:
    """The place without the blanks around it."""
    words = place.slice(text)
    start = place.start + len(words) - len(words.lstrip())
    return Span(start, max(start, place.end - len(words) + len(words.rstrip())))


def _section_at(facts: DocumentFacts, span: Span) -> SectionFact:
    return next(
        (section for section in facts.sections if section.span.start <= span.start < section.span.end),
        facts.sections[0],
    )


def _address(facts: DocumentFacts, span: Span, section: SectionFact) -> str:
    """The anchor of the fact that begins here, else that of the section."""
    begins = {task.span.start for task in facts.all_tasks} | {target.span.start for target in facts.all_targets}
    return f"c{span.start}" if span.start in begins else f"s{section.span.start}"


def _paragraphs(text: str, place: Span, marks: list[Mark]) -> list[tuple[Run, ...]]:
    found = []
    start = place.start
    for line in place.slice(text).splitlines(keepends=True):
        kept = line.rstrip()
        if kept:
            found.append(split_runs(text, span=Span(start, start + len(kept)), marks=marks))
        start += len(line)
    return found

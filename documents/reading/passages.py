"""The text by section and paragraph, every paragraph with its address, the facts of a section beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.highlighting import Mark, RepairNote, Run, split_runs, touching
from documents.models import Section
from documents.parsing.spans import Span
from documents.reading.facts import DocumentFacts, SectionFact, TargetNote, TaskNote
from documents.reading.steps import Steps, task_steps
from documents.reading.texts import BLANKS, ORIGINAL, ShownText

# A number such as （二十一） or 3. stands before a heading; what is longer is text.
LABEL_REACH = 12
HEADING_ENDS = "。.：:；; \u3000"
HEADING_LEVELS = {1: "h2", 2: "h3"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text: its address, its runs, whether it is a heading; `lead` runs are the heading's words."""

    address: str
    tag: str
    lead: tuple[Run, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One section as it is read, with what was found in it."""

    address: str
    locator: str
    label: str
    heading: str
    role: str
    role_label: str
    depth: int
    is_inferred: bool
    confidence: int
    characters: int
    paragraphs: tuple[Paragraph, ...]
    tasks: tuple[TaskNote, ...]
    quantities: tuple[TargetNote, ...]
    milestones: tuple[TargetNote, ...]
    repairs: tuple[tuple[str, int], ...]
    steps: Steps | None
    """From the task of this section to those before and behind it; None where it holds none."""

    @property
    def first_fact(self) -> TaskNote | TargetNote | None:
        """The fact that is spoken of when something beside the text is wrong: its task, else its first target."""
        return next((fact for facts in (self.tasks, self.quantities, self.milestones) for fact in facts), None)

    @property
    def task_name(self) -> str:
        """The fragment of its first task; empty where it holds none."""
        return f"c{self.tasks[0].span.start}" if self.tasks else ""

    @property
    def notes(self) -> tuple[RepairNote, ...]:
        """The repairs explained in it, which paper shows below it."""
        runs = (run for paragraph in self.paragraphs for run in (*paragraph.lead, *paragraph.runs))
        return tuple(run.note for run in runs if run.note)

    @property
    def is_furniture(self) -> bool:
        """Whether this is what the host page put around the text."""
        return self.role == Section.Role.FURNITURE

    @property
    def has_note(self) -> bool:
        """Whether anything stands beside the text; residues alone are counted at the end of the page."""
        return bool(self.tasks or self.quantities or self.milestones)


def passages_of(
    facts: DocumentFacts,
    *,
    shown: ShownText,
    original: str,
    marks: Sequence[Mark],
    anchors: Sequence[tuple[int, str]],
) -> tuple[Passage, ...]:
    """The sections in the order of the text; marks and anchors are in places of the shown text, sorted."""
    typesetter = Typesetter(facts, shown=shown, original=original, marks=marks, anchors=anchors)
    return tuple(typesetter.passage(section) for section in facts.sections)


def _steps_by_section(facts: DocumentFacts) -> dict[int, Steps]:
    """Steps between the sections that hold tasks: each is reached at its first task."""
    held = [(section.pk, facts.tasks[section.pk][0]) for section in facts.sections if facts.tasks.get(section.pk)]
    steps = task_steps([f"c{task.span.start}" for _key, task in held])
    return {key: step for (key, _task), step in zip(held, steps, strict=True)}


class Typesetter:
    """Sets the paragraphs of one document; knows all marks once, and looks up the few that a paragraph needs."""

    def __init__(
        self,
        facts: DocumentFacts,
        *,
        shown: ShownText,
        original: str,
        marks: Sequence[Mark],
        anchors: Sequence[tuple[int, str]],
    ) -> None:
        self.facts = facts
        self.shown = shown
        self.marks = marks
        self.anchors = anchors
        self.steps = _steps_by_section(facts)
        self.mark_starts = [mark.span.start for mark in self.marks]
        self.longest = max((mark.span.end - mark.span.start for mark in self.marks), default=0)
        self.line_starts = [0, *(index + 1 for index, character in enumerate(original) if character == "\n")]
        self.repair_starts = [repair.span.start for repair in facts.repairs]
        self.addresses: Counter[int] = Counter()

    def passage(self, section: SectionFact) -> Passage:
        """One section with its paragraphs and facts."""
        targets = self.facts.targets.get(section.pk, ())
        return Passage(
            address=f"s{section.span.start}",
            locator=section.locator,
            label=section.label,
            heading=section.heading,
            role=section.role,
            role_label=str(Section.Role(section.role).label),
            depth=section.depth,
            is_inferred=section.inferred,
            confidence=round(section.confidence * 100),
            characters=section.span.end - section.span.start,
            paragraphs=tuple(self._paragraphs(section)),
            tasks=tuple(self.facts.tasks.get(section.pk, ())),
            quantities=tuple(target for target in targets if target.kind == "quantity"),
            milestones=tuple(target for target in targets if target.kind == "milestone"),
            repairs=self._repairs(section.span),
            steps=self.steps.get(section.pk),
        )

    def _repairs(self, span: Span) -> tuple[tuple[str, int], ...]:
        first, last = (bisect_left(self.repair_starts, place) for place in span)
        inside = Counter(repair.label for repair in self.facts.repairs[first:last])
        return tuple(inside.most_common())

    def _paragraphs(self, section: SectionFact) -> Iterator[Paragraph]:
        place = self.shown.place(section.span)
        heading = "" if section.inferred else section.heading
        for line in self._lines(place):
            head = self._heading_span(line, heading) if heading else None
            heading = "" if head else heading
            whole = head is not None and not self._rest(line, head).strip(HEADING_ENDS)
            tag = HEADING_LEVELS.get(section.depth, "h4") if whole else "p"
            cut = head.end if head else line.start
            yield Paragraph(
                self._address(line), tag, self._runs(Span(line.start, cut)), self._runs(Span(cut, line.end))
            )

    def _lines(self, place: Span) -> Iterator[Span]:
        """The lines inside a place of the shown text, without blank ones and without the blanks around them."""
        start = place.start
        for line in self.shown.text[place.start : place.end].splitlines(keepends=True):
            kept = line.strip(BLANKS)
            if kept:
                before = 0 if self.shown.mode == ORIGINAL else line.index(kept[0])
                after = len(line.rstrip("\r\n")) if self.shown.mode == ORIGINAL else before + len(kept)
                yield Span(start + before, start + after)
            start += len(line)

    def _heading_span(self, line: Span, heading: str) -> Span | None:
        """Number and heading at the beginning of the line, in places of the shown text."""
        clean = self.shown.clean(line)
        text = clean.slice(self.shown.traced.text)
        found = text.find(heading, 0, LABEL_REACH + len(heading))
        if found < 0:
            return None
        end = clean.start + found + len(heading)
        return Span(line.start, self.shown.place(self.shown.traced.source(Span(end - 1, end))).end)

    def _rest(self, line: Span, head: Span) -> str:
        return self.shown.text[head.end : line.end]

    def _runs(self, span: Span) -> tuple[Run, ...]:
        if span.start >= span.end:
            return ()
        marks: Sequence[Mark] = touching(self.marks, self.mark_starts, span=span, longest=self.longest)
        first, last = (bisect_left(self.anchors, (place, "")) for place in span)
        anchors = self.anchors[first:last]
        return split_runs(self.shown.text, span=span, marks=marks, anchors=anchors)

    def _address(self, line: Span) -> str:
        """p12 for the twelfth line of the original, p12-2 for a second paragraph from it: the same in every mode."""
        number = bisect_right(self.line_starts, self.shown.source_start(line.start))
        self.addresses[number] += 1
        times = self.addresses[number]
        return f"p{number}" if times == 1 else f"p{number}-{times}"

"""Found facts in positions of the clean text -> parsed facts in positions of the original, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.parsing.outline import OutlineSection
from documents.parsing.records import (
    ParsedAgency,
    ParsedCitation,
    ParsedDeadline,
    ParsedDoubt,
    ParsedSection,
    ParsedStage,
    ParsedTarget,
    ParsedTask,
)
from documents.parsing.spans import Span, TracedText
from documents.parsing.targets import FoundTarget
from documents.parsing.tasks import FoundTask


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Translates spans of one clean text to its original."""

    traced: TracedText
    original: str

    def span(self, span: Span) -> Span:
        """The original's span for a span of the clean text."""
        return self.traced.source(span)

    def sections(self, sections: Sequence[OutlineSection]) -> tuple[ParsedSection, ...]:
        """Sections whose spans tile the original: each ends where the next begins."""
        starts = [self.span(Span(section.span.start, section.span.start)).start for section in sections]
        if starts:
            starts[0] = 0
        ends = [*starts[1:], len(self.original)]
        return tuple(
            ParsedSection(
                locator=section.locator,
                label=section.label,
                heading=section.heading,
                role=section.role,
                depth=section.depth,
                inferred=section.inferred,
                confidence=section.confidence,
                parent=section.parent,
                span=Span(start, end),
            )
            for section, start, end in zip(sections, starts, ends, strict=True)
        )

    def tasks(self, found: Iterable[FoundTask]) -> tuple[ParsedTask, ...]:
        """Tasks with all their spans in the original."""
        return tuple(self._task(item.task) for item in found)

    def _task(self, task: ParsedTask) -> ParsedTask:
        return replace(
            task,
            span=self.span(task.span),
            deadlines=tuple(self._deadline(deadline) for deadline in task.deadlines),
            agencies=tuple(self._agency(agency, task.span.start) for agency in task.agencies),
        )

    def _deadline(self, deadline: ParsedDeadline) -> ParsedDeadline:
        return replace(deadline, span=self.span(deadline.span))

    def _agency(self, agency: ParsedAgency, start: int) -> ParsedAgency:
        """Agency spans lie in the task's text; the rule's span lies in the document already."""
        rule = self.span(agency.rule_span) if agency.rule_span else None
        return replace(agency, span=self.span(agency.span.shifted(start)), rule_span=rule)

    def targets(
        self, found: Iterable[FoundTarget], *, tasks: Sequence[ParsedTask], sections: Sequence[OutlineSection]
    ) -> tuple[ParsedTarget, ...]:
        """Targets with quote and task: `quote` is the slice of the original, `quote_clean` of the clean text."""
        task_of_section = {task.section: position for position, task in enumerate(tasks)}
        for index, section in enumerate(sections):
            if section.repeats in task_of_section:  # A row of a table speaks of the task that it repeats.
                task_of_section[index] = task_of_section[section.repeats]
        return tuple(self._target(target, task_of_section, sections) for target in found)

    def _target(
        self, target: FoundTarget, task_of_section: dict[int, int], sections: Sequence[OutlineSection]
    ) -> ParsedTarget:
        span = self.span(target.span)
        quantity = target.quantity
        return ParsedTarget(
            section=target.section,
            task=task_of_section.get(target.section),
            locator=sections[target.section].locator,
            kind=target.kind,
            indicator=target.indicator,
            operator=target.operator,
            value=quantity.value if quantity else None,
            value_max=quantity.value_max if quantity else None,
            unit=quantity.unit if quantity else "",
            strength=target.strength,
            base_year=target.base_year,
            deadline=self._deadline(target.deadline) if target.deadline else None,
            quote=span.slice(self.original),
            quote_clean=target.span.slice(self.traced.text),
            rule=target.rule,
            span=span,
        )

    def stages(self, found: Iterable[ParsedStage]) -> tuple[ParsedStage, ...]:
        """Stages with spans in the original."""
        return tuple(replace(stage, span=self.span(stage.span)) for stage in found)

    def citations(self, found: Iterable[ParsedCitation]) -> tuple[ParsedCitation, ...]:
        """Citations with spans in the original."""
        return tuple(replace(citation, span=self.span(citation.span)) for citation in found)

    def doubts(self, found: Iterable[ParsedDoubt]) -> tuple[ParsedDoubt, ...]:
        """Doubts with spans in the original."""
        return tuple(replace(doubt, span=self.span(doubt.span)) if doubt.span else doubt for doubt in found)

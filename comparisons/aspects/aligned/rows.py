"""The rows of the page from weighed tasks: names, scores, terms, cells in one of the five states. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from comparisons.aspects.aligned.grouping import pair
from comparisons.aspects.aligned.material import Decided, Material, RelatedTerms, TaskWording
from comparisons.aspects.aligned.naming import row_domain, row_name
from comparisons.aspects.aligned.records import (
    AlignedCell,
    AlignedRow,
    AlignedTask,
    Review,
    Standing,
    TaskName,
)
from comparisons.aspects.aligned.terms import Voice, only_terms, pieces_of, shared_terms, voice_of
from comparisons.aspects.aligned.weighing import Weighed
from comparisons.matrix import absent_state, coverage_words
from comparisons.records import Cell, Mention, State

# From the tasks of two passages to the page that sets their wordings side by side; empty where there is none.
CompareAddress = Callable[[TaskWording, TaskWording], str]


def build_rows(
    material: Material, *, weighed: Weighed, related: RelatedTerms, compare: CompareAddress, sort: str = ""
) -> tuple[AlignedRow, ...]:
    """Every row, numbered in its order; each task of the columns stands in exactly one of them.

    Rows of several places come first: the closest, or (`sort` places) those of most places, or (first) in the order
    of the first place's text. Then those of one place alone, in the order of the texts.
    """
    builder = _Builder(material, weighed, related, compare)
    order = sorted(range(len(weighed.grouped.rows)), key=lambda at: builder.order(at, sort))
    builder.number_of = {at: number for number, at in enumerate(order, start=1)}
    return tuple(builder.row(at) for at in order)


class _Builder:
    """What all rows are built from."""

    def __init__(self, material: Material, weighed: Weighed, related: RelatedTerms, compare: CompareAddress) -> None:
        self.material = material
        self.weighed = weighed
        self.related = related
        self.compare = compare
        self.row_of = {number: at for at, row in enumerate(weighed.grouped.rows) for number in row}
        self.number_of: dict[int, int] = {}
        self.names = [self._name_of(numbers) for numbers in weighed.grouped.rows]

    def order(self, at: int, sort: str) -> tuple[int, ...]:
        """What a row is sorted by."""
        numbers = self.weighed.grouped.rows[at]
        places = len({self._column(number) for number in numbers})
        score = self._closeness(numbers)[0]
        by = {"places": (-places, -score), "first": ()}.get(sort, (-score, -places))
        return (0, *by, at) if places > 1 else (1, at)

    def row(self, at: int) -> AlignedRow:
        """One row: its name and score, why its tasks stand together, and a cell for each document."""
        numbers = self.weighed.grouped.rows[at]
        titles = [self.weighed.titles[number] for number in numbers]
        columns = sorted({title.column for title in titles})
        domain = row_domain(titles) if len(columns) > 1 else ""
        domain = domain or self.material.tasks[numbers[0]].entry.domain
        voices = [self._voice([number for number in numbers if self._column(number) == each]) for each in columns]
        shared = shared_terms(voices)
        marked = tuple(term for each in shared for term in (each.term, *each.also))
        cells = tuple(
            self._cell(
                at,
                column,
                domain,
                marked,
                _but(marked, only_terms(voices, at=columns.index(column))) if column in columns else (),
            )
            for column in range(len(self.material.documents))
        )
        score, subject, wording = self._closeness(numbers)
        return AlignedRow(
            number=self.number_of[at],
            anchor=f"row-{self.number_of[at]}",
            name=self._told_apart(at),
            domain=domain,
            domain_name=self.material.domain_names.get(domain, ""),
            score=score if len(columns) > 1 else None,
            subject=subject,
            wording=wording,
            shared=shared,
            coverage=coverage_words([cell.cell for cell in cells], facts=self.material.facts),
            places=len(columns),
            cells=cells,
            standing=self._standing(numbers),
        )

    def _name_of(self, numbers: Sequence[int]) -> str:
        return row_name([self.weighed.titles[number] for number in numbers], domain_names=self.material.domain_names)

    def _told_apart(self, at: int) -> str:
        """The name of a row, with the title of its first task where another row has the same name."""
        name = self.names[at]
        if self.names.count(name) == 1:
            return name
        first = self.weighed.titles[self.weighed.grouped.rows[at][0]].title
        return name if first == name else _("%(name)s（%(title)s）") % {"name": name, "title": first}

    def _column(self, number: int) -> int:
        return self.material.tasks[number].column

    def _voice(self, numbers: Sequence[int]) -> Voice:
        tasks = self.material.tasks
        return voice_of(
            [self.weighed.vectors[number] for number in numbers],
            terms=[tasks[number].terms for number in numbers],
            related=[self.weighed.related[number] for number in numbers],
            group_of=self.related.group_of,
        )

    def _closeness(self, numbers: Sequence[int]) -> tuple[int, int, int]:
        """Means of 100 over the pairs of different columns: closeness, its half by subject, its half by wording."""
        pairs = [
            pair(first, second)
            for at, first in enumerate(numbers)
            for second in numbers[at + 1 :]
            if self._column(first) != self._column(second)
        ]
        found = [self.weighed.pairs[each] for each in pairs if each in self.weighed.pairs]
        if not pairs:
            return 0, 0, 0
        totals = (
            sum(each.score for each in found),
            sum(each.subject for each in found),
            sum(each.wording for each in found),
        )
        score, subject, wording = (round(100 * total / len(pairs)) for total in totals)
        return score, subject, wording

    def _cell(self, at: int, column: int, domain: str, marked: Sequence[str], only: tuple[str, ...]) -> AlignedCell:
        numbers = [number for number in self.weighed.grouped.rows[at] if self._column(number) == column]
        mentions = self._mentions(at, column, domain, own=numbers)
        if numbers:
            tasks = tuple(self._task(number, at, marked, only) for number in numbers)
            entries = tuple(task.entry for task in tasks)
            return AlignedCell(Cell(State.STATED, entries=entries, mentions=mentions), tasks, only)
        if mentions:
            return AlignedCell(Cell(State.TOUCHED, mentions=mentions))
        return AlignedCell(Cell(absent_state(domain, facts=self.material.facts[column])))

    def _mentions(self, at: int, column: int, domain: str, *, own: Sequence[int]) -> tuple[Mention, ...]:
        """First the tasks that fit the row but stand in another; in an empty cell also what else touches its domain."""
        guests = [number for number in self.weighed.grouped.guests[at] if self._column(number) == column]
        found = [self._pointer(number, _("另见第%(row)s行")) for number in guests]
        if own:
            return tuple(found)
        alike = [
            number
            for number, task in enumerate(self.material.tasks)
            if task.column == column and task.entry.domain == domain and number not in guests
        ]
        found += [self._pointer(number, _("同领域，见第%(row)s行")) for number in alike]
        seen = {mention.address for mention in found}
        touching = self.material.facts[column].mentions.get(domain, ())
        return (*found, *(each for each in touching if each.address not in seen))

    def _pointer(self, number: int, words: str) -> Mention:
        """A task that stands in another row, with the number of that row."""
        entry = self.material.tasks[number].entry
        return Mention(
            kind="task",
            kind_words=words % {"row": self.number_of[self.row_of[number]]},
            title=entry.title,
            quote=entry.opening,
            locator=entry.locator,
            address=entry.address,
            panel_address=entry.panel_address,
        )

    def _task(self, number: int, at: int, marked: Sequence[str], only: Sequence[str]) -> AlignedTask:
        task = self.material.tasks[number]
        others = [other for other in self.weighed.grouped.rows[at] if self._column(other) != task.column]
        scores = [
            self.weighed.pairs[each].score for other in others if (each := pair(number, other)) in self.weighed.pairs
        ]
        first = self.weighed.grouped.rows[at][0]
        return AlignedTask(
            key=task.key,
            entry=task.entry,
            opening=pieces_of(task.entry.opening, shared=marked, only=only),
            rest=pieces_of(task.entry.rest, shared=marked, only=only),
            fit=round(100 * sum(scores) / len(others)) if others else None,
            compare_address=self.compare(self.material.tasks[first], task)
            if self._column(first) != task.column
            else "",
        )

    def _standing(self, numbers: Sequence[int]) -> Standing:
        """What people decided about the pairs of a row, and about pairs of its tasks with those of other rows."""
        inside: list[Decided] = []
        apart: dict[int, Decided] = {}
        for (first, second), decision in self.material.decided.items():
            here = (first in numbers) + (second in numbers)
            if here == 2 and decision.together:
                inside.append(decision)
            elif here == 1 and not decision.together:
                apart[second if first in numbers else first] = decision
        last = max((*inside, *apart.values()), key=lambda decision: decision.decided_at, default=None)
        return Standing(
            review=self._review(numbers, inside=len(inside), apart=bool(apart)),
            decided_at=last.decided_at if last else None,
            decided_by=last.decided_by if last else "",
            apart=tuple(self._name(number) for number in sorted(apart)),
        )

    def _review(self, numbers: Sequence[int], *, inside: int, apart: bool) -> Review:
        """Reviewed when every pair of different columns was decided, or a task alone was decided to stay alone."""
        pairs = sum(
            self._column(first) != self._column(second)
            for at, first in enumerate(numbers)
            for second in numbers[at + 1 :]
        )
        if inside == pairs and (inside or apart):
            return "reviewed"
        return "partly" if inside or apart else ""

    def _name(self, number: int) -> TaskName:
        task = self.material.tasks[number]
        return TaskName(task.key, self.material.documents[task.column].label, task.entry.title)


def _but(shared: Sequence[str], only: Sequence[str]) -> tuple[str, ...]:
    """Terms of one place without other names of what is shared: 一网统管 beside 城市大脑 is no difference."""
    return tuple(term for term in only if term not in shared)

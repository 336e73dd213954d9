"""Frozen records of the view of agencies: who is named for which task, by function or by domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from comparisons.answers import silence_of
from comparisons.matrix import DocumentFacts, Topic
from comparisons.records import ComparedDocument, Mention, NamedAgency, Point, State, TaskEntry

# How many led tasks, and how many touching places, stand open in a cell; the rest is folded, never left out.
OPEN_TASKS = 3
OPEN_MENTIONS = 2


class Part(StrEnum):
    """The part an agency has in a task, the strongest first (codebook: Agencies)."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"

    @property
    def words(self) -> str:
        """牵头, 责任 or 配合."""
        return {Part.LEAD: _("牵头"), Part.RESPONSIBLE: _("责任"), Part.SUPPORT: _("配合")}[self]


@dataclass(frozen=True, slots=True)
class Function:
    """A function class as a row: its code, name and page."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agency named for one task, with the words that name it."""

    task: TaskEntry
    part: Part
    name: str
    as_written: str
    collective: bool
    function: str
    """Code of its function class; empty where the name could not be mapped."""
    address: str
    """Page of the agency."""
    quote: str
    """The sentence or note that names it, after cleaning."""
    original: str
    """Exactly the same characters of the original."""
    origin: str
    origin_words: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the view is built from; each sequence in the order of the columns."""

    documents: tuple[ComparedDocument, ...]
    facts: tuple[DocumentFacts, ...]
    tasks: tuple[tuple[TaskEntry, ...], ...]
    """Key tasks and safeguards of each column, in the order of the text."""
    assignments: tuple[tuple[Assignment, ...], ...]
    functions: tuple[Function, ...]
    taxonomy: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class AgencyTasks:
    """One agency in a cell with everything it is named for."""

    name: str
    address: str
    as_written: tuple[str, ...]
    """How the text writes it, where that differs from its name."""
    leads: tuple[Assignment, ...]
    responsibles: tuple[Assignment, ...]
    supports: tuple[Assignment, ...]

    @property
    def open_leads(self) -> tuple[Assignment, ...]:
        """The led tasks that stand open."""
        return self.leads[:OPEN_TASKS]

    @property
    def folded_leads(self) -> tuple[Assignment, ...]:
        """The led tasks behind 再显示N项."""
        return self.leads[OPEN_TASKS:]

    @property
    def all(self) -> tuple[Assignment, ...]:
        """Everything it is named for, the strongest part first."""
        return (*self.leads, *self.responsibles, *self.supports)


@dataclass(frozen=True, slots=True)
class FunctionCell:
    """The agencies of one place with one function."""

    state: State
    agencies: tuple[AgencyTasks, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Places that name such an agency without giving it a task."""


@dataclass(frozen=True, slots=True)
class Touching:
    """A place that touches on a domain, with who leads the task it stands in."""

    mention: Mention
    leads: tuple[NamedAgency, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainCell:
    """Who leads the tasks of one place in one domain."""

    state: State
    tasks: tuple[TaskEntry, ...] = ()
    touching: tuple[Touching, ...] = ()
    no_lead: State = State.NOT_FOUND
    """Which silence it is where a task names no lead: nobody checked, or checked."""

    @property
    def leads(self) -> tuple[NamedAgency, ...]:
        """Every lead of its tasks, in order, each once."""
        return tuple({agency.name: agency for task in self.tasks for agency in task.leads}.values())

    @property
    def open_touching(self) -> tuple[Touching, ...]:
        """The touching places that stand open: some where no task stands, else none."""
        return () if self.tasks else self.touching[:OPEN_MENTIONS]

    @property
    def folded_touching(self) -> tuple[Touching, ...]:
        """The touching places behind a fold."""
        return self.touching[len(self.open_touching) :]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One function or one domain across all columns."""

    code: str
    name: str
    anchor: str
    address: str
    """Page of the function; empty for a domain and for what is no function."""
    coverage: str
    """仅茅箭区, 两地写明牵头 …"""
    only_one: bool
    unlike: bool
    """Whether agencies of unlike functions lead it."""
    cells: tuple[FunctionCell | DomainCell, ...]
    answers: tuple[object, ...]
    """What each column answers, None where nothing: its strongest part, or the functions that lead."""


@dataclass(frozen=True, slots=True)
class AgencyBand:
    """Rows that belong together: functions that lead, a top domain …"""

    code: str
    name: str
    rows: tuple[AgencyRow, ...]

    @property
    def anchor(self) -> str:
        """The fragment that leads to the band."""
        return f"agencies-{self.code}"

    @property
    def summaries(self) -> tuple[str, ...]:
        """What each column says in the band: 3个单位, or 4项，3项写明牵头; where nothing is, so."""
        return tuple(_summary(cells) for cells in zip(*(row.cells for row in self.rows), strict=True))


def _summary(cells: Sequence[FunctionCell | DomainCell]) -> str:
    agencies = sum(len(cell.agencies) for cell in cells if isinstance(cell, FunctionCell))
    tasks = [task for cell in cells if isinstance(cell, DomainCell) for task in cell.tasks]
    if tasks:
        led = sum(bool(task.leads) for task in tasks)
        return _("%(tasks)s项，%(led)s项写明牵头") % {"tasks": len(tasks), "led": led}
    return _("%(count)s个单位") % {"count": agencies} if agencies else silence_of([cell.state for cell in cells])


@dataclass(frozen=True, slots=True)
class LeadShare:
    """How many tasks of one column name who leads, and how many agencies it names."""

    document: ComparedDocument
    key_tasks: int
    key_tasks_led: int
    safeguards: int
    safeguards_led: int
    agencies: int


@dataclass(frozen=True, slots=True)
class AgencyComparison:
    """What page and exports of the view show."""

    documents: tuple[ComparedDocument, ...]
    by_domain: bool
    bands: tuple[AgencyBand, ...]
    shares: tuple[LeadShare, ...]
    points: tuple[Point, ...]
    said: str
    hidden_rows: int
    assignments: dict[str, tuple[Assignment, ...]]
    """Every assignment by the address of its task, for the list."""

    @property
    def rows(self) -> tuple[tuple[AgencyBand, AgencyRow], ...]:
        """All rows with their band, in the order of the page."""
        return tuple((band, row) for band in self.bands for row in band.rows)

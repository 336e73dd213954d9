"""The frozen records of the timeline: moments, cells of a year, lanes of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from comparisons.records import ComparedDocument, NamedValue, Point, State

OPEN_MOMENTS = 3


class MomentKind(StrEnum):
    """What stands at a point in time (codebook: Stage, Target, deadline of a Task)."""

    STAGE = "stage"
    MILESTONE = "milestone"
    QUANTITY = "quantity"
    DEADLINE = "deadline"

    @property
    def words(self) -> str:
        """The kind as page and export print it."""
        return str(_KIND_WORDS[self])


_KIND_WORDS = {
    MomentKind.STAGE: _("实施步骤"),
    MomentKind.MILESTONE: _("里程碑"),
    MomentKind.QUANTITY: _("目标值"),
    MomentKind.DEADLINE: _("任务时限"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something a document sets in time: a stage, a milestone, a value to reach, the deadline of a task."""

    kind: MomentKind
    title: str
    words: str
    """The date as the text writes it: 2022年9月底前; for a stage both ends."""
    begins: str
    """Only for stages: 2018, 2020-10 or 2020-10-15; empty where the text gives none."""
    ends: str
    """Likewise; for everything but stages the deadline. Empty in the row 未写时限."""
    task: str
    """The task it belongs to; empty for goals and stages."""
    task_start: int | None
    domain: str
    values: tuple[NamedValue, ...]
    """The values the same sentence commits to."""
    quote: str
    original: str
    locator: str
    start: int
    address: str
    panel_address: str
    origin: str
    origin_words: str

    @property
    def first_year(self) -> int | None:
        """The year it stands in, or begins in."""
        day = self.begins or self.ends
        return int(day[:4]) if day else None

    @property
    def last_year(self) -> int | None:
        """The year it ends in."""
        day = self.ends or self.begins
        return int(day[:4]) if day else None


@dataclass(frozen=True, slots=True)
class YearCell:
    """What one document sets for one year; stages that began before are `running`."""

    state: State
    moments: tuple[Moment, ...] = ()
    running: tuple[Moment, ...] = ()

    @property
    def shown(self) -> tuple[Moment, ...]:
        """What stands open in the cell."""
        return self.moments[:OPEN_MOMENTS]

    @property
    def folded(self) -> tuple[Moment, ...]:
        """What stands behind 再显示N项."""
        return self.moments[OPEN_MOMENTS:]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year across all documents; `year` is None for what has no date."""

    year: int | None
    name: str
    anchor: str
    note: str
    """四地有节点, 仅济南市."""
    only_one: bool
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape of the drawing; `x` and `width` are per cent of the scale, as text for SVG."""

    kind: MomentKind
    x: str
    width: str
    """Empty for a point in time."""
    row: int
    """Stages that overlap lie under each other, from 0."""
    label: str
    """What stands there, one line each."""
    count: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One document on the common scale: its period, and its marks."""

    document: ComparedDocument
    period_x: str
    period_width: str
    """Both empty where neither title nor deadlines give a period."""
    marks: tuple[Mark, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the view shows."""

    documents: tuple[ComparedDocument, ...]
    years: tuple[int, ...]
    lanes: tuple[Lane, ...]
    """None where the scale is too long for a drawing; the table stands all the same."""
    rows: tuple[YearRow, ...]
    points: tuple[Point, ...]
    said: str

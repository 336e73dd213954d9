"""The frozen records that page and exports of the aligned tasks read; nothing in them asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from comparisons.records import Cell, ComparedDocument, TaskEntry

Mark = Literal["", "shared", "only"]
Review = Literal["", "partly", "reviewed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the wording; `shared` with other places of the row, used in this place `only`, or plain."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term that several places of a row use, with other names of the same thing that stand for it in some."""

    term: str
    places: int
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The term with its other names: 智慧交通（一路通）."""
        return f"{self.term}（{'、'.join(self.also)}）" if self.also else self.term


@dataclass(frozen=True, slots=True)
class TaskSpot:
    """What a decision of people holds on to: document, number and wording of a task; a re-reading keeps it."""

    document: int
    locator: str
    wording: str
    """SHA-256 of the wording."""


@dataclass(frozen=True, slots=True)
class AlignedTask:
    """One task in its row: what a cell shows of it, with its wording cut where terms are marked."""

    key: int
    entry: TaskEntry
    opening: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    fit: int | None
    """How close it is to the tasks of other places in its row, of 100; None where it stands alone."""
    compare_address: str = ""
    """Where its wording is set against that of the first task of the row."""


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """What one document says of the subject of a row."""

    cell: Cell
    """State, tasks and touching places, as every view knows them; tasks that fit but stand elsewhere lead the places."""
    tasks: tuple[AlignedTask, ...] = ()
    only: tuple[str, ...] = ()
    """Telling terms that no other place of the row uses."""


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task by key, place and title, for a form."""

    key: int
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who decided about a row, and when; `others` are tasks that were decided not to belong to it."""

    review: Review = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    apart: tuple[TaskName, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One subject across all documents."""

    number: int
    anchor: str
    name: str
    domain: str
    domain_name: str
    score: int | None
    """Mean closeness of its tasks of different places, of 100; None where one place stands alone."""
    subject: int
    wording: int
    shared: tuple[SharedTerm, ...]
    coverage: str
    places: int
    cells: tuple[AlignedCell, ...]
    standing: Standing

    @property
    def keys(self) -> tuple[int, ...]:
        """The tasks of the row."""
        return tuple(task.key for cell in self.cells for task in cell.tasks)

    @property
    def keys_text(self) -> str:
        """The tasks of the row, as a form sends them: 12-15-30."""
        return "-".join(str(key) for key in self.keys)

    @property
    def apart_text(self) -> str:
        """The tasks that were decided not to belong here, as a form sends them."""
        return "-".join(str(name.key) for name in self.standing.apart)

    @property
    def shared_words(self) -> str:
        """The shared terms in one line: 公交（3地）、信号（2地）."""
        return "、".join(
            _("%(term)s（%(places)s地）") % {"term": each.words, "places": each.places} for each in self.shared
        )

    @property
    def review_words(self) -> str:
        """已审, 部分已审, or 自动 where nobody decided."""
        return {"reviewed": _("已审"), "partly": _("部分已审")}.get(self.standing.review, _("自动"))


@dataclass(frozen=True, slots=True)
class RowBand:
    """Rows under one heading: those of several places, or those of one place alone."""

    key: str
    name: str
    rows: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What page and exports of a selection show of aligned tasks."""

    documents: tuple[ComparedDocument, ...]
    bands: tuple[RowBand, ...]
    said: str
    hidden: int
    """Rows of fewer places than asked for."""

    @property
    def rows(self) -> tuple[AlignedRow, ...]:
        """All rows in the order of the page."""
        return tuple(row for band in self.bands for row in band.rows)

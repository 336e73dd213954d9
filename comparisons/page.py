"""The frame of every view: title, tabs, choices, guard, addresses of the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.addresses import other_view, snapshot_of
from comparisons.aspect import Aspect, Content
from comparisons.builder.columns import Columns
from comparisons.builder.picker import ChosenColumn, Picker, focus_index
from comparisons.choices import Tab
from comparisons.comparability import notices
from comparisons.records import ComparedDocument, Notice
from comparisons.selection import Selection
from comparisons.sentences import title_of
from documents.exporters import Download

# Tasks of all columns from which on drawing all of them at once is felt.
LONG_TABLE = 150


@dataclass(frozen=True, slots=True)
class Head:
    """The header of one column: its document, and what can be done with the column."""

    document: ComparedDocument
    column: ChosenColumn
    number: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the content of every view; rendering asks the database nothing."""

    title: str
    aspect: str
    address: str
    form_address: str
    """The page without its query, for forms that change the selection."""
    tabs: tuple[Tab, ...]
    documents: tuple[ComparedDocument, ...]
    heads: tuple[Head, ...]
    focus: int
    """The number of the column that is set against the others, counted from 1; 0 if none is."""
    picker: Picker
    selection: Selection
    said: str
    problems: tuple[str, ...]
    notices: tuple[Notice, ...]
    remarks: tuple[str, ...]
    """What was decided for the reader: which document of a place stands here, what was left out."""
    snapshot_address: str
    export_label: str
    downloads: tuple[Download, ...]

    @property
    def is_long(self) -> bool:
        """Whether the columns hold so many tasks that the browser should draw only those in sight."""
        return sum(document.key_tasks + document.safeguards for document in self.documents) > LONG_TABLE

    @property
    def columns(self) -> int:
        """Number of columns with the one that names the rows."""
        return len(self.documents) + 1


def frame(
    selection: Selection,
    *,
    aspect: Aspect,
    aspects: Sequence[Aspect],
    columns: Columns,
    content: Content | None,
    picker: Picker,
    downloads: tuple[Download, ...] = (),
) -> Frame:
    """Put together what surrounds a view; `content` is None while nothing is chosen. Pure."""
    address = comparison_address(selection, aspect=aspect.key)
    return Frame(
        title=title_of(columns.documents),
        aspect=aspect.key,
        address=address,
        form_address=address.partition("?")[0],
        tabs=_tabs(selection, aspect=aspect, aspects=aspects, documents=columns.documents),
        documents=columns.documents,
        heads=tuple(
            Head(document, column, number)
            for number, (document, column) in enumerate(zip(columns.documents, picker.chosen, strict=True), start=1)
        ),
        focus=_number(focus_index(selection, columns.documents)),
        picker=picker,
        selection=selection,
        said=content.said if content else "",
        problems=(*selection.problems, *columns.problems, *(content.problems if content else ())),
        notices=notices(columns.documents),
        remarks=columns.remarks,
        snapshot_address=snapshot_of(selection, aspect=aspect.key),
        export_label=_("导出这%(count)s列") % {"count": len(columns.documents)},
        downloads=downloads,
    )


def _number(index: int | None) -> int:
    return 0 if index is None else index + 1


def _tabs(
    selection: Selection, *, aspect: Aspect, aspects: Sequence[Aspect], documents: Sequence[ComparedDocument]
) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            label=str(each.label),
            url=other_view(selection, aspect=each.key),
            current=each.key == aspect.key,
            count=each.count(documents) if each.count else 0,
        )
        for each in aspects
    )

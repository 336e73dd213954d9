"""What a view of a selection must bring: its key, its words, how it is built, its template and its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from comparisons.records import ComparedDocument
from comparisons.selection import Selection, Setting
from documents.querysets import User
from documents.tables import Table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Ask:
    """What a view is asked to show: the selection, the documents of its columns, and for whom."""

    selection: Selection
    documents: tuple[ComparedDocument, ...]
    user: User


class Content(Protocol):
    """What a view shows; its page reads the rest of it by its own name."""

    @property
    def said(self) -> str:
        """What the table shows, in one sentence: 五地的目标值，12项."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about parts of the selection that the view could not follow."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One view of the same columns: by domain, aligned tasks, targets …"""

    key: str
    """The word in its address."""
    label: StrOrPromise
    """The word of its tab: 目标值."""
    template: str
    build: Callable[[Ask], Any]
    """From what is asked to a Content; the only place of a view that may query."""
    tables: Callable[[Any, str], tuple[Table, ...]]
    """From content and site (scheme and host) to the tables of an export: as shown first, then the lists behind it."""
    settings: tuple[Setting, ...] = ()
    count: Callable[[Sequence[ComparedDocument]], int] | None = None
    """The number beside its tab, from the headers alone."""

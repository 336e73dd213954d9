"""What every lens gives to its page and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from documents.lenses.filters import LensFilter
from documents.tables import Table


@dataclass(frozen=True, slots=True)
class Shown:
    """One lens, read: what it says, its table, its pages; `parts` are what its own template shows besides."""

    said: str
    table: Table
    page: Page | None = None
    more: Sequence[Table] = ()
    """Tables that go along in formats which hold several."""
    notes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """What must be known before numbers are compared."""
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens: its word in the address, its names, its conditions, how it is read, its template."""

    key: str
    title: Any
    lede: Any
    filter_class: type[LensFilter]
    read: Callable[[HttpRequest, Any, bool], Shown]
    template: str

    @property
    def name(self) -> str:
        """The name of its address: lenses:coverage."""
        return f"lenses:{self.key.replace('-', '_')}"

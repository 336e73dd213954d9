"""A close task of another document as pages show it; nothing here asks the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CloseTask:
    """A close task of another document as pages show it."""

    place: str
    level: str
    document: str
    slug: str
    title: str
    opening: str
    locator: str
    start: int
    end: int
    address: str
    panel_address: str
    closeness: int
    """Of 100."""
    shared: tuple[str, ...]

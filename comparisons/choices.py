"""Choices of a list, of joined buttons and of tabs, each with the address it leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list or of joined buttons; `address` leads to the page with it."""

    value: str
    label: str
    selected: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under a heading: a top domain with its children."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the same columns, with how many things it shows."""

    label: str
    url: str
    current: bool
    count: int = 0

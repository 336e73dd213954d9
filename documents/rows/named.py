"""A name with its address: agencies, places, documents as they stand in a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """What is shown as a link: 市公安局 and the address of its page (may be empty)."""

    name: str
    url: str = ""


def joined(names: tuple[Named, ...]) -> str:
    """The names in one cell of a table: 市公安局、市城管局."""
    return "、".join(named.name for named in names)

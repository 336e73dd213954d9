"""What changed since a snapshot: its list held against the same list made today. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from comparisons.snapshots.frozen import ADDRESS
from documents.tables import Table, as_text

# Columns that may differ without the fact being another: where the portal stands, how it numbers its rows.
NOT_COMPARED = frozenset({ADDRESS, "source_address", "number", "group", "score", "fit", "shared", "only", "subject"})
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, went or reads otherwise."""

    kind: str
    """`new`, `gone` or `other`."""
    words: str
    """What the row is: 茅箭区 智慧交通."""
    details: tuple[str, ...]
    """For `other`: which columns, from what to what."""
    address: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All rows that changed, counted; the first of them listed."""

    new: int
    gone: int
    other: int
    listed: tuple[Change, ...]

    @property
    def total(self) -> int:
        """How many rows changed."""
        return self.new + self.gone + self.other


def changes_between(then: Table, now: Table) -> Changes:
    """Rows are the same when they lead to the same passage and name the same thing; addresses count without host."""
    old, new = _rows(then), _rows(now)
    found = [
        *(Change("gone", _words(row), (), _path(row)) for key, row in old.items() if key not in new),
        *(Change("new", _words(row), (), _path(row)) for key, row in new.items() if key not in old),
        *_others(old, new, {column.key: column.heading for column in now.columns}),
    ]
    kinds = [change.kind for change in found]
    return Changes(kinds.count("new"), kinds.count("gone"), kinds.count("other"), tuple(found[:MOST_LISTED]))


def _others(
    old: Mapping[tuple[str, ...], Mapping[str, str]],
    new: Mapping[tuple[str, ...], Mapping[str, str]],
    headings: Mapping[str, str],
) -> Sequence[Change]:
    changes = []
    for key, row in new.items():
        before = old.get(key)
        if before is None:
            continue
        details = tuple(
            f"{headings[column]}：{before[column] or '—'} → {words or '—'}"
            for column, words in row.items()
            if column in before and column not in NOT_COMPARED and before[column] != words
        )
        if details:
            changes.append(Change("other", _words(row), details, _path(row)))
    return changes


def _rows(table: Table) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Rows as text by what tells them apart: place in the text, row and name, counted where several are alike."""
    rows: dict[tuple[str, ...], Mapping[str, str]] = {}
    for cells in table.cells():
        row = {cell.column.key: as_text(cell.value) for cell in cells}
        key = (
            _path(row),
            *(row.get(name, "") for name in ("domain", "row", "year", "state", "title", "agency", "part")),
        )
        number = 0
        while (*key, str(number)) in rows:
            number += 1
        rows[(*key, str(number))] = row
    return rows


def _path(row: Mapping[str, str]) -> str:
    parts = urlsplit(row.get(ADDRESS, ""))
    return f"{parts.path}#{parts.fragment}" if parts.fragment else parts.path


def _words(row: Mapping[str, str]) -> str:
    named = (row.get(name, "") for name in ("place", "title", "task", "agency", "indicator", "locator"))
    return " ".join(dict.fromkeys(word for word in named if word))

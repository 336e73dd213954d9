"""The tables of a snapshot, read from the JSON that was kept; what a withdrawn document said is left out. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from documents.tables import Column, Group, Line, Lines, Table, Value

ADDRESS = "address"
WIDTHS = {"link": 40, "date": 12, "number": 10, "text": 20}
WIDTH_OF_DOCUMENTS = 40
# Columns of a list that say something of several documents together, and so of a withdrawn one too.
OF_SEVERAL = frozenset({"coverage", "note", "shared", "only", "score", "fit", "subject", "review", "number"})


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """One row as it was kept: its cells by column, and the group it stands under."""

    cells: Mapping[str, Value]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything a snapshot holds: the table as shown first, then the lists behind it."""

    tables: tuple[Table, ...]
    notices: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]


def read_frozen(content: str) -> Frozen:
    """The tables of a kept JSON (documents.exporters.as_json), with everything that travels with them."""
    kept = json.loads(content)
    about = kept["about"]
    return Frozen(
        tables=tuple(_table(each) for each in kept["tables"]),
        notices=tuple(about["notices"]),
        conditions=tuple((each["name"], each["value"]) for each in about["conditions"]),
        states=tuple((each["state"], each["meaning"]) for each in about["states"]),
    )


def without_withdrawn(frozen: Frozen, *, visible: Collection[str]) -> Frozen:
    """What may still be shown when a document was withdrawn: rows of lists that lead to a `visible` slug.

    A table that sets documents side by side cannot be shown in part (a coverage of 三地写明 speaks of the third), nor
    can sentences about the whole.
    """
    lists = tuple(
        _only(table, visible) for table in frozen.tables if any(column.key == ADDRESS for column in table.columns)
    )
    return replace(frozen, tables=lists, notices=())


def _only(table: Table, visible: Collection[str]) -> Table:
    marks = tuple(f"/documents/{slug}/" for slug in visible)
    rows = [row for row in table.rows if any(mark in str(row.cells.get(ADDRESS, "")) for mark in marks)]
    columns = tuple(column for column in table.columns if column.key not in OF_SEVERAL)
    return replace(table, columns=columns, rows=rows, said="", notes=(), group=None, totals=(), fixed_columns=1)


def _table(kept: Mapping[str, Any]) -> Table:
    groups = {group["name"]: _group(group) for group in kept["groups"]}
    return Table(
        title=kept["title"],
        columns=tuple(_column(column) for column in kept["columns"]),
        rows=[_row(row) for row in kept["rows"]],
        said=kept["said"],
        notes=tuple(kept["notes"]),
        fixed_columns=1,
        group=(lambda row: groups[row.group]) if groups else None,
        group_heading=kept["group_heading"] or "",
        totals=tuple(_group(total) for total in kept["totals"]),
    )


def _column(kept: Mapping[str, Any]) -> Column:
    key = kept["key"]

    def value_of(row: FrozenRow) -> Value:
        return row.cells.get(key)

    width = WIDTH_OF_DOCUMENTS if key.startswith(("document_", "domain_")) else WIDTHS[kept["type"]]
    return Column(key, kept["heading"], value_of, width=width, kind=kept["type"], group=kept["group"])


def _group(kept: Mapping[str, Any]) -> Group:
    return Group(kept["name"], tuple(kept["cells"].items()))


def _row(kept: Mapping[str, Any]) -> FrozenRow:
    return FrozenRow({key: _value(value) for key, value in kept["cells"].items()}, kept["group"] or "")


def _value(kept: Any) -> Value:
    if isinstance(kept, dict):
        return Lines(tuple(tuple(_line(line) for line in block) for block in kept["lines"]))
    return str(kept) if isinstance(kept, float) else kept


def _line(kept: Mapping[str, str]) -> Line:
    role: Any = kept.get("role", "text")
    return Line(kept.get("words", ""), role, kept.get("label", ""), kept.get("address", ""))

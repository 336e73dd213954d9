"""Tables as JSON of a stated structure: typed values, and everything that travels with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from documents.exporters.about import About
from documents.tables import Group, Line, Lines, Table, Value, plain_decimal

# The number before the point changes when a reader of the old structure would no longer understand the new.
SCHEMA = {"name": "policy-table", "version": "1.0"}
# How the rows of a table begin and end in the file; the first stands in it where a table has none.
NO_ROWS, ROWS_BEGIN, ROWS_END = '"rows": []', '"rows": [\n', "\n   ]"
BLOCK_ROWS = 2_000
ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def to_json(table: Table, *, about: About, more: Sequence[Table] = ()) -> bytes:
    """The tables as UTF-8 JSON: schema, about, and for each table its columns, rows by column key, totals, notes.

    Numbers are numbers, dates are "2022-09-30", nothing is null, a cell of several lines is an object with its whole
    `text` and its `lines`.
    """
    return _text(table, about, more).encode("utf-8", "backslashreplace")


def json_around(table: Table, *, about: About) -> tuple[bytes, bytes]:
    """What stands before and behind the rows of one table without groups; with `json_rows` between them the file."""
    before, _mark, after = _text(table, about, ()).partition(NO_ROWS)
    return f"{before}{ROWS_BEGIN}".encode("utf-8", "backslashreplace"), f"{ROWS_END}{after}".encode(
        "utf-8", "backslashreplace"
    )


def json_rows(table: Table, *, about: About) -> Iterator[str]:
    """The rows of a table without groups as they stand in the file, in blocks; a comma belongs between two."""
    names = [f"      {ENCODE(column.key)}: " for column in table.columns]
    rows = iter(table.rows)
    while block := list(islice(rows, BLOCK_ROWS)):
        yield ",\n".join(_row(table, row, names, about.address) for row in block)


def _row(table: Table, row: Any, names: Sequence[str], page: str) -> str:
    """One row, laid out as json.dumps lays it out with an indent of one."""
    values = [column.value(row) for column in table.columns]
    texts = [ENCODE(value if type(value) is str else _value(value, page)) for value in values]
    cells = ",\n".join(map(str.__add__, names, texts))
    return f'    {{\n     "group": null,\n     "cells": {{\n{cells}\n     }}\n    }}'


def _text(table: Table, about: About, more: Sequence[Table]) -> str:
    made = {
        "schema": SCHEMA,
        "about": _about(table, about),
        "tables": [_table(each, about.address) for each in (table, *more)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _about(table: Table, about: About) -> dict[str, Any]:
    return {
        "title": about.title or str(table.title),
        "said": about.said or str(table.said),
        "conditions": [{"name": name, "value": value} for name, value in about.conditions],
        "notices": list(about.notices),
        "exported_on": about.exported_on.isoformat(),
        "corpus_version": about.corpus_version,
        "address": about.address,
        "citation": about.cite,
        "states": [{"state": words, "meaning": meaning} for words, meaning in about.states],
        "sources": [{"citation": source.citation, "address": source.address} for source in about.sources],
    }


def _table(table: Table, page: str) -> dict[str, Any]:
    columns = [
        {"key": column.key, "heading": str(column.heading), "type": column.kind, "group": str(column.group)}
        for column in table.columns
    ]
    groups: list[dict[str, Any]] = []
    rows = []
    for line in table.lines():
        if isinstance(line, Group):
            groups.append(_group(line))
        else:
            cells = {cell.column.key: _value(cell.value, page) for cell in line}
            rows.append({"group": groups[-1]["name"] if groups else None, "cells": cells})
    ends = len(groups) - len(table.totals)
    return {
        "title": str(table.title),
        "said": str(table.said),
        "columns": columns,
        "group_heading": str(table.group_heading) or None,
        "groups": groups[:ends],
        "rows": rows,
        "totals": groups[ends:],
        "notes": [str(note) for note in table.notes],
    }


def _group(group: Group) -> dict[str, Any]:
    return {"name": group.name, "cells": {key: str(words) for key, words in group.words}}


def _value(value: Value, page: str) -> Any:
    if isinstance(value, Lines):
        return {"text": value.text, "lines": [[_line(line, page) for line in block] for block in value.blocks]}
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)


def _line(line: Line, page: str) -> dict[str, str]:
    address = urljoin(page, line.address) if line.address else ""
    given = {"role": line.role, "label": line.label, "words": line.whole, "address": address}
    return {key: words for key, words in given.items() if words}


def _number(value: Decimal) -> int | float | str:
    """The number; one that a binary fraction cannot hold stays in its digits."""
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else plain_decimal(value)

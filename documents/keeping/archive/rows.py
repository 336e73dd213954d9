"""One row as JSON and back: columns by name, accounts and groups by their names, files by their SHA-256."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, models

from documents.keeping.tables import Model, points_to_account, points_to_group


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table in an archive: what each is called there, and where its value comes from."""

    plain: tuple[str, ...]
    """Columns by their names in the tables."""
    accounts: tuple[str, ...]
    groups: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """What to ask the database for; files are asked for one by one."""
        named = (*(f"{name}__username" for name in self.accounts), *(f"{name}__name" for name in self.groups))
        return (*self.plain, *named)

    @property
    def names(self) -> tuple[str, ...]:
        """What the values of `paths` are called in an archive."""
        return (*self.plain, *self.accounts, *self.groups)


@cache
def layout_of(model: Model) -> Layout:
    """How the rows of a table are kept."""
    fields = model._meta.concrete_fields
    accounts = tuple(field.name for field in fields if points_to_account(field))
    groups = tuple(field.name for field in fields if points_to_group(field))
    files = tuple(field.attname for field in fields if isinstance(field, models.BinaryField))
    named = {*accounts, *groups}
    plain = tuple(field.attname for field in fields if field.name not in named and field.attname not in files)
    return Layout(plain, accounts, groups, files)


def line_of(values: Mapping[str, Any]) -> bytes:
    """A row as one line of JSON, always spelt alike."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_spelt)
    return text.encode() + b"\n"


def _spelt(value: object) -> str:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no spelling for {type(value).__name__}")


# Values of these stand in an archive as they stand in the tables.
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.ForeignKey)


class RowReader:
    """Makes rows of lines; knows the accounts and groups of this database by their names."""

    def __init__(self, model: Model, *, file: Callable[[str], bytes]) -> None:
        self.layout = layout_of(model)
        self.label = model._meta.label_lower
        self.file = file
        self.accounts = dict(get_user_model()._default_manager.values_list("username", "pk"))
        self.groups = dict(Group.objects.values_list("name", "pk"))
        self.fields = model._meta.concrete_fields
        self.prepared = {field.attname: field for field in self.fields if not isinstance(field, AS_THEY_ARE)}
        named = (*self.layout.plain, *self.layout.accounts, *self.layout.groups, *self.layout.files)
        self.names = frozenset(named)

    def check(self, line: bytes) -> dict[str, Any]:
        """What a line says. ValueError for what is no row of this table."""
        said: dict[str, Any] = json.loads(line)
        if said.keys() != self.names:
            raise ValueError(f"columns of {self.label}: {sorted(said.keys() ^ self.names)}")
        return said

    def values(self, line: bytes) -> list[Any]:
        """The row of one line as the database takes it, column by column; who is unknown here leaves his column empty."""
        said = self.check(line)
        for names, known in ((self.layout.accounts, self.accounts), (self.layout.groups, self.groups)):
            for name in names:
                said[f"{name}_id"] = known.get(said.pop(name))
        for name in self.layout.files:
            said[name] = self.file(said[name])
        for name, field in self.prepared.items():
            said[name] = _prepared(field, said[name])
        return [said[field.attname] for field in self.fields]


def _prepared(field: models.Field[Any, Any], value: Any) -> Any:
    read = field.to_python(value) if isinstance(field, models.DecimalField | models.DateField) else value
    return field.get_db_prep_save(read, connection)

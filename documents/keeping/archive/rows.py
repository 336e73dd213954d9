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
from django.db import models

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


class RowReader:
    """Makes rows of lines; knows the accounts and groups of this database by their names."""

    def __init__(self, file: Callable[[str], bytes]) -> None:
        self.file = file
        self.accounts = dict(get_user_model()._default_manager.values_list("username", "pk"))
        self.groups = dict(Group.objects.values_list("name", "pk"))

    def row(self, model: Model, line: bytes) -> models.Model:
        """The row of one line; who is unknown here leaves his column empty. ValueError for what is no such row."""
        values: dict[str, Any] = json.loads(line)
        layout = layout_of(model)
        found: dict[str, Any] = {}
        for name in (*layout.accounts, *layout.groups):
            known = self.accounts if name in layout.accounts else self.groups
            field = model._meta.get_field(name)
            found[field.attname] = known.get(values.pop(name))  # type: ignore[union-attr]
        for name in layout.files:
            found[name] = self.file(values.pop(name))
        if values.keys() != set(layout.plain):
            raise ValueError(f"columns of {model._meta.label_lower}: {sorted(values.keys() ^ set(layout.plain))}")
        for field in model._meta.concrete_fields:
            if field.attname in values:
                found[field.attname] = _value(field, values[field.attname])
        return model(**found)


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    return field.to_python(value) if isinstance(field, models.DecimalField | models.DateField) else value

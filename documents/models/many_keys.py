"""Thousands of keys in one condition: `pk__one_of=[…]` hands them over as one parameter instead of one for each.

With `pk__in` Django checks every key and the driver looks for thousands of placeholders: a second for 100,000 rows.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import ForeignKey, IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler


@ForeignKey.register_lookup
@IntegerField.register_lookup
class OneOf(Lookup):
    """A whole number that is one of these, None not among them."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """An array, on PostgreSQL."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A list in JSON, on SQLite."""
        column, params = self.process_lhs(compiler, connection)
        condition = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - a quoted name
        return condition, (*params, json.dumps(list(self.rhs)))

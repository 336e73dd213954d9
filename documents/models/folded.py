"""A folded text in the tables, and the two ways to ask whether it holds a word; both give the same answer.

`holds` goes by the index of single characters and pairs of characters that the database keeps itself (migration
0004_passages), and looks the word up in what remains; `reads` looks into every row, which is quicker where most rows
fit anyway or where few rows are left by other conditions.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

# A word of one or two characters is one entry of the index: nothing remains to be looked up.
INDEXED_CHARACTERS = 2


class FoldedField(models.TextField):
    """The folded form of a text, for search only."""


def grams(word: str) -> list[str]:
    """The entries of the index that every text with this word has.

    >>> grams("信号灯")
    ['信号', '号灯']
    """
    return [word[place : place + 2] for place in range(len(word) - 1)] if len(word) > 1 else [word]


class Words(Lookup):
    """What both ways share: the word is a text, never a number or a date."""

    def get_prep_lookup(self) -> Any:
        """The word as it stands."""
        return str(self.rhs)


@FoldedField.register_lookup
class Reads(Words):
    """The text holds the word; each row is read."""

    lookup_name = "reads"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Position of the word, on PostgreSQL."""
        column, params = self.process_lhs(compiler, connection)
        return f"STRPOS({column}, %s) > 0", (*params, self.rhs)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Position of the word, on SQLite."""
        column, params = self.process_lhs(compiler, connection)
        return f"INSTR({column}, %s) > 0", (*params, self.rhs)


@FoldedField.register_lookup
class Holds(Words):
    """The text holds the word; found by the index of pairs of characters."""

    lookup_name = "holds"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """All entries by the index over the column, on PostgreSQL."""
        column, params = self.process_lhs(compiler, connection)
        entries = " & ".join(_quoted(gram) for gram in grams(self.rhs))
        condition = f"documents_grams({column}) @@ %s::tsquery"
        return self._exact(condition, (*params, entries), compiler, connection)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """All entries by the full-text table beside it, on SQLite."""
        owner = self.lhs.target.model._meta
        key = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{compiler.connection.ops.quote_name(owner.pk.column)}"
        )
        entries = " AND ".join(gram.encode().hex() for gram in grams(self.rhs))
        condition = f"{key} IN (SELECT rowid FROM documents_grams WHERE documents_grams MATCH %s)"  # noqa: S608 - a quoted name
        return self._exact(condition, (entries,), compiler, connection)

    def _exact(
        self, condition: str, params: tuple[Any, ...], compiler: SQLCompiler, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition alone where the index says everything; otherwise what it leaves is read."""
        if len(self.rhs) <= INDEXED_CHARACTERS:
            return condition, params
        read, more = compiler.compile(Reads(self.lhs, self.rhs))
        return f"({condition} AND {read})", (*params, *more)


def _quoted(gram: str) -> str:
    """An entry in PostgreSQL's notation of text queries."""
    doubled = gram.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"

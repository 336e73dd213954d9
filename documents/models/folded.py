"""A folded text in the tables, and the two ways to ask whether it holds a word; both give the same answer.

`holds` goes by the index of single characters and pairs of characters that the database keeps itself (migration
0004_passages), and looks the word up in what remains; `reads` looks into every row, which is quicker where most rows
fit anyway or where few rows are left by other conditions. `walks` is for words that stand nearly everywhere while other
conditions leave more than a few rows: SQLite then goes through the rows by an index that other conditions or the order
name, and asks the full-text table before it reads a row; PostgreSQL reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections, models
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
        condition = f"{self._key(compiler)} IN (SELECT rowid FROM documents_grams WHERE documents_grams MATCH %s)"  # noqa: S608 - a quoted name
        return self._exact(condition, (_entries(self.rhs),), compiler, connection)

    def _key(self, compiler: SQLCompiler) -> str:
        column = compiler.connection.ops.quote_name(self.lhs.target.model._meta.pk.column)
        return f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{column}"

    def _exact(
        self, condition: str, params: tuple[Any, ...], compiler: SQLCompiler, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition alone where the index says everything; otherwise what it leaves is read."""
        if len(self.rhs) <= INDEXED_CHARACTERS:
            return condition, params
        read, more = compiler.compile(Reads(self.lhs, self.rhs))
        return f"({condition} AND {read})", (*params, *more)


@FoldedField.register_lookup
class Walks(Holds):
    """The text holds the word; rows are found by other conditions, and few of them are read."""

    lookup_name = "walks"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """On PostgreSQL each row is read."""
        read, params = compiler.compile(Reads(self.lhs, self.rhs))
        return str(read), tuple(params)

    def _key(self, compiler: SQLCompiler) -> str:
        """The sign keeps SQLite from looking up the rows of the full-text table one by one in the wide table."""
        return f"+{super()._key(compiler)}"


def holds_often(words: Iterable[str], *, more_than: int, database: str) -> bool:
    """Whether more rows than these may hold one of the words: by the full-text table of SQLite alone, in no time.

    PostgreSQL knows by itself how often an entry stands in its index; there the answer is always no.
    """
    if connections[database].vendor != "sqlite":
        return False
    entries = " OR ".join(f"({_entries(word)})" for word in words)
    question = "SELECT COUNT(*) FROM (SELECT 1 FROM documents_grams WHERE documents_grams MATCH %s LIMIT %s)"
    with connections[database].cursor() as cursor:
        cursor.execute(question, [entries, more_than + 1])
        return bool(cursor.fetchone()[0] > more_than)


def _entries(word: str) -> str:
    """The entries of a word, all of them, in the notation of FTS5."""
    return " AND ".join(gram.encode().hex() for gram in grams(word))


def _quoted(gram: str) -> str:
    """An entry in PostgreSQL's notation of text queries."""
    doubled = gram.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"

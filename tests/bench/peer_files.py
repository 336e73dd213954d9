"""The columns of the file of tasks as plain SQL: what sqlite3, psql and Datasette give by themselves."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

CONSTANTS = (
    "2026-11-22·1005份",
    "2026-11-22",
    "全部任务和保障措施，60000项",
    "层级不同，只并列，不排名。",
    "政策对照：全部任务和保障措施。",
)
JOINED = {
    "sqlite": "group_concat({words}, '{between}')",
    "postgresql": "string_agg({words}, '{between}' ORDER BY \"order\")",
}
# What the columns are read from, and which rows of it belong to some tasks.
BEHIND_TASKS = {
    "documents_policydocument": "id IN (SELECT document_id FROM main.documents_task)",
    "documents_section": "id IN (SELECT section_id FROM main.documents_task)",
    "documents_taskagency": "task_id IN (SELECT id FROM main.documents_task)",
    "documents_taskdeadline": "task_id IN (SELECT id FROM main.documents_task)",
    "documents_target": "task_id IN (SELECT id FROM main.documents_task)",
    "documents_jurisdiction": "1",
    "documents_domain": "1",
    "documents_agency": "1",
}
VIEW = "lines"
VALUE = "operator || value || unit || ' ' || indicator || deadline_words"


def same_columns(vendor: Literal["sqlite", "postgresql"]) -> str:
    """One question for the twenty-one columns of every task, in the order of keys, in the shape each database likes best."""
    further = _beside_each_row() if vendor == "sqlite" else _grouped()
    names, joins = further
    constant = ", ".join(f"'{words}'" for words in CONSTANTS)
    return (
        f"SELECT j.name, d.name, t.title, t.text, {names[0]}, s.locator, t.origin, j.level, p.title, p.document_number,"
        f" t.category, {names[1]}, 'http://localhost/documents/' || p.slug || '/#c' || t.start, {constant}"
        " FROM documents_task t JOIN documents_policydocument p ON p.id = t.document_id"
        " JOIN documents_jurisdiction j ON j.id = t.jurisdiction_id JOIN documents_domain d ON d.id = t.domain_id"
        f" JOIN documents_section s ON s.id = t.section_id {joins}"
        f" WHERE {'+' if vendor == 'sqlite' else ''}p.state = 'published' ORDER BY t.id"
    )


def file_with_view(corpus: Path, path: Path, *, tasks: int) -> None:
    """Write the first tasks of an SQLite corpus to a file of their own, where the view VIEW has the same columns.

    The corpus itself stays as it is; tables and indexes are made as it has them.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("ATTACH ? AS corpus", (str(corpus),))
        wanted = {"documents_task": f"id IN (SELECT id FROM corpus.documents_task ORDER BY id LIMIT {tasks})"}
        for table, condition in (wanted | BEHIND_TASKS).items():
            made = "SELECT sql FROM corpus.sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql > ''"
            for (statement,) in database.execute(f"{made} ORDER BY type DESC", (table,)).fetchall():
                database.execute(statement)
            database.execute(f"INSERT INTO main.{table} SELECT * FROM corpus.{table} WHERE {condition}")
        database.commit()
        database.execute("DETACH corpus")
        database.execute(f"CREATE VIEW {VIEW} AS {same_columns('sqlite')}")
        database.commit()


def _beside_each_row() -> tuple[tuple[str, str], str]:
    """SQLite is quickest with a small question for each row."""
    of_agencies = "documents_taskagency l JOIN documents_agency a ON a.id = l.agency_id"
    roles = [_small("a.name", "、", of_agencies, f"l.role = '{role}'") for role in ("lead", "support", "responsible")]
    deadlines = _small("l.words", "、", "documents_taskdeadline l", "1")
    values = _small(VALUE, "；", "documents_target l", "l.kind = 'quantity'")
    return (", ".join((*roles, deadlines)), values), ""


def _small(words: str, between: str, source: str, condition: str) -> str:
    joined = JOINED["sqlite"].format(words=words, between=between)
    return f"(SELECT {joined} FROM {source} WHERE l.task_id = t.id AND {condition})"


def _grouped() -> tuple[tuple[str, str], str]:
    """PostgreSQL is quickest when it groups each table once and merges."""
    agencies = JOINED["postgresql"].format(words="a.name", between="、").replace('"order"', 'l."order"')
    roles = ", ".join(
        f"{agencies} FILTER (WHERE role = '{role}') AS {role}" for role in ("lead", "support", "responsible")
    )
    deadlines = JOINED["postgresql"].format(words="words", between="、")
    values = JOINED["postgresql"].format(words=VALUE, between="；")
    joins = (
        f"LEFT JOIN (SELECT task_id, {roles} FROM documents_taskagency l JOIN documents_agency a ON a.id = l.agency_id"
        " GROUP BY 1) l ON l.task_id = t.id"
        f" LEFT JOIN (SELECT task_id, {deadlines} AS words FROM documents_taskdeadline GROUP BY 1) e ON e.task_id = t.id"
        f" LEFT JOIN (SELECT task_id, {values} AS words FROM documents_target WHERE kind = 'quantity' GROUP BY 1) v"
        " ON v.task_id = t.id"
    )
    return ("l.lead, l.support, l.responsible, e.words", "v.words"), joins

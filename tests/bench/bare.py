"""The same answers as the pages give, by bare SQL on SQLite: what a page cannot be quicker than."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.template import Context, Engine

VISIBLE = "JOIN documents_policydocument d ON d.id = t.document_id AND d.state = 'published'"
KEY_TASKS = f"FROM documents_task t {VISIBLE} WHERE t.category = 'key_task'"
LINKS = f"FROM documents_taskagency l WHERE l.task_id IN (SELECT t.id {KEY_TASKS})"
COUNTS = (
    f"SELECT COUNT(*) FROM (SELECT t.id {KEY_TASKS} LIMIT 10001)",
    f"SELECT t.domain_id, COUNT(*) {KEY_TASKS} GROUP BY 1",
    f"SELECT t.jurisdiction_id, COUNT(*) {KEY_TASKS} GROUP BY 1",
    f"SELECT t.category, COUNT(*) FROM documents_task t {VISIBLE} GROUP BY 1",
    f"SELECT d.document_type, COUNT(*) {KEY_TASKS} GROUP BY 1",
    f"SELECT t.origin, COUNT(*) {KEY_TASKS} GROUP BY 1",
    f"SELECT l.role, COUNT(DISTINCT l.task_id) {LINKS} GROUP BY 1",
    "SELECT a.function_id, COUNT(DISTINCT l.task_id) FROM documents_taskagency l JOIN documents_agency a"
    f" ON a.id = l.agency_id WHERE l.task_id IN (SELECT t.id {KEY_TASKS}) GROUP BY 1",
    "SELECT l.year, COUNT(DISTINCT l.task_id) FROM documents_taskdeadline l"
    f" WHERE l.task_id IN (SELECT t.id {KEY_TASKS}) GROUP BY 1",
    f"SELECT COUNT(*) FROM (SELECT t.id {KEY_TASKS} AND t.due_year IS NULL LIMIT 10001)",
)
ROWS = (
    "SELECT t.id, t.title, t.text, d.slug, d.title, j.name FROM documents_task t"
    f" {VISIBLE} JOIN documents_jurisdiction j ON j.id = t.jurisdiction_id {{condition}} {{end}}"
)
CELLS = Engine().from_string(
    "{% for row in rows %}<li><a href='/documents/{{ row.3 }}/'>{{ row.1 }}</a>{{ row.2 }}</li>{% endfor %}"
)


def first_tasks() -> None:
    """The rows of the first page of tasks with their agencies."""
    rows = _ask(ROWS.format(condition="WHERE t.category = 'key_task'", end="ORDER BY t.id LIMIT 50"))
    _around([row[0] for row in rows])


def counts() -> None:
    """The numbers beside every choice of the list of tasks."""
    for sql in COUNTS:
        _ask(sql)


def coverage() -> None:
    """Key tasks by place and domain."""
    _ask(f"SELECT t.jurisdiction_id, t.domain_id, COUNT(*) {KEY_TASKS} GROUP BY 1, 2")


def matrix(slugs: Sequence[str]) -> None:
    """Every task of these documents with what belongs to it, rendered as plainly as a template can."""
    marks = ", ".join(["%s"] * len(slugs))
    rows = _ask(ROWS.format(condition=f"WHERE d.slug IN ({marks})", end="ORDER BY t.document_id, t.id"), slugs)
    _around([row[0] for row in rows])
    CELLS.render(Context({"rows": rows}))


def passages(word: str) -> None:
    """How many passages hold a word, and the first twenty: 城市 is one entry of the index, 统筹推进 three."""
    pairs = [word[place : place + 2].encode().hex().upper() for place in range(max(1, len(word) - 1))]
    match = [" AND ".join(pairs), word]
    held = "p.id IN (SELECT rowid FROM documents_grams WHERE documents_grams MATCH %s) AND INSTR(p.folded, %s)"
    _ask(f"SELECT COUNT(*) FROM documents_passage p WHERE {held}", match)
    _ask(f"SELECT p.id, p.text FROM documents_passage p WHERE {held} ORDER BY p.document_id DESC LIMIT 20", match)


def _around(ids: Sequence[int]) -> None:
    marks = ", ".join(["%s"] * len(ids))
    _ask(
        "SELECT l.task_id, l.role, a.name FROM documents_taskagency l JOIN documents_agency a ON a.id = l.agency_id"
        f" WHERE l.task_id IN ({marks})",
        ids,
    )
    for table in ("documents_taskdeadline", "documents_target"):
        _ask(f"SELECT * FROM {table} WHERE task_id IN ({marks})", ids)


def _ask(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()

"""The same answers as the pages give, by bare SQL: what a page cannot be quicker than."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection

VISIBLE = "JOIN documents_policydocument d ON d.id = t.document_id AND d.state = 'published'"
KEY_TASKS = f"FROM documents_task t {VISIBLE} WHERE t.category = 'key_task'"
ROWS = (
    "SELECT t.id, t.title, t.text, t.start, d.slug, d.title, j.name, t.domain_id, d.id FROM documents_task t"
    f" {VISIBLE} JOIN documents_jurisdiction j ON j.id = t.jurisdiction_id {{condition}} {{end}}"
)
AROUND = {
    "agencies": "SELECT l.task_id, l.role, a.name, l.as_written FROM documents_taskagency l"
    " JOIN documents_agency a ON a.id = l.agency_id WHERE l.task_id IN ({marks})",
    "deadlines": "SELECT l.task_id, l.year, l.words FROM documents_taskdeadline l WHERE l.task_id IN ({marks})",
    "values": "SELECT t.task_id, t.indicator, t.operator, t.value, t.unit, t.quote FROM documents_target t"
    " WHERE t.task_id IN ({marks})",
}


def first_tasks(condition: str = "", values: Sequence[Any] = ()) -> None:
    """The rows of the first page of key tasks with their agencies, deadlines and targets."""
    rows = ask(
        ROWS.format(condition=f"WHERE t.category = 'key_task' {condition}", end="ORDER BY t.id LIMIT 50"), values
    )
    _around([row[0] for row in rows])


def counts(condition: str = "", values: Sequence[Any] = ()) -> None:
    """The numbers beside every choice of the list of key tasks that fit the condition on a task `t`."""
    tasks = f"{KEY_TASKS} {condition}"
    links = f"FROM documents_taskagency l WHERE l.task_id IN (SELECT t.id {tasks})"
    for sql in (
        f"SELECT COUNT(*) FROM (SELECT t.id {tasks} LIMIT 10001) counted",
        f"SELECT t.domain_id, COUNT(*) {tasks} GROUP BY 1",
        f"SELECT t.jurisdiction_id, COUNT(*) {tasks} GROUP BY 1",
        f"SELECT t.category, COUNT(*) FROM documents_task t {VISIBLE} WHERE 1 = 1 {condition} GROUP BY 1",
        f"SELECT d.document_type, COUNT(*) {tasks} GROUP BY 1",
        f"SELECT t.origin, COUNT(*) {tasks} GROUP BY 1",
        f"SELECT l.role, COUNT(DISTINCT l.task_id) {links} GROUP BY 1",
        f"SELECT l.agency_id, COUNT(DISTINCT l.task_id) {links} GROUP BY 1 ORDER BY 2 DESC LIMIT 50",
        "SELECT a.function_id, COUNT(DISTINCT l.task_id) FROM documents_taskagency l JOIN documents_agency a"
        f" ON a.id = l.agency_id WHERE l.task_id IN (SELECT t.id {tasks}) GROUP BY 1",
        "SELECT l.year, COUNT(DISTINCT l.task_id) FROM documents_taskdeadline l"
        f" WHERE l.task_id IN (SELECT t.id {tasks}) GROUP BY 1",
        f"SELECT COUNT(*) FROM (SELECT t.id {tasks} AND t.due_year IS NULL LIMIT 10001) counted",
    ):
        ask(sql, values)


def coverage() -> None:
    """Key tasks by place and domain."""
    ask(f"SELECT t.jurisdiction_id, t.domain_id, COUNT(*) {KEY_TASKS} GROUP BY 1, 2")


def passages(word: str) -> None:
    """The twenty passages that come first and how many there are up to the portal's own limit, by the index alone."""
    pairs = [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    if connection.vendor == "postgresql":
        held = "documents_grams(p.folded) @@ %s::tsquery AND strpos(p.folded, %s) > 0"
        match = [" & ".join(f"'{pair}'" for pair in pairs), word]
    else:
        held = "p.id IN (SELECT rowid FROM documents_grams WHERE documents_grams MATCH %s) AND INSTR(p.folded, %s)"
        match = [" AND ".join(pair.encode().hex().upper() for pair in pairs), word]
    ask(f"SELECT COUNT(*) FROM (SELECT p.id FROM documents_passage p WHERE {held} LIMIT 10001) counted", match)
    ask(f"SELECT p.id, p.text FROM documents_passage p WHERE {held} ORDER BY p.document_id DESC LIMIT 20", match)


def _around(ids: Sequence[int]) -> dict[str, dict[int, list[tuple[Any, ...]]]]:
    """What belongs to these tasks: name of the table -> key of the task -> its rows."""
    marks = ", ".join(["%s"] * len(ids)) or "NULL"
    around: dict[str, dict[int, list[tuple[Any, ...]]]] = {}
    for name, sql in AROUND.items():
        by_task: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for row in ask(sql.format(marks=marks), ids):
            by_task[row[0]].append(row)
        around[name] = by_task
    return around


def ask(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()

"""Lines of the file of tasks as PostgreSQL itself writes them: several times as fast as reading the rows.

The question says in SQL what documents/rows/task_lines.py says in Python; tests hold the two against each other, byte
by byte. It is asked for one stretch of keys after the other, so that the first lines come soon and nothing is sorted
on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import urljoin

from django.db import connections
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from psycopg import sql

from documents.models import Jurisdiction, Task
from documents.models.provenance import Origin
from documents.rows.task_lines import BETWEEN, BETWEEN_VALUES, CLOSE_TOGETHER, TaskLine, silence_words
from documents.rows.values import SIGNS

STRETCH = 50_000
BLOCK_LINES = 2_000
IN_ORDER_OF_KEYS = (("id",), ("pk",))
# What str.strip takes for blank, and what `inert` takes for the start of a formula, after blanks.
BLANKS = "".join(character for character in map(chr, range(1, 0x10000)) if character.isspace())
BEFORE_BODY = "。.：:；，、. \u3000\n”"
FORMULA = "^[ \u3000]*[=+@\t\r\n＝＋－＠-]"
INERT = "CASE WHEN x.{name} ~ {formula} THEN '''' || x.{name} ELSE x.{name} END"
COPY = "COPY (SELECT {columns} FROM ({rows}) x ORDER BY x.id) TO STDOUT (FORMAT csv, NULL E'\\x01')"
ROWS = """
SELECT t.id, j.name AS place, d.name AS domain, t.title,
 CASE WHEN position(t.title IN t.text) BETWEEN 1 AND 13 THEN COALESCE(NULLIF(btrim(ltrim(
  substr(t.text, position(t.title IN t.text) + char_length(t.title)), {before}), {blanks}), ''), btrim(t.text, {blanks}))
  ELSE btrim(t.text, {blanks}) END AS text,
 CASE WHEN l.task_id IS NULL THEN {silence} ELSE COALESCE(l.lead, '') END AS lead,
 COALESCE(l.support, '') AS support, COALESCE(l.responsible, '') AS responsible,
 COALESCE(e.words, {silence}) AS deadlines, s.locator, {origin} AS origin, {level} AS level, p.title AS document,
 p.document_number AS number, {category} AS category, COALESCE(v.words, '') AS values,
 {begin} || p.slug || {end} || t.start AS address
FROM documents_task t
 JOIN documents_policydocument p ON p.id = t.document_id
 JOIN documents_jurisdiction j ON j.id = p.jurisdiction_id
 JOIN documents_domain d ON d.id = t.domain_id
 JOIN documents_section s ON s.id = t.section_id
 LEFT JOIN (SELECT task_id, {roles} FROM documents_taskagency k JOIN documents_agency a ON a.id = k.agency_id
  WHERE task_id BETWEEN {first} AND {last} GROUP BY 1) l ON l.task_id = t.id
 LEFT JOIN (SELECT task_id, string_agg(words, {between} ORDER BY place) AS words FROM
  (SELECT task_id, words, MIN("order") AS place FROM documents_taskdeadline
   WHERE task_id BETWEEN {first} AND {last} GROUP BY 1, 2) once GROUP BY 1) e ON e.task_id = t.id
 LEFT JOIN (SELECT task_id, string_agg({sign} || trim_scale(value) || COALESCE('—' || trim_scale(value_max), '')
   || unit || ' ' || indicator || CASE deadline_words WHEN '' THEN '' ELSE '（' || deadline_words || '）' END,
   {between_values} ORDER BY "order") AS words FROM documents_target
  WHERE task_id BETWEEN {first} AND {last} AND kind = 'quantity' GROUP BY 1) v ON v.task_id = t.id
WHERE t.id BETWEEN {first} AND {last} AND t.id IN ({chosen})
"""


def copied_lines(tasks: QuerySet[Task], *, number: int, site: str) -> Iterator[list[bytes]] | None:
    """The lines of these tasks in blocks, without their ends; None where reading them in blocks serves as well.

    That is on SQLite, in another order than that of the keys, and where only few of the keys are asked for.
    """
    if connections[tasks.db].vendor != "postgresql" or tuple(tasks.query.order_by) not in IN_ORDER_OF_KEYS:
        return None
    ends = tasks.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    first, last = ends["first"], ends["last"]
    if not number or last - first >= CLOSE_TOGETHER * number:
        return None
    return _copied(tasks.order_by(), first, last, site)


def _copied(tasks: QuerySet[Task], first: int, last: int, site: str) -> Iterator[list[bytes]]:
    for start in range(first, last + 1, STRETCH):
        chosen, parameters = tasks.values("pk").query.sql_with_params()
        question = _question(site, start, min(start + STRETCH - 1, last)).replace("{chosen}", chosen)
        with connections[tasks.db].cursor() as cursor, cursor.copy(question, parameters or None) as copy:
            lines = (bytes(line)[:-1] for line in copy)
            while block := list(islice(lines, BLOCK_LINES)):
                yield block


def _question(site: str, first: int, last: int) -> str:
    """The statement for one stretch of keys; `{chosen}` stands for the condition of the list."""
    begin, end = urljoin(site, reverse("documents:document", args=["-slug-"])).split("-slug-")
    given = {
        "before": _word(BEFORE_BODY),
        "blanks": _word(BLANKS),
        "silence": f"CASE WHEN p.reviewed THEN {_word(silence_words('silent_checked'))}"
        f" ELSE {_word(silence_words('not_found'))} END",
        "origin": _one_of("t.origin", dict(Origin.choices)),
        "level": _one_of("j.level", dict(Jurisdiction.Level.choices)),
        "category": _one_of("t.category", dict(Task.Category.choices)),
        "sign": _one_of("operator", SIGNS),
        "begin": _word(begin),
        "end": _word(f"{end}#c"),
        "between": _word(BETWEEN),
        "between_values": _word(BETWEEN_VALUES),
        "roles": ", ".join(map(_role, ("lead", "support", "responsible"))),
        "first": str(first),
        "last": str(last),
        "chosen": "{chosen}",
    }
    columns = ", ".join(INERT.format(name=name, formula=_word(FORMULA)) for name in TaskLine._fields)
    return COPY.format(columns=columns, rows=ROWS.format(**given))


def _role(role: str) -> str:
    return f"string_agg(a.name, {_word(BETWEEN)} ORDER BY k.\"order\") FILTER (WHERE k.role = '{role}') AS {role}"


def _one_of(column: str, words: Mapping[str, object]) -> str:
    """The words for each code of a column."""
    cases = " ".join(f"WHEN {_word(code)} THEN {_word(str(text))}" for code, text in words.items())
    return f"CASE {column} {cases} ELSE '' END"


def _word(text: str) -> str:
    """A text as it stands in a statement that takes parameters."""
    return sql.Literal(text).as_string().replace("%", "%%")

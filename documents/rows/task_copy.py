"""Lines of the file of tasks as the database itself writes them: several times as fast as reading the rows.

The questions say in SQL what documents/rows/task_lines.py says in Python; tests hold the two against each other, byte
by byte. They are asked for one stretch of keys after the other, so that the first lines come soon and nothing is sorted
on disk. PostgreSQL writes CSV; SQLite joins the cells of each line by a character that no text holds, and a comma in its
place makes CSV of it as long as no cell needs quotes: the few lines where one does are taken apart and quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import Max, Min, QuerySet

from documents.models import Jurisdiction, Task
from documents.models.provenance import Origin
from documents.rows.task_lines import (
    BETWEEN,
    BETWEEN_VALUES,
    CLOSE_TOGETHER,
    TaskLine,
    address_around_slug,
    silence_words,
    task_lines,
)
from documents.rows.values import SIGNS

STRETCH = 50_000
BLOCK_LINES = 2_000
IN_ORDER_OF_KEYS = (("id",), ("pk",))
ROLES = ("lead", "support", "responsible")
# What str.strip takes for blank, and what `inert` takes for the start of a formula, after blanks.
BLANKS = "".join(character for character in map(chr, range(1, 0x10000)) if character.isspace())
BEFORE_BODY = "。.：:；，、. \u3000\n”"
FORMULA = "^[ \u3000]*[=+@\t\r\n＝＋－＠-]"
INERT = "CASE WHEN x.{name} ~ {formula} THEN '''' || x.{name} ELSE x.{name} END"
# The text of a task without number and heading, and a target in words, as both databases say it.
BODY = """
CASE WHEN {find}(t.text, t.title) BETWEEN 1 AND 13 THEN
 COALESCE(NULLIF(trim(ltrim(substr(t.text, {find}(t.text, t.title) + length(t.title)), {before}), {blanks}), ''),
  trim(t.text, {blanks}))
 ELSE trim(t.text, {blanks}) END
"""
QUANTITY = """
{sign} || {value} || COALESCE('—' || {value_max}, '') || unit || ' ' || indicator
 || CASE deadline_words WHEN '' THEN '' ELSE '（' || deadline_words || '）' END
"""
# PostgreSQL is quickest when it groups each table once.
COPY = """
COPY (SELECT {inert} FROM (SELECT t.id, j.name AS place, d.name AS domain, t.title, {body} AS text,
 CASE WHEN l.task_id IS NULL THEN {silence} ELSE COALESCE(l.lead, '') END AS lead,
 COALESCE(l.support, '') AS support, COALESCE(l.responsible, '') AS responsible,
 COALESCE(e.words, {silence}) AS deadlines, s.locator, {origin} AS origin, {level} AS level, p.title AS document,
 p.document_number AS number, {category} AS category, COALESCE(v.words, '') AS values,
 {begin} || p.slug || {end} || t.start AS address
FROM documents_task t
 JOIN documents_policydocument p ON p.id = t.document_id
 JOIN documents_jurisdiction j ON j.id = t.jurisdiction_id
 JOIN documents_domain d ON d.id = t.domain_id
 JOIN documents_section s ON s.id = t.section_id
 LEFT JOIN (SELECT task_id, {roles} FROM documents_taskagency k JOIN documents_agency a ON a.id = k.agency_id
  WHERE task_id BETWEEN {first} AND {last} GROUP BY 1) l ON l.task_id = t.id
 LEFT JOIN (SELECT task_id, string_agg(words, {between} ORDER BY place) AS words FROM
  (SELECT task_id, words, MIN("order") AS place FROM documents_taskdeadline
   WHERE task_id BETWEEN {first} AND {last} GROUP BY 1, 2) once GROUP BY 1) e ON e.task_id = t.id
 LEFT JOIN (SELECT task_id, string_agg({quantity}, {between_values} ORDER BY "order") AS words FROM documents_target
  WHERE task_id BETWEEN {first} AND {last} AND kind = 'quantity' GROUP BY 1) v ON v.task_id = t.id
WHERE t.id BETWEEN {first} AND {last} AND t.id IN ({chosen})) x ORDER BY x.id) TO STDOUT (FORMAT csv, NULL E'\\x01')
"""
# Values often begin with =, which is made inert at once, so that hardly a line is left that looks like a formula.
# SQLite is quickest with small questions for each row; it takes tables joined by CROSS JOIN in the order given, and a
# group takes the rows of an ordered table in their order.
SELECT = """
SELECT t.id, CAST(printf({shape}, j.name, d.name, t.title, {body},
 (SELECT CASE COUNT(*) WHEN 0 THEN {silence} || {nobody} ELSE printf({shape_of_roles}, {roles}) END FROM
  (SELECT k.role, a.name FROM documents_taskagency k CROSS JOIN documents_agency a ON a.id = k.agency_id
   WHERE k.task_id = t.id ORDER BY k."order")),
 COALESCE((SELECT group_concat(words, {between}) FROM (SELECT words FROM documents_taskdeadline e
   WHERE e.task_id = t.id AND NOT EXISTS (SELECT 1 FROM documents_taskdeadline before
    WHERE before.task_id = e.task_id AND before."order" < e."order" AND before.words = e.words)
   ORDER BY e."order")), {silence}),
 s.locator, {origin}, {level}, p.title, p.document_number, {category},
 (SELECT CASE substr(group_concat(words, {between_values}), 1, 1) WHEN '=' THEN '''' ELSE '' END
   || group_concat(words, {between_values}) FROM (SELECT {quantity} AS words FROM documents_target
   WHERE task_id = t.id AND kind = 'quantity' ORDER BY "order")),
 {begin} || p.slug || {end} || t.start) AS BLOB)
FROM documents_task t
 CROSS JOIN documents_policydocument p ON p.id = t.document_id
 CROSS JOIN documents_jurisdiction j ON j.id = t.jurisdiction_id
 CROSS JOIN documents_domain d ON d.id = t.domain_id
 CROSS JOIN documents_section s ON s.id = t.section_id
WHERE t.id BETWEEN {first} AND {last} AND t.id IN ({chosen}) ORDER BY t.id
"""
# The words in which the databases differ; SQLite keeps a decimal as a whole number or a float.
DIALECTS = {
    "sqlite": {
        "find": "instr",
        "digits": "CASE typeof({0}) WHEN 'integer' THEN {0}"
        " WHEN 'real' THEN rtrim(rtrim(printf('%%.4f', {0}), '0'), '.') END",
        "role": "COALESCE(group_concat(CASE role WHEN '{0}' THEN name END, {1}), '')",
    },
    "postgresql": {
        "find": "strpos",
        "digits": "trim_scale({0})",
        "role": "string_agg(a.name, {1} ORDER BY k.\"order\") FILTER (WHERE k.role = '{0}') AS {0}",
    },
}
# Between the cells of a line as SQLite gives it, the separator that ASCII has for this.
BETWEEN_CELLS = "\x1f"
SEPARATOR = BETWEEN_CELLS.encode()
SEPARATORS = len(TaskLine._fields) - 1
# In lines of CSV that need no quotes; before each cell that begins as a formula, after blanks, stands an apostrophe.
FORMULA_IN_LINE = re.compile(",(?=(?: |\u3000)*(?:[=+@\t-]|＝|＋|－|＠))".encode())
Quote = Callable[[Iterable[Sequence[str]]], list[bytes]]
"""Makes lines of CSV of cells."""


def copied_lines(tasks: QuerySet[Task], *, number: int, site: str, quote: Quote) -> Iterator[list[bytes]] | None:
    """The lines of these tasks in blocks, without their ends; None where reading them in blocks serves as well.

    That is in another order than that of the keys, and where only few of the keys are asked for.
    """
    if tuple(tasks.query.order_by) not in IN_ORDER_OF_KEYS:
        return None
    ends = tasks.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    first, last = ends["first"], ends["last"]
    if not number or last - first >= CLOSE_TOGETHER * number:
        return None
    stretches = _stretches(tasks.order_by(), first, last, site)
    if connections[tasks.db].vendor == "postgresql":
        return _copied(tasks.db, stretches)
    return _selected(tasks.db, stretches, quote, lambda ids: quote(task_lines(ids, site=site).lines))


def _copied(database: str, stretches: Iterator[tuple[str, Any]]) -> Iterator[list[bytes]]:
    for question, parameters in stretches:
        with connections[database].cursor() as cursor, cursor.copy(question, parameters or None) as copy:
            lines = (bytes(line)[:-1] for line in copy)
            while block := list(islice(lines, BLOCK_LINES)):
                yield block


def _selected(
    database: str, stretches: Iterator[tuple[str, Any]], quote: Quote, read: Callable[[list[int]], list[bytes]]
) -> Iterator[list[bytes]]:
    for question, parameters in stretches:
        with connections[database].cursor() as cursor:
            cursor.execute(question, parameters)
            while block := cursor.fetchmany(BLOCK_LINES):
                lines = [line for _key, line in block]
                if b"".join(lines).count(SEPARATOR) != SEPARATORS * len(lines):
                    yield read([key for key, _line in block])  # a text holds what stands between cells
                    continue
                # Functions called for each line would double what this costs.
                others = [
                    place
                    for place, line in enumerate(lines)
                    if b"," in line or b'"' in line or b"\n" in line or b"\r" in line
                ]
                cells = [lines[place].decode().split(BETWEEN_CELLS) for place in others]
                for place in others:
                    lines[place] = b""
                lines = _inert(lines)
                for place, line in zip(others, quote(cells), strict=True):
                    lines[place] = line
                yield lines


def _inert(lines: list[bytes]) -> list[bytes]:
    """Lines that need no quotes as CSV, with apostrophes before formulas; all at once, which is much quicker."""
    together = (b"," + b"\n,".join(lines)).replace(SEPARATOR, b",")
    return FORMULA_IN_LINE.sub(b",'", together)[1:].split(b"\n,")


def _stretches(tasks: QuerySet[Task], first: int, last: int, site: str) -> Iterator[tuple[str, Any]]:
    """The statement for each stretch of keys, with its parameters."""
    vendor = connections[tasks.db].vendor
    shape = {"postgresql": COPY, "sqlite": SELECT}[vendor]
    said = _said(vendor, site)
    for start in range(first, last + 1, STRETCH):
        end = min(start + STRETCH - 1, last)
        chosen, parameters = tasks.filter(pk__range=(start, end)).values("pk").query.sql_with_params()
        yield shape.format(**said, first=start, last=end, chosen=chosen), parameters


def _said(vendor: str, site: str) -> dict[str, str]:
    """What stands in the statements beside keys and conditions."""
    dialect = DIALECTS[vendor]
    begin, end = address_around_slug(site)
    values = {column: dialect["digits"].format(column) for column in ("value", "value_max")}
    return {
        "body": BODY.format(find=dialect["find"], before=_word(BEFORE_BODY), blanks=_word(BLANKS)),
        "silence": f"CASE WHEN p.reviewed THEN {_word(silence_words('silent_checked'))}"
        f" ELSE {_word(silence_words('not_found'))} END",
        "origin": _one_of("t.origin", dict(Origin.choices)),
        "level": _one_of("j.level", dict(Jurisdiction.Level.choices)),
        "category": _one_of("t.category", dict(Task.Category.choices)),
        "quantity": QUANTITY.format(sign=_one_of("operator", SIGNS), **values),
        "begin": _word(begin),
        "end": _word(f"{end}#c"),
        "between": _word(BETWEEN),
        "between_values": _word(BETWEEN_VALUES),
        "roles": ", ".join(dialect["role"].format(role, _word(BETWEEN)) for role in ROLES),
        "inert": ", ".join(INERT.format(name=name, formula=_word(FORMULA)) for name in TaskLine._fields),
        "nobody": _word(BETWEEN_CELLS * (len(ROLES) - 1)),
        "shape_of_roles": _word(BETWEEN_CELLS.join(["%s"] * len(ROLES))),
        # The roles come as one.
        "shape": _word(BETWEEN_CELLS.join(["%s"] * (len(TaskLine._fields) - len(ROLES) + 1))),
    }


def _one_of(column: str, words: Mapping[str, object]) -> str:
    """The words for each code of a column."""
    cases = " ".join(f"WHEN {_word(code)} THEN {_word(str(text))}" for code, text in words.items())
    return f"CASE {column} {cases} ELSE '' END"


def _word(text: str) -> str:
    """A text as it stands in a statement that takes parameters."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"

"""The cells of a comparison by bare SQL and one plain template: what the page by domain cannot be quicker than.

The peer shows the elements that a cell of the page shows: tasks of its own with wording, fold, agencies by role, values,
dates, state, locator and seal; then the tasks that touch on the domain, some open and the rest folded; or that nothing
is there. It is left less to do: no frame around the table, no mentions from the goals sections, the beginning of a text
where the page finds the sentence around a term, names without breaks. Rows become dicts, which templates read quickest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template import Context, Engine

from tests.bench.bare import VISIBLE, ask

Row = dict[str, Any]
OPENING, QUOTE, OPEN_TASKS, OPEN_TOUCHING = 60, 40, 4, 2
KINDS = {"key_task": "重点任务", "safeguard": "保障措施"}
DOCUMENTS = (("key",), "SELECT id FROM documents_policydocument WHERE slug IN ({marks})")
TASKS = (
    ("key", "document", "slug", "category", "domain", "title", "text", "start", "end", "locator", "origin"),
    'SELECT t.id, t.document_id, d.slug, t.category, t.domain_id, t.title, t.text, t.start, t."end", s.locator, t.origin'
    f" FROM documents_task t {VISIBLE} JOIN documents_section s ON s.id = t.section_id"
    " WHERE t.document_id IN ({marks}) ORDER BY t.document_id, t.id",
)
AGENCIES = (
    ("task", "role", "number", "name"),
    "SELECT l.task_id, l.role, a.id, a.name FROM documents_taskagency l"
    " JOIN documents_agency a ON a.id = l.agency_id WHERE l.task_id IN ({marks})",
)
DEADLINES = (("task", "words"), "SELECT l.task_id, l.words FROM documents_taskdeadline l WHERE l.task_id IN ({marks})")
VALUES = (
    ("task", "kind", "indicator", "operator", "value", "unit", "when"),
    "SELECT t.task_id, t.kind, t.indicator, t.operator, t.value, t.unit, t.deadline_words FROM documents_target t"
    " WHERE t.task_id IN ({marks})",  # the kind is told apart afterwards: asked for it, SQLite goes through all of a kind
)
FURTHER = (
    ("task", "domain"),
    "SELECT o.task_id, o.domain_id FROM documents_task_other_domains o WHERE o.task_id IN ({marks})",
)
TABLE = Engine().from_string("""
<table>{% for row in rows %}<tr><th>{{ row.name }}</th>{% for cell in row.cells %}<td>{% for part in cell %}
{% if part.summary %}<details class="fold cell-rest"><summary>{{ part.summary }}</summary>{% endif %}
{% for task in part.tasks %}<article class="cell-task">
<h2 class="title"><a href="{{ task.address }}" data-panel="{{ task.panel }}">{{ task.title }}</a></h2>
{% if task.opening %}<p class="quote">{{ task.opening }}</p>{% endif %}
{% if task.rest %}<details class="fold"><summary>展开全文<span class="visually-hidden">：{{ task.title }}</span></summary>
<p class="quote">{{ task.rest|linebreaksbr }}</p></details>{% endif %}
{% if task.roles %}<dl class="agencies">{% for role in task.roles %}<dt>{{ role.words }}</dt><dd>{% for agency in role.named %}
{% if not forloop.first %}、{% endif %}<a class="agency" href="/agencies/{{ agency.number }}/">{{ agency.name }}</a>
{% endfor %}</dd>{% endfor %}</dl>{% endif %}
{% for value in task.values %}<p class="value-line"><span class="value"><span class="operator">{{ value.operator }}</span>
<b>{{ value.value }}</b><span class="unit">{{ value.unit }}</span></span>{% if value.indicator %} {{ value.indicator }}
{% endif %}{% if value.when %}，<span class="unbroken">{{ value.when }}</span>{% endif %}</p>{% endfor %}
{% if task.deadlines %}<ul class="years" aria-label="时限">{% for each in task.deadlines %}<li>{{ each.words }}</li>
{% endfor %}</ul>{% endif %}
<div class="cell-foot"><span class="state state-stated"><svg aria-hidden="true"><use href="#i-stated"/></svg>
<span class="visually-hidden">原文明示</span></span><a class="locator" href="{{ task.address }}" data-panel="{{ task.panel }}"
aria-label="出处 {{ task.locator }}：{{ task.title }}">{{ task.locator }}</a>
{% if task.origin == "automatic" %}<span class="seal" role="img" aria-label="自动抽取" title="自动抽取">自</span>
{% else %}<span class="seal seal-reviewed" role="img" aria-label="已审校" title="已审校">审</span>{% endif %}</div></article>
{% endfor %}
{% for task in part.touching %}<article class="cell-task cell-mention">
<h2 class="title"><a href="{{ task.address }}" data-panel="{{ task.panel }}">{{ task.title }}</a></h2>
{% if task.quote %}<p class="quote">{{ task.quote }}</p>{% endif %}
<div class="cell-foot"><span class="state state-touched"><svg aria-hidden="true"><use href="#i-touched"/></svg>
<span>兼及</span></span><a class="locator" href="{{ task.address }}" data-panel="{{ task.panel }}"
aria-label="出处 {{ task.locator }}：{{ task.title }}">{{ task.locator }}</a><span class="muted">{{ task.kind }}</span></div>
</article>{% endfor %}{% if part.summary %}</details>{% endif %}
{% empty %}<span class="state state-not_found"><svg aria-hidden="true"><use href="#i-not_found"/></svg>
<span>自动抽取未见</span></span>{% endfor %}</td>{% endfor %}</tr>{% endfor %}</table>""")


def matrix(slugs: Sequence[str]) -> str:
    """The table of these documents, one row a domain: key tasks, and what touches on the domain."""
    tasks = _rows(TASKS, [document["key"] for document in _rows(DOCUMENTS, slugs)])
    keys = [task["key"] for task in tasks]
    further = _by_task(_rows(FURTHER, keys))
    own: dict[tuple[int, str], list[Row]] = defaultdict(list)
    touching: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for task in _with_all(tasks, keys):
        domains = [each["domain"] for each in further.get(task["key"], ())]
        if task["category"] == "key_task":
            own[task["domain"], task["slug"]].append(task)
        else:
            domains.insert(0, task["domain"])
        for domain in domains:
            touching[domain, task["slug"]].append(task)
    written = {domain for domain, _slug in (*own, *touching)}
    rows = [
        {"name": name, "cells": [_parts(own[key, slug], touching[key, slug]) for slug in slugs]}
        for key, name in ask('SELECT id, name FROM documents_domain ORDER BY "order"')
        if key in written
    ]
    return TABLE.render(Context({"rows": rows}))


def _with_all(tasks: Iterable[Row], keys: Sequence[int]) -> Iterable[Row]:
    """The tasks with what belongs to each, under the names that the template asks for."""
    agencies, deadlines, values = (_by_task(_rows(each, keys)) for each in (AGENCIES, DEADLINES, VALUES))
    for task in tasks:
        key, text, page = task["key"], task["text"], f"/documents/{task['slug']}/"
        named = agencies.get(key, ())
        roles = (("牵头", "lead"), ("责任", "responsible"), ("配合", "support"))
        by_role = [{"words": words, "named": [each for each in named if each["role"] == role]} for words, role in roles]
        yield task | {
            "address": f"{page}#c{task['start']}",
            "panel": f"{page}passage/{task['start']}-{task['end']}/",
            "opening": text[:OPENING],
            "rest": text[OPENING:],
            "quote": text[:QUOTE],
            "kind": KINDS[task["category"]],
            "roles": [each for each in by_role if each["named"]],
            "deadlines": deadlines.get(key, ()),
            "values": [value for value in values.get(key, ()) if value["kind"] == "quantity"],
        }


def _parts(own: Sequence[Row], touching: Sequence[Row]) -> list[Row]:
    """What a cell shows open, then what it folds; nothing where nothing is there."""
    parts: list[Row] = []
    if own:
        parts.append({"tasks": own[:OPEN_TASKS]})
        parts.append({"summary": f"再显示{len(own) - OPEN_TASKS}项", "tasks": own[OPEN_TASKS:]})
        parts.append({"summary": f"另有{len(touching)}处兼及", "touching": touching})
    else:
        parts.append({"touching": touching[:OPEN_TOUCHING]})
        parts.append({"summary": f"再显示{len(touching) - OPEN_TOUCHING}处", "touching": touching[OPEN_TOUCHING:]})
    return [part for part in parts if part.get("tasks") or part.get("touching")]


def _rows(question: tuple[Sequence[str], str], values: Sequence[Any]) -> list[Row]:
    names, sql = question
    rows = ask(sql.format(marks=", ".join(["%s"] * len(values)) or "NULL"), values)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _by_task(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    by_task: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_task[row["task"]].append(row)
    return by_task

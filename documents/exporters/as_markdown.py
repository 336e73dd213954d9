"""Tables as Markdown: nothing in a text acts as markup, link or HTML, and every text stands on one line of its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from documents.exporters.about import About
from documents.exporters.texts import visible
from documents.tables import Cell, Column, Group, Table

# Each of them begins something somewhere: emphasis, code, links, pictures, formulas, mentions, tables.
SPECIAL = re.compile(r"([\\`*_\[\]{}|~#!$@^])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# GitHub makes links of bare addresses.
BARE_ADDRESS = re.compile(
    r"(?i)(?<=https)(:)(?=//)|(?<=http)(:)(?=//)|(?<=ftp)(:)(?=//)|(?<=www)(\.)|(?<=mailto)(:)|(?<=xmpp)(:)"
)
# An address between < and > that needs no escape; anything else is given as text.
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+\Z")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def to_markdown(table: Table, *, about: About, more: Sequence[Table] = ()) -> bytes:
    """The tables as GitHub-flavoured Markdown in UTF-8, with what travels along before and behind them."""
    return "".join(f"{line}\n" for line in _document(table, about, more)).encode("utf-8", "replace")


def escaped(text: str) -> str:
    """The text so that it shows as it stands and on one line, wherever it stands in a line.

    >>> escaped("a|b\\n<b>[c](d)")
    'a\\\\|b<br>&lt;b&gt;\\\\[c\\\\](d)'
    """
    shown = SPECIAL.sub(r"\\\1", visible(text)).translate(ENTITIES)
    shown = BARE_ADDRESS.sub(lambda found: f"\\{found[0]}", shown)
    # Spaces at the ends of a cell, and several in a row, would be dropped.
    # Readers cut every kind of blank at the ends of a cell, and make one of several.
    shown = re.sub(r"^[^\S\r\n]|[^\S\r\n]$|(?<= ) |\t", lambda found: f"&#{ord(found[0])};", shown)
    return LINE_BREAK.sub("<br>", shown)


def _document(table: Table, about: About, more: Sequence[Table]) -> Iterator[str]:
    yield f"# {escaped(about.title or str(table.title))}"
    yield ""
    lines = [*about.lines(said=str(table.said or table.title), rows=len(table.rows))]
    behind = (_("状态"), _("文件"))
    yield from (_item(*line) for line in lines if line[0] not in behind)
    for each in (table, *more):
        yield ""
        yield f"## {escaped(str(each.title))}"
        yield ""
        yield from _table(each)
    yield ""
    yield f"## {_('说明')}"
    yield ""
    yield from (_item(*line) for line in lines if line[0] in behind)
    notes = dict.fromkeys(str(note) for each in (table, *more) for note in each.notes)
    yield from (_item(_("说明"), note) for note in notes)


def _item(label: str, words: str) -> str:
    return f"- {escaped(label)}：{escaped(words)}"


def _table(table: Table) -> Iterator[str]:
    yield _row(escaped(heading) for heading in _headings(table.columns))
    yield _row("---:" if column.kind == "number" else "---" for column in table.columns)
    for line in table.lines():
        yield _row(_group_words(line, table.columns) if isinstance(line, Group) else map(_cell, line))


def _headings(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        yield f"{column.group}\n{column.heading}" if column.group else str(column.heading)


def _group_words(group: Group, columns: Sequence[Column]) -> Iterator[str]:
    """The name of a group in bold in the first cell; Markdown merges no cells."""
    yield f"**{escaped(group.name)}**"
    yield from (escaped(group.text_of(column)) for column in columns[1:])


def _cell(cell: Cell) -> str:
    if cell.column.kind == "link" and PLAIN_ADDRESS.match(cell.text):
        return f"<{cell.text}>"
    return escaped(cell.text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

"""Template tags for what a cell holds, tasks and touching places: a long comparison shows hundreds of each.

Their templates are rendered once, with blanks, and filled for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comparisons.aspects.aligned.records import Piece
from comparisons.records import Cell, CellPart, Mention, NamedValue, TaskEntry
from documents.templatetags.small_pieces import deadline, filled, origin_seal, state_mark
from documents.templatetags.task_pieces import agency_lines
from documents.templatetags.typography import breakable

register = template.Library()


@register.simple_tag
def cell_content(cell: Cell) -> SafeString | str:
    """Everything a cell says, part by part, or the state that says why it says nothing.

    Example: {% cell_content cell %}.
    """
    return _joined([_part(part) for part in cell.parts]) or state_mark(cell.state)


@register.simple_tag
def cell_mentions(cell: Cell) -> SafeString | str:
    """What touches on the domain of a cell, open or folded, where its tasks are written otherwise.

    Example: {% cell_mentions cell %}.
    """
    return _joined([_part(part) for part in cell.mention_parts])


def _part(part: CellPart) -> SafeString | str:
    content = _joined([*map(task_article, part.entries), *map(mention_article, part.mentions)])
    if not part.summary:
        return content
    return filled("comparisons/_fold.html", summary=part.summary, content=content)


def _joined(pieces: Sequence[SafeString | str]) -> SafeString | str:
    """The pieces one after the other, in one call: there are more than a thousand of them on a long page."""
    return format_html("{}" * len(pieces), *pieces) if pieces else ""


@register.simple_tag
def mention_article(mention: Mention) -> SafeString | str:
    """comparisons/_mention.html: a place that touches on a domain, its sentence, where it stands.

    Example: {% mention_article mention %}.
    """
    name = mention.title or mention.kind_words
    return filled(
        "comparisons/_mention.html",
        title=breakable(name),
        name=name,
        quote=mention.quote or None,
        address=mention.address,
        panel=mention.panel_address,
        locator=mention.locator,
        kind=mention.kind_words,
    )


@register.simple_tag
def task_article(entry: TaskEntry) -> SafeString | str:
    """comparisons/_task.html: a task with its wording, its facts and where it stands.

    Example: {% task_article entry %}.
    """
    return filled(
        "comparisons/_task.html",
        title=breakable(entry.title),
        name=entry.title,
        opening=entry.opening or None,
        rest=linebreaksbr(entry.rest) if entry.rest else None,
        address=entry.address,
        panel=entry.panel_address,
        locator=entry.locator,
        facts=task_facts(entry),
        seal=origin_seal(entry.origin),
    )


@register.simple_tag
def task_facts(entry: TaskEntry) -> SafeString | str:
    """The agencies of a task, its values, its dates; nothing where it names none.

    Example: {% task_facts task.entry %}.
    """
    values = (format_html('<p class="value-line">{}</p>', _value(value)) for value in entry.values)
    return _joined(
        [
            agency_lines(lead=entry.leads, support=entry.supports, responsible=entry.responsibles),
            *values,
            deadline(years=entry.years, words=entry.deadline_words) if entry.deadlines else "",
        ]
    )


@register.simple_tag
def marked_wording(pieces: Sequence[Piece]) -> SafeString | str:
    """comparisons/aligned/_pieces.html: a wording with the terms marked that places share, or that one alone uses.

    Example: {% marked_wording task.opening %}.
    """
    return _joined(
        [
            format_html('<span class="term-{}">{}</span>', piece.mark, piece.text)
            if piece.mark
            else linebreaksbr(piece.text)
            for piece in pieces
        ]
    )


def _value(value: NamedValue) -> SafeString | str:
    return filled(
        "_components/target_value.html",
        operator=value.operator,
        value_text=value.value,
        unit=value.unit,
        indicator=value.indicator or None,
        when=value.terms or None,
    )

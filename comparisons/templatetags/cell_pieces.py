"""Template tags for what a cell holds, tasks and touching places: a long comparison shows hundreds of each.

Their templates are rendered once, with blanks, and filled for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from comparisons.aspects.aligned.records import Piece
from comparisons.records import BandCell, Cell, CellPart, Mention, NamedValue, TaskEntry
from documents.templatetags.small_pieces import deadline, filled, origin_seal, short_words, state_mark
from documents.templatetags.task_pieces import agency_lines
from documents.templatetags.typography import breakable

register = template.Library()


@register.simple_tag
def row_cells(cells: Sequence[Cell], *, focus: int = 0) -> SafeString | str:
    """The cells of a row: what each document says in one domain, in exactly one of the five states.

    `focus` is the number of the column that is set against the others, 0 if none is.
    Example: {% row_cells row.cells focus=page.focus %}.
    """
    numbers = range(1, len(cells) + 1)
    row = "".join('<td class="focused">{}</td>' if number == focus else "<td>{}</td>" for number in numbers)
    return format_html(row, *map(_content, cells)) if cells else ""


@register.simple_tag
def band_cells(cells: Sequence[BandCell]) -> SafeString | str:
    """The head of a band: how many tasks each document has in a top domain, or why it has none.

    Example: {% band_cells band.cells %}.
    """
    said = (cell.words if cell.tasks else state_mark(cell.state, count=cell.mentions) for cell in cells)
    return format_html("<td>{}</td>" * len(cells), *said) if cells else ""


def _content(cell: Cell) -> SafeString | str:
    """Everything a cell says, part by part, or the state that says why it says nothing."""
    return _parts(cell.parts) or state_mark(cell.state)


@register.simple_tag
def cell_mentions(cell: Cell) -> SafeString | str:
    """What touches on the domain of a cell, open or folded, where its tasks are written otherwise.

    Example: {% cell_mentions cell %}.
    """
    return _parts(cell.mention_parts)


def _parts(parts: Sequence[CellPart]) -> SafeString | str:
    """What stands open as it is, what is folded behind its summary."""
    pieces: list[SafeString | str] = []
    for part in parts:
        articles = [*map(task_article, part.entries), *map(mention_article, part.mentions)]
        if part.summary:
            articles = [filled("comparisons/_fold.html", summary=part.summary, content=_joined(articles))]
        pieces += articles
    return _joined(pieces)


def _joined(pieces: Sequence[SafeString | str]) -> SafeString | str:
    """The pieces one after the other, in one call: there are more than a thousand of them on a long page."""
    if len(pieces) == 1:
        return conditional_escape(pieces[0])
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
        locator=short_words(mention.locator),
        kind=short_words(mention.kind_words),
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
        rest=_lines(entry.rest) if entry.rest else None,
        address=entry.address,
        panel=entry.panel_address,
        locator=short_words(entry.locator),
        facts=task_facts(entry),
        seal=origin_seal(entry.origin),
    )


@register.simple_tag
def task_facts(entry: TaskEntry) -> SafeString | str:
    """The agencies of a task, its values, its dates; nothing where it names none.

    Example: {% task_facts task.entry %}.
    """
    facts = [agency_lines(lead=entry.leads, support=entry.supports, responsible=entry.responsibles)]
    facts += [format_html('<p class="value-line">{}</p>', _value(value)) for value in entry.values]
    if entry.deadlines:
        facts.append(deadline(years=entry.years, words=entry.deadline_words))
    return _joined(facts)


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


def _lines(text: str) -> SafeString | str:
    """The text with its breaks of lines, which few texts have."""
    return linebreaksbr(text) if "\n" in text or "\r" in text else text


def _value(value: NamedValue) -> SafeString | str:
    return filled(
        "_components/target_value.html",
        operator=value.operator,
        value_text=value.value,
        unit=value.unit,
        indicator=value.indicator or None,
        when=value.terms or None,
    )

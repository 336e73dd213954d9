"""The text of a document with its marks: every character escaped, nothing but the text between the tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.highlighting import MarkLink, RepairNote, Run
from documents.parsing.cleaning.controls import DECEIVING

register = template.Library()


@register.simple_tag
def marked(runs: Sequence[Run]) -> SafeString:
    """Runs as HTML: anchors as empty elements, marks as <mark>, an explained repair as a focusable note, a link as <a>.

    A template would put its own line breaks between a heading and the full stop behind it.
    """
    groups = groupby(runs, key=lambda run: run.link)
    return format_html_join("", "{}", ((_linked(group, link) if link else _pieces(group),) for link, group in groups))


def _linked(runs: Iterable[Run], link: MarkLink) -> SafeString:
    """One link around all its runs; a note inside it would be a stop of the keyboard inside another, so there is none.

    What is said of the link is an attribute, so that the text stays the source's.
    """
    plain = (Run(run.text, tuple(kind for kind in run.kinds if kind != link.kind), run.anchors) for run in runs)
    return format_html(
        '<a class="m-{}" href="{}" data-says="{}" aria-description="{}">{}</a>',
        link.kind,
        link.url,
        link.says,
        link.says,
        _pieces(plain),
    )


def _pieces(runs: Iterable[Run]) -> SafeString:
    return format_html_join("", "{}{}", ((_anchors(run), _piece(run)) for run in runs))


def _anchors(run: Run) -> SafeString | str:
    if not run.anchors:  # most runs have none, and a page may hold ten thousand
        return ""
    return format_html_join("", '<span id="{}"></span>', ((anchor,) for anchor in run.anchors))


def _piece(run: Run) -> SafeString:
    if run.note:
        inside = (_alone(run.text), _note(run.note))
        return format_html('<span class="{}" tabindex="0"{}>{}{}</span>', run.classes, _described(run.note), *inside)
    if run.kinds:
        return format_html('<mark class="{}">{}</mark>', run.classes, _alone(run.text))
    return conditional_escape(_alone(run.text))


def _described(note: RepairNote) -> str | SafeString:
    """What ties a repair to its note: for a screen reader by name, for the printed footnote by number."""
    return format_html(' aria-describedby="r{}" data-note="{}"', note.number, note.number) if note.number else ""


def _alone(text: str) -> str | SafeString:
    """The text with each mark of direction in an isolate of its own, where it turns nothing around."""
    if not DECEIVING.search(text):
        return text
    first, *others = DECEIVING.split(text)
    isolated = zip(DECEIVING.findall(text), others, strict=True)
    return format_html("{}{}", first, format_html_join("", "<bdi>{}</bdi>{}", isolated))


def _note(note: RepairNote) -> SafeString:
    rows = (
        (_("原为"), "before", _alone(note.before)),
        (_("改为"), "after", note.after),
        (_("依据"), "reason", note.reason),
    )
    name = format_html(' id="r{}"', note.number) if note.number else ""
    return format_html(
        '<span class="repair-note"{} role="note"><b>{}{}</b>{}</span>',
        name,
        _("修复："),
        note.label,
        format_html_join("", '<span class="key">{}</span><span class="{}">{}</span>', rows),
    )

"""Addresses of passages, and of each view of a selection."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from comparisons.selection import Selection

DOMAINS = "domains"
TEXTS = "texts"


def passage(document: str, *, start: int) -> str:
    """Where a passage stands on the page of its document: /documents/370100-e35f96b6/#c120."""
    return f"{document}#c{start}"


def passage_panel(slug: str, *, start: int, end: int) -> str:
    """The fragment that the side panel shows for a passage."""
    return reverse("documents:passage", args=[slug, start, end])


def section(document: str, *, start: int) -> str:
    """Where a section begins on the page of its document: /documents/370100-e35f96b6/#s120."""
    return f"{document}#s{start}"


def stretch(slug: str, *, start: int, end: int) -> str:
    """A stretch of the original of a document, as the addresses of two texts name it: 370100-e35f96b6:120-640."""
    return f"{slug}:{start}-{end}"


def side_by_side(selection: Selection, *, left: str, right: str) -> str:
    """The page that sets two stretches of the chosen documents side by side, word by word."""
    settings = (("left", left), ("right", right))
    return comparison(replace(selection.comparing_only(), settings=settings), aspect=TEXTS)


def comparison(selection: Selection, *, aspect: str = DOMAINS) -> str:
    """The page of a selection in one view (by domain unless told), in its one canonical form."""
    query = f"?{selection.query}" if selection.query else ""
    page = reverse("comparisons:compare") if aspect == DOMAINS else reverse("comparisons:aspect", args=[aspect])
    return f"{page}{query}"


def other_view(selection: Selection, *, aspect: str) -> str:
    """The same columns in another view: what only this view reads stays behind."""
    return comparison(replace(selection.comparing_only(), settings=()), aspect=aspect)


def snapshot_of(selection: Selection, *, aspect: str) -> str:
    """Where a snapshot of a selection in one view is taken."""
    query = selection.comparing_only().query
    return f"{reverse('comparisons:take_snapshot', args=[aspect])}?{query}"


def export(selection: Selection, *, kind: str, aspect: str = DOMAINS) -> str:
    """The download of a selection in one view: kind is csv, xlsx …"""
    query = selection.comparing_only().query
    if aspect == DOMAINS:
        return f"{reverse('comparisons:export', args=[kind])}?{query}"
    return f"{reverse('comparisons:aspect_export', args=[aspect, kind])}?{query}"

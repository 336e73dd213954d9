"""Addresses of passages and of comparisons."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from comparisons.selection import Selection


def passage(document: str, *, start: int) -> str:
    """Where a passage stands on the page of its document: /documents/370100-e35f96b6/#c120."""
    return f"{document}#c{start}"


def passage_panel(slug: str, *, start: int, end: int) -> str:
    """The fragment that the side panel shows for a passage."""
    return reverse("documents:passage", args=[slug, start, end])


def comparison(selection: Selection) -> str:
    """The page of a selection, in its one canonical form."""
    query = f"?{selection.query}" if selection.query else ""
    return f"{reverse('comparisons:compare')}{query}"


def export(selection: Selection, *, kind: str) -> str:
    """The download of a selection: kind is csv or xlsx."""
    return f"{reverse('comparisons:export', args=[kind])}?{replace(selection, find='').query}"

"""Addresses of passages, and of a comparison at one of its rows."""

from __future__ import annotations

from django.urls import reverse

from comparisons.matrix import row_anchor
from comparisons.selection import Selection


def passage(slug: str, *, start: int) -> str:
    """Where a passage stands on the page of its document: /documents/jinan-2018/#c120."""
    return f"{reverse('documents:document', args=[slug])}#c{start}"


def passage_panel(slug: str, *, start: int, end: int) -> str:
    """The fragment that the side panel shows for a passage."""
    return reverse("documents:passage", args=[slug, start, end])


def comparison(selection: Selection, *, row: str = "") -> str:
    """The page of a selection, at the row of a domain if one is named."""
    query = f"?{selection.query}" if selection.query else ""
    anchor = f"#{row_anchor(row)}" if row else ""
    return f"{reverse('comparisons:compare')}{query}{anchor}"

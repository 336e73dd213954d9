"""Addresses of passages, and of each view of a selection."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from comparisons.selection import Selection

DOMAINS = "domains"
TEXTS = "texts"


def passage(document: str, *, start: int) -> str:
    """Where a passage stands on the page of its document: /documents/370100-e35f96b6/#c120."""
    return f"{document}#c{start}"


def passage_panel(slug: str, *, start: int, end: int) -> str:
    """The fragment that the side panel shows for a passage: /documents/370100-e35f96b6/passage/120-640/."""
    before, between, after = _panel_of(slug, get_script_prefix())
    return f"{before}{start}{between}{end}{after}"


@lru_cache(maxsize=256)
def _panel_of(slug: str, _prefix: str) -> tuple[str, str, str]:
    """The address around its two numbers, looked up once a document: a long comparison names hundreds of passages.

    The prefix is where the portal is mounted, which `reverse` writes in front.
    """
    before, _start, rest = reverse("documents:passage", args=[slug, 0, 1]).rpartition("0")
    between, _end, after = rest.partition("1")
    return before, between, after


def agency(pk: int) -> str:
    """The page of an agency."""
    before, after = _agency_around(get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(maxsize=8)
def _agency_around(_prefix: str) -> tuple[str, str]:
    before, _pk, after = reverse("documents:agency", args=[0]).rpartition("0")
    return before, after


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
    page, query = _page(aspect, get_script_prefix()), selection.query
    return f"{page}?{query}" if query else page


@lru_cache(maxsize=32)
def _page(aspect: str, _prefix: str) -> str:
    return reverse("comparisons:compare") if aspect == DOMAINS else reverse("comparisons:aspect", args=[aspect])


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

"""Distinctive terms as the one table that every export writes: a line for each term of each place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from documents.columns import level_label
from documents.lenses.terms.reading import PlaceTerms
from documents.tables import Column, Table


def term_table(places: Sequence[PlaceTerms], *, title: str, said: str, notes: tuple[str, ...], site: str) -> Table:
    """One line a term; a place without terms has no line."""
    lines = [(place, each) for place in places for each in place.terms]
    columns = (
        Column("place", _("地区"), lambda line: line[0].name, 10),
        Column("level", _("层级"), lambda line: level_label(line[0].level), 8),
        Column("term", _("词"), lambda line: line[1].term.word, 14),
        Column("here", _("本地区任务"), lambda line: line[1].term.here, 10, "number"),
        Column("elsewhere", _("其他地区任务"), lambda line: line[1].term.elsewhere, 10, "number"),
        Column("z", _("差异（标准误）"), lambda line: Decimal(str(line[1].term.z)), 10, "number"),
        Column("address", _("列表地址"), lambda line: urljoin(site, line[1].url), 40, "link", printed=False),
    )
    return Table(title, columns, lines, said=said, notes=notes)

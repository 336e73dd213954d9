"""Cited documents and citations as the tables that every export writes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from documents.columns import level_label
from documents.lenses.lineage.reading import CitedRow
from documents.lenses.lineage.rows import CitationRow
from documents.tables import Column, Table


def cited_table(rows: Sequence[CitedRow], *, title: str, said: str, notes: tuple[str, ...], site: str) -> Table:
    """Cited documents, the most cited first."""
    columns = (
        Column("title", _("被引文件"), lambda row: row.title, 44),
        Column("number", _("文号"), lambda row: row.number, 22),
        Column("level", _("层级（按名称判断）"), lambda row: level_label(row.level) if row.level else _("看不出"), 10),
        Column("held", _("收录"), lambda row: held_words(row.held), 12),
        Column("documents", _("引用它的文件"), lambda row: row.documents, 8, "number"),
        Column("citations", _("引用处数"), lambda row: row.citations, 8, "number"),
        Column("address", _("列表地址"), lambda row: urljoin(site, row.list_url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=notes)


def citation_table(rows: Sequence[CitationRow], *, title: str, said: str, site: str) -> Table:
    """Single citations with the characters they were read from."""
    columns = (
        Column("place", _("地区"), lambda row: row.place, 8),
        Column("level", _("层级"), lambda row: level_label(row.level), 6),
        Column("document", _("引用的文件"), lambda row: row.document, 32),
        Column("title", _("被引文件"), lambda row: row.title, 36),
        Column("number", _("被引文号"), lambda row: row.number, 20),
        Column("held", _("收录"), lambda row: held_words(row.held), 12),
        Column("quote", _("原文"), lambda row: row.quote, 44),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said)


def held_words(held: bool) -> str:
    """语料已收; 被引，语料未收."""
    return _("语料已收") if held else _("被引，语料未收")

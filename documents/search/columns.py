"""The columns of the list of passages, for every export."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from documents.columns import level_label
from documents.search.rows import FoundRow
from documents.tables import Column, Table


def passage_table(rows: Sequence[FoundRow], *, site: str, said: str, title: str) -> Table:
    """Passages as a table; `site` is the address that makes links absolute."""
    columns = (
        Column("place", _("地区"), lambda row: row.document.place.name, 8),
        Column("document", _("文件"), lambda row: row.document.title, 26),
        Column("heading", _("所在章节"), lambda row: row.title, 18),
        Column("text", _("原文（整理后）"), lambda row: row.text, 70),
        Column("times", _("处数"), lambda row: row.excerpt.times, 6, "number"),
        Column("part", _("所在部分"), lambda row: row.part, 10),
        Column("locator", _("出处"), lambda row: row.locator, 10),
        Column("level", _("层级"), lambda row: level_label(row.document.level), 8, printed=False),
        Column("document_type", _("文种"), lambda row: row.document.document_type, 12, printed=False),
        Column("number", _("文号"), lambda row: row.document.document_number, 20, printed=False),
        Column(
            "issued_on", _("成文日期"), lambda row: row.document.issued_on or _("原文未载"), 12, "date", printed=False
        ),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    notes = (
        _("一行是原文的一段；处数是所查的词在这一段出现的次数，相连的算一处。"),
        _("出处是章节号，自外而内以斜线相连；“~”表示原文失去标题、由规则推断。"),
    )
    return Table(title, columns, rows, said=said, notes=notes)

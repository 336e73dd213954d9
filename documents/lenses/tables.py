"""A crossing of numbers as the one table that every export writes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.columns import level_label
from documents.lenses.crosstab import Cross, CrossCell, CrossRow, Silence
from documents.tables import Column, Group, Table, Value

STATES = {
    "touched": gettext_lazy("兼及"),
    "silent_checked": gettext_lazy("原文未提及·已核对"),
    "not_found": gettext_lazy("自动抽取未见"),
    "not_applicable": gettext_lazy("不适用"),
}


def cross_table(shown: Cross, *, title: str, said: str, notes: tuple[str, ...], site: str) -> Table:
    """The rows of a crossing with their totals; a cell without a number holds the words of its state.

    The last column, not printed, is the address of the list behind each row.
    """
    with_level = any(row.head.level for row in shown.rows)
    columns = [Column("row", shown.corner, lambda row: row.head.name, 18)]
    if with_level:
        columns.append(Column("level", _("层级"), lambda row: level_label(row.head.level), 8))
    columns += [
        Column(f"c{index}", head.name, _value_at(index), 10, group=head.group)
        for index, head in enumerate(shown.columns)
    ]
    columns.append(Column("total", _("合计"), lambda row: row.total.number, 8, "number"))
    columns.append(
        Column("address", _("列表地址"), lambda row: _absolute(site, row.total.url), 40, "link", printed=False)
    )
    return Table(
        title, tuple(columns), shown.rows, said=said, notes=notes, fixed_columns=1, totals=(_totals_line(shown),)
    )


def _value_at(index: int) -> Callable[[CrossRow], Value]:
    def value(row: CrossRow) -> Value:
        return cell_value(row.cells[index])

    return value


def cell_value(cell: CrossCell) -> int | str:
    """The number of a cell, or the words of its state: 兼及 2."""
    if cell.number or cell.silence is None:
        return cell.number
    return silence_words(cell.silence)


def silence_words(silence: Silence) -> str:
    """兼及 2; 自动抽取未见."""
    words = str(STATES[silence.state])
    return f"{words} {silence.count}" if silence.count else words


def _totals_line(shown: Cross) -> Group:
    words = [(f"c{index}", str(cell.number)) for index, cell in enumerate(shown.totals)]
    return Group(_("合计"), (*words, ("total", str(shown.total.number))))


def _absolute(site: str, url: str) -> str:
    return urljoin(site, url) if url else ""

"""What the comparison page shows besides its table: title, choices of the form, addresses of the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.addresses import export as export_address
from comparisons.builder.comparison import Built
from comparisons.builder.picker import Picker
from comparisons.matrix import Topic
from comparisons.records import Comparison
from comparisons.selection import Selection
from comparisons.sentences import title_of


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list or of joined buttons; `address` leads to the page with it."""

    value: str
    label: str
    selected: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """A top domain with its children as choices."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything the template needs; rendering asks the database nothing."""

    title: str
    comparison: Comparison
    picker: Picker
    selection: Selection
    problems: tuple[str, ...]
    domains: tuple[OptionGroup, ...]
    categories: tuple[Option, ...]
    rows: tuple[Option, ...]
    all_rows_address: str
    """The page without the limits on rows, for an empty table."""
    empty_rows_address: str
    export_label: str
    csv_address: str
    xlsx_address: str

    @property
    def columns(self) -> int:
        """Number of columns with the one that names the rows."""
        return len(self.comparison.documents) + 1


def compare_page(selection: Selection, *, built: Built, picker: Picker) -> ComparePage:
    """Put the comparison and what surrounds it together; pure."""
    comparison = built.comparison
    return ComparePage(
        title=title_of(comparison.documents),
        comparison=comparison,
        picker=picker,
        selection=selection,
        problems=(*selection.problems, *built.problems),
        domains=domain_options(built.taxonomy, selected=selection.domain),
        categories=_category_options(selection),
        rows=_row_options(selection),
        all_rows_address=comparison_address(replace(selection, rows="all", domain="", empty=False)),
        empty_rows_address=comparison_address(replace(selection, empty=not selection.empty)),
        export_label=_("导出这%(count)s列") % {"count": len(comparison.documents)},
        csv_address=export_address(selection, kind="csv"),
        xlsx_address=export_address(selection, kind="xlsx"),
    )


def domain_options(taxonomy: Sequence[Topic], *, selected: str) -> tuple[OptionGroup, ...]:
    """Every top domain as a group: itself first, then its children."""
    return tuple(
        OptionGroup(
            label=topic.name,
            options=(
                Option(topic.code, _("%(domain)s（全部）") % {"domain": topic.name}, topic.code == selected),
                *(Option(child.code, child.name, child.code == selected) for child in topic.children),
            ),
        )
        for topic in taxonomy
    )


def _category_options(selection: Selection) -> tuple[Option, ...]:
    labels = (("key_task", _("重点任务")), ("safeguard", _("保障措施")), ("all", _("两类都列")))
    return tuple(Option(value, label, value == selection.category) for value, label in labels)


def _row_options(selection: Selection) -> tuple[Option, ...]:
    """The joined buttons above the table: 全部, 有差异, 各地都有, 仅一地有."""
    labels = (("all", _("全部")), ("different", _("有差异")), ("common", _("各地都有")), ("single", _("仅一地有")))
    return tuple(
        Option(value, label, value == selection.rows, comparison_address(replace(selection, rows=value)))
        for value, label in labels
    )

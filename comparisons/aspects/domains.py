"""The view by domain: the matrix of two levels, its tools and its points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.addresses import DOMAINS as KEY
from comparisons.addresses import comparison as comparison_address
from comparisons.addresses import side_by_side, stretch
from comparisons.aspect import Ask, Aspect
from comparisons.builder import build_comparison
from comparisons.choices import Option, OptionGroup
from comparisons.domain_choices import domain_options
from comparisons.records import Comparison, Row
from comparisons.selection import Selection, Setting
from comparisons.tables import list_table, matrix_table, notes_of
from comparisons.transposed import PlaceLine, place_lines, transposed_table
from documents.tables import Table

FROM_ONE_COLUMN = ("only_here", "missing_here")


@dataclass(frozen=True, slots=True)
class DomainsContent:
    """Everything the view by domain shows."""

    comparison: Comparison
    selection: Selection
    problems: tuple[str, ...]
    domains: tuple[OptionGroup, ...]
    categories: tuple[Option, ...]
    rows: tuple[Option, ...]
    all_rows_address: str
    """The page without the limits on rows, for an empty table."""
    empty_rows_address: str
    sorts: tuple[Option, ...]
    turn_address: str
    """The same with rows and columns changed over."""
    lines: tuple[PlaceLine, ...]
    """One line a document, when the matrix lies on its side; else none."""

    @property
    def said(self) -> str:
        """What the matrix shows, in one sentence."""
        return self.comparison.said


def build(ask: Ask) -> DomainsContent:
    """Read the matrix of the chosen columns and the choices of its tools."""
    selection = ask.selection
    built = build_comparison(selection, documents=ask.documents, user=ask.user)
    return DomainsContent(
        comparison=_with_texts(built.comparison, selection),
        selection=selection,
        problems=built.problems,
        domains=domain_options(built.taxonomy, selected=selection.domain),
        categories=_category_options(selection),
        rows=_row_options(selection, columns=len(ask.documents)),
        all_rows_address=comparison_address(replace(selection, rows="all", domain="", empty=False)),
        empty_rows_address=comparison_address(replace(selection, empty=not selection.empty)),
        sorts=_sort_options(selection),
        turn_address=comparison_address(selection.set("transposed", "" if selection.setting("transposed") else "1")),
        lines=place_lines(built.comparison) if selection.setting("transposed") else (),
    )


def _with_texts(comparison: Comparison, selection: Selection) -> Comparison:
    """The comparison with a way from each row to the wording of its first two tasks, side by side."""

    def address(row: Row) -> str:
        first = [
            stretch(document.slug, start=cell.entries[0].start, end=cell.entries[0].end)
            for document, cell in zip(comparison.documents, row.cells, strict=True)
            if cell.entries
        ]
        return side_by_side(selection, left=first[0], right=first[1]) if len(first) > 1 else ""

    bands = (
        replace(band, rows=tuple(replace(row, texts_address=address(row)) for row in band.rows))
        for band in comparison.bands
    )
    return replace(comparison, bands=tuple(bands))


def tables(content: DomainsContent, site: str) -> tuple[Table, ...]:
    """The matrix as shown, then the list of one row a task."""
    comparison = content.comparison
    notes = notes_of(comparison)
    shown = transposed_table(comparison, notes=notes) if content.lines else matrix_table(comparison, notes=notes)
    return shown, list_table(comparison, site=site)


def _category_options(selection: Selection) -> tuple[Option, ...]:
    labels = (("key_task", _("重点任务")), ("safeguard", _("保障措施")), ("all", _("两类都列")))
    return tuple(Option(value, label, value == selection.category) for value, label in labels)


def _row_options(selection: Selection, *, columns: int) -> tuple[Option, ...]:
    """The joined buttons above the table: 全部, 有差异, 各地都有, 仅一地有; seen from one column two more."""
    labels = [("all", _("全部")), ("different", _("有差异")), ("common", _("各地都有")), ("single", _("仅一地有"))]
    if columns > 1 and (selection.focus or selection.rows in FROM_ONE_COLUMN):
        labels += [("only_here", _("只有此地有")), ("missing_here", _("此地未写"))]
    return tuple(
        Option(value, label, value == selection.rows, comparison_address(replace(selection, rows=value)))
        for value, label in labels
    )


def _sort_options(selection: Selection) -> tuple[Option, ...]:
    labels = (("", _("按领域排")), ("spread", _("差异大的在前")))
    return tuple(Option(value, label, value == selection.setting("sort")) for value, label in labels)


DOMAINS = Aspect(
    key=KEY,
    label=gettext_lazy("按领域"),
    template="comparisons/domains.html",
    build=build,
    tables=tables,
    settings=(
        Setting("sort", gettext_lazy("排序"), ("", "spread")),
        Setting("transposed", gettext_lazy("行列互换"), ("", "1")),
    ),
)

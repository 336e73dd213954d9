"""The comparison by domain turned on its side: a row for each document, a column for each domain."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.records import Band, Cell, ComparedDocument, Comparison, Row
from comparisons.tables import MATRIX_WIDTH, cell_lines, header_text
from documents.tables import Column, Table, Value


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """What one document says, domain after domain."""

    document: ComparedDocument
    cells: tuple[Cell, ...]


def place_lines(comparison: Comparison) -> tuple[PlaceLine, ...]:
    """One line for each document, its cells in the order of the rows of the matrix."""
    rows = [row for _band, row in comparison.rows]
    return tuple(
        PlaceLine(document, tuple(row.cells[index] for row in rows))
        for index, document in enumerate(comparison.documents)
    )


def transposed_table(comparison: Comparison, *, notes: tuple[str, ...] = ()) -> Table:
    """The matrix with places as rows, as shown."""
    fixed = (Column("document", _("地区"), lambda line: header_text(line.document), width=24),)
    domains = tuple(_domain_column(index, band, row) for index, (band, row) in enumerate(comparison.rows))
    return Table(
        title=_("对照（行列互换）"),
        columns=(*fixed, *domains),
        rows=place_lines(comparison),
        said=comparison.said,
        notes=notes,
        fixed_columns=1,
    )


def _domain_column(index: int, band: Band, row: Row) -> Column:
    def lines_of(line: PlaceLine) -> Value:
        return cell_lines(line.cells[index])

    heading = f"{band.name}\n{row.name}" if band.name != row.name else row.name
    return Column(f"domain_{index}", heading, lines_of, width=MATRIX_WIDTH)

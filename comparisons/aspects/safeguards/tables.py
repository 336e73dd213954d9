"""The view of safeguards as tables: as shown, then the list of one row for each measure, principle or silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.safeguards.records import (
    Measure,
    SafeguardBand,
    SafeguardCell,
    SafeguardComparison,
    SafeguardRow,
)
from comparisons.records import ComparedDocument, Mention, State
from comparisons.tables import header_text, mention_line, names_of, source_columns
from documents.tables import Column, Group, Line, Lines, Table, Value

CELL_WIDTH = 44


@dataclass(frozen=True, slots=True)
class SafeguardLine:
    """One row of the list."""

    band: SafeguardBand
    row: SafeguardRow
    document: ComparedDocument
    state: State
    measure: Measure | None = None
    mention: Mention | None = None
    site: str = ""
    """Scheme and host, so that addresses work outside the page."""

    @property
    def passage(self) -> Measure | Mention | None:
        """The place in the text that the line speaks of."""
        return self.measure or self.mention


def shown_table(comparison: SafeguardComparison) -> Table:
    """The table as the page shows it."""
    groups = {band.code: _band_group(band) for band in comparison.bands}
    return Table(
        title=_("保障措施对照"),
        columns=(
            Column("row", _("类别"), lambda pair: pair[1].name, width=14),
            Column("coverage", _("写明情况"), lambda pair: pair[1].coverage, width=12),
            *(_place_column(index, document) for index, document in enumerate(comparison.documents)),
        ),
        rows=comparison.rows,
        said=comparison.said,
        notes=(
            *(point.text for point in comparison.points),
            _("手段按词表查找，只列原文里的词；没有列出不等于没有写。各地写到什么程度不同，只并列，不排名。"),
            _("“保障措施对照”表列引文的开头，以“……”结尾的全文在“清单”表；折叠的兼及处只列标题和出处。"),
        ),
        fixed_columns=2,
        group=lambda pair: groups[pair[0].code],
        group_heading=_("分组"),
    )


def _band_group(band: SafeguardBand) -> Group:
    """保障措施, and in each column how many: 4项."""
    return Group(band.name, tuple((f"document_{index}", text) for index, text in enumerate(band.summaries)))


def _place_column(index: int, document: ComparedDocument) -> Column:
    def lines_of(pair: tuple[SafeguardBand, SafeguardRow]) -> Value:
        return cell_lines(pair[1].cells[index])

    return Column(f"document_{index}", header_text(document), lines_of, width=CELL_WIDTH)


def cell_lines(cell: SafeguardCell) -> Lines:
    """Everything a cell shows, the state first; what the page folds of touching places is named in a line each."""
    blocks = [_measure_lines(measure) for measure in cell.measures]
    blocks += [_mention_lines(mention) for mention in cell.open_mentions]
    folded = tuple(Line(mention_line(mention), "source", address=mention.address) for mention in cell.folded_mentions)
    return Lines(((Line(cell.state.words, "state"),), *blocks, *([folded] if folded else [])))


def _measure_lines(measure: Measure) -> tuple[Line, ...]:
    """One measure: title, opening, agencies, instruments, dates, place; a principle with its whole wording."""
    folds = bool(measure.rest) and measure.kind != "principle"
    lines = (
        Line(measure.title, "title"),
        Line(f"{measure.opening}……" if folds else measure.wording),
        Line(names_of(measure.leads), "fact", _("牵头")),
        Line(names_of(measure.responsibles), "fact", _("责任")),
        Line(names_of(measure.supports), "fact", _("配合")),
        *(Line("、".join(found.words), "fact", found.name) for found in measure.instruments),
        Line("、".join(measure.deadlines), "fact", _("时限")),
        Line(measure.locator, "source", _("出处"), measure.address),
        Line(measure.origin_words, "source", _("来源")),
    )
    return tuple(line for line in lines if line.words)


def _mention_lines(mention: Mention) -> tuple[Line, ...]:
    """One touching place: the section it stands in with its place, and the sentence."""
    return (Line(mention_line(mention), "source", address=mention.address), Line(mention.quote))


def list_table(comparison: SafeguardComparison, *, site: str) -> Table:
    """The list behind the table, with every field."""
    return Table(
        title=_("清单"),
        columns=_list_columns(),
        rows=list(_lines(comparison, site)),
        said=comparison.said,
        fixed_columns=3,
    )


def _lines(comparison: SafeguardComparison, site: str) -> Iterator[SafeguardLine]:
    for band, row in comparison.rows:
        for document, cell in zip(comparison.documents, row.cells, strict=True):
            for measure in cell.measures:
                yield SafeguardLine(band, row, document, State.STATED, measure=measure, site=site)
            for mention in cell.mentions:
                yield SafeguardLine(band, row, document, State.TOUCHED, mention=mention, site=site)
            if not cell.measures and not cell.mentions:
                yield SafeguardLine(band, row, document, cell.state, site=site)


def _title(line: SafeguardLine) -> Value:
    return line.passage.title if line.passage else ""


def _kind(line: SafeguardLine) -> Value:
    return line.passage.kind_words if line.passage else ""


def _clean(line: SafeguardLine) -> Value:
    return line.measure.wording if line.measure else line.mention.quote if line.mention else ""


def _instruments(line: SafeguardLine) -> Value:
    found = line.measure.instruments if line.measure else ()
    return "；".join(f"{kind.name}：{'、'.join(kind.words)}" for kind in found)


def _leads(line: SafeguardLine) -> Value:
    return names_of(line.measure.leads) if line.measure else ""


def _supports(line: SafeguardLine) -> Value:
    return names_of(line.measure.supports) if line.measure else ""


def _responsibles(line: SafeguardLine) -> Value:
    return names_of(line.measure.responsibles) if line.measure else ""


def _deadlines(line: SafeguardLine) -> Value:
    return "、".join(line.measure.deadlines) if line.measure else ""


def _locator(line: SafeguardLine) -> Value:
    return line.passage.locator if line.passage else ""


def _origin(line: SafeguardLine) -> Value:
    return line.measure.origin_words if line.measure else ""


def _original(line: SafeguardLine) -> Value:
    return line.measure.original if line.measure else ""


def _address(line: SafeguardLine) -> Value:
    return f"{line.site}{line.passage.address if line.passage else line.document.address}"


def _list_columns() -> tuple[Column, ...]:
    return (
        Column("band", _("分组"), lambda line: line.band.name, width=12),
        Column("row", _("类别"), lambda line: line.row.name, width=16),
        Column("place", _("地区"), lambda line: line.document.label, width=12),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8, printed=False),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12, printed=False),
        Column("state", _("状态"), lambda line: line.state.words, width=14),
        Column("kind", _("章节"), _kind, width=10, printed=False),
        Column("title", _("名称"), _title, width=28),
        Column("clean", _("引文（整理后）"), _clean, width=60),
        Column("instruments", _("手段（按词表）"), _instruments, width=36),
        Column("leads", _("牵头单位"), _leads, width=24),
        Column("supports", _("配合单位"), _supports, width=24, printed=False),
        Column("responsibles", _("责任单位"), _responsibles, width=24, printed=False),
        Column("deadlines", _("时限（原文写法）"), _deadlines, width=18, printed=False),
        Column("locator", _("出处"), _locator, width=12),
        Column("origin", _("来源"), _origin, width=10, printed=False),
        *source_columns(_address, original=_original),
    )

"""A comparison as tables, columns declared once: the matrix as shown, and the list of one row a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.records import (
    Band,
    Cell,
    ComparedDocument,
    Comparison,
    Mention,
    NamedAgency,
    NamedValue,
    Row,
    State,
    TaskEntry,
)
from documents.tables import Column, Table, Value

MATRIX_WIDTH = 44


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One row of the matrix sheet."""

    band: Band
    row: Row


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of the list: a task, a place that touches on the domain, or a cell in which nothing stands."""

    band: Band
    row: Row
    document: ComparedDocument
    state: State
    entry: TaskEntry | None = None
    mention: Mention | None = None
    site: str = ""
    """Scheme and host, so that addresses work outside the page."""


def matrix_table(comparison: Comparison, *, notes: Sequence[str] = ()) -> Table:
    """The matrix as shown: one row a domain, one column a document, everything of a cell in one text."""
    fixed = (
        Column("band", _("一级领域"), lambda line: line.band.name, width=14),
        Column("domain", _("领域"), lambda line: line.row.name, width=16),
        Column("coverage", _("写明情况"), lambda line: line.row.coverage, width=12),
    )
    places = tuple(_place_column(index, document) for index, document in enumerate(comparison.documents))
    return Table(
        title=_("对照"),
        columns=(*fixed, *places),
        rows=[MatrixLine(band, row) for band, row in comparison.rows],
        said=comparison.said,
        notes=tuple(notes),
        fixed_columns=2,
    )


def notes_of(comparison: Comparison) -> tuple[str, ...]:
    """What the sheet about the file says besides guard and decisions: points, meaning of the states, how to read it."""
    return (
        *(point.text for point in comparison.points),
        *(f"{state.words}：{state.meaning}。" for state in State),
        _("“对照”表列引文的开头，以“……”结尾的全文在“清单”表；折叠的兼及处只列标题和出处。"),
        _("引文（整理后）去掉了注音残留等文字损伤；引文（原样）与原文逐字相同。"),
        _("出处以“~”开头的，是原文缺标题，编号为推定。"),
    )


def _place_column(index: int, document: ComparedDocument) -> Column:
    def text_of(line: MatrixLine) -> Value:
        return cell_text(line.row.cells[index])

    return Column(f"document_{index}", header_text(document), text_of, width=MATRIX_WIDTH)


def header_text(document: ComparedDocument) -> str:
    """The header of a column: 济源市（地级）, type, title, date and period, each on its line."""
    dates = "，".join(part for part in (document.date_words, document.period_words) if part)
    lines = (f"{document.label}（{document.level_words}）", document.document_type, document.title, dates)
    return "\n".join(line for line in lines if line)


def cell_text(cell: Cell) -> str:
    """Everything a cell shows, as lines of text; the state comes first, so that no cell is ever empty.

    What the page folds is named in one line; its wording stands in the list.
    """
    blocks = [cell.state.words]
    blocks.extend(entry_text(entry) for entry in cell.entries)
    open_mentions = () if cell.is_stated else cell.shown_mentions
    blocks.extend(mention_text(mention) for mention in open_mentions)
    folded = cell.mentions[len(open_mentions) :]
    if folded:
        blocks.append("\n".join(mention_line(mention) for mention in folded))
    return "\n\n".join(blocks)


def entry_text(entry: TaskEntry) -> str:
    """One task in lines: title, opening of the wording, agencies, values, dates, locator."""
    lines = [
        entry.title,
        f"{entry.opening}……" if entry.rest else entry.opening,
        _labelled(_("牵头"), names_of(entry.leads)),
        _labelled(_("责任"), names_of(entry.responsibles)),
        _labelled(_("配合"), names_of(entry.supports)),
        _labelled(_("目标值"), values_of(entry.values)),
        _labelled(_("时限"), "、".join(entry.deadlines)),
        _labelled(_("出处"), entry.locator),
        _labelled(_("来源"), entry.origin_words),
    ]
    return "\n".join(line for line in lines if line)


def mention_text(mention: Mention) -> str:
    """One touching place in lines: 兼及, the section it stands in, sentence, locator."""
    title = f"{State.TOUCHED.words} {_mention_title(mention)}"
    lines = [title, mention.quote, _labelled(_("出处"), mention.locator)]
    return "\n".join(line for line in lines if line)


def mention_line(mention: Mention) -> str:
    """One touching place in one line: 兼及 重点任务：智慧城管（二/(三)/5）."""
    return f"{State.TOUCHED.words} {_mention_title(mention)}（{mention.locator}）"


def _mention_title(mention: Mention) -> str:
    return f"{mention.kind_words}：{mention.title}" if mention.title else mention.kind_words


def _labelled(label: str, words: str) -> str:
    return f"{label} {words}" if words else ""


def names_of(agencies: Iterable[NamedAgency]) -> str:
    """Names in order, collectives marked: 市公安局、市相关部门（泛指）."""
    return "、".join(agency.name for agency in agencies)


def values_of(values: Iterable[NamedValue]) -> str:
    """Values with what they measure: 5G站址数 约1315站（2022年底，确保）."""
    return "；".join(
        f"{value.indicator} {value.figure}" + (f"（{value.terms}）" if value.terms else "") for value in values
    )


def list_table(comparison: Comparison, *, site: str = "", notes: Sequence[str] = ()) -> Table:
    """The list: one row a task, a touching place or an empty cell, with every field of it."""
    return Table(
        title=_("清单"),
        columns=list_columns(),
        rows=list(_lines(comparison, site)),
        said=comparison.said,
        notes=tuple(notes),
        fixed_columns=3,
    )


def _lines(comparison: Comparison, site: str) -> Iterator[ListLine]:
    for band, row in comparison.rows:
        for document, cell in zip(comparison.documents, row.cells, strict=True):
            for entry in cell.entries:
                yield ListLine(band, row, document, State.STATED, entry=entry, site=site)
            for mention in cell.mentions:
                yield ListLine(band, row, document, State.TOUCHED, mention=mention, site=site)
            if not cell.entries and not cell.mentions:
                yield ListLine(band, row, document, cell.state, site=site)


def _title(line: ListLine) -> Value:
    return line.entry.title if line.entry else line.mention.title if line.mention else ""


def _clean(line: ListLine) -> Value:
    return line.entry.wording if line.entry else line.mention.quote if line.mention else ""


def _original(line: ListLine) -> Value:
    return line.entry.original if line.entry else ""


def _kind(line: ListLine) -> Value:
    return line.entry.category_words if line.entry else line.mention.kind_words if line.mention else ""


def _leads(line: ListLine) -> Value:
    return names_of(line.entry.leads) if line.entry else ""


def _supports(line: ListLine) -> Value:
    return names_of(line.entry.supports) if line.entry else ""


def _responsibles(line: ListLine) -> Value:
    return names_of(line.entry.responsibles) if line.entry else ""


def _values(line: ListLine) -> Value:
    return values_of(line.entry.values) if line.entry else ""


def _deadlines(line: ListLine) -> Value:
    return "、".join(line.entry.deadlines) if line.entry else ""


def _locator(line: ListLine) -> Value:
    return line.entry.locator if line.entry else line.mention.locator if line.mention else ""


def _address(line: ListLine) -> Value:
    place = line.entry or line.mention
    return f"{line.site}{place.address if place else line.document.address}"


def _origin(line: ListLine) -> Value:
    return line.entry.origin_words if line.entry else ""


def list_columns() -> tuple[Column, ...]:
    """The columns of the list, declared once for CSV and workbook."""
    return (
        Column("band", _("一级领域"), lambda line: line.band.name, width=14),
        Column("domain", _("领域"), lambda line: line.row.name, width=16),
        Column("place", _("地区"), lambda line: line.document.label, width=12),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12),
        Column("state", _("状态"), lambda line: line.state.words, width=14),
        Column("kind", _("类别"), _kind, width=10),
        Column("title", _("任务"), _title, width=28),
        Column("clean", _("引文（整理后）"), _clean, width=60),
        Column("leads", _("牵头单位"), _leads, width=24),
        Column("supports", _("配合单位"), _supports, width=24),
        Column("responsibles", _("责任单位"), _responsibles, width=24),
        Column("values", _("目标值"), _values, width=30),
        Column("deadlines", _("时限（原文写法）"), _deadlines, width=18),
        Column("locator", _("出处"), _locator, width=12),
        Column("origin", _("来源"), _origin, width=10),
        Column("document", _("文件"), lambda line: line.document.title, width=36),
        Column("document_number", _("文号"), lambda line: line.document.document_number, width=22),
        Column("issued_on", _("成文日期"), lambda line: line.document.issued_on, width=12, kind="date"),
        Column("address", _("位置"), _address, width=40, kind="link"),
        Column("source_address", _("来源网址"), lambda line: line.document.source_address, width=40, kind="link"),
        Column("original", _("引文（原样）"), _original, width=60),
    )

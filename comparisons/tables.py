"""A comparison as tables, columns declared once: the matrix as shown, and the list of one row a task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from documents.breakdown import Assignment, breakdown_table
from documents.tables import Column, Group, Line, Lines, Table, Value

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
    """The matrix as shown: domains under their top domain, one column a document, its totals at the end."""
    fixed = (
        Column("domain", _("领域"), lambda line: line.row.name, width=14),
        Column("coverage", _("写明情况"), lambda line: line.row.coverage, width=12),
    )
    places = tuple(_place_column(index, document) for index, document in enumerate(comparison.documents))
    groups = {band.code: _band_group(band) for band in comparison.bands}
    return Table(
        title=_("对照"),
        columns=(*fixed, *places),
        rows=[MatrixLine(band, row) for band, row in comparison.rows],
        said=comparison.said,
        notes=tuple(notes),
        fixed_columns=2,
        group=lambda line: groups[line.band.code],
        group_heading=_("一级领域"),
        totals=tuple(_totals(comparison.documents)),
    )


def _band_group(band: Band) -> Group:
    """城市治理, and in each column how many tasks, or what stands there instead: 4项, 兼及 1."""
    words = (
        _("%(count)s项") % {"count": cell.tasks}
        if cell.tasks
        else f"{cell.state.words} {cell.mentions}"
        if cell.mentions
        else cell.state.words
        for cell in band.cells
    )
    return Group(band.name, tuple((f"document_{index}", text) for index, text in enumerate(words)))


def _totals(documents: Sequence[ComparedDocument]) -> Iterator[Group]:
    """The lines under the matrix: what each document holds as a whole."""
    wordings = (
        (_("重点任务"), _task_total),
        (_("保障措施"), lambda document: _("%(count)s项") % {"count": document.safeguards}),
        (_("目标值"), _target_total),
    )
    for name, wording in wordings:
        yield Group(name, tuple((f"document_{index}", wording(each)) for index, each in enumerate(documents)))


def _task_total(document: ComparedDocument) -> str:
    said = _("%(count)s项") % {"count": document.key_tasks}
    led = _("，%(led)s项写明牵头") % {"led": document.key_tasks_with_lead}
    return f"{said}{led}" if document.key_tasks else said


def _target_total(document: ComparedDocument) -> str:
    words = {"count": document.quantities, "milestones": document.milestones}
    return _("%(count)s个，里程碑%(milestones)s个") % words


def notes_of(comparison: Comparison) -> tuple[str, ...]:
    """What is said about the file besides guard, decisions and states: the points, and how to read it."""
    return (
        *(point.text for point in comparison.points),
        _("以“……”结尾的引文，全文在清单中；Word文件没有清单，列全文。折叠的兼及处只列标题和出处。"),
        _("引文（整理后）去掉了注音残留等文字损伤；引文（原样）与原文逐字相同。"),
        _("出处以“~”开头的，是原文缺标题，编号为推定。"),
    )


def _place_column(index: int, document: ComparedDocument) -> Column:
    def lines_of(line: MatrixLine) -> Value:
        return cell_lines(line.row.cells[index])

    return Column(f"document_{index}", header_text(document), lines_of, width=MATRIX_WIDTH)


def header_text(document: ComparedDocument) -> str:
    """The header of a column: 济源市（地级）, type with its binding, title, date and period, each on its line."""
    dates = "，".join(part for part in (document.date_words, document.period_words) if part)
    kind = " · ".join(part for part in (document.document_type, document.binding) if part)
    lines = (f"{document.label}（{document.level_words}）", kind, document.title, dates)
    return "\n".join(line for line in lines if line)


def cell_text(cell: Cell) -> str:
    """Everything a cell shows, as plain text."""
    return cell_lines(cell).text


def cell_lines(cell: Cell) -> Lines:
    """Everything a cell shows, in blocks of lines; the state comes first, so that no cell is ever empty.

    What the page folds is named in one line; its wording stands in the list.
    """
    blocks: list[tuple[Line, ...]] = [(Line(cell.state.words, "state"),)]
    blocks.extend(entry_lines(entry) for entry in cell.entries)
    open_mentions = () if cell.is_stated else cell.shown_mentions
    blocks.extend(mention_lines(mention) for mention in open_mentions)
    folded = cell.mentions[len(open_mentions) :]
    if folded:
        blocks.append(tuple(Line(mention_line(mention), "source", address=mention.address) for mention in folded))
    return Lines(tuple(blocks))


def entry_lines(entry: TaskEntry) -> tuple[Line, ...]:
    """One task in lines: title, opening of the wording, agencies, values, dates, locator."""
    return _said(
        Line(entry.title, "title"),
        Line(entry.opening, rest=entry.rest),
        Line(names_of(entry.leads), "fact", _("牵头")),
        Line(names_of(entry.responsibles), "fact", _("责任")),
        Line(names_of(entry.supports), "fact", _("配合")),
        Line(values_of(entry.values), "fact", _("目标值")),
        Line("、".join(entry.deadlines), "fact", _("时限")),
        Line(entry.locator, "source", _("出处"), entry.address),
        Line(entry.origin_words, "source", _("来源")),
    )


def mention_lines(mention: Mention) -> tuple[Line, ...]:
    """One touching place in lines: 兼及, the section it stands in, sentence, locator."""
    title = f"{State.TOUCHED.words} {_mention_title(mention)}"
    locator = Line(mention.locator, "source", _("出处"), mention.address)
    return _said(Line(title, "title"), Line(mention.quote), locator)


def mention_text(mention: Mention) -> str:
    """One touching place as plain text of several lines."""
    return "\n".join(line.text for line in mention_lines(mention))


def mention_line(mention: Mention) -> str:
    """One touching place in one line: 兼及 重点任务：智慧城管（二/(三)/5）."""
    return f"{State.TOUCHED.words} {_mention_title(mention)}（{mention.locator}）"


def _said(*lines: Line) -> tuple[Line, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line.words)


def _mention_title(mention: Mention) -> str:
    return f"{mention.kind_words}：{mention.title}" if mention.title else mention.kind_words


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
        Column("band", _("一级领域"), lambda line: line.band.name, width=12),
        Column("domain", _("领域"), lambda line: line.row.name, width=14),
        Column("place", _("地区"), lambda line: line.document.label, width=10),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8, printed=False),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12, printed=False),
        Column("state", _("状态"), lambda line: line.state.words, width=12),
        Column("kind", _("类别"), _kind, width=10, printed=False),
        Column("title", _("任务"), _title, width=24),
        Column("clean", _("引文（整理后）"), _clean, width=60),
        Column("leads", _("牵头单位"), _leads, width=18),
        Column("supports", _("配合单位"), _supports, width=20),
        Column("responsibles", _("责任单位"), _responsibles, width=18),
        Column("values", _("目标值"), _values, width=30, printed=False),
        Column("deadlines", _("时限（原文写法）"), _deadlines, width=14),
        Column("locator", _("出处"), _locator, width=10),
        Column("origin", _("来源"), _origin, width=10, printed=False),
        *source_columns(_address, original=_original),
    )


def source_columns(
    address: Callable[[Any], Value], *, original: Callable[[Any], Value], width: int = 60
) -> tuple[Column, ...]:
    """The last columns of every list: the document of a line, where the passage stands, its original wording.

    `address` and `original` take a line, which has a `document`; none of these columns belongs on paper.
    """
    return (
        Column("document", _("文件"), lambda line: line.document.title, width=36, printed=False),
        Column("document_number", _("文号"), lambda line: line.document.document_number, width=22, printed=False),
        Column("issued_on", _("成文日期"), lambda line: line.document.issued_on, width=12, kind="date", printed=False),
        Column("address", _("位置"), address, width=40, kind="link", printed=False),
        Column(
            "source_address",
            _("来源网址"),
            lambda line: line.document.source_address,
            width=40,
            kind="link",
            printed=False,
        ),
        Column("original", _("引文（原样）"), original, width=width, printed=False),
    )


def task_breakdown(comparison: Comparison, *, site: str = "", by_place: bool = True) -> Table:
    """The tasks of the matrix as 任务分解表, under the document that sets them or under their top domain.

    A task stands once, with its whole wording.
    """
    lines = [
        (index, document, band, entry)
        for band, row in comparison.rows
        for index, (document, cell) in enumerate(zip(comparison.documents, row.cells, strict=True))
        for entry in cell.entries
    ]
    if by_place:
        lines.sort(key=lambda line: (line[0], line[3].start))
    assignments = [
        _assignment(document, entry, group=_place_group(document) if by_place else band.name, site=site)
        for _index, document, band, entry in lines
    ]
    return breakdown_table(assignments, title=_("任务分解表"), said=comparison.said)


def _place_group(document: ComparedDocument) -> str:
    return f"{document.label}《{document.title}》"


def _assignment(document: ComparedDocument, entry: TaskEntry, *, group: str, site: str) -> Assignment:
    silence = State.SILENT_CHECKED if document.reviewed else State.NOT_FOUND
    return Assignment(
        group=group,
        title=entry.title,
        wording=entry.wording,
        leads=names_of(entry.leads),
        responsibles=names_of(entry.responsibles),
        supports=names_of(entry.supports),
        deadlines="、".join(entry.deadlines),
        locator=entry.locator,
        address=f"{site}{entry.address}",
        silence=silence.words,
    )

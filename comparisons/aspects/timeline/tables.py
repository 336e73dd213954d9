"""The timeline as tables: years as rows, as shown; then the list of one row a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.timeline.records import Moment, Timeline, YearCell, YearRow
from comparisons.records import ComparedDocument, State
from comparisons.tables import header_text, values_of
from documents.tables import Column, Table, Value

CELL_WIDTH = 40


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One row of the list: a moment of a document in a year."""

    row: YearRow
    document: ComparedDocument
    state: State
    moment: Moment | None
    site: str


def shown_table(timeline: Timeline) -> Table:
    """The table as the page shows it: one row a year, one column a document."""
    return Table(
        title=_("时间轴"),
        columns=(
            Column("year", _("年份"), lambda row: row.name, width=12),
            Column("note", _("写明情况"), lambda row: row.note, width=12),
            *(_place_column(index, document) for index, document in enumerate(timeline.documents)),
        ),
        rows=timeline.rows,
        said=timeline.said,
        notes=(*(point.text for point in timeline.points), *_notes()),
        fixed_columns=1,
    )


def _notes() -> tuple[str, ...]:
    return (
        *(f"{state.words}：{state.meaning}。" for state in State),
        _("只写到年的，记在该年；写到月或日的，按原文写法列出。成文以前的年份记“不适用”。"),
        _("同一句里的里程碑和目标值合为一项；任务时限已见于里程碑或目标值的，不重列。"),
    )


def _place_column(index: int, document: ComparedDocument) -> Column:
    def text_of(row: YearRow) -> Value:
        return cell_text(row.cells[index])

    return Column(f"document_{index}", header_text(document), text_of, width=CELL_WIDTH)


def cell_text(cell: YearCell) -> str:
    """Everything a cell shows: its state where nothing stands, else one block for each moment."""
    blocks = [moment_text(moment) for moment in cell.moments]
    blocks += [_("%(title)s（延续）") % {"title": moment.title} for moment in cell.running]
    return "\n\n".join(blocks) if blocks else cell.state.words


def moment_text(moment: Moment) -> str:
    """One moment in lines: kind and date, title, values, task, locator."""
    lines = (
        " ".join(part for part in (moment.kind.words, moment.words) if part),
        moment.title,
        values_of(moment.values),
        moment.task if moment.task != moment.title else "",
        _("出处 %(locator)s") % {"locator": moment.locator},
    )
    return "\n".join(line for line in lines if line)


def list_table(timeline: Timeline, *, site: str) -> Table:
    """The list: one row a moment, each once, with every field of it."""
    return Table(
        title=_("时间轴清单"),
        columns=_columns(),
        rows=list(_lines(timeline, site)),
        said=timeline.said,
        fixed_columns=2,
    )


def _lines(timeline: Timeline, site: str) -> Iterator[MomentLine]:
    for row in timeline.rows:
        for document, cell in zip(timeline.documents, row.cells, strict=True):
            for moment in cell.moments:
                yield MomentLine(row, document, cell.state, moment, site)
            if not cell.moments and not cell.running:
                yield MomentLine(row, document, cell.state, None, site)


def _of(line: MomentLine, name: str) -> Value:
    return str(getattr(line.moment, name)) if line.moment else ""


def _columns() -> tuple[Column, ...]:
    return (
        Column("year", _("年份"), lambda line: line.row.name, width=10),
        Column("place", _("地区"), lambda line: line.document.label, width=12),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12),
        Column("state", _("状态"), lambda line: line.state.words, width=14),
        Column("kind", _("类型"), lambda line: line.moment.kind.words if line.moment else "", width=10),
        Column("words", _("时限（原文写法）"), lambda line: _of(line, "words"), width=18),
        Column("begins", _("开始"), lambda line: _of(line, "begins"), width=12),
        Column("ends", _("结束或时限"), lambda line: _of(line, "ends"), width=12),
        Column("title", _("内容"), lambda line: _of(line, "title"), width=40),
        Column("values", _("目标值"), lambda line: values_of(line.moment.values) if line.moment else "", width=30),
        Column("task", _("任务"), lambda line: _of(line, "task"), width=28),
        Column("clean", _("引文（整理后）"), lambda line: _of(line, "quote"), width=60),
        Column("locator", _("出处"), lambda line: _of(line, "locator"), width=12),
        Column("origin", _("来源"), lambda line: _of(line, "origin_words"), width=10),
        Column("document", _("文件"), lambda line: line.document.title, width=36),
        Column("document_number", _("文号"), lambda line: line.document.document_number, width=22),
        Column("issued_on", _("成文日期"), lambda line: line.document.issued_on, width=12, kind="date"),
        Column("address", _("位置"), _address, width=40, kind="link"),
        Column("source_address", _("来源网址"), lambda line: line.document.source_address, width=40, kind="link"),
        Column("original", _("引文（原样）"), lambda line: _of(line, "original"), width=60),
    )


def _address(line: MomentLine) -> Value:
    return f"{line.site}{line.moment.address if line.moment else line.document.address}"

"""Aligned tasks as tables: the rows as the page shows them, then one row a task with every field of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.aligned.page import AlignedContent
from comparisons.aspects.aligned.records import AlignedCell, AlignedRow, AlignedTask, Alignment, RowBand
from comparisons.records import ComparedDocument, Mention, State
from comparisons.tables import cell_lines, header_text, names_of, source_columns, values_of
from documents.tables import Column, Group, Line, Lines, Table, Value

PLACE_WIDTH = 44


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the sheet that shows the page."""

    band: RowBand
    row: AlignedRow


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of the list: a task, a place that touches the subject, or a cell in which nothing stands."""

    band: RowBand
    row: AlignedRow
    document: ComparedDocument
    cell: AlignedCell
    state: State
    task: AlignedTask | None = None
    mention: Mention | None = None
    site: str = ""


def tables(content: AlignedContent, site: str) -> tuple[Table, ...]:
    """The rows as shown, then the list of one row a task."""
    alignment = content.alignment
    return _shown(alignment, notes=notes_of(content)), _list(alignment, site=site)


def notes_of(content: AlignedContent) -> tuple[str, ...]:
    """What is said about the file: the points, what the score is, how to read the terms."""
    return (
        *(point.text for point in content.points),
        _("接近度满分100，由两半平均：主题（两项任务谈同一领域的篇幅）和用词（用词的相似）；60以上归为一行。"),
        _("“共用”是两地以上都用的词，括号里是用到它的地数；“仅此地用”是同一行里只有这一地用的词。"),
        _("“另见”的任务列在别的行，但也够得上这一行；“同领域”的任务领域相同，接近度不够。"),
        _("“归行”写“已审”的，由人工核定；写“自动”的，由规则算出，未经核定。"),
    )


def _shown(alignment: Alignment, *, notes: Sequence[str]) -> Table:
    fixed = (
        Column("number", _("序号"), lambda line: line.row.number, width=6, kind="number"),
        Column("subject", _("主题"), lambda line: line.row.name, width=16),
        Column("coverage", _("写明情况"), lambda line: line.row.coverage, width=12),
        Column("score", _("接近度"), lambda line: line.row.score, width=8, kind="number", printed=False),
        Column("by_subject", _("其中主题"), _by_subject, width=8, kind="number", printed=False),
        Column("by_wording", _("其中用词"), _by_wording, width=8, kind="number", printed=False),
        Column("shared", _("共用"), lambda line: line.row.shared_words, width=24, printed=False),
        Column("review", _("归行"), lambda line: line.row.review_words, width=10, printed=False),
    )
    places = tuple(_place_column(index, document) for index, document in enumerate(alignment.documents))
    return Table(
        title=_("任务对齐"),
        columns=(*fixed, *places),
        rows=[RowLine(band, row) for band in alignment.bands for row in band.rows],
        said=alignment.said,
        notes=tuple(notes),
        fixed_columns=2,
        group=lambda line: Group(line.band.name),
    )


def _by_subject(line: RowLine) -> Value:
    return None if line.row.score is None else line.row.subject


def _by_wording(line: RowLine) -> Value:
    return None if line.row.score is None else line.row.wording


def _place_column(index: int, document: ComparedDocument) -> Column:
    def lines_of(line: RowLine) -> Value:
        return aligned_cell_lines(line.row.cells[index])

    return Column(f"document_{index}", header_text(document), lines_of, width=PLACE_WIDTH)


def aligned_cell_lines(cell: AlignedCell) -> Lines:
    """Everything a cell shows, with the terms that only this place uses at its end."""
    blocks = cell_lines(cell.cell).blocks
    if not cell.only:
        return Lines(blocks)
    return Lines((*blocks, (Line("、".join(cell.only), "fact", _("仅此地用")),)))


def _list(alignment: Alignment, *, site: str) -> Table:
    return Table(
        title=_("任务对齐清单"),
        columns=list_columns(),
        rows=list(_lines(alignment, site)),
        said=alignment.said,
        fixed_columns=3,
    )


def _lines(alignment: Alignment, site: str) -> Iterator[TaskLine]:
    for band in alignment.bands:
        for row in band.rows:
            for document, cell in zip(alignment.documents, row.cells, strict=True):
                for task in cell.tasks:
                    yield TaskLine(band, row, document, cell, State.STATED, task=task, site=site)
                for mention in cell.cell.mentions:
                    yield TaskLine(band, row, document, cell, State.TOUCHED, mention=mention, site=site)
                if not cell.tasks and not cell.cell.mentions:
                    yield TaskLine(band, row, document, cell, cell.cell.state, site=site)


def _title(line: TaskLine) -> Value:
    return line.task.entry.title if line.task else line.mention.title if line.mention else ""


def _clean(line: TaskLine) -> Value:
    return line.task.entry.wording if line.task else line.mention.quote if line.mention else ""


def _kind(line: TaskLine) -> Value:
    return line.task.entry.category_words if line.task else line.mention.kind_words if line.mention else ""


def _locator(line: TaskLine) -> Value:
    return line.task.entry.locator if line.task else line.mention.locator if line.mention else ""


def _address(line: TaskLine) -> Value:
    place = line.task.entry if line.task else line.mention
    return f"{line.site}{place.address if place else line.document.address}"


def _leads(line: TaskLine) -> Value:
    return names_of(line.task.entry.leads) if line.task else ""


def _supports(line: TaskLine) -> Value:
    return names_of(line.task.entry.supports) if line.task else ""


def _responsibles(line: TaskLine) -> Value:
    return names_of(line.task.entry.responsibles) if line.task else ""


def _values(line: TaskLine) -> Value:
    return values_of(line.task.entry.values) if line.task else ""


def _deadlines(line: TaskLine) -> Value:
    return "、".join(line.task.entry.deadlines) if line.task else ""


def list_columns() -> tuple[Column, ...]:
    """The columns of the list, declared once for every format."""
    return (
        Column("number", _("序号"), lambda line: line.row.number, width=6, kind="number"),
        Column("subject", _("主题"), lambda line: line.row.name, width=16),
        Column("place", _("地区"), lambda line: line.document.label, width=12),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8, printed=False),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12, printed=False),
        Column("state", _("状态"), lambda line: line.state.words, width=14),
        Column("kind", _("类别"), _kind, width=12, printed=False),
        Column("title", _("任务"), _title, width=28),
        Column(
            "fit",
            _("与本行的接近度"),
            lambda line: line.task.fit if line.task else None,
            width=10,
            kind="number",
            printed=False,
        ),
        Column("score", _("本行接近度"), lambda line: line.row.score, width=10, kind="number", printed=False),
        Column("shared", _("共用"), lambda line: line.row.shared_words, width=24, printed=False),
        Column(
            "only", _("仅此地用"), lambda line: "、".join(line.cell.only) if line.task else "", width=24, printed=False
        ),
        Column("review", _("归行"), lambda line: line.row.review_words, width=10, printed=False),
        *_task_columns(),
        *source_columns(_address, original=_original),
    )


def _original(line: TaskLine) -> Value:
    return line.task.entry.original if line.task else ""


def _task_columns() -> tuple[Column, ...]:
    """What the task itself says."""
    return (
        Column("clean", _("引文（整理后）"), _clean, width=60),
        Column("leads", _("牵头单位"), _leads, width=24),
        Column("supports", _("配合单位"), _supports, width=24),
        Column("responsibles", _("责任单位"), _responsibles, width=24),
        Column("values", _("目标值"), _values, width=30, printed=False),
        Column("deadlines", _("时限（原文写法）"), _deadlines, width=18),
        Column("locator", _("出处"), _locator, width=12),
        Column(
            "origin",
            _("来源"),
            lambda line: line.task.entry.origin_words if line.task else "",
            width=10,
            printed=False,
        ),
    )

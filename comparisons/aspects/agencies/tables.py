"""The view of agencies as tables: as shown, then the list of one row for each agency named for a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.agencies.records import (
    AgencyBand,
    AgencyComparison,
    AgencyRow,
    AgencyTasks,
    Assignment,
    DomainCell,
    FunctionCell,
    LeadShare,
    Touching,
)
from comparisons.records import ComparedDocument, Mention, State, TaskEntry
from comparisons.tables import header_text, mention_line, names_of, source_columns
from documents.tables import Column, Group, Line, Lines, Table, Value

CELL_WIDTH = 40


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One row of the list: an agency named for a task, a task that names nobody, a touching place, or silence."""

    band: AgencyBand
    row: AgencyRow
    document: ComparedDocument
    state: State
    assignment: Assignment | None = None
    task: TaskEntry | None = None
    mention: Mention | None = None
    site: str = ""
    """Scheme and host, so that addresses work outside the page."""

    @property
    def passage(self) -> TaskEntry | Mention | None:
        """The place in the text that the line speaks of."""
        return self.task or self.mention


def shown_table(comparison: AgencyComparison) -> Table:
    """The table as the page shows it: one row a function or domain, one column a document."""
    groups = {band.code: _band_group(band) for band in comparison.bands}
    return Table(
        title=_("牵头单位对照") if comparison.by_domain else _("单位对照"),
        columns=(
            Column("row", _row_heading(comparison), lambda pair: pair[1].name, width=14),
            Column("coverage", _("写明情况"), lambda pair: row_note(pair[1]), width=14),
            *(_place_column(index, document) for index, document in enumerate(comparison.documents)),
        ),
        rows=comparison.rows,
        said=comparison.said,
        notes=_notes(comparison),
        fixed_columns=2,
        group=lambda pair: groups[pair[0].code],
        group_heading=_("一级领域") if comparison.by_domain else _("分组"),
        totals=tuple(_totals(comparison)),
    )


def _totals(comparison: AgencyComparison) -> Iterator[Group]:
    """The lines under the table: how many tasks of each document name who leads, and how many agencies it names."""
    wordings: tuple[tuple[str, Callable[[LeadShare], str]], ...] = (
        (_("重点任务"), lambda share: led_words(share.key_tasks, led=share.key_tasks_led)),
        (_("保障措施"), lambda share: led_words(share.safeguards, led=share.safeguards_led)),
        (_("写到的单位"), lambda share: _("%(count)s个") % {"count": share.agencies}),
    )
    for name, wording in wordings:
        yield Group(name, tuple((f"document_{index}", wording(each)) for index, each in enumerate(comparison.shares)))


def led_words(tasks: int, *, led: int) -> str:
    """14项中14项写明牵头; where there is no task, 0项."""
    return _("%(all)s项中%(led)s项写明牵头") % {"all": tasks, "led": led} if tasks else _("0项")


def _band_group(band: AgencyBand) -> Group:
    return Group(band.name, tuple((f"document_{index}", words) for index, words in enumerate(band.summaries)))


def row_note(row: AgencyRow) -> str:
    """What stands under the name of a row: 两份写明牵头，职能不同."""
    return "，".join(part for part in (row.coverage, _("职能不同") if row.unlike else "") if part)


def _row_heading(comparison: AgencyComparison) -> str:
    return _("领域") if comparison.by_domain else _("职能")


def _notes(comparison: AgencyComparison) -> tuple[str, ...]:
    return (
        *(point.text for point in comparison.points),
        _("未写明牵头单位：原文有这项任务，没有写由谁牵头；不从别处推定。"),
        _("泛指单位（各部门、各区县）和没有归类的单位另列，不猜职能。"),
    )


def _place_column(index: int, document: ComparedDocument) -> Column:
    def lines_of(pair: tuple[AgencyBand, AgencyRow]) -> Value:
        return cell_lines(pair[1].cells[index])

    return Column(f"document_{index}", header_text(document), lines_of, width=CELL_WIDTH)


def cell_lines(cell: FunctionCell | DomainCell) -> Lines:
    """Everything a cell shows, in blocks of lines, the state first."""
    if isinstance(cell, FunctionCell):
        blocks = [_agency_lines(agency) for agency in cell.agencies]
        blocks += [_mention_lines(mention) for mention in cell.mentions]
    else:
        blocks = [_task_lines(task, no_lead=cell.no_lead) for task in cell.tasks]
        touching = tuple(line for touching in cell.touching for line in _touching_lines(touching))
        blocks += [touching] if touching else []
    return Lines(((Line(cell.state.words, "state"),), *blocks))


def _agency_lines(agency: AgencyTasks) -> tuple[Line, ...]:
    """Name, other writings, then each task with its part: 牵头 智慧交通（二/(三)/8）."""
    written = [Line("、".join(agency.as_written), "fact", _("原文写作"))] if agency.as_written else []
    tasks = (
        Line(f"{each.task.title}（{each.task.locator}）", "fact", each.part.words, each.task.address)
        for each in agency.all
    )
    return (Line(agency.name, "title", address=agency.address), *written, *tasks)


def _task_lines(task: TaskEntry, *, no_lead: State) -> tuple[Line, ...]:
    lines = (
        Line(names_of(task.leads), "title", _("牵头"))
        if task.leads
        else Line(_("未写明牵头单位（%(state)s）") % {"state": no_lead.words}, "state"),
        Line(f"{task.title}（{task.locator}）", "source", address=task.address),
        Line(names_of(task.responsibles), "fact", _("责任")),
        Line(names_of(task.supports), "fact", _("配合")),
    )
    return tuple(line for line in lines if line.words)


def _touching_lines(touching: Touching) -> tuple[Line, ...]:
    line = Line(mention_line(touching.mention), "source", address=touching.mention.address)
    return (line, Line(names_of(touching.leads), "fact", _("牵头"))) if touching.leads else (line,)


def _mention_lines(mention: Mention) -> tuple[Line, ...]:
    return (Line(mention_line(mention), "source", address=mention.address), Line(mention.quote))


def list_table(comparison: AgencyComparison, *, site: str) -> Table:
    """The list behind the table: one row for each agency named for a task, with the words that name it."""
    return Table(
        title=_("清单"),
        columns=_list_columns(comparison),
        rows=list(_lines(comparison, site)),
        said=comparison.said,
        fixed_columns=3,
    )


def _lines(comparison: AgencyComparison, site: str) -> Iterator[AgencyLine]:
    for band, row in comparison.rows:
        for document, cell in zip(comparison.documents, row.cells, strict=True):
            found = list(_of_functions(cell) if isinstance(cell, FunctionCell) else _of_domains(cell, comparison))
            for state, assignment, task, mention in found or [(cell.state, None, None, None)]:
                yield AgencyLine(band, row, document, state, assignment, task, mention, site)


Item = tuple[State, Assignment | None, TaskEntry | None, Mention | None]


def _of_functions(cell: FunctionCell) -> Iterator[Item]:
    for agency in cell.agencies:
        for each in agency.all:
            yield State.STATED, each, each.task, None
    for mention in cell.mentions:
        yield State.TOUCHED, None, None, mention


def _of_domains(cell: DomainCell, comparison: AgencyComparison) -> Iterator[Item]:
    """Each agency of each task; a task without any stands with none."""
    for task in cell.tasks:
        for each in comparison.assignments.get(task.address, (None,)):
            yield State.STATED, each, task, None
    for touching in cell.touching:
        yield State.TOUCHED, None, None, touching.mention


def _part(line: AgencyLine) -> Value:
    """Its part; where a task names nobody, that it does not."""
    if line.assignment:
        return line.assignment.part.words
    return _("未写明牵头单位") if line.task else ""


def _collective(line: AgencyLine) -> Value:
    return _("是") if line.assignment and line.assignment.collective else ""


def _name(line: AgencyLine) -> Value:
    return line.assignment.name if line.assignment else ""


def _as_written(line: AgencyLine) -> Value:
    return line.assignment.as_written if line.assignment else ""


def _title(line: AgencyLine) -> Value:
    return line.passage.title if line.passage else ""


def _kind(line: AgencyLine) -> Value:
    return line.task.category_words if line.task else line.mention.kind_words if line.mention else ""


def _locator(line: AgencyLine) -> Value:
    return line.passage.locator if line.passage else ""


def _origin(line: AgencyLine) -> Value:
    source = line.assignment or line.task
    return source.origin_words if source else ""


def _clean(line: AgencyLine) -> Value:
    """The words that name the agency, else the opening of the task, else the touching sentence."""
    if line.assignment:
        return line.assignment.quote
    return line.task.opening if line.task else line.mention.quote if line.mention else ""


def _original(line: AgencyLine) -> Value:
    return line.assignment.original if line.assignment else line.task.original if line.task else ""


def _address(line: AgencyLine) -> Value:
    return f"{line.site}{line.passage.address if line.passage else line.document.address}"


def _list_columns(comparison: AgencyComparison) -> tuple[Column, ...]:
    return (
        Column("band", _("分组"), lambda line: line.band.name, width=14),
        Column("row", _row_heading(comparison), lambda line: line.row.name, width=16),
        Column("place", _("地区"), lambda line: line.document.label, width=12),
        Column("level", _("层级"), lambda line: line.document.level_words, width=8, printed=False),
        Column("document_type", _("文种"), lambda line: line.document.document_type, width=12, printed=False),
        Column("state", _("状态"), lambda line: line.state.words, width=14),
        Column("agency", _("单位"), _name, width=24),
        Column("as_written", _("原文写法"), _as_written, width=24),
        Column("part", _("角色"), _part, width=14),
        Column("collective", _("泛指"), _collective, width=6, printed=False),
        Column("task", _("任务"), _title, width=28),
        Column("kind", _("类别"), _kind, width=10, printed=False),
        Column("clean", _("引文（整理后）"), _clean, width=50),
        Column("locator", _("出处"), _locator, width=12),
        Column("origin", _("来源"), _origin, width=10, printed=False),
        *source_columns(_address, original=_original, width=50),
    )

"""From moments to rows of years: what stands in which year, which years show, what is said about them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from comparisons.answers import unit_of
from comparisons.aspects.timeline.records import Moment, MomentKind, YearCell, YearRow
from comparisons.records import ComparedDocument, Part, Point, State
from comparisons.wording import count_word

MANY_ROWS = 40
UNDATED = "row-undated"


def year_rows(documents: Sequence[ComparedDocument], *, moments: Sequence[Sequence[Moment]]) -> tuple[YearRow, ...]:
    """A row for each year in which any document sets something, in order; what has no date comes last."""
    years = sorted({year for own in moments for moment in own for year in _years(moment)})
    rows = [_row(year, documents=documents, moments=moments) for year in years[:MANY_ROWS]]
    undated = _row(None, documents=documents, moments=moments)
    return (*rows, undated) if any(cell.moments for cell in undated.cells) else tuple(rows)


def _years(moment: Moment) -> range:
    first, last = moment.first_year, moment.last_year
    return range(first, last + 1) if first is not None and last is not None else range(0)


def _row(year: int | None, *, documents: Sequence[ComparedDocument], moments: Sequence[Sequence[Moment]]) -> YearRow:
    cells = tuple(_cell(year, document, own) for document, own in zip(documents, moments, strict=True))
    writing = [document.label for document, cell in zip(documents, cells, strict=True) if cell.moments or cell.running]
    return YearRow(
        year=year,
        name=_("%(year)s年") % {"year": year} if year else _("未写时限"),
        anchor=f"row-{year}" if year else UNDATED,
        note=_note(writing, documents=documents),
        only_one=len(documents) > 1 and len(writing) == 1,
        cells=cells,
    )


def _note(writing: Sequence[str], *, documents: Sequence[ComparedDocument]) -> str:
    if len(documents) < 2:
        return ""
    if len(writing) == 1:
        return _("仅%(place)s") % {"place": writing[0]}
    words = {"count": count_word(len(writing)), "unit": unit_of(documents)}
    return _("%(count)s%(unit)s都写") % words if len(writing) == len(documents) else _("%(count)s%(unit)s写明") % words


def _cell(year: int | None, document: ComparedDocument, own: Sequence[Moment]) -> YearCell:
    here = sorted((moment for moment in own if moment.first_year == year), key=_in_year)
    if year is None:
        return YearCell(State.STATED if here else State.NOT_APPLICABLE, tuple(here))
    running = tuple(
        moment
        for moment in own
        if moment.first_year is not None and moment.first_year < year <= (moment.last_year or moment.first_year)
    )
    if here or running:
        return YearCell(State.STATED, tuple(here), running)
    return YearCell(_silence(year, document))


def _in_year(moment: Moment) -> tuple[int, str, int]:
    """Stages first, then by date, what names only the year before what names a day; then as in the text."""
    return (moment.kind is not MomentKind.STAGE, moment.begins or moment.ends, moment.start)


def _silence(year: int, document: ComparedDocument) -> State:
    """A year before the document was written cannot hold its plans; any other may only have been overlooked."""
    day = document.issued_on or document.published_on
    first = document.period[0] if document.period else day.year if day else None
    if not document.holds_tasks or (first is not None and year < first):
        return State.NOT_APPLICABLE
    return State.SILENT_CHECKED if document.reviewed else State.NOT_FOUND


def points_of(
    documents: Sequence[ComparedDocument], *, rows: Sequence[YearRow], tasks_with_date: Sequence[int]
) -> tuple[Point, ...]:
    """Sentences above the table: the year most documents share, the fullest year, who writes dates and who does not."""
    dated = [row for row in rows if row.year]
    if len(documents) < 2 or not dated:
        return ()
    return (
        *_shared_years(dated, documents),
        *_fullest(dated, documents),
        *_who_writes_dates(documents, tasks_with_date),
    )


def _shared_years(rows: Sequence[YearRow], documents: Sequence[ComparedDocument]) -> tuple[Point, ...]:
    """2020年、2022年，三份以上文件都有节点."""
    shared = [row for row in rows if sum(bool(cell.moments or cell.running) for cell in row.cells) >= 2]
    if not shared:
        return (Point((Part(_("没有哪一年是两份以上文件都安排了节点的。")),)),)
    parts: list[Part] = []
    for index, row in enumerate(shared[:4]):
        parts += [Part("、")] if index else []
        parts.append(Part(row.name, f"#{row.anchor}"))
    return (Point((*parts, Part(_("，两份以上文件都有节点。")))),)


def _fullest(rows: Sequence[YearRow], documents: Sequence[ComparedDocument]) -> tuple[Point, ...]:
    """2019年最密，14项，其中济南市13项."""
    sizes = [[len(cell.moments) for cell in row.cells] for row in rows]
    index = max(range(len(rows)), key=lambda at: sum(sizes[at]))
    if sum(sizes[index]) < 2:
        return ()
    most = max(range(len(documents)), key=lambda at: sizes[index][at])
    words = {"count": sum(sizes[index]), "place": documents[most].label, "own": sizes[index][most]}
    said = _("最密，%(count)s项，其中%(place)s%(own)s项。") % words
    return (Point((Part(rows[index].name, f"#{rows[index].anchor}"), Part(said))),)


def _who_writes_dates(documents: Sequence[ComparedDocument], tasks_with_date: Sequence[int]) -> tuple[Point, ...]:
    """写明时限的重点任务：济南市9项中9项，茅箭区18项中1项."""
    said = "，".join(
        _("%(place)s%(tasks)s项中%(dated)s项")
        % {"place": document.label, "tasks": document.key_tasks, "dated": min(dated, document.key_tasks)}
        for document, dated in zip(documents, tasks_with_date, strict=True)
        if document.key_tasks
    )
    return (Point((Part(_("写明时限的重点任务：%(said)s。") % {"said": said}),)),) if said else ()

"""The 要点 above the table: two to five sentences from the data, each with links to the rows it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from comparisons.records import Band, Cell, ComparedDocument, Part, Point, Row
from comparisons.wording import count_word

MAX_POINTS = 5
MAX_NAMED_ROWS = 4
MAX_LEADS = 2
MAX_LEAD_GROUPS = 4


def points(
    bands: Sequence[Band], *, documents: Sequence[ComparedDocument], focus: int | None = None
) -> tuple[Point, ...]:
    """The sentences, most telling first; none for a single column, where nothing is compared.

    With a `focus` the first ones look from that column at the others.
    """
    if len(documents) < 2:
        return ()
    rows = [row for band in bands for row in band.rows if not row.gathers]
    found = [
        *(_seen_from(focus, rows, documents) if focus is not None else ()),
        *_written_by_all(bands, documents),
        *_written_by_one(rows, documents, but=focus),
        *_unlike_leads(rows, documents),
        *_same_figure(rows),
    ]
    return tuple(found[:MAX_POINTS])


def _seen_from(focus: int, rows: Sequence[Row], documents: Sequence[ComparedDocument]) -> Iterable[Point]:
    """教育、医疗健康，他地设专项任务，茅箭区没有。 Rows most others write come first."""
    place = documents[focus].label
    missing = [row for row in rows if not row.cells[focus].is_stated and any(cell.is_stated for cell in row.cells)]
    missing.sort(key=lambda row: -sum(cell.is_stated for cell in row.cells))
    if missing:
        yield Point((*_named(missing), Part(_("，他地设专项任务，%(place)s没有。") % {"place": place})))
    own = [row for row in rows if row.cells[focus].is_stated and row.only_one]
    if own:
        yield Point((*_named(own), Part(_("，只有%(place)s设专项任务。") % {"place": place})))


def _written_by_all(bands: Sequence[Band], documents: Sequence[ComparedDocument]) -> Iterable[Point]:
    """公共安全、政务服务，五份文件都设专项任务。 A top domain is named where none of its rows is common to all."""
    common: list[Row | Band] = []
    for band in bands:
        rows = [row for row in band.rows if not row.gathers and all(cell.is_stated for cell in row.cells)]
        common.extend(rows)
        if not rows and band.rows and all(cell.tasks for cell in band.cells):
            common.append(band)
    if common:
        count = count_word(len(documents))
        yield Point((*_named(common), Part(_("，%(count)s份文件都设专项任务。") % {"count": count})))


def _written_by_one(rows: Sequence[Row], documents: Sequence[ComparedDocument], *, but: int | None) -> Iterable[Point]:
    """水利与排水、司法，只有茅箭区设专项任务。 At most two places, those with most such rows first."""
    alone: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        writing = [index for index, cell in enumerate(row.cells) if cell.is_stated]
        if len(writing) == 1 and writing[0] != but:
            alone[writing[0]].append(row)
    for index, own in sorted(alone.items(), key=lambda item: (-len(item[1]), item[0]))[:2]:
        label = documents[index].label
        yield Point((*_named(own), Part(_("，只有%(place)s设专项任务。") % {"place": label})))


def _unlike_leads(rows: Sequence[Row], documents: Sequence[ComparedDocument]) -> Iterable[Point]:
    """牵头单位的职能不同：交通（济南市为市公安局，茅箭区为区交通运输局）。 Only where every function is known."""
    unlike: list[tuple[Row, str]] = []
    for row in rows:
        leads = {index: named for index, cell in enumerate(row.cells) if (named := _leads(cell))}
        functions = [frozenset(function for _name, function in named) for named in leads.values()]
        if len(leads) < 2 or any("" in known for known in functions) or frozenset.intersection(*functions):
            continue
        unlike.append((row, _who_leads(leads, documents)))
    if unlike:
        parts = [Part(_("牵头单位的职能不同："))]
        for position, (row, said) in enumerate(unlike[:MAX_LEADS]):
            parts += [Part("；" if position else ""), _link(row), Part(f"（{said}）")]
        more = len(unlike) - MAX_LEADS
        parts.append(Part(_("，另有%(count)s个领域。") % {"count": more} if more > 0 else "。"))
        yield Point(tuple(part for part in parts if part.text))


def _who_leads(leads: Mapping[int, tuple[tuple[str, str], ...]], documents: Sequence[ComparedDocument]) -> str:
    """济南市、青岛市为市公安局，茅箭区为区交通运输局: places with the same agency are named together."""
    places: dict[str, list[str]] = defaultdict(list)
    for index, named in leads.items():
        places["、".join(name for name, _function in named)].append(documents[index].label)
    said = [
        _("%(places)s为%(agencies)s") % {"places": "、".join(labels), "agencies": agencies}
        for agencies, labels in places.items()
    ]
    more = len(said) - MAX_LEAD_GROUPS
    return "，".join(said[:MAX_LEAD_GROUPS]) + (_("，另有%(count)s种") % {"count": more} if more > 0 else "")


def _leads(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Name and function of every lead in a cell, each once, in order; a collective has no function."""
    named = (
        (agency.name, agency.function) for entry in cell.entries for agency in entry.leads if not agency.collective
    )
    return tuple(dict.fromkeys(named))


def _same_figure(rows: Sequence[Row]) -> Iterable[Point]:
    """The same figure with unlike denominators cannot be compared, and the page says so."""
    seen: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        for value in (value for cell in row.cells for entry in cell.entries for value in entry.values):
            seen[f"{value.value}{value.unit}"].setdefault(value.indicator, row)
    for figure, indicators in seen.items():
        if len(indicators) > 1:
            words = {"count": count_word(len(indicators))}
            claim = _("%(count)s个“%(figure)s”的分母各不相同，不能相比：") % {**words, "figure": figure}
            own = list(dict.fromkeys(indicators.values()))
            yield Point((Part(claim), *_named(own), Part("。")))
            return


def _named(rows: Sequence[Row | Band]) -> Iterable[Part]:
    """Links to the first rows, and how many more there are."""
    for index, row in enumerate(rows[:MAX_NAMED_ROWS]):
        if index:
            yield Part("、")
        yield _link(row)
    if len(rows) > MAX_NAMED_ROWS:
        yield Part(_("等%(count)s个领域") % {"count": len(rows)})


def _link(row: Row | Band) -> Part:
    return Part(row.name, f"#{row.anchor}")

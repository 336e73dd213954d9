"""From the facts of each document to rows of cells: which of the five states a cell has, which rows show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from comparisons.records import Band, BandCell, Cell, Mention, Row, State, TaskEntry
from comparisons.wording import count_word

# 多领域 is where tasks of no single domain stand; no document can be silent about it.
NO_SUBJECT = frozenset({"other"})


@dataclass(frozen=True, slots=True)
class Topic:
    """A top domain with its children, in the order of the taxonomy."""

    code: str
    name: str
    children: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What one document says, sorted by domain code."""

    label: str
    place_code: str
    reviewed: bool
    holds_tasks: bool
    entries: Mapping[str, tuple[TaskEntry, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


def cell_of(code: str, *, facts: DocumentFacts) -> Cell:
    """The cell of one document in one domain, in exactly one of the five states (codebook: Five answers)."""
    if entries := facts.entries.get(code, ()):
        return Cell(State.STATED, entries=entries, mentions=facts.mentions.get(code, ()))
    if mentions := facts.mentions.get(code, ()):
        return Cell(State.TOUCHED, mentions=mentions)
    return Cell(absent_state(code, facts=facts))


def absent_state(code: str, *, facts: DocumentFacts) -> State:
    """Why nothing stands in a cell: it could not (不适用), nobody wrote it (已核对), or nobody looked (未见)."""
    if not facts.holds_tasks or code in NO_SUBJECT:
        return State.NOT_APPLICABLE
    return State.SILENT_CHECKED if facts.reviewed else State.NOT_FOUND


def coverage_words(cells: Sequence[Cell], *, facts: Sequence[DocumentFacts]) -> str:
    """How many of the documents write a domain: 五地都写, 三地写明, 仅茅箭区, 无专项任务.

    Two versions of one place are counted as documents (两份都写), not as places.
    """
    if len(facts) < 2:
        return ""
    writing = [fact.label for cell, fact in zip(cells, facts, strict=True) if cell.is_stated]
    unit = _("地") if len({fact.place_code for fact in facts}) == len(facts) else _("份")
    if not writing:
        return _("无专项任务")
    if len(writing) == 1:
        return _("仅%(place)s") % {"place": writing[0]}
    words = {"count": count_word(len(writing)), "unit": unit}
    return _("%(count)s%(unit)s都写") % words if len(writing) == len(facts) else _("%(count)s%(unit)s写明") % words


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a reader wants to see, and in which order."""

    domain: str = ""
    rows: str = "all"
    empty: bool = False
    focus: int | None = None
    """The column that only_here and missing_here look from; the first if none is set against the others."""
    by_spread: bool = False


EVERY_ROW = Wanted()


def build_bands(
    topics: Sequence[Topic], *, facts: Sequence[DocumentFacts], wanted: Wanted = EVERY_ROW
) -> tuple[Band, ...]:
    """Every top domain that has a row to show, with the rows that are wanted.

    By spread, domains on which the places differ most in number of tasks come first, inside each top domain too.
    """
    bands = [band for band in (_band(topic, facts=facts, wanted=wanted) for topic in topics) if band.rows]
    if not wanted.by_spread:
        return tuple(bands)
    ordered = (replace(band, rows=tuple(sorted(band.rows, key=lambda row: -row.spread))) for band in bands)
    return tuple(sorted(ordered, key=lambda band: -band.spread))


def hidden_rows(topics: Sequence[Topic], *, facts: Sequence[DocumentFacts], domain: str = "") -> int:
    """How many domains no document says anything about, and so hidden unless asked for."""
    codes = [
        code
        for topic in topics
        for code, _name in _row_names(topic)
        if _inside(code, domain) and not _gathers(code, topic)
    ]
    return sum(1 for code in codes if _is_empty([cell_of(code, facts=fact) for fact in facts]))


def _band(topic: Topic, *, facts: Sequence[DocumentFacts], wanted: Wanted) -> Band:
    every = [_row(code, name, facts=facts, gathers=_gathers(code, topic)) for code, name in _row_names(topic)]
    shown = tuple(
        row
        for row in every
        if _inside(row.code, wanted.domain) and _is_listed(row, empty=wanted.empty) and _passes(row.cells, wanted)
    )
    return Band(
        code=topic.code,
        name=topic.name,
        anchor=f"band-{topic.code}",
        cells=tuple(_band_cell(topic.code, index, every, fact) for index, fact in enumerate(facts)),
        rows=shown,
        hidden=len(every) - len(shown),
    )


def _row_names(topic: Topic) -> list[tuple[str, str]]:
    """The rows of a top domain: its children, then what is filed under the top domain itself."""
    if not topic.children:
        return [(topic.code, topic.name)]
    children = [(child.code, child.name) for child in topic.children]
    return [*children, (topic.code, _("综合"))]


def _gathers(code: str, topic: Topic) -> bool:
    """Whether a row holds what has no domain of its own: the top domain beside its children, or none at all."""
    return code in NO_SUBJECT or (code == topic.code and bool(topic.children))


def _row(code: str, name: str, *, facts: Sequence[DocumentFacts], gathers: bool) -> Row:
    cells = tuple(cell_of(code, facts=fact) for fact in facts)
    return Row(
        code=code,
        name=name,
        anchor=row_anchor(code),
        coverage=coverage_words(cells, facts=facts),
        only_one=len(facts) > 1 and sum(cell.is_stated for cell in cells) == 1,
        gathers=gathers,
        cells=cells,
    )


def row_anchor(code: str) -> str:
    """The fragment that leads to a row: governance/traffic gives row-governance-traffic."""
    return f"row-{code.replace('/', '-')}"


def _band_cell(code: str, index: int, every: Sequence[Row], facts: DocumentFacts) -> BandCell:
    cells = [row.cells[index] for row in every]
    tasks = sum(len(cell.entries) for cell in cells)
    places = {(mention.kind, mention.address) for cell in cells if not cell.is_stated for mention in cell.mentions}
    if tasks:
        return BandCell(State.STATED, tasks=tasks, mentions=len(places))
    if places:
        return BandCell(State.TOUCHED, tasks=0, mentions=len(places))
    return BandCell(absent_state(code, facts=facts), tasks=0, mentions=0)


def _inside(code: str, domain: str) -> bool:
    return not domain or code == domain or code.startswith(f"{domain}/")


def _is_listed(row: Row, *, empty: bool) -> bool:
    """Whether a row says something; on request an empty domain is listed too, an empty 综合 never."""
    return not _is_empty(row.cells) or (empty and not row.gathers)


def _is_empty(cells: Sequence[Cell]) -> bool:
    return not any(cell.entries or cell.mentions for cell in cells)


def _passes(cells: Sequence[Cell], wanted: Wanted) -> bool:
    """Whether a row belongs to 各地都有, 有差异, 仅一地有, 只有此地有 or 此地未写."""
    rows = wanted.rows
    stated = sum(cell.is_stated for cell in cells)
    if rows == "common":
        return stated == len(cells)
    if rows == "different":
        return 0 < stated < len(cells)
    here = cells[wanted.focus or 0].is_stated if cells else False
    if rows == "only_here":
        return here and stated == 1
    if rows == "missing_here":
        return not here and stated > 0
    return stated == 1 if rows == "single" else True

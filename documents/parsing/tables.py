"""Lines of the clean text -> tables of tasks and their rows, before headings and frame are read.

A plan often carries its tasks in a table (重点任务分工表, 任务清单). It is found by its head: names of columns between
tabs or bars, with blanks between, or one under the other. Each row is one task. Its words: the first column of work,
or the second where the first is merged over several rows and so heads them. A table whose head cannot be told is left
alone and stated as a doubt where its caption says that it divides tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.parsing.headings import heading_title, read_heading
from documents.parsing.lines import Line
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedDoubt
from documents.parsing.spans import Span
from documents.parsing.table_cells import is_number, number_of
from documents.parsing.table_columns import AGENCIES, NAMES_WORK, TEXT, Column, column_of, table_kind
from documents.parsing.table_flow import read_flow
from documents.parsing.table_heads import Head, head_at
from documents.parsing.table_lines import RawRow, cells_of, read_rows

ATTACHED = pattern(
    "table_attachment", r"附 ?件 ?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})?(?=[：: 　\-—.、]|\Z|[\u4e00-\u9fff])"
)
CAPTION = pattern(
    "table_caption",
    r"[^。；，]{0,60}(?:任务|责任|分工|措施|整改|项目)[^。；，]{0,16}(?:表|清单|台账)(?:（[^（）]{1,30}）)?",
)
COLLAPSED = pattern("table_collapsed", r"序号(?:[\u4e00-\u9fff]{4,40}?)(?:单位|部门|时限|时间|备注)1[\u4e00-\u9fff]")
_ABOVE = 12
_MOST_FAILED = 20
"""Heads without rows; a text that has more of them is no plan, and reading on would cost more the longer it is."""
_LEAST_SHARE = 0.3
_WRAPPED = 15
_CAPTION_ENDS = ("表", "清单", "台账", "）")
_ENDS = ("。", "：", "；")
_LOOKED_AT = 8
_MESSAGES = {
    "run_together": "表的栏目连成一片，分不出各栏，表内任务没有读。请对照原件",
    "columns": "《{name}》的栏目认不出，表内任务没有读。请对照原件",
    "rows": "任务表只认出表头，分不出各行，表内任务没有读。请对照原件",
}
NAMES = pattern("table_names_below", r"[省市区县州][\u4e00-\u9fff]{1,10}(?:局|委|厅|办|政府|中心)")
_HAN = pattern("table_two_han", r"[\u4e00-\u9fff][^\n]{0,4}[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of tasks, in positions of the clean text."""

    label: str
    """序号33 where the row prints its number, else 第3行."""
    start: int
    """Where its lines begin; `span` is its own text without the cell that heads several rows."""
    span: Span
    title: Span
    second: Span | None
    """The next paragraph or line of the cell of the title."""
    content: tuple[Span, ...]
    agencies: tuple[tuple[str, Span], ...]
    """Role by the head of the column, and the cell; a cell merged over rows serves each of them."""
    due: tuple[Span, ...]
    heads: tuple[Span, ...]
    """What heads this row and its neighbours, from the outside: a line across the table, a cell merged over rows."""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks: its place, the attachment it stands in, its rows."""

    label: str
    """附件1/表1."""
    caption: str
    span: Span
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table of indicators: its columns and its rows as they stand (指标 | 单位 | 2020年 | 2025年)."""

    columns: tuple[Column | None, ...]
    heads: tuple[Span, ...]
    """Where the name of each column stands."""
    rows: tuple[RawRow, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The tables of tasks and of indicators of a text, and the doubts about those that could not be read."""

    tables: tuple[TaskTable, ...]
    indicators: tuple[IndicatorTable, ...]
    doubts: tuple[ParsedDoubt, ...]


def find_tables(text: str, lines: Sequence[Line]) -> FoundTables:
    """All tables of tasks and of indicators in order, and doubts about what looks like one of tasks.

    Example: 序号⇥工作任务⇥牵头单位 / 1⇥建设政务云⇥市大数据局 is 表1 with the row 序号1.
    """
    tables: list[TaskTable] = []
    indicators: list[IndicatorTable] = []
    doubts: list[ParsedDoubt] = []
    orders: dict[str, int] = {}
    index = failed = 0
    while index < len(lines):
        head = head_at(text, lines, index)
        if head is None or (head.form != "signs" and failed > _MOST_FAILED):
            doubts.extend(_doubt(text, lines, index))
            index += 1
            continue
        if head.kind == "indicators":
            raw, behind = read_rows(text, lines, head.behind, head.columns)
            span = Span(lines[index].start, lines[behind - 1].span.end)
            indicators.append(IndicatorTable(head.columns, head.cells, tuple(raw), span))
            index = behind
            continue
        rows, behind = _rows_below(text, lines, head)
        if _holds_tasks(rows):
            attached = _attached(lines, index)
            order = orders[attached] = orders.get(attached, 0) + 1
            span = Span(lines[index].start, lines[behind - 1].span.end)
            tables.append(TaskTable(f"{attached}表{order}", _caption(lines, index), span, rows))
        else:
            failed += 1
            if not rows and _words_below(lines, head.behind):
                doubts.append(ParsedDoubt("table_unread", _MESSAGES["rows"], lines[index].span))
        index = behind
    return FoundTables(tuple(tables), tuple(indicators), tuple(doubts))


def _holds_tasks(rows: Sequence[TableRow]) -> bool:
    """Whether rows assign work: a table whose cells of agencies and times are empty is a form."""
    return bool(rows) and sum(bool(row.agencies or row.due) for row in rows) >= _LEAST_SHARE * len(rows)


def _attached(lines: Sequence[Line], index: int) -> str:
    """附件1/ for a table that stands behind 附件1, nothing for one in the text."""
    for line in reversed(lines[max(0, index - _ABOVE) : index]):
        match = ATTACHED.match(line.text)
        if match and len(line.text) < 80:
            return f"附件{match.group('number') or ''}/"
    return ""


def _caption(lines: Sequence[Line], index: int) -> str:
    above = lines[index - 1].text if index else ""
    return above if CAPTION.fullmatch(above) else ""


def _doubt(text: str, lines: Sequence[Line], index: int) -> Iterator[ParsedDoubt]:
    """A table that says it divides tasks and whose columns cannot be told."""
    line = lines[index]
    collapsed = COLLAPSED.search(line.text) if len(line.text) > 40 and "序号" in line.text else None
    captioned = line.text.endswith(_CAPTION_ENDS) and CAPTION.fullmatch(line.text)
    rows = [cells_of(text, below) for below in lines[index + 1 : index + 5]] if captioned else []
    unread = (
        len(rows) == 4 and all(cells is not None and len(cells) > 2 for cells in rows[1:]) and not _known(text, rows)
    )
    if collapsed or unread:
        message = _MESSAGES["run_together"] if collapsed else _MESSAGES["columns"].format(name=line.text[:60])
        yield ParsedDoubt("table_unread", message, line.span)


def _words_below(lines: Sequence[Line], index: int) -> bool:
    """Whether agencies and words stand below a head whose rows were not made out; an empty form has none."""
    below = [line.text for line in lines[index : index + _LOOKED_AT]]
    return sum(len(words) > 3 for words in below) > 2 and any(NAMES.search(words) for words in below)


def _known(text: str, rows: Sequence[list[Span] | None]) -> bool:
    """Whether the head below a caption is one that is read, or one of another kind of table."""
    return any(table_kind([column_of(cell.slice(text)) for cell in cells]) for cells in rows[:2] if cells)


# Rows -------------------------------------------------------------------------------------------------------------------


def _rows_below(text: str, lines: Sequence[Line], head: Head) -> tuple[tuple[TableRow, ...], int]:
    """The rows of a table, and the line behind the last of them."""
    if head.form == "signs":
        raw, behind = read_rows(text, lines, head.behind, head.columns)
        return _rows(text, head.columns, raw), behind
    named = [column for column in head.columns if column is not None]
    raw, behind, columns = read_flow(text, lines, head.behind, named, by_line=head.form == "lines")
    return _rows(text, columns, raw), behind


def _rows(text: str, columns: Sequence[Column | None], raw: Sequence[RawRow]) -> tuple[TableRow, ...]:
    """Rows with what they take over from those above them."""
    kinds = [column.kind if column else "" for column in columns]
    raw = _whole(raw, kinds, text)
    numbers = _numbers(text, kinds, [row for row in raw if row.group is None])
    headings = _heading_columns(kinds, [row for row in raw if row.group is None], text)
    made: list[TableRow] = []
    above: dict[int, list[Span]] = {}
    line: Span | None = None
    start: int | None = None
    for place, row in enumerate(raw):
        if row.group is not None:
            line, start, above = row.group, row.start if start is None else start, {}
            continue
        own = [column for column in headings if not _is_single(raw, place, column, kinds)]
        held = [place for place in sorted(row.cells) if _holds_work(kinds, place) and place not in own]
        words = [row.cells[place] for place in held]
        if not words or not _HAN.search(_joined(words[0]).slice(text)):
            _add_to_last(made, row, kinds)
            continue
        cells = _with_merged(row, above, kinds, headings)
        above = above | cells
        label = f"序号{numbers[len(made)]}" if numbers else f"第{len(made) + 1}行"
        named = next((place for place in held if NAMES_WORK.search(_name(columns, place))), held[0])
        title = row.cells[named]
        made.append(_made(row, cells, title, words, kinds, own, line, label, row.start if start is None else start))
        start = None
    return tuple(made)


def _whole(raw: Sequence[RawRow], kinds: Sequence[str], text: str) -> Sequence[RawRow]:
    """The rows with those put together that the end of a page cut in two."""
    if not _end_in_sentences(raw, kinds, text):
        return raw
    kept: list[RawRow] = []
    for row in raw:
        if not kept or row.group is not None or not _broken_off(kept[-1], row, kinds, text):
            kept.append(row)
            continue
        for column, spans in row.cells.items():
            kept[-1].cells.setdefault(column, []).extend(spans)
        kept[-1].end = row.end
    return kept


def _end_in_sentences(raw: Sequence[RawRow], kinds: Sequence[str], text: str) -> bool:
    """Whether the rows of a numbered table end their words with a full stop as a rule."""
    cells = [row.cells[place][-1] for row in raw for place in row.cells if kinds[place] == "work"]
    ended = sum(cell.slice(text).endswith(_ENDS) for cell in cells)
    return "number" in kinds and len(raw) > 2 and 3 * ended >= len(cells) > 0


def _broken_off(above: RawRow, row: RawRow, kinds: Sequence[str], text: str) -> bool:
    """Whether a row without a number goes on with sentences that the row above left open, as at the head of a page."""
    if above.group is not None or row.continued or any(kinds[place] in ("number", "group") for place in row.cells):
        return False
    works = [place for place in row.cells if kinds[place] == "work"]
    return bool(works) and all(
        place in above.cells and not above.cells[place][-1].slice(text).endswith(_ENDS) for place in works
    )


def _name(columns: Sequence[Column | None], place: int) -> str:
    column = columns[place]
    return column.name if column else ""


def _holds_work(kinds: Sequence[str], column: int) -> bool:
    return kinds[column] in ("work", "year") or (kinds[column] == "group" and "work" not in kinds)


def _made(
    row: RawRow,
    cells: dict[int, list[Span]],
    title: list[Span],
    words: list[list[Span]],
    kinds: Sequence[str],
    headings: Sequence[int],
    line: Span | None,
    label: str,
    start: int,
) -> TableRow:
    """The row by what its columns are; its own text begins behind the cell that heads several rows."""
    opens = max((cell.end for place in headings for cell in row.cells.get(place, ())), default=row.start)
    inside = [cell.start for place, spans in row.cells.items() if place not in headings for cell in spans]
    first = min((place for place in inside if place >= opens), default=row.start) if opens > row.start else row.start
    heads = [line] if line else []
    heads += [_joined(cells[place]) for place in headings if place in cells]
    return TableRow(
        label=label,
        start=start,
        span=Span(first, row.end),
        title=title[0],
        second=title[1] if len(title) > 1 else None,
        content=tuple(cell for spans in words for cell in spans),
        agencies=tuple(
            (kinds[place], cell) for place in sorted(cells) if kinds[place] in AGENCIES for cell in cells[place]
        ),
        due=tuple(cell for place in sorted(cells) if kinds[place] == "due" for cell in cells[place]),
        heads=tuple(heads),
    )


def _is_single(raw: Sequence[RawRow], place: int, column: int, kinds: Sequence[str]) -> bool:
    """Whether a column of work that is merged over rows elsewhere heads this row alone: then it names its task."""
    following = raw[place + 1] if place + 1 < len(raw) else None
    alone = following is None or following.group is not None or column in following.cells
    numbered_behind = "number" in kinds and kinds.index("number") > column
    return kinds[column] == "work" and column in raw[place].cells and alone and not numbered_behind


def _joined(cells: Sequence[Span]) -> Span:
    return Span(cells[0].start, cells[-1].end)


def _heading_columns(kinds: Sequence[str], rows: Sequence[RawRow], text: str) -> list[int]:
    """Columns whose cells head several rows: 类别, and the first column of work where it is merged over rows of another."""
    groups = [place for place, kind in enumerate(kinds) if kind == "group"]
    works = [place for place, kind in enumerate(kinds) if kind == "work"]
    if len(works) > 1:
        first, others = works[0], works[1:]
        merged = any(first not in row.cells and any(place in row.cells for place in others) for row in rows)
        said = [_joined(row.cells[first]).slice(text) for row in rows if first in row.cells]
        repeated = len(said) > 2 and len(set(said)) < 0.7 * len(said)
        numbered_behind = "number" in kinds and kinds.index("number") > first
        if merged or repeated or numbered_behind:
            groups.append(first)
    if not works and groups:
        groups.pop()
    return groups


def _with_merged(
    row: RawRow, above: dict[int, list[Span]], kinds: Sequence[str], heads: Sequence[int]
) -> dict[int, list[Span]]:
    """Cells of a row with those it shares with the row above.

    Where merging is not marked, a row without a number, a heading and agencies of its own is a part of the row above.
    """
    cells = dict(row.cells)
    part = not any(kinds[place] in ("number", *AGENCIES) or place in heads for place in row.cells)
    for place, spans in above.items():
        if place in cells:
            continue
        shared = place in row.continued or (place in heads)
        if shared or (part and kinds[place] in (*AGENCIES, "due") and not row.continued):
            cells[place] = spans
    return cells


def _numbers(text: str, kinds: Sequence[str], rows: Sequence[RawRow]) -> list[int]:
    """The printed numbers of all rows where each has its own, else nothing."""
    place = kinds.index("number") if "number" in kinds else -1
    works = [at for at, kind in enumerate(kinds) if kind in TEXT]
    held = [row for row in rows if any(at in row.cells for at in works)]
    printed = [row.cells[place][0].slice(text) if place in row.cells else "" for row in held]
    numbers = [number_of(words) if is_number(words) else 0 for words in printed]
    return numbers if all(numbers) and len(set(numbers)) == len(numbers) else []


def _add_to_last(made: list[TableRow], row: RawRow, kinds: Sequence[str]) -> None:
    """A row that names agencies only goes on with those of the row above."""
    added = tuple(
        (kinds[place], cell) for place, spans in row.cells.items() if kinds[place] in AGENCIES for cell in spans
    )
    if made and added:
        last = made[-1]
        span = Span(last.span.start, max(last.span.end, row.end))
        made[-1] = replace(last, span=span, agencies=last.agencies + added)


def title_of(text: str, row: TableRow) -> str:
    """The title of a row: that of its first cell of work, without the number it may print (1.加快建设政务云。…)."""
    words = row.title.slice(text)
    second = row.second.slice(text) if row.second else ""
    if len(words) >= _WRAPPED and not words.endswith(_ENDS) and second and read_heading(second) is None:
        words += second
    heading = read_heading(words)
    return heading.title if heading is not None else heading_title(words)

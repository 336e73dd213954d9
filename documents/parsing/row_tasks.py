"""A row of a table of tasks -> its task: title, agencies by the heads of their columns, times by theirs.

A table behind a plan mostly repeats the tasks of its text and adds who does them by when. Such a row is no second task
(codebook: the same work counts once): it goes to the task of the text whose name, or whose words, it repeats; so do rows
that only divide a task of the text (智慧交通 | 信号灯联网 below （一）智慧交通). Every other row is a task of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.parsing.agencies import find_cell_agencies
from documents.parsing.deadlines import DateContext, find_deadlines
from documents.parsing.headings import read_heading
from documents.parsing.outline import OutlineSection
from documents.parsing.passages import moved
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedAgency, ParsedDeadline
from documents.parsing.spans import Span
from documents.parsing.stages import leaves
from documents.parsing.tables import TableRow

POINTED = pattern(
    "table_pointed_date",
    r"(?<!\d)(?P<year>20\d\d)[./\-](?P<month>1[0-2]|0?[1-9])(?:[./\-](?P<day>3[01]|[12]\d|0?[1-9]))?(?![\d./\-])",
)
WORDS = pattern("table_words", r"[\u4e00-\u9fffA-Za-z0-9%]+")
_COMPLETED = "完成"
_SAME_NAME, _SAME_WORDS = 5, 8
_LIKE = 0.8
_LEAST_PAIRS = 8
_LOOKED_AT = 80
_MOST_PAIRED = 200_000
"""Rows times tasks of the text that are held against each other by their words; beyond, by their names alone."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A task of the text as rows are held against it."""

    index: int
    name: str
    words: str
    pairs: frozenset[str]


def without_repetitions(sections: Sequence[OutlineSection], *, text: str) -> tuple[OutlineSection, ...]:
    """The outline with rows that repeat a task of the text marked: their role is attachment, and they say which.

    Example: the row 推进政务数据共享 below 三、（一）推进政务数据共享 repeats that item.
    """
    rows = [index for index, section in enumerate(sections) if section.row is not None]
    if not rows:
        return tuple(sections)
    items = list(_items(sections, text))
    names = {item.name: item.index for item in reversed(items)}
    near = items if len(items) * len(rows) <= _MOST_PAIRED else []
    marked = list(sections)
    for index in rows:
        row = sections[index].row
        found = _repeated(row, sections[index].heading, names, near, text) if row is not None else None
        if found is not None:
            marked[index] = replace(sections[index], role="attachment", repeats=found)
    return tuple(marked)


def _items(sections: Sequence[OutlineSection], text: str) -> Iterator[_Item]:
    for role in ("task", "safeguard"):
        for index in leaves(sections, role):
            section = sections[index]
            if section.row is None:
                words = _bare(text[section.text_start : section.span.end])
                yield _Item(index, _bare(section.heading), words, _pairs(words))


def _bare(words: str) -> str:
    """Words without marks and blanks, as two printings of one sentence share them."""
    return "".join(WORDS.findall(words))


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[place : place + 2] for place in range(len(words) - 1))


def _repeated(row: TableRow, title: str, names: Mapping[str, int], items: Sequence[_Item], text: str) -> int | None:
    """The task of the text that a row repeats: by its name, by its words, or by the name that heads the row."""
    name, heading = _bare(title), _bare(_heading(row, text))
    if name in names:
        return names[name]
    for item in items:
        shared = name in item.name or (len(item.name) > _SAME_NAME and item.name in name)
        if (len(name) > _SAME_NAME and shared) or (len(name) >= _SAME_WORDS and name in item.words):
            return item.index
    return names[heading] if len(heading) > 1 and heading in names else _alike(row, items, text)


def _heading(row: TableRow, text: str) -> str:
    """The name of what heads the row, without its number."""
    words = row.heads[-1].slice(text) if row.heads else ""
    numbered = read_heading(words)
    return numbered.title if numbered else words


def _alike(row: TableRow, items: Sequence[_Item], text: str) -> int | None:
    """The task that holds nearly all the words of a row, in another order or with some left out."""
    pairs = _pairs(_bare(" ".join(cell.slice(text) for cell in row.content))[:_LOOKED_AT])
    if len(pairs) < _LEAST_PAIRS:
        return None
    best = max(items, key=lambda item: len(pairs & item.pairs), default=None)
    return best.index if best and len(pairs & best.pairs) >= _LIKE * len(pairs) else None


def repeating_rows(sections: Sequence[OutlineSection]) -> Mapping[int, Sequence[TableRow]]:
    """For each section of the text the rows that repeat its task."""
    found: dict[int, list[TableRow]] = {}
    for section in sections:
        if section.repeats is not None and section.row is not None:
            found.setdefault(section.repeats, []).append(section.row)
    return found


def row_agencies(
    row: TableRow, *, text: str, place_names: Sequence[str], rule_span: Span | None
) -> tuple[ParsedAgency, ...]:
    """Who the row names, with spans in the clean text."""
    return find_cell_agencies(text, cells=row.agencies, place_names=place_names, rule_span=rule_span)


def row_deadlines(row: TableRow, *, text: str, context: DateContext) -> tuple[ParsedDeadline, ...]:
    """The dates of a row, those of its column of times first; what goes on for long (长期坚持) has none.

    In a column of times the bare end of a term is enough: 2022年12月, 2022.12, 2023年. Spans lie in the clean text.
    """
    found: dict[str, ParsedDeadline] = {}
    for cell in row.due:
        for deadline in cell_deadlines(cell.slice(text), context=context):
            found.setdefault(deadline.date, moved(deadline, cell.start))
    for cell in row.content:
        for deadline in find_deadlines(cell.slice(text), context=context):
            found.setdefault(deadline.date, moved(deadline, cell.start))
    return tuple(sorted(found.values(), key=lambda deadline: deadline.span))


def cell_deadlines(words: str, *, context: DateContext) -> tuple[ParsedDeadline, ...]:
    """The dates a cell of a column of times gives, with spans in `words`.

    >>> [d.date for d in cell_deadlines("2022年12月", context=DateContext(2022, 2022))]
    ['2022-12-31']
    """
    # A cell says the end alone; 完成 behind it makes it the date it stands for.
    found = find_deadlines(words.rstrip("。；，, ") + _COMPLETED, context=context)
    return found or tuple(_pointed(words, context))


def _pointed(words: str, context: DateContext) -> Iterator[ParsedDeadline]:
    for match in POINTED.finditer(words):
        written = f"{match.group('year')}年{int(match.group('month'))}月"
        written += f"{int(match.group('day'))}日前" if match.group("day") else ""
        for deadline in find_deadlines(written + _COMPLETED, context=context):
            yield replace(deadline, text=match.group(), span=Span(*match.span()))

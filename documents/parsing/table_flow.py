"""Tables whose columns a copy lost -> rows: one cell per line, or cells with single blanks between them.

Which column a cell stood in is told by what it holds: numbers begin a row, times and agencies close it, words come
first (序号 → 工作任务 → 责任单位 → 完成时限). Words behind agencies belong to the next row, or head the rows below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.parsing.headings import BRACKETED_RANK, read_heading
from documents.parsing.lines import Line
from documents.parsing.patterns import pattern
from documents.parsing.spans import Span
from documents.parsing.table_cells import is_agencies, is_due, is_number, number_of
from documents.parsing.table_columns import AGENCIES, TEXT, Column
from documents.parsing.table_lines import AFTER, MAX_GROUP, RawRow

BLANK = pattern("table_flow_blank", r"[ 　\t]+(?![年月日底前])")
WIDE_BLANK = pattern("table_flow_wide_blank", r"[ 　\t]{2,40}|　")
PERSON = pattern(
    "table_flow_person",
    r"[\u4e00-\u9fff]{1,2}[ 　]?[\u4e00-\u9fff]{1,2}(?:[、 　]?[\u4e00-\u9fff]{1,2}[ 　]?[\u4e00-\u9fff]{1,2}){0,3}",
)
BARS = " \t　|｜"
MAX_STEP = 300
MOST_LINES = 6000
MAX_REST = 40


@dataclass(frozen=True, slots=True)
class _Token:
    """A cell or a piece of one: where it stands, the line it began on, what it holds."""

    span: Span
    start: int
    kind: str
    """number, agencies, due, person, words."""
    opens: bool
    """Whether it opens its line."""


def read_flow(
    text: str, lines: Sequence[Line], first: int, columns: Sequence[Column], *, by_line: bool
) -> tuple[list[RawRow], int, Sequence[Column]]:
    """The rows from line `first` on, the line behind the last of them, and the columns with one of numbers that no head names.

    `by_line`: each line is one cell (or a paragraph of one); else lines hold several, with blanks between.
    """
    tokens = list(_tokens(text, lines, first, columns, by_line=by_line))
    numbered = any(column.kind == "number" for column in columns)
    if not numbered and any(token.kind == "number" for token in tokens[:3]):
        columns, numbered = (*columns, Column("number", "")), True
    drawn = _numbered(tokens, columns, text) if numbered else _unnumbered(tokens, columns)
    rows = _with_groups(_valid(drawn), text)
    end = rows[-1].end if rows else -1
    behind = next((index for index in range(first, len(lines)) if lines[index].span.start >= end), len(lines))
    return rows, behind if rows else first, columns


def _tokens(
    text: str, lines: Sequence[Line], first: int, columns: Sequence[Column], *, by_line: bool
) -> Iterator[_Token]:
    persons = any(column.kind == "person" for column in columns)
    head = columns[0].name
    for index in range(first, min(len(lines), first + MOST_LINES)):
        line = lines[index]
        words = line.text.strip(BARS)
        if not words:
            continue
        if AFTER.match(words) or words.startswith(head):  # The head again: another table, or the same on a new page.
            return
        start = text.find(words, line.start)
        if by_line:
            yield _token(text, Span(start, start + len(words)), line.start, persons=persons, opens=True)
            continue
        opens = True
        for span in _pieces(text, Span(start, start + len(words))):
            yield _token(text, span, line.start, persons=persons, opens=opens)
            opens = False


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The stretches between blanks; blanks inside a date (2022 年) part nothing, nor single ones where wider part cells."""
    start = span.start
    wide = len(WIDE_BLANK.findall(text, span.start, span.end)) > 1
    for match in BLANK.finditer(text, span.start, span.end):
        if wide and match.end() - match.start() == 1 and match.group() == " " and start > span.start:
            continue
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, span.end)


def _token(text: str, span: Span, start: int, *, persons: bool, opens: bool) -> _Token:
    words = span.slice(text)
    if is_number(words):
        kind = "number"
    elif is_due(words):
        kind = "due"
    elif is_agencies(words):
        kind = "agencies"
    else:
        kind = "person" if persons and PERSON.fullmatch(words) else "words"
    return _Token(span, start, kind, opens)


def _numbered(tokens: Sequence[_Token], columns: Sequence[Column], text: str) -> Iterator[RawRow]:
    """Rows between one number and the next higher one."""
    leads = columns[0].kind == "number"
    last = 0
    row: list[_Token] = []
    for token in tokens:
        number = number_of(token.span.slice(text)) if token.kind == "number" and token.opens else 0
        if number and (last < number <= last + MAX_STEP or (number == 1 and last > 1)):
            if last:
                yield from _drawn(row, columns, leads=leads, text=text)
            else:
                yield from _groups(row)
            row, last = [token], number
        else:
            row.append(token)
    yield from _drawn(row, columns, leads=leads, text=text) if last else ()


def _drawn(tokens: Sequence[_Token], columns: Sequence[Column], *, leads: bool, text: str) -> Iterator[RawRow]:
    """One row, and what stands behind its agencies and time: words that head the rows below."""
    number, *rest = tokens
    words, others = _parted(rest, leads=leads, text=text)
    row = RawRow(number.start, number.span.end)
    _place(row, [number], [place for place, column in enumerate(columns) if column.kind == "number"])
    closing = [token for token in others if token.kind in ("agencies", "due")]
    behind = others[others.index(closing[-1]) + 1 :] if closing else []
    _fill(row, words, others[: len(others) - len(behind)], columns)
    yield row
    yield from _groups(behind)


def _parted(tokens: Sequence[_Token], *, leads: bool, text: str) -> tuple[list[_Token], list[_Token]]:
    """The words of the task, and what stands behind them; a short line between agencies is a name like them."""
    cut = next((place for place, token in enumerate(tokens) if place and token.kind != "words"), len(tokens))
    words, others = list(tokens[:cut]), list(tokens[cut:])
    closing = [place for place, token in enumerate(others) if token.kind in ("agencies", "due")]
    for place in range(closing[-1] if closing and leads else 0):
        token = others[place]
        rest = token.span.slice(text)
        if token.kind == "words" and len(rest) <= MAX_REST and "。" not in rest and read_heading(rest) is None:
            others[place] = _Token(token.span, token.start, "agencies", token.opens)
    return words, others


def _unnumbered(tokens: Sequence[_Token], columns: Sequence[Column]) -> Iterator[RawRow]:
    """Rows without numbers: words behind agencies or a time begin the next."""
    words: list[_Token] = []
    others: list[_Token] = []
    for token in tokens:
        if words and others and token.kind == "words":
            yield _made(words, others, columns)
            words, others = [token], []
        elif words and token.kind != "words":
            others.append(token)
        else:
            words.append(token)
    if words and others:
        yield _made(words, others, columns)


def _made(words: Sequence[_Token], others: Sequence[_Token], columns: Sequence[Column]) -> RawRow:
    row = RawRow(words[0].start, words[0].span.end)
    _fill(row, words, others, columns)
    return row


def _fill(row: RawRow, words: Sequence[_Token], others: Sequence[_Token], columns: Sequence[Column]) -> None:
    """Words fill the last columns of work (the first is merged where there are too few), agencies and times theirs."""
    texts = [place for place, column in enumerate(columns) if column.kind in TEXT]
    words = _lines_of_words(words, len(texts))
    _place(row, words, texts[-len(words) :] if words else texts)
    agencies = [place for place, column in enumerate(columns) if column.kind in AGENCIES]
    named = [token for token in others if token.kind == "agencies"]
    if len(named) > len(agencies) > 1:
        _place(row, named[:-1], agencies[:1])
        _place(row, named[-1:], agencies[-1:])
    else:
        _place(row, named, agencies)
    _place(
        row, [token for token in others if token.kind == "due"], [p for p, c in enumerate(columns) if c.kind == "due"]
    )


def _lines_of_words(words: Sequence[_Token], columns: int) -> Sequence[_Token]:
    """More pieces than columns of work: those of one line, parted by blanks inside the words (建设 5G 基站), are one."""
    if len(words) <= columns or not columns:
        return words
    joined = list(words[: columns - 1])
    for token in words[columns - 1 :]:
        if len(joined) >= columns and joined[-1].start == token.start:
            joined[-1] = _Token(Span(joined[-1].span.start, token.span.end), token.start, "words", joined[-1].opens)
        else:
            joined.append(token)
    return joined


def _place(row: RawRow, tokens: Sequence[_Token], places: Sequence[int]) -> None:
    """Tokens into columns one by one, what is left over into the last of them."""
    for order, token in enumerate(tokens):
        if places:
            row.cells.setdefault(places[min(order, len(places) - 1)], []).append(token.span)
        row.end = max(row.end, token.span.end)


def _groups(tokens: Sequence[_Token]) -> Iterator[RawRow]:
    for token in tokens:
        if token.kind != "number":
            yield RawRow(token.start, token.span.end, group=token.span)


def _valid(drawn: Iterator[RawRow]) -> Iterator[RawRow]:
    """Rows up to the last that names agencies or a time; two rows of words alone end the table."""
    held: list[RawRow] = []
    alone = 0
    for row in drawn:
        held.append(row)
        if row.group is None:
            alone = 0 if len(row.cells) > 2 else alone + 1
        if row.group is None and len(row.cells) > 1 and not alone:
            yield from held
            held = []
        if alone > 1:
            return


def _with_groups(rows: Iterator[RawRow], text: str) -> list[RawRow]:
    """Without lines that are too long to head rows: they go on from the row above."""
    kept: list[RawRow] = []
    for row in rows:
        words = row.group.slice(text) if row.group else ""
        heading = read_heading(words) if words else None
        if row.group and (len(words) > MAX_GROUP or (heading is not None and heading.rank > BRACKETED_RANK)):
            continue
        kept.append(row)
    return kept

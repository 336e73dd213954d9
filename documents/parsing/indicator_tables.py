"""Tables of indicators -> targets: what a plan's table commits to reach by the years in its head.

指标名称 | 单位 | 2020年 | 2025年 gives one quantity per row and coming year; the years up to the plan's own are baselines.
The unit stands behind the number, in a column of its own, or in brackets behind the name. A row without a number
(全覆盖, 一) gives none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from documents.parsing.deadlines import DateContext
from documents.parsing.outline import OutlineSection
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span
from documents.parsing.table_columns import YEAR, Column
from documents.parsing.table_lines import RawRow
from documents.parsing.tables import IndicatorTable
from documents.parsing.targets import FoundTarget

VALUE = pattern(
    "indicator_value",
    r"[\[（(【]?(?P<before>≥|≤|>=|<=|＞|＜|>|<|不低于|不少于|超过|不超过|不高于|约|达到)?[ 　]?"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)[ 　]?"
    r"(?P<unit>[%‰]|[\u4e00-\u9fffA-Za-z/%‰²³]{1,10}?)??(?P<after>以上|以内|以下|左右)?[\]）)】]?",
)
UNIT_IN_NAME = pattern("indicator_unit_in_name", r"[（(](?P<unit>[^（）()]{1,12})[）)]\Z")
NAME_NUMBER = pattern("indicator_name_number", r"\A\d{1,2}[.．、]|\A[（(]\d{1,2}[）)]|[*※①-⑳]+\Z|\[\d\]\Z")
REACHED = pattern("indicator_reached", r"实现情况|完成情况|完成值|实际完成|执行情况|基本情况|完成率|达成情况")
UNIT = pattern("indicator_unit", r"[%‰]|[\u4e00-\u9fffA-Za-z/%‰²³·0-9]{1,12}")
CHANGES = ("增长", "下降", "降低", "提高", "减少", "增加", "降幅", "增幅")
BASES = ("基期", "现状", "实际", "基数", "完成", "预计", "基准")
_AT_LEAST = {"≥", ">=", "＞", ">", "不低于", "不少于", "超过", "以上"}
_AT_MOST = {"≤", "<=", "＜", "<", "不超过", "不高于", "以内", "以下"}
_MONEY = "元"
_CAPTION = 80


def find_indicator_targets(
    tables: Sequence[IndicatorTable], *, sections: Sequence[OutlineSection], text: str, context: DateContext
) -> tuple[FoundTarget, ...]:
    """The targets of all tables of indicators, with spans in the clean text; a text of articles has none.

    Example: 上云率⇥%⇥60⇥90 below 指标⇥单位⇥2020年⇥2025年 is 上云率 = 90 %, due 2025.
    """
    if any(section.role == "article" for section in sections):
        return ()
    starts = [section.span.start for section in sections]
    found: list[FoundTarget] = []
    for table in tables:
        goals = {} if _tells_the_past(table, text) else _goals(table.columns, context)
        for row in table.rows if goals else ():
            section = max(bisect_right(starts, row.start) - 1, 0)
            found.extend(_of_row(row, table, goals, section, text))
    return tuple(found)


def _tells_the_past(table: IndicatorTable, text: str) -> bool:
    """Whether a table holds what was reached against what was planned: by its head or by its caption."""
    caption = text.rfind("\n", 0, max(table.span.start - 1, 0))
    head = table.rows[0].start if table.rows else table.span.end
    return REACHED.search(text, max(caption, table.span.start - _CAPTION), head) is not None


def _goals(columns: Sequence[Column | None], context: DateContext) -> dict[int, int | None]:
    """Columns of goals with their year; the first of several years is what the plan starts from."""
    years: dict[int, int | None] = {}
    bases = set()
    for place, column in enumerate(columns):
        match = YEAR.fullmatch(column.name) if column and column.kind == "year" else None
        if match is None:
            continue
        years[place] = int(match.group("year")) if match.group("year") else None
        if match.group("base") or any(word in (match.group("what") or "") for word in BASES):
            bases.add(place)
    if not bases and len(years) > 1:
        bases.add(min(years))
    first = context.first_year
    return {
        place: year
        for place, year in years.items()
        if place not in bases and (year is None or first is None or year >= first)
    }


def _of_row(
    row: RawRow, table: IndicatorTable, goals: dict[int, int | None], section: int, text: str
) -> Iterator[FoundTarget]:
    columns = table.columns
    names = [
        place for place, column in enumerate(columns) if column and column.kind == "indicator" and place in row.cells
    ]
    if row.group is not None or not names:
        return
    name = row.cells[names[-1]][0]
    words = name.slice(text)
    in_name = UNIT_IN_NAME.search(words)
    stated = [
        row.cells[place][0].slice(text)
        for place, column in enumerate(columns)
        if column and column.kind == "measure" and place in row.cells
    ]
    unit = stated[0] if stated else in_name.group("unit") if in_name else ""
    indicator = NAME_NUMBER.sub("", UNIT_IN_NAME.sub("", words)).strip()
    for place, year in goals.items():
        for cell in row.cells.get(place, ())[:1]:
            quantity = _quantity(text, cell, unit=unit, changes=indicator.endswith(CHANGES))
            if quantity is None or len(indicator) < 2 or cell.start < name.end:
                continue
            yield FoundTarget(
                section=section,
                kind="quantity",
                indicator=indicator,
                operator=quantity.operator,
                quantity=quantity,
                strength="plain",
                base_year=None,
                deadline=_deadline(table.heads[place], year, text),
                span=Span(name.start, cell.end),
                rule="quantity.indicator_table",
            )


def _deadline(head: Span, year: int | None, text: str) -> ParsedDeadline | None:
    """The year that the head of the column names."""
    return ParsedDeadline(str(year), "year", head.slice(text), head) if year else None


def _quantity(text: str, cell: Span, *, unit: str, changes: bool) -> Quantity | None:
    """The number of a cell with its unit, None where it has neither."""
    match = VALUE.fullmatch(cell.slice(text))
    own = match.group("unit") if match else ""
    unit = own or unit
    if match is None or not UNIT.fullmatch(unit):
        return None
    value = Decimal(match.group("value").replace(",", ""))
    for scale, times in (("亿", 100_000_000), ("万", 10_000)):
        if unit.startswith(scale) and _MONEY not in unit and len(unit) > 1:
            value, unit = value * times, unit[1:]
    words = {match.group("before"), match.group("after")}
    operator = ">=" if words & _AT_LEAST else "<=" if words & _AT_MOST else "~" if words & {"约", "左右"} else "="
    if operator == "=" and changes:
        operator = "change"
    return Quantity(value, None, unit, operator, cell, cell.start + match.start("value"))

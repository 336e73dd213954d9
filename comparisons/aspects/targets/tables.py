"""The targets as tables, columns declared once: as the page shows them, and the list with every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.targets.records import IndicatorRow, RowBand, TargetFact, TargetLine, TargetsContent
from comparisons.records import State
from documents.tables import Column, Group, Line, Lines, Table


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row of a sheet: a target in its row and band."""

    band: RowBand
    row: IndicatorRow
    line: TargetLine
    first: bool
    """Whether it is the first line of its indicator, which says what holds for all of them."""
    site: str

    @property
    def fact(self) -> TargetFact:
        """The target itself."""
        return self.line.fact


def tables(content: TargetsContent, site: str) -> tuple[Table, ...]:
    """The table as shown, then the list of all fields."""
    lines = list(_lines(content, site))
    return (
        Table(
            title=_("目标值"),
            columns=shown_columns(),
            rows=lines,
            said=content.said,
            notes=notes_of(content),
            fixed_columns=1,
            group=group_of,
            group_heading=_("分组"),
        ),
        Table(title=_("清单"), columns=list_columns(), rows=lines, said=content.said, fixed_columns=3),
    )


def _lines(content: TargetsContent, site: str) -> Iterator[TableLine]:
    for band, row in content.rows:
        for index, line in enumerate(row.lines):
            yield TableLine(band, row, line, first=index == 0, site=site)


def notes_of(content: TargetsContent) -> tuple[str, ...]:
    """What the sheet about the file says: points, headings that warn, meaning of the states, how rows are made."""
    return (
        *(point.text for point in content.points),
        *(f"{band.title}：{band.sentence}" for band in content.bands if band.sentence),
        *(f"{state.words}：{state.meaning}。" for state in State),
        _(
            "同一行的指标，名称（统一别名、全市等范围词和地名后）、分母、口径（累计、新增、增速）和计量单位的种类都相同。"
        ),
        _("数值和单位照原文；统计只在同一层级内，不跨层级排名。"),
        _("引文（整理后）去掉了注音残留等文字损伤；引文（原样）与原文逐字相同。"),
    )


def group_of(line: TableLine) -> Group:
    """The heading of a band, with what the page says beside it."""
    beside = line.band.sentence or _("%(count)s个") % {"count": line.band.lines}
    return Group(line.band.title, (("about", beside),))


def shown_columns() -> tuple[Column, ...]:
    """The columns of the page; what holds for a whole indicator stands in its first line."""
    return (
        Column("indicator", _("指标（含分母）"), lambda line: line.row.name, width=34),
        Column("about", _("说明"), lambda line: about_words(line.row) if line.first else _("同上"), width=36),
        Column("place", _("地区"), lambda line: line.fact.document.label, width=12),
        Column("level", _("层级"), lambda line: line.fact.document.level_words, width=8),
        Column("figure", _("目标值"), figure_shown, width=18),
        Column("strength", _("力度"), lambda line: line.fact.strength_words, width=8),
        Column("deadline", _("时限"), lambda line: deadline_shown(line.fact), width=16),
        Column("quote", _("原文"), lambda line: line.fact.quote, width=52),
        Column("locator", _("出处"), _source, width=12),
        Column("origin", _("来源"), lambda line: line.fact.origin_words, width=10),
    )


def _source(line: TableLine) -> Lines:
    """The locator, which leads to the passage."""
    return Lines(((Line(line.fact.locator, "source", address=line.fact.address),),))


def about_words(row: IndicatorRow) -> str:
    """What the page says under an indicator, each sentence on its line."""
    lines = [
        _("分母：%(words)s") % {"words": row.denominator} if row.denominator else "",
        _("口径：%(words)s") % {"words": row.basis} if row.basis else "",
        _("也写作：%(names)s") % {"names": "、".join(row.also_called)} if row.also_called else "",
        row.units_said,
        *row.statistics,
        row.coverage,
        *(f"{absence.state.words}：{absence.places}" for absence in row.absences),
    ]
    return "\n".join(line for line in lines if line)


def figure_shown(line: TableLine) -> str:
    """The value with its sign; of a highlighted place also how it stands to the others of its level."""
    return "\n".join(part for part in (line.fact.signed, line.line.peer) if part)


def deadline_shown(fact: TargetFact) -> str:
    """The deadline in the words of the text, else that it gives none."""
    return fact.deadline_words or _("未写时限")


def list_columns() -> tuple[Column, ...]:
    """Every field of a target, declared once for CSV and workbook."""
    return (
        Column("group", _("指标编号"), lambda line: line.row.anchor.removeprefix("target-"), width=10, printed=False),
        Column("domain", _("领域"), lambda line: line.row.domain_name, width=16),
        Column("place", _("地区"), lambda line: line.fact.document.label, width=12),
        Column("level", _("层级"), lambda line: line.fact.document.level_words, width=8),
        Column("document_type", _("文种"), lambda line: line.fact.document.document_type, width=12, printed=False),
        Column("state", _("状态"), lambda line: State.STATED.words, width=12, printed=False),
        Column("indicator", _("指标（含分母）"), lambda line: line.fact.indicator, width=40),
        Column("denominator", _("分母"), lambda line: line.row.denominator, width=24),
        Column("basis", _("口径"), lambda line: line.row.basis, width=14, printed=False),
        Column("operator", _("比较"), lambda line: line.fact.operator, width=8),
        Column("value", _("数值"), lambda line: line.fact.value, width=14, kind="number"),
        Column("value_max", _("数值上限"), lambda line: line.fact.value_max, width=14, kind="number", printed=False),
        Column("unit", _("单位"), lambda line: line.fact.unit, width=10),
        Column("strength", _("力度"), lambda line: line.fact.strength_words, width=8),
        Column("base_year", _("基准年"), lambda line: line.fact.base_year, width=8, kind="number", printed=False),
        Column("deadline", _("时限"), lambda line: line.fact.deadline, width=12, printed=False),
        Column("deadline_words", _("时限（原文写法）"), lambda line: line.fact.deadline_words, width=18),
        Column("task", _("任务"), lambda line: line.fact.task, width=28),
        Column("quote", _("引文（整理后）"), lambda line: line.fact.quote, width=52),
        Column("locator", _("出处"), lambda line: line.fact.locator, width=12),
        Column("origin", _("来源"), lambda line: line.fact.origin_words, width=10),
        Column("document", _("文件"), lambda line: line.fact.document.title, width=36, printed=False),
        Column("document_number", _("文号"), lambda line: line.fact.document.document_number, width=22, printed=False),
        Column(
            "issued_on", _("成文日期"), lambda line: line.fact.document.issued_on, width=12, kind="date", printed=False
        ),
        Column(
            "address", _("位置"), lambda line: f"{line.site}{line.fact.address}", width=40, kind="link", printed=False
        ),
        Column(
            "source_address",
            _("来源网址"),
            lambda line: line.fact.document.source_address,
            width=40,
            kind="link",
            printed=False,
        ),
        Column("original", _("引文（原样）"), lambda line: line.fact.original, width=52, printed=False),
    )

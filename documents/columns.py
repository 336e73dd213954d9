"""The columns of every list, declared once: what a page shows is what an export holds.

What does not belong on paper (addresses, fields that repeat) stands last and is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from documents.breakdown import Assignment
from documents.models import Jurisdiction
from documents.models.provenance import Origin
from documents.rows.agencies import AgencyRow
from documents.rows.documents import DocumentRow
from documents.rows.jurisdictions import PlaceRow
from documents.rows.named import joined
from documents.rows.targets import TargetRow
from documents.rows.task_lines import TaskLine, silence_words
from documents.rows.tasks import TaskRow
from documents.tables import Column, Kind, Table, Value


def task_table(rows: Sequence[TaskLine], *, said: str, title: str) -> Table:
    """Tasks as a table: their cells are finished already (documents/rows/task_lines.py)."""
    columns = (
        _of_line("place", _("地区"), 8),
        _of_line("domain", _("领域"), 12),
        _of_line("title", _("任务"), 22),
        _of_line("text", _("原文（整理后）"), 58),
        _of_line("lead", _("牵头单位"), 16),
        _of_line("support", _("配合单位"), 20),
        _of_line("responsible", _("责任单位"), 16),
        _of_line("deadlines", _("时限"), 14),
        _of_line("locator", _("出处"), 10),
        _of_line("origin", _("来源"), 10),
        _of_line("level", _("层级"), 8, printed=False),
        _of_line("document", _("文件"), 30, printed=False),
        _of_line("number", _("文号"), 20, printed=False),
        _of_line("category", _("类别"), 10, printed=False),
        _of_line("values", _("目标值"), 30, printed=False),
        _of_line("address", _("原文地址"), 40, kind="link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=_notes())


def _of_line(key: str, heading: str, width: int, *, kind: Kind = "text", printed: bool = True) -> Column:
    return Column(key, heading, attrgetter(key), width, kind, printed=printed)


def target_table(rows: Sequence[TargetRow], *, site: str, said: str, title: str) -> Table:
    """Targets as a table; `site` is the address that makes links absolute."""
    columns = (
        Column("place", _("地区"), lambda row: row.place, 8),
        Column("level", _("层级"), lambda row: level_label(row.level), 6),
        Column("indicator", _("指标（含分母）"), lambda row: row.indicator, 30),
        Column("operator", _("比较"), lambda row: row.operator_label, 8),
        Column("value", _("目标值"), lambda row: row.value, 10, "number"),
        Column("value_max", _("目标值上限"), lambda row: row.value_max, 8, "number"),
        Column("unit", _("单位"), lambda row: row.unit, 6),
        Column("strength", _("力度"), lambda row: row.strength_label, 8),
        Column("deadline_words", _("时限原文"), lambda row: row.deadline_words or silence_words(row.silence), 14),
        Column("quote_clean", _("整理后"), lambda row: row.quote_clean, 58),
        Column("task", _("所在任务"), lambda row: row.task_title, 18),
        Column("locator", _("出处"), lambda row: row.locator, 10),
        Column("document", _("文件"), lambda row: row.document_title, 30, printed=False),
        Column("number", _("文号"), lambda row: row.document_number, 20, printed=False),
        Column("kind", _("类型"), lambda row: row.kind_label, 10, printed=False),
        Column("base_year", _("基准年"), lambda row: row.base_year, 8, "number", printed=False),
        Column("deadline", _("时限"), lambda row: row.deadline, 12, printed=False),
        Column("quote", _("原文"), lambda row: row.quote, 60, printed=False),
        Column("origin", _("来源"), lambda row: str(Origin(row.origin).label), 10, printed=False),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=_notes())


def document_table(rows: Sequence[DocumentRow], *, site: str, said: str, title: str) -> Table:
    """Documents as a table, with what was found in each."""
    columns = (
        Column("place", _("地区"), lambda row: row.place, 10),
        Column("level", _("层级"), lambda row: level_label(row.level), 6),
        Column("title", _("文件"), lambda row: row.title, 42),
        Column("document_type", _("文种"), lambda row: row.document_type, 12),
        Column("document_number", _("文号"), lambda row: row.document_number, 22),
        Column("issuers", _("发文机关"), lambda row: row.issuers, 22),
        Column("issued_on", _("成文日期"), _issued_on, 12, "date"),
        Column("period", _("期限"), lambda row: row.period, 12),
        Column("effect", _("效力"), lambda row: row.effect, 10),
        Column("key_tasks", _("任务"), lambda row: row.key_tasks, 6, "number"),
        Column("safeguards", _("保障措施"), lambda row: row.safeguards, 6, "number"),
        Column("quantities", _("数值目标"), lambda row: row.quantities, 6, "number"),
        Column("milestones", _("里程碑"), lambda row: row.milestones, 6, "number"),
        Column("doubts", _("疑点"), lambda row: row.doubts, 6, "number"),
        Column("state", _("状态"), lambda row: row.state, 10, printed=False),
        Column("address", _("地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=(_counted_by_rules(),))


def agency_table(rows: Sequence[AgencyRow], *, site: str, said: str, title: str) -> Table:
    """Agencies as a table, with how many tasks name each in which role."""
    columns = (
        Column("function", _("职能"), lambda row: row.function or _("没有归入职能"), 20),
        Column("name", _("单位"), lambda row: row.name, 40),
        Column("collective", _("泛指"), lambda row: _("泛指") if row.collective else "", 8),
        Column("place", _("地区"), lambda row: row.place, 14),
        Column("level", _("层级"), lambda row: level_label(row.level), 8),
        Column("lead", _("牵头"), lambda row: row.lead, 8, "number"),
        Column("support", _("配合"), lambda row: row.support, 8, "number"),
        Column("responsible", _("责任"), lambda row: row.responsible, 8, "number"),
        Column("address", _("地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    note = _("数字是写明该单位的任务数；“泛指”的名称不是一个单位，如市相关部门。")
    return Table(title, columns, rows, said=said, notes=(note, _counted_by_rules()))


def place_table(rows: Sequence[PlaceRow], *, site: str, said: str, title: str) -> Table:
    """Places as a table in the order of the tree; numbers are those of a place's own documents."""

    def number(name: str, heading: str) -> Column:
        return Column(name, heading, lambda row: getattr(row, name) if row.documents else None, 10, "number")

    columns = (
        Column("name", _("地区"), lambda row: row.name, 16),
        Column("full_name", _("全称"), lambda row: row.full_name, 32),
        Column("level", _("层级"), lambda row: level_label(row.level), 8),
        Column("held", _("收入情况"), lambda row: _("有文件") if row.documents else _("没有收入文件"), 14),
        number("documents", _("文件")),
        number("key_tasks", _("任务")),
        number("led", _("写明牵头")),
        number("safeguards", _("保障措施")),
        number("quantities", _("数值目标")),
        number("milestones", _("里程碑")),
        Column("code", _("代码"), lambda row: row.code, 10),
        Column("address", _("地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=(_counted_by_rules(),))


def assignments(rows: Sequence[TaskRow], *, site: str) -> tuple[Assignment, ...]:
    """Tasks as lines of a 任务分解表, under the document that sets them."""
    return tuple(
        Assignment(
            group=f"{row.document.place}《{row.document.title}》",
            title=row.title,
            wording=row.text,
            leads=joined(row.lead),
            responsibles=joined(row.responsible),
            supports=joined(row.support),
            deadlines="、".join(row.deadlines),
            locator=row.locator,
            address=urljoin(site, row.url),
            silence=silence_words(row.document.silence),
        )
        for row in rows
    )


def cited(title: str, number: str) -> str:
    """A document in a list of sources: 《济南市行动计划》（济政办发〔2018〕5号）."""
    return f"《{title}》（{number}）" if number else f"《{title}》"


def level_label(level: str) -> str:
    """The level of a place in words: county gives 县级."""
    return str(Jurisdiction.Level(level).label)


def _issued_on(row: DocumentRow) -> Value:
    return row.issued_on or _("原文未载")


def _counted_by_rules() -> str:
    return _("任务、目标和疑点的数目由规则读出，以原文为准。")


def _notes() -> tuple[str, ...]:
    return (
        _("来源为“自动抽取”的行由规则读出，未经人工核对；以原文为准。"),
        _("出处是章节号，自外而内以斜线相连；“~”表示原文失去标题、由规则推断。"),
        _("“自动抽取未见”：规则没有找到单位或时限，尚未有人核对，不等于没有规定。"),
    )

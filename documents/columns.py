"""The columns of tasks and targets, declared once: what a page shows is what an export holds."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from documents.models import Jurisdiction
from documents.models.provenance import Origin
from documents.rows.named import joined
from documents.rows.targets import TargetRow
from documents.rows.tasks import TaskRow, TaskValue
from documents.rows.values import signed_value
from documents.tables import Column, Table


def task_table(rows: Sequence[TaskRow], *, site: str, said: str, title: str) -> Table:
    """Tasks as a table; `site` is the address that makes links absolute."""
    columns = (
        Column("place", _("地区"), lambda row: row.document.place, 10),
        Column("level", _("层级"), lambda row: level_label(row.document.level), 8),
        Column("document", _("文件"), lambda row: row.document.title, 30),
        Column("number", _("文号"), lambda row: row.document.document_number, 20),
        Column("domain", _("领域"), lambda row: row.domain.name, 14),
        Column("category", _("类别"), lambda row: row.category, 10),
        Column("title", _("任务"), lambda row: row.title, 28),
        Column("text", _("原文（整理后）"), lambda row: row.text, 80),
        Column("lead", _("牵头单位"), lambda row: joined(row.lead), 24),
        Column("support", _("配合单位"), lambda row: joined(row.support), 28),
        Column("responsible", _("责任单位"), lambda row: joined(row.responsible), 24),
        Column("deadlines", _("时限"), lambda row: "、".join(row.deadlines), 18),
        Column("values", _("目标值"), lambda row: "；".join(value_words(value) for value in row.values), 30),
        Column("locator", _("出处"), lambda row: row.locator, 12),
        Column("origin", _("来源"), lambda row: str(Origin(row.origin).label), 10),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link"),
    )
    return Table(title, columns, rows, said=said, notes=_notes())


def target_table(rows: Sequence[TargetRow], *, site: str, said: str, title: str) -> Table:
    """Targets as a table; `site` is the address that makes links absolute."""
    columns = (
        Column("place", _("地区"), lambda row: row.place, 10),
        Column("level", _("层级"), lambda row: level_label(row.level), 8),
        Column("document", _("文件"), lambda row: row.document_title, 30),
        Column("number", _("文号"), lambda row: row.document_number, 20),
        Column("kind", _("类型"), lambda row: row.kind_label, 10),
        Column("indicator", _("指标（含分母）"), lambda row: row.indicator, 34),
        Column("operator", _("比较"), lambda row: row.operator_label, 8),
        Column("value", _("目标值"), lambda row: row.value, 12, "number"),
        Column("value_max", _("目标值上限"), lambda row: row.value_max, 12, "number"),
        Column("unit", _("单位"), lambda row: row.unit, 8),
        Column("base_year", _("基准年"), lambda row: row.base_year, 8, "number"),
        Column("strength", _("力度"), lambda row: row.strength_label, 8),
        Column("deadline", _("时限"), lambda row: row.deadline, 12),
        Column("deadline_words", _("时限原文"), lambda row: row.deadline_words, 16),
        Column("task", _("所在任务"), lambda row: row.task_title, 24),
        Column("quote", _("原文"), lambda row: row.quote, 60),
        Column("quote_clean", _("整理后"), lambda row: row.quote_clean, 60),
        Column("locator", _("出处"), lambda row: row.locator, 12),
        Column("origin", _("来源"), lambda row: str(Origin(row.origin).label), 10),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link"),
    )
    return Table(title, columns, rows, said=said, notes=_notes())


def value_words(value: TaskValue) -> str:
    """A quantity with what it measures and when: ≥80% 路口信号联网率（2022年底前）."""
    words = f"{signed_value(value.operator, value.value_text, value.unit)} {value.indicator}"
    return f"{words}（{value.deadline}）" if value.deadline else words


def level_label(level: str) -> str:
    """The level of a place in words: county gives 县级."""
    return str(Jurisdiction.Level(level).label)


def _notes() -> tuple[str, ...]:
    return (
        _("来源为“自动抽取”的行由规则读出，未经人工核对；以原文为准。"),
        _("出处是章节号，自外而内以斜线相连；“~”表示原文失去标题、由规则推断。"),
    )

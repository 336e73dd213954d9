"""Records made by hand for tests of the pure parts: documents, tasks, cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, Mention, NamedAgency, NamedValue, TaskEntry

JINAN = ComparedDocument(
    pk=1,
    slug="370100-e35f96b6",
    title="济南市新型智慧城市建设行动计划",
    address="/documents/370100-e35f96b6/",
    place="济南市",
    place_code="370100",
    place_address="/jurisdictions/370100/",
    place_order=(2, "370100"),
    level="prefecture",
    level_words="地级",
    path="山东省",
    document_type="行动计划",
    document_number="",
    issued_on=None,
    published_on=None,
    period=(2018, 2020),
    last_year=2020,
    reviewed=False,
    source_address="",
    holds_tasks=True,
    label="济南市",
    key_tasks=9,
    key_tasks_with_lead=8,
    safeguards=5,
    quantities=5,
    milestones=25,
    doubts=1,
)
MAOJIAN = replace(
    JINAN,
    pk=2,
    slug="420302-02df586f",
    title="茅箭区推进新型智慧城市建设实施方案",
    place="茅箭区",
    place_code="420302",
    level="county",
    level_words="县级",
    document_type="实施方案",
    document_number="茅政办发〔2022〕18号",
    issued_on=date(2022, 7, 18),
    period=None,
    last_year=2022,
    label="茅箭区",
)


def agency(name: str, *, function: str = "", collective: bool = False) -> NamedAgency:
    """An agency as a cell names it."""
    return NamedAgency(name=name, as_written=name, collective=collective, function=function, url="")


def value(indicator: str, *, number: str = "80", unit: str = "%", deadline: str = "") -> NamedValue:
    """A value with its denominator: 政务数据信息 达到80%."""
    return NamedValue(
        indicator=indicator,
        operator="=",
        operator_words="达到",
        value=number,
        unit=unit,
        strength="",
        deadline=deadline,
        quote="",
        original="",
        locator="二/(二)",
        address="",
    )


def entry(
    title: str,
    *,
    leads: tuple[NamedAgency, ...] = (),
    values: tuple[NamedValue, ...] = (),
    deadlines: tuple[str, ...] = (),
) -> TaskEntry:
    """A task as a cell shows it."""
    return TaskEntry(
        title=title,
        category="key_task",
        category_words="重点任务",
        domain="governance/traffic",
        opening="建设监管平台。",
        rest="推进联网。",
        original="（一）智慧交通。建設監管平臺。推進聯網。",
        locator="二/(三)/8",
        inferred=False,
        start=10,
        end=30,
        address="/documents/x/#c10",
        panel_address="/documents/x/passage/10/30/",
        leads=leads,
        supports=(),
        responsibles=(),
        values=values,
        deadlines=deadlines,
        origin="automatic",
        origin_words="自动抽取",
    )


def mention(title: str, *, kind: str = "task") -> Mention:
    """A place that touches on a domain."""
    return Mention(
        kind=kind,
        kind_words="主要目标" if kind == "goal" else "重点任务",
        title=title,
        quote="推进数字校园建设。",
        locator="二/(一)",
        address=f"/documents/x/#{title}",
        panel_address="",
    )


def facts(
    label: str,
    *,
    entries: dict[str, tuple[TaskEntry, ...]] | None = None,
    mentions: dict[str, tuple[Mention, ...]] | None = None,
    reviewed: bool = False,
    holds_tasks: bool = True,
    place_code: str = "",
) -> DocumentFacts:
    """What one document says, sorted by domain."""
    return DocumentFacts(
        label=label,
        place_code=place_code or label,
        reviewed=reviewed,
        holds_tasks=holds_tasks,
        entries=entries or {},
        mentions=mentions or {},
    )

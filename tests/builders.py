"""Small invented documents for tests: records as the parser would give them, loaded through the real writer.

A document is composed from task specifications; every span is found by where the words came to stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from documents.loading import load
from documents.models import PolicyDocument
from documents.parsing.records import (
    DomainTerm,
    ParsedAgency,
    ParsedCitation,
    ParsedDeadline,
    ParsedDocument,
    ParsedDoubt,
    ParsedMetadata,
    ParsedPlace,
    ParsedRepair,
    ParsedSection,
    ParsedSource,
    ParsedStage,
    ParsedTarget,
    ParsedTask,
)
from documents.parsing.spans import Edit, Span, TracedText

LOADED_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MAOJIAN = ParsedPlace("茅箭区", "county", "湖北省", "420302")
JINAN = ParsedPlace("济南市", "prefecture", "山东省", "370100")
SICHUAN = ParsedPlace("四川省", "province", "四川省", "510000")
YUCHENG = ParsedPlace("禹城市", "county", "山东省", "371482")
JIYUAN = ParsedPlace("济源市", "prefecture", "河南省", "419001")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A target inside a task: its words in the text, indicator, operator, value and unit."""

    words: str
    indicator: str
    operator: str = ">="
    value: str = "80"
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """One task to be written into the invented text; agencies are (name, role, function code)."""

    title: str
    text: str = "建设统一平台。"
    domain: str = "governance/traffic"
    other_domains: tuple[str, ...] = ()
    category: str = "key_task"
    agencies: tuple[tuple[str, str, str], ...] = ()
    deadlines: tuple[tuple[str, str, str], ...] = ()
    quantities: tuple[Quantity, ...] = ()


TRAFFIC = TaskSpec(
    title="智慧交通",
    text="2022年底前，路口信号联网率达到80%以上。",
    agencies=(("区交通运输局", "lead", "transport"), ("公安茅箭分局", "support", "public_security")),
    deadlines=(("2022年底前", "2022-12-31", "day"),),
    quantities=(Quantity("路口信号联网率达到80%以上", "路口信号联网率"),),
)
SCHOOLS = TaskSpec(
    title="智慧教育",
    text="推进数字校园建设。",
    domain="livelihood/education",
    other_domains=("data/platform",),
    agencies=(("区教育局", "lead", "education"),),
)
FUNDING = TaskSpec(title="加强资金保障", text="统筹安排专项资金。", domain="support/funding", category="safeguard")


def build_parsed(
    *,
    place: ParsedPlace | None = MAOJIAN,
    title: str = "茅箭区智慧城市建设实施方案",
    number: str = "茅政办发〔2022〕18号",
    tasks: Sequence[TaskSpec] = (TRAFFIC, SCHOOLS, FUNDING),
    cites: str = "十政办发〔2021〕51号",
    document_type: str = "实施方案",
    issued_on: date | None = date(2022, 7, 18),
) -> tuple[ParsedDocument, bytes]:
    """An invented document of `place` with these tasks: the records, and the bytes they were read from."""
    lines = [title, f"根据《数字政府规划》（{cites}），制定本方案。", "一、總體要求", "到2025年，建成數(shù)字城市。"]
    lines += ["二、重点任务"]
    lines += [_item(order, task) for order, task in enumerate(tasks, start=1)]
    original = "\n".join(lines) + "\n"
    return _Composer(original, place, title, number, tuple(tasks), cites, document_type, issued_on).parsed()


def build_document(*, state: str = "published", now: datetime = LOADED_AT, **wanted: object) -> PolicyDocument:
    """An invented document in the tables, written by the real loader; `wanted` goes to build_parsed."""
    parsed, data = build_parsed(**wanted)  # type: ignore[arg-type]
    return load(parsed, data=data, now=now, state=state, parser_version="test").document


def _item(order: int, task: TaskSpec) -> str:
    note = "；".join(f"{label}：{'、'.join(names)}" for label, names in _noted(task) if names)
    return f"（{'一二三四五六七八九十'[order - 1]}）{task.title}。{task.text}" + (f"（{note}）" if note else "")


def _noted(task: TaskSpec) -> list[tuple[str, list[str]]]:
    labels = (("牵头单位", "lead"), ("配合单位", "support"), ("责任单位", "responsible"))
    return [(label, [name for name, given, _code in task.agencies if given == role]) for label, role in labels]


@dataclass(frozen=True, slots=True)
class _Composer:
    """The composed text and what was put into it; `parsed` finds everything again."""

    original: str
    place: ParsedPlace | None
    title: str
    number: str
    tasks: tuple[TaskSpec, ...]
    cites: str
    document_type: str
    issued_on: date | None

    def parsed(self) -> tuple[ParsedDocument, bytes]:
        data = self.original.encode("utf-8")
        clean = self._clean()
        sections = self._sections()
        return (
            ParsedDocument(
                source=ParsedSource(
                    "invented.txt", hashlib.sha256(data).hexdigest(), "text/plain", "utf-8", len(self.original)
                ),
                original=self.original,
                clean_text=clean.text,
                alignment=clean.segments,
                metadata=self._metadata(),
                sections=sections,
                tasks=tuple(self._task(index, task, sections) for index, task in enumerate(self.tasks)),
                targets=(*self._quantities(sections), self._milestone()),
                stages=(
                    ParsedStage(
                        2, "一", "起步", "2022", "2023", "stage.numbered_item", self._find("建成數(shù)字城市")
                    ),
                ),
                citations=(
                    ParsedCitation("数字政府规划", self.cites, "citation.title_with_number", self._find(self.cites)),
                ),
                repairs=(ParsedRepair("pinyin", "(shù)", "", "转换软件留下的注音", self._find("(shù)")),),
                doubts=(ParsedDoubt("attachment_missing", "文中提到附件，但附件不在文本里", self._find("制定本方案")),),
            ),
            data,
        )

    def _find(self, words: str, *, within: Span | None = None) -> Span:
        place = within or Span(0, len(self.original))
        start = self.original.index(words, place.start, place.end)
        return Span(start, start + len(words))

    def _clean(self) -> TracedText:
        residue = self._find("(shù)")
        text = TracedText.of(self.original).apply([Edit(residue.start, residue.end, "", "pinyin")])
        edits = [
            Edit(index, index + 1, new, "script")
            for index, character in enumerate(text.text)
            for old, new in (("總", "总"), ("體", "体"), ("數", "数"))
            if character == old
        ]
        return text.apply(edits)

    def _metadata(self) -> ParsedMetadata:
        return ParsedMetadata(
            title=self.title,
            notice_title="",
            document_number=self.number,
            issuers=("茅箭区人民政府办公室",),
            publisher="",
            issued_on=self.issued_on,
            published_on=None,
            jurisdiction=self.place,
            document_type=self.document_type,
            period=None,
            source_url="",
            script="simplified",
        )

    def _sections(self) -> tuple[ParsedSection, ...]:
        starts = [0, self._find("根据").start, self._find("一、").start, self._find("二、").start]
        starts += [self._item_start(index) for index in range(len(self.tasks))]
        ends = [*starts[1:], len(self.original)]
        heads: list[tuple[str, str, str, str, int | None]] = [
            ("", "", self.title, "title", None),
            ("", "", "", "preamble", None),
            ("一", "一、", "总体要求", "goal", None),
            ("二", "二、", "重点任务", "task", None),
        ]
        numbers = "一二三四五六七八九十"
        heads += [
            (f"二/({numbers[index]})", f"（{numbers[index]}）", task.title, "task", 3)
            for index, task in enumerate(self.tasks)
        ]
        return tuple(
            ParsedSection(locator, label, heading, role, 1 if parent is None else 2, False, 1.0, parent, Span(a, b))
            for (locator, label, heading, role, parent), a, b in zip(heads, starts, ends, strict=True)
        )

    def _item_start(self, index: int) -> int:
        return self._find(f"（{'一二三四五六七八九十'[index]}）{self.tasks[index].title}").start

    def _task(self, index: int, task: TaskSpec, sections: Sequence[ParsedSection]) -> ParsedTask:
        section = sections[4 + index]
        span = section.span
        return ParsedTask(
            section=4 + index,
            locator=section.locator,
            title=task.title,
            text=span.slice(self.original).strip(),
            category=task.category,
            domain=task.domain,
            other_domains=task.other_domains,
            domain_terms=(DomainTerm(task.title[-2:], "title", task.domain),),
            deadlines=tuple(
                ParsedDeadline(day, precision, words, self._find(words, within=span))
                for words, day, precision in task.deadlines
            ),
            agencies=tuple(
                ParsedAgency(
                    name, name, role, False, function, f"note.label.{role}", None, self._find(name, within=span)
                )
                for name, role, function in task.agencies
            ),
            rule="task.numbered_item" if task.category == "key_task" else "safeguard.numbered_item",
            span=span,
        )

    def _quantities(self, sections: Sequence[ParsedSection]) -> list[ParsedTarget]:
        return [
            self._target(index, quantity, sections)
            for index, task in enumerate(self.tasks)
            for quantity in task.quantities
        ]

    def _target(self, index: int, quantity: Quantity, sections: Sequence[ParsedSection]) -> ParsedTarget:
        section, task = sections[4 + index], self.tasks[index]
        deadline = None
        if task.deadlines:
            words, day, precision = task.deadlines[0]
            deadline = ParsedDeadline(day, precision, words, self._find(words, within=section.span))
        return ParsedTarget(
            section=4 + index,
            task=index,
            locator=section.locator,
            kind="quantity",
            indicator=quantity.indicator,
            operator=quantity.operator,
            value=Decimal(quantity.value),
            value_max=None,
            unit=quantity.unit,
            strength="plain",
            base_year=None,
            deadline=deadline,
            quote=quantity.words,
            quote_clean=quantity.words,
            rule="quantity.measured_before",
            span=self._find(quantity.words, within=section.span),
        )

    def _milestone(self) -> ParsedTarget:
        words = self._find("到2025年")
        return ParsedTarget(
            section=2,
            task=None,
            locator="一",
            kind="milestone",
            indicator="建成数字城市",
            operator="",
            value=None,
            value_max=None,
            unit="",
            strength="plain",
            base_year=None,
            deadline=ParsedDeadline("2025", "year", "到2025年", words),
            quote="建成數(shù)字城市",
            quote_clean="建成数字城市",
            rule="milestone.date_phrase",
            span=self._find("建成數(shù)字城市"),
        )

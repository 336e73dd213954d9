"""The frozen records that page and exports of a comparison read; nothing in them asks the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.binding import binding_words

# How many tasks and touching places of one cell stand open; the rest is folded, never left out.
OPEN_ENTRIES = 4
OPEN_MENTIONS = 2


class State(StrEnum):
    """The five answers that must never look alike (codebook)."""

    STATED = "stated"
    TOUCHED = "touched"
    SILENT_CHECKED = "silent_checked"
    NOT_FOUND = "not_found"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """The answer as page and export print it."""
        return str(_STATE_WORDS[self][0])

    @property
    def meaning(self) -> str:
        """What the answer means, in one sentence of the legend."""
        return str(_STATE_WORDS[self][1])


_STATE_WORDS = {
    State.STATED: (gettext_lazy("原文明示"), gettext_lazy("有专项任务，引文和出处可查")),
    State.TOUCHED: (gettext_lazy("兼及"), gettext_lazy("没有专项任务，写在其他任务、主要目标或保障措施里")),
    State.SILENT_CHECKED: (gettext_lazy("原文未提及·已核对"), gettext_lazy("有人读过全文，确认没有")),
    State.NOT_FOUND: (gettext_lazy("自动抽取未见"), gettext_lazy("规则没有找到，尚未有人核对")),
    State.NOT_APPLICABLE: (gettext_lazy("不适用"), gettext_lazy("这种文件不设任务，或该行不是一个领域")),
}


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency named for a task: its normal name, the name as written, and its function class if known."""

    name: str
    """As shown: a collective is marked, 市相关部门（泛指）."""
    as_written: str
    collective: bool
    function: str
    url: str


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A quantity the document commits to, with its denominator (政务数据信息 = 80 %)."""

    indicator: str
    operator: str
    operator_words: str
    value: str
    unit: str
    strength: str
    """确保, 力争 …; empty where the text commits plainly."""
    deadline: str
    quote: str
    """The clean wording, for reading."""
    original: str
    """Exactly the characters of the original."""
    locator: str
    address: str

    @property
    def figure(self) -> str:
        """Operator in words, value and unit: 不低于80%."""
        return f"{self.operator_words}{self.value}{self.unit}"

    @property
    def terms(self) -> str:
        """By when and how strongly: 2022年底，确保; empty where the text says neither."""
        return "，".join(part for part in (self.deadline, self.strength) if part)


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """One task as a cell shows it, with everything an export prints about it."""

    title: str
    category: str
    category_words: str
    domain: str
    opening: str
    """The first sentences of the wording, always shown."""
    rest: str
    """The wording after the opening, folded on the page; empty when nothing is left."""
    original: str
    """Exactly the characters of the original, heading included."""
    locator: str
    inferred: bool
    """Whether the number of a heading above it was lost and inferred."""
    start: int
    end: int
    address: str
    panel_address: str
    leads: tuple[NamedAgency, ...]
    supports: tuple[NamedAgency, ...]
    responsibles: tuple[NamedAgency, ...]
    values: tuple[NamedValue, ...]
    deadlines: tuple[str, ...]
    origin: str
    origin_words: str

    @property
    def wording(self) -> str:
        """The whole wording, opening and rest."""
        return f"{self.opening}{self.rest}"

    @property
    def years(self) -> tuple[str, ...]:
        """The deadlines as bare years, where every one is a year (2018年、2019年); else none."""
        years = tuple(words.removesuffix("年") for words in self.deadlines)
        return years if all(len(year) == 4 and year.isdecimal() for year in years) else ()

    @property
    def deadline_words(self) -> tuple[str, ...]:
        """The deadlines in the words of the text, where they are more than bare years and no value says them."""
        said = {value.deadline for value in self.values}
        return () if self.years else tuple(words for words in self.deadlines if words not in said)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that touches on a domain without a task of its own (兼及)."""

    kind: str
    """`task` another task, `safeguard` a safeguard, `goal` the goals section."""
    kind_words: str
    title: str
    quote: str
    locator: str
    address: str
    panel_address: str


@dataclass(frozen=True, slots=True)
class CellPart:
    """Tasks or touching places that a cell shows together: open, or folded behind a summary (再显示3项)."""

    summary: str = ""
    entries: tuple[TaskEntry, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says in one domain."""

    state: State
    entries: tuple[TaskEntry, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def is_stated(self) -> bool:
        """Whether a task of its own stands here."""
        return self.state is State.STATED

    @property
    def shown_mentions(self) -> tuple[Mention, ...]:
        """The touching places that stand open in a cell without a task of its own."""
        return self.mentions[:OPEN_MENTIONS]

    @property
    def parts(self) -> tuple[CellPart, ...]:
        """What stands open, then what is folded; none where the cell says neither, and its state alone shows."""
        if not self.entries:
            return self.mention_parts
        rest = self.entries[OPEN_ENTRIES:]
        said = _("再显示%(count)s项") % {"count": len(rest)} if rest else ""
        folded = (CellPart(said, entries=rest),) if rest else ()
        return (CellPart(entries=self.entries[:OPEN_ENTRIES]), *folded, *self.mention_parts)

    @property
    def mention_parts(self) -> tuple[CellPart, ...]:
        """The touching places: folded beside a task of its own, else the first ones open."""
        count = len(self.mentions)
        if not count:
            return ()
        if self.entries:
            return (CellPart(_("另有%(count)s处兼及") % {"count": count}, mentions=self.mentions),)
        shown = CellPart(mentions=self.shown_mentions)
        if count <= OPEN_MENTIONS:
            return (shown,)
        said = _("再显示%(count)s处") % {"count": count - OPEN_MENTIONS}
        return (shown, CellPart(said, mentions=self.mentions[OPEN_MENTIONS:]))


@dataclass(frozen=True, slots=True)
class Row:
    """One domain across all documents."""

    code: str
    name: str
    anchor: str
    coverage: str
    """五地都写, 3地写明, 仅茅箭区 …"""
    only_one: bool
    gathers: bool
    """Whether the row is no domain of its own but gathers what has none: 综合 under a top domain, 其他."""
    cells: tuple[Cell, ...]
    texts_address: str = ""
    """The page that sets the first tasks of its first two places side by side; empty where fewer have one."""

    @property
    def spread(self) -> int:
        """How far the places differ in number of tasks: the most of one place less the fewest of another."""
        return _spread([len(cell.entries) for cell in self.cells])


@dataclass(frozen=True, slots=True)
class BandCell:
    """The summary of one document under one top domain: how many tasks, or which state."""

    state: State
    tasks: int
    mentions: int

    @property
    def words(self) -> str:
        """How many tasks, as the head of a band says it: 3项."""
        return _("%(count)s项") % {"count": self.tasks}


@dataclass(frozen=True, slots=True)
class Band:
    """A top domain with its rows; hidden rows are counted, never silently dropped."""

    code: str
    name: str
    anchor: str
    cells: tuple[BandCell, ...]
    rows: tuple[Row, ...]
    hidden: int

    @property
    def total(self) -> int:
        """Tasks of all documents in this band."""
        return sum(cell.tasks for cell in self.cells)

    @property
    def spread(self) -> int:
        """How far the places differ in number of tasks under this top domain."""
        return _spread([cell.tasks for cell in self.cells])


def _spread(counts: Sequence[int]) -> int:
    return max(counts, default=0) - min(counts, default=0)


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """One column: a document with what its header must say about place, level, type and time."""

    pk: int
    slug: str
    title: str
    address: str
    place: str
    place_code: str
    place_address: str
    place_order: tuple[int, str]
    level: str
    level_words: str
    path: str
    """The places above it: 湖北省 十堰市."""
    document_type: str
    document_number: str
    issued_on: date | None
    published_on: date | None
    period: tuple[int, int] | None
    last_year: int | None
    """The last year any of its deadlines names."""
    reviewed: bool
    source_address: str
    holds_tasks: bool
    """False for kinds of text that hold no tasks (办法, 应急预案 …)."""
    label: str
    """Place, with the year where one place has two columns: 济南市（2018）."""
    key_tasks: int
    key_tasks_with_lead: int
    safeguards: int
    quantities: int
    milestones: int
    doubts: int
    agencies: int = 0
    """How many agencies its tasks name."""

    @property
    def binding(self) -> str:
        """How strongly its kind of text binds: 指导性, 部署性, 规范性; empty where the kind says nothing."""
        return binding_words(self.document_type)

    @property
    def citation(self) -> str:
        """Title, number and date: 《茅箭区推进新型智慧城市建设实施方案》（茅政办发〔2022〕18号，2022-07-18）."""
        inside = "，".join(part for part in (self.document_number, self.date_words) if part)
        return f"《{self.title}》（{inside}）"

    @property
    def date_words(self) -> str:
        """成文 date, else 发布 date, else that the text has none."""
        if self.issued_on:
            return self.issued_on.isoformat()
        if self.published_on:
            return _("%(date)s发布") % {"date": self.published_on.isoformat()}
        return _("成文日期原文未载")

    @property
    def period_words(self) -> str:
        """The period of the title, or how far the deadlines reach; empty when neither is written."""
        if self.period:
            first, last = self.period
            return f"{first}—{last}" if first != last else str(first)
        return _("至%(year)s") % {"year": self.last_year} if self.last_year else ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A guard: a bold claim and one sentence (层级不同，只并列，不排名)."""

    claim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; with an address it is a link to the rows it speaks of."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of the 要点 above the table."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence without its links."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What page and exports of a selection show by domain; what surrounds every view of it is the frame."""

    documents: tuple[ComparedDocument, ...]
    bands: tuple[Band, ...]
    points: tuple[Point, ...]
    said: str
    hidden_rows: int
    """Rows that are empty everywhere and were left out."""

    @property
    def rows(self) -> tuple[tuple[Band, Row], ...]:
        """All rows with their band, in the order of the page."""
        return tuple((band, row) for band in self.bands for row in band.rows)

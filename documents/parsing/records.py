"""The frozen records that travel from parsing to loading; all spans lie in the original text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.parsing.spans import Segment, Span

ROLES = (
    "title",
    "furniture",
    "preamble",
    "general",
    "guiding",
    "principle",
    "goal",
    "architecture",
    "task",
    "stage",
    "safeguard",
    "article",
    "closing",
    "attachment",
)
CATEGORIES = ("key_task", "safeguard")
AGENCY_ROLES = ("lead", "support", "responsible")
TARGET_KINDS = ("quantity", "milestone")
OPERATORS = (">=", "<=", "~", "=", "range", "change")
STRENGTHS = ("must", "plain", "strive", "in_principle", "encourage")
PRECISIONS = ("day", "month", "year", "period")


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """What was read: file name, SHA-256 of the bytes, media type, encoding, length of the text."""

    name: str
    sha256: str
    media_type: str
    encoding: str
    characters: int


@dataclass(frozen=True, slots=True)
class ParsedPlace:
    """The jurisdiction that issues a document, with its GB/T 2260 code (茅箭区, county, 湖北省, 420302)."""

    name: str
    level: str
    province: str
    code: str


@dataclass(frozen=True, slots=True)
class ParsedMetadata:
    """Who issued what, when (codebook: Metadata of a document). Missing text values are empty."""

    title: str
    notice_title: str
    document_number: str
    issuers: tuple[str, ...]
    publisher: str
    issued_on: date | None
    published_on: date | None
    jurisdiction: ParsedPlace | None
    document_type: str
    period: tuple[int, int] | None
    source_url: str
    script: str
    """"simplified" or "traditional"."""


@dataclass(frozen=True, slots=True)
class ParsedDeadline:
    """A date phrase: "2022", "2022-09" or "2022-12-31", its precision, and its words (2022年9月底前)."""

    date: str
    precision: str
    text: str
    span: Span

    @property
    def year(self) -> int:
        """Calendar year of the deadline."""
        return int(self.date[:4])


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """One numbered or lost heading with its own text; `span` excludes its children.

    The spans of all sections, in order, tile the original without gap or overlap.
    `own_id`/`parent` are positions in the tuple of sections (parent is None at the top).
    """

    locator: str
    label: str
    heading: str
    role: str
    depth: int
    inferred: bool
    confidence: float
    parent: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedAgency:
    """One agency named for one task; `name` has its level prefix restored, `as_written` has not."""

    name: str
    as_written: str
    role: str
    collective: bool
    function: str
    """Code of the function class, empty when unmapped."""
    rule: str
    """Like every rule, a key of data/rules.json, which says it in a sentence."""
    rule_span: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class DomainTerm:
    """One cue term that spoke for a domain: the term, where it stood (title or text), its domain."""

    term: str
    where: str
    domain: str


@dataclass(frozen=True, slots=True)
class ParsedTask:
    """A key task or a safeguard measure with everything read from its own text."""

    section: int
    """Position of its section in ParsedDocument.sections."""
    locator: str
    title: str
    text: str
    """Clean text of the item, heading included."""
    category: str
    domain: str
    other_domains: tuple[str, ...]
    domain_terms: tuple[DomainTerm, ...]
    deadlines: tuple[ParsedDeadline, ...]
    agencies: tuple[ParsedAgency, ...]
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedTarget:
    """A quantity or a milestone the document commits to reach (codebook: Target)."""

    section: int
    task: int | None
    """Position of its task in ParsedDocument.tasks, None where a goal speaks."""
    locator: str
    kind: str
    indicator: str
    operator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    strength: str
    base_year: int | None
    deadline: ParsedDeadline | None
    quote: str
    """Exactly original[span.start:span.end]."""
    quote_clean: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedStage:
    """One implementation stage (实施步骤); `start` and `end` are dates like those of a deadline, or empty."""

    section: int
    locator: str
    title: str
    start: str
    end: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """A policy that the text cites: title without 《》, document number with unified brackets."""

    title: str
    document_number: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedRepair:
    """One change that cleaning made: `before` is the original, `after` what is shown instead."""

    kind: str
    before: str
    after: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedDoubt:
    """Something a reader should know is uncertain or missing, in the reader's language."""

    kind: str
    message: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class TaskProfile:
    """The comparable form of one task; what is alike is decided later, by whoever compares."""

    titled: tuple[str, ...]
    """The domains its title names most strongly."""
    shares: dict[str, float]
    """Domain → share of the wording whose sentences speak of it, 0 to 1."""
    words: dict[str, float]
    """Word → weight, telling words first: 1 + ln(count), and 1 more where the title has it."""
    terms: tuple[str, ...]
    """Terms of the field as they stand, in order: 智慧交通, 信号控制."""
    keys: tuple[str, ...] = ()
    """What tasks of the whole corpus find each other by (documents.parsing.task_keys)."""


@dataclass(frozen=True, slots=True)
class PlacedCue:
    """A cue word of a task (确保, 专项资金): in the original, and in the task's clean wording by its offset."""

    kind: str
    code: str
    word: str
    offset: int
    span: Span


@dataclass(frozen=True, slots=True)
class Derived:
    """What comparing needs of a document beside its facts, computed where it is read: no web process segments."""

    words: str
    """The words of the clean text by their lengths (word_lengths)."""
    profiles: tuple[TaskProfile, ...]
    """One for each task."""
    cues: tuple[tuple[PlacedCue, ...], ...]
    """The cue words of each task."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything found in one policy file; `original` is the text as decoded, `clean_text` after repair."""

    source: ParsedSource
    original: str
    clean_text: str
    alignment: tuple[Segment, ...]
    """Segments that map `clean_text` to `original` (see spans.TracedText)."""
    metadata: ParsedMetadata
    sections: tuple[ParsedSection, ...]
    tasks: tuple[ParsedTask, ...]
    targets: tuple[ParsedTarget, ...]
    stages: tuple[ParsedStage, ...]
    citations: tuple[ParsedCitation, ...]
    repairs: tuple[ParsedRepair, ...]
    doubts: tuple[ParsedDoubt, ...]
    derived: Derived | None = None
    """Where it was asked for (documents.parsing.derived)."""

"""Frozen records of the view of texts: passages, sentences with their pieces, differences, shared wordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from comparisons.choices import Option
from comparisons.records import ComparedDocument
from documents.parsing.spans import Span, TracedText

OPEN_CHANGES = 12


class Kind(StrEnum):
    """How the two sentences of a row stand to each other."""

    SAME = "same"
    CHANGED = "changed"
    CLOSE = "close"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"
    """The right sentence of a moved pair at its own place: it is shown beside its partner."""
    LEFT = "left"
    RIGHT = "right"

    @property
    def words(self) -> str:
        """The answer as page and export print it."""
        return str(_KIND_WORDS[self][0])

    @property
    def meaning(self) -> str:
        """What it means, in one sentence of the legend."""
        return str(_KIND_WORDS[self][1])

    @property
    def sign(self) -> str:
        """The same in one sign, for the eye."""
        return _SIGNS[self]


_KIND_WORDS = {
    Kind.SAME: (_("相同"), _("文字相同，编号和标点可能不同")),
    Kind.CHANGED: (_("有改动"), _("同一句，措辞有别；不同的词带底色和下划线")),
    Kind.CLOSE: (_("相近"), _("说的是相近的事；两边都用的词带点线")),
    Kind.MOVED: (_("移位"), _("句子相同或相近，前后次序不同")),
    Kind.ELSEWHERE: (_("移位"), _("这一句列在对应的一行里")),
    Kind.LEFT: (_("仅左"), _("右边没有相应的句子")),
    Kind.RIGHT: (_("仅右"), _("左边没有相应的句子")),
}


_SIGNS = {
    Kind.SAME: "＝",
    Kind.CHANGED: "≠",
    Kind.CLOSE: "≈",
    Kind.MOVED: "⇅",
    Kind.ELSEWHERE: "⇅",
    Kind.LEFT: "←",
    Kind.RIGHT: "→",
}


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section of a document: where it stands in the original, and how it is called."""

    locator: str
    heading: str
    start: int
    end: int
    """Where its own text ends."""
    whole_end: int
    """Where its last subsection ends."""
    depth: int
    furniture: bool = False
    """Whether this is what the host page put around the text."""


@dataclass(frozen=True, slots=True)
class NamedBody:
    """An agency named in a task: where in the original, in which role, as written."""

    role: str
    role_words: str
    as_written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task of a document: its title, where it stands, and the words it is compared by."""

    title: str
    locator: str
    start: int
    end: int
    words: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its texts, its words, and where its sections, tasks and agencies stand."""

    document: ComparedDocument
    original: str
    clean: TracedText
    words: tuple[Span, ...]
    """Places of the words in the clean text; empty where they are not kept."""
    sections: tuple[SectionPlace, ...]
    tasks: tuple[TaskPlace, ...]
    bodies: tuple[NamedBody, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of the comparison: a stretch of a document, in places of its clean text."""

    source: Source
    place: Span
    whole: bool

    @property
    def text(self) -> str:
        """Its words, after cleaning."""
        return self.place.slice(self.source.clean.text)


class Mark(StrEnum):
    """What a piece of a sentence is; plain words carry no mark."""

    PLAIN = ""
    ONLY = "only"
    """Words that the other side's sentence does not have."""
    COMMON = "common"
    """Words that two sentences which are only alike have in common."""
    SHARED = "shared"
    """Ten and more characters that stand somewhere in the other passage."""
    FORMULA = "formula"
    """Shared, but everybody's wording."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence with their mark; marked ones lead to their exact passage."""

    text: str
    mark: Mark = Mark.PLAIN
    address: str = ""
    panel_address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SentenceText:
    """A sentence as a cell shows it; its pieces joined are its text, character for character."""

    pieces: tuple[Piece, ...]
    locator: str
    start: int
    end: int
    address: str
    panel_address: str

    @property
    def text(self) -> str:
        """The whole sentence, after cleaning."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row: the two sentences that belong together, or one that stands alone."""

    number: int
    kind: Kind
    left: SentenceText | None
    right: SentenceText | None
    partner: int = 0
    """The row that shows a sentence which moved; for a moved pair the row of its right place."""

    @property
    def anchor(self) -> str:
        """Where links to this row lead."""
        return f"row-{self.number}"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other: open, or a long stretch of one side that stands folded."""

    rows: tuple[TextRow, ...]
    title: str = ""
    """What is folded: 仅左32句，一至三/(五); empty where the rows stand open."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A figure, date, body or word of obligation that differs between two sentences that belong together."""

    kind: str
    kind_words: str
    before: str
    after: str
    number: int
    """The row it stands in; 0 for what the whole passages say."""

    @property
    def text(self) -> str:
        """80% → 90%, with — where one side says nothing."""
        return f"{self.before or '—'} → {self.after or '—'}"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section that a side can be set to."""

    option: Option
    depth: int
    locator: str
    characters: int


@dataclass(frozen=True, slots=True)
class SideHead:
    """The header of one side: its place and document, which part of it stands here, and what else could."""

    key: str
    """`left` or `right`."""
    side_words: str
    document: ComparedDocument
    title: str
    """全文, or the heading of its section."""
    locator: str
    characters: int
    address: str
    panel_address: str
    columns: tuple[Option, ...]
    outline: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two tasks that use the same words, and the page that sets them side by side."""

    left: str
    right: str
    left_locator: str
    right_locator: str
    closeness: int
    shared: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Two passages side by side."""

    left: SideHead
    right: SideHead
    rows: tuple[TextRow, ...]
    """Every row, also those that a filter hides."""
    blocks: tuple[Block, ...]
    changes: tuple[KeyChange, ...]
    counts: tuple[tuple[Kind, int], ...]
    shared: tuple[SharedWording, ...]
    hidden: int

    @property
    def shown(self) -> tuple[TextRow, ...]:
        """The rows that the page shows."""
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def open_changes(self) -> tuple[KeyChange, ...]:
        """What stands open of the list above the table."""
        return self.changes[:OPEN_CHANGES]

    @property
    def folded_changes(self) -> tuple[KeyChange, ...]:
        """What stands behind a fold."""
        return self.changes[OPEN_CHANGES:]


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """One place of a shared wording."""

    document: ComparedDocument
    locator: str
    start: int
    end: int
    original: str
    """Exactly the characters of the original."""
    address: str
    panel_address: str
    first: bool
    """Whether its document is the earliest, where the dates say so."""

    @property
    def day(self) -> date | None:
        """The day of its document."""
        return self.document.issued_on or self.document.published_on


@dataclass(frozen=True, slots=True)
class SharedWording:
    """Words that several places share, verbatim, with every place in the order of dates."""

    number: int
    words: str
    places: tuple[WordingPlace, ...]
    formula: str
    """Why it says little that they share it (套话); empty for telling wording."""
    address: str
    """The page that sets the first two places side by side."""

    @property
    def documents(self) -> int:
        """How many of the columns have it."""
        return len({place.document.pk for place in self.places})

    @property
    def characters(self) -> int:
        """How many characters it has, line breaks left out."""
        return sum(not character.isspace() for character in self.words)

    @property
    def anchor(self) -> str:
        """Where links to it lead."""
        return f"wording-{self.number}"

    @property
    def order_words(self) -> str:
        """Who wrote first, by the dates of the documents: 济南市 2018-12-20在先; empty where they do not tell."""
        first = next((place for place in self.places if place.first), None)
        if first is None or first.day is None:
            return ""
        words = {"place": first.document.label, "date": first.document.date_words}
        return str(_("%(place)s在先（%(date)s）") % words)


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared wording of all columns: what tells, and what is everybody's."""

    telling: tuple[SharedWording, ...]
    formulas: tuple[SharedWording, ...]

    @property
    def every(self) -> Sequence[SharedWording]:
        """Both lists."""
        return (*self.telling, *self.formulas)

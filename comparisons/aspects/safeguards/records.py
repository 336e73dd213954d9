"""Frozen records of the view of safeguards: measures, principles and guiding thoughts, verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.answers import silence_of
from comparisons.matrix import DocumentFacts, Topic
from comparisons.records import ComparedDocument, Mention, NamedAgency, Point, State

# How many measures or principles, and how many touching places, of one cell stand open.
OPEN_MEASURES = 5
OPEN_MENTIONS = 2


@dataclass(frozen=True, slots=True)
class Instruments:
    """Words for one kind of instrument that stand in a measure: 资金来源 with 专项资金、社会资本."""

    code: str
    name: str
    words: tuple[str, ...]
    """Each as the text has it, in its order."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A safeguard, a principle or the guiding thoughts of one document, with everything an export prints of it."""

    kind: str
    """`safeguard`, `principle` or `guiding`."""
    kind_words: str
    title: str
    opening: str
    rest: str
    """The wording after the opening, folded on the page."""
    original: str
    """Exactly the characters of the original."""
    locator: str
    start: int
    address: str
    panel_address: str
    origin: str
    origin_words: str
    leads: tuple[NamedAgency, ...] = ()
    supports: tuple[NamedAgency, ...] = ()
    responsibles: tuple[NamedAgency, ...] = ()
    deadlines: tuple[str, ...] = ()
    instruments: tuple[Instruments, ...] = ()

    @property
    def wording(self) -> str:
        """The whole wording after number and title."""
        return f"{self.opening}{self.rest}"


@dataclass(frozen=True, slots=True)
class SafeguardCell:
    """What one document says in one row."""

    state: State
    measures: tuple[Measure, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def open_measures(self) -> tuple[Measure, ...]:
        """What stands open."""
        return self.measures[:OPEN_MEASURES]

    @property
    def folded_measures(self) -> tuple[Measure, ...]:
        """What stands behind 再显示N项."""
        return self.measures[OPEN_MEASURES:]

    @property
    def open_mentions(self) -> tuple[Mention, ...]:
        """The touching places that stand open: some where nothing of its own stands, else none."""
        return () if self.measures else self.mentions[:OPEN_MENTIONS]

    @property
    def folded_mentions(self) -> tuple[Mention, ...]:
        """The touching places behind a fold."""
        return self.mentions[len(self.open_mentions) :]


@dataclass(frozen=True, slots=True)
class SafeguardRow:
    """One kind of safeguard, the principles or the guiding thoughts, across all columns."""

    code: str
    name: str
    anchor: str
    coverage: str
    only_one: bool
    cells: tuple[SafeguardCell, ...]

    @property
    def answers(self) -> tuple[bool | None, ...]:
        """Whether each column has something of its own here; None where not."""
        return tuple(True if cell.measures else None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SafeguardBand:
    """保障措施, or what a document is guided by."""

    code: str
    name: str
    rows: tuple[SafeguardRow, ...]

    @property
    def anchor(self) -> str:
        """The fragment that leads to the band."""
        return f"safeguards-{self.code}"

    @property
    def counts(self) -> tuple[int, ...]:
        """How many measures or items each column has in it."""
        return tuple(
            sum(len(cell.measures) for cell in cells) for cells in zip(*(row.cells for row in self.rows), strict=True)
        )

    @property
    def summaries(self) -> tuple[str, ...]:
        """What each column says in the band: 4项; where nothing is, so."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return tuple(
            _("%(count)s项") % {"count": count} if count else silence_of([cell.state for cell in cells])
            for count, cells in zip(self.counts, columns, strict=True)
        )


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as it is read: its place, its own words after cleaning, and where they stand."""

    pk: int
    parent: int | None
    role: str
    role_words: str
    locator: str
    heading: str
    wording: str
    """Number, heading and own text, without its children."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guidance:
    """What one document says it is guided by: guiding thoughts and principles, and where it only touches on them."""

    guiding: tuple[Measure, ...] = ()
    principles: tuple[Measure, ...] = ()
    touching: tuple[Mention, ...] = ()
    """A 总体要求 with words of its own where no 指导思想 is set apart."""


@dataclass(frozen=True, slots=True)
class SafeguardMaterial:
    """Everything the view is built from; each sequence in the order of the columns."""

    documents: tuple[ComparedDocument, ...]
    facts: tuple[DocumentFacts, ...]
    guidance: tuple[Guidance, ...]
    taxonomy: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class SafeguardComparison:
    """What page and exports of the view show."""

    documents: tuple[ComparedDocument, ...]
    bands: tuple[SafeguardBand, ...]
    points: tuple[Point, ...]
    said: str
    hidden_rows: int

    @property
    def rows(self) -> tuple[tuple[SafeguardBand, SafeguardRow], ...]:
        """All rows with their band, in the order of the page."""
        return tuple((band, row) for band in self.bands for row in band.rows)

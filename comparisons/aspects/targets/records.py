"""The frozen records that page and exports of the view by target read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from comparisons.aspects.targets.identity import Identity
from comparisons.choices import Option, OptionGroup
from comparisons.records import ComparedDocument, Point, State
from comparisons.selection import Selection


@dataclass(frozen=True, slots=True)
class TargetFact:
    """One quantity that one document commits to, with everything page and export print about it."""

    pk: int
    document: ComparedDocument
    column: int
    """Which column it stands in, counted from 0."""
    indicator: str
    operator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    strength: str
    strength_words: str
    base_year: int | None
    deadline: str
    """2022, 2022-09 or 2022-12-31; empty where the text gives no date."""
    deadline_words: str
    quote: str
    original: str
    before: str
    """The quote up to the number, the number itself, and what follows."""
    figure: str
    after: str
    value_text: str
    domain: str
    task: str
    locator: str
    address: str
    panel_address: str
    origin: str
    origin_words: str
    identity: Identity

    @property
    def signed(self) -> str:
        """Sign, number and unit in one piece: ≥80%."""
        return f"{SIGNS.get(self.operator, '')}{self.value_text}{self.unit}"

    @property
    def in_prose(self) -> str:
        """The same inside a sentence, where a plain value needs no sign: 80%, ≥80%."""
        return self.signed.removeprefix("=")

    @property
    def year(self) -> int | None:
        """The year of the deadline."""
        return int(self.deadline[:4]) if self.deadline else None


SIGNS = {">=": "≥", "<=": "≤", "~": "≈", "=": "=", "range": "", "change": "Δ"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on a scale with its label; positions are pixels of the drawing."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ValueDrawing:
    """One value on the scale of its row; the shape follows the operator."""

    shape: str
    x: str
    x_max: str
    width: str
    """Between x and x_max, for a range."""
    ticks: tuple[Tick, ...]
    label: str
    """What the drawing shows, in words."""


@dataclass(frozen=True, slots=True)
class DateDrawing:
    """One deadline on the scale of years that all rows share: a year is a bar, a month or a day a dot."""

    shape: str
    x: str
    width: str
    ticks: tuple[Tick, ...]
    label: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of a row as shown, with its drawings where there is something to draw."""

    fact: TargetFact
    value_drawing: ValueDrawing | None
    date_drawing: DateDrawing | None
    peer: str = ""
    """For the highlighted place: how it stands to the others of its level."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Places whose text does not hold the indicator, and which of the five answers that is."""

    state: State
    places: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One comparable indicator with the targets of every place that sets it."""

    anchor: str
    name: str
    """The indicator as the first place words it."""
    also_called: tuple[str, ...]
    denominator: str
    basis: str
    """新增, 年均增长 …; empty for what is to stand at the end."""
    domain: str
    domain_name: str
    coverage: str
    """仅济源市, 两地."""
    units_said: str
    """Units or count words that differ, and what is converted for the drawing."""
    statistics: tuple[str, ...]
    lines: tuple[TargetLine, ...]
    absences: tuple[Absence, ...]
    places: int
    spread: Decimal
    """The widest spread inside one level, as a share of the highest value; 0 where nothing is compared."""

    @property
    def facts(self) -> tuple[TargetFact, ...]:
        """The targets of the row without their drawings."""
        return tuple(line.fact for line in self.lines)


@dataclass(frozen=True, slots=True)
class RowBand:
    """Rows under one heading: what looks alike and is not, a domain, or a unit."""

    anchor: str
    title: str
    sentence: str
    guard: bool
    """Whether the heading warns: the rows look alike and must not be compared."""
    rows: tuple[IndicatorRow, ...]

    @property
    def lines(self) -> int:
        """How many targets stand in the band."""
        return sum(len(row.lines) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Tools:
    """The choices above the table."""

    domains: tuple[OptionGroup, ...]
    strengths: tuple[Option, ...]
    years: tuple[Option, ...]
    orders: tuple[Option, ...]
    places: tuple[Option, ...]
    """The column to set against the others of its level; none for a single column."""
    shared: bool
    everything_address: str
    """The page without limits on its rows."""


@dataclass(frozen=True, slots=True)
class TargetsContent:
    """Everything the view by target shows."""

    documents: tuple[ComparedDocument, ...]
    selection: Selection
    bands: tuple[RowBand, ...]
    points: tuple[Point, ...]
    said: str
    problems: tuple[str, ...]
    tools: Tools
    total: int
    """How many targets the columns hold, whatever is shown."""
    without: tuple[Absence, ...]
    """Places without any quantity."""

    @property
    def order(self) -> str:
        """The chosen order; empty for the one by domain."""
        return self.selection.setting("order")

    @property
    def rows(self) -> tuple[tuple[RowBand, IndicatorRow], ...]:
        """All rows with their band, in the order of the page."""
        return tuple((band, row) for band in self.bands for row in band.rows)

"""What the corpus holds, for the first page: totals, the coverage of domains by place, one card a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.builder.columns import columns_that_fit, header_rows, headers, latest_documents
from comparisons.builder.facts import find_facts
from comparisons.builder.places import PlaceOption, counts_of, places_with_documents
from comparisons.builder.presets import Preset, presets
from comparisons.builder.taxonomy import topics
from comparisons.coverage import Card, HeatRow, cards, heat_rows
from comparisons.matrix import build_bands
from comparisons.points import points
from comparisons.records import ComparedDocument, Point
from comparisons.selection import Choice, Selection
from documents.models import Doubt, PolicyDocument, Repair, Target, Task, TaskAgency
from documents.querysets import User

# Columns of the matrix of the overview, and places in the form under it.
MAX_PLACES = 12


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the corpus holds."""

    documents: int
    places: int
    key_tasks: int
    safeguards: int
    key_tasks_with_lead: int
    quantities: int
    agencies: int
    repairs: int
    doubts: int
    latest: date | None
    """The latest date of signature or publication."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals of the matrix."""

    key_tasks: int
    safeguards: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first page shows; `columns` are the places of the matrix, not always all of the corpus."""

    totals: Totals
    columns: tuple[ComparedDocument, ...]
    rows: tuple[HeatRow, ...]
    cards: tuple[Card, ...]
    points: tuple[Point, ...]
    places: tuple[PlaceOption, ...]
    presets: tuple[Preset, ...]
    compare_address: str
    left_out: int
    """Places that have no column because the matrix shows the latest only."""

    @property
    def title(self) -> str:
        """What the corpus holds, in words: 5个地区的5份政策文件，逐项对照原文."""
        if not self.totals.documents:
            return _("政策文件，逐项对照原文")
        return _("%(places)s个地区的%(documents)s份政策文件，逐项对照原文") % {
            "places": self.totals.places,
            "documents": self.totals.documents,
        }

    @property
    def way_in(self) -> Preset:
        """The one clear way into the comparison: all places where they fit, else the choice of them."""
        if self.left_out or len(self.columns) < 2:
            return Preset(_("选择地区，开始对照"), comparison_address(Selection()))
        return Preset(_("对照全部%(count)s个地区") % {"count": len(self.columns)}, self.compare_address)

    @property
    def sums(self) -> Sums:
        """Tasks of the places in the matrix, which may be fewer than those of the corpus."""
        return Sums(
            key_tasks=sum(column.key_tasks for column in self.columns),
            safeguards=sum(column.safeguards for column in self.columns),
        )


def build_overview(*, user: User) -> Overview:
    """Read the overview in a number of queries that does not grow with the corpus."""
    places = places_with_documents(user)
    columns = columns_that_fit(_columns(user))
    facts = find_facts(columns, category="key_task", user=user)
    bands = build_bands(topics(), facts=facts)
    selection = Selection(choices=tuple(Choice("place", column.place_code) for column in columns))
    address = comparison_address(selection)
    return Overview(
        totals=_totals(user, places=len(places)),
        columns=columns,
        rows=heat_rows(bands, documents=columns, address=address),
        cards=cards(columns),
        points=points(bands, documents=columns),
        places=tuple(places[:MAX_PLACES]),
        presets=presets(counts_of(places), user=user),
        compare_address=address,
        left_out=len(places) - len(columns),
    )


def _columns(user: User) -> tuple[ComparedDocument, ...]:
    """The latest document of each place, the latest twelve of them, from the province down."""
    latest = latest_documents(user).order_by(
        Coalesce("issued_on", "published_on").desc(nulls_last=True), F("id").desc()
    )
    ids = list(latest.values_list("id", flat=True)[:MAX_PLACES])
    documents = headers(header_rows(user, ids=ids), user=user)
    return tuple(sorted(documents, key=lambda document: document.place_order))


def _totals(user: User, *, places: int) -> Totals:
    documents = PolicyDocument.objects.visible_to(user).aggregate(
        count=Count("id"), latest=Max(Coalesce("issued_on", "published_on"))
    )
    tasks = Task.objects.visible_to(user).aggregate(
        key_tasks=Count("id", filter=Q(category="key_task")),
        safeguards=Count("id", filter=Q(category="safeguard")),
        led=Count("id", filter=Q(category="key_task", lead_agency__isnull=False)),
    )
    visible_tasks = Task.objects.visible_to(user).values("id")
    named = TaskAgency.objects.filter(task__in=visible_tasks, collective=False)
    return Totals(
        documents=documents["count"],
        places=places,
        key_tasks=tasks["key_tasks"],
        safeguards=tasks["safeguards"],
        key_tasks_with_lead=tasks["led"],
        quantities=Target.objects.visible_to(user).filter(kind=Target.Kind.QUANTITY).count(),
        agencies=named.aggregate(count=Count("agency_id", distinct=True))["count"],
        repairs=Repair.objects.visible_to(user).count(),
        doubts=Doubt.objects.visible_to(user).count(),
        latest=documents["latest"],
    )

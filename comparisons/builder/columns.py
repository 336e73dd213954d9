"""The columns of a comparison: which documents stand for the chosen places, and what their headers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from comparisons.builder.places import LEVELS, place_path
from comparisons.records import ComparedDocument
from comparisons.selection import Selection, shortened
from documents.models import Doubt, Jurisdiction, PolicyDocument, Target, Task, TaskAgency
from documents.querysets import User

# All tasks of all columns together; more would make a page that nobody reads and no browser draws at ease.
MAX_TASKS = 1500
# Texts in articles and emergency plans hold no tasks (codebook: Task).
TYPES_WITHOUT_TASKS = frozenset(
    {"办法", "暂行办法", "规定", "条例", "细则", "实施细则", "应急预案", "通知", "公告", "通告"}
)
HEADER_FIELDS = (
    "id",
    "slug",
    "title",
    "document_type",
    "document_number",
    "issued_on",
    "published_on",
    "period_start",
    "period_end",
    "reviewed",
    "source_address",
    "jurisdiction__code",
    "jurisdiction__name",
    "jurisdiction__level",
    "jurisdiction__parent__name",
    "jurisdiction__parent__parent__name",
    "jurisdiction__parent__level",
    "jurisdiction__parent__parent__level",
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns in the chosen order, with sentences about what was decided and what was not found.

    Together they stay within MAX_TASKS; a remark names what does not fit.
    """

    documents: tuple[ComparedDocument, ...]
    remarks: tuple[str, ...]
    problems: tuple[str, ...]


def latest_documents(user: User, *, codes: Sequence[str] | None = None, level: str = "") -> QuerySet[Any, Any]:
    """The latest visible document of each place: by date of signature, else of publication, else of loading."""
    documents = PolicyDocument.objects.visible_to(user)
    if codes is not None:
        documents = documents.filter(jurisdiction__code__in=codes)
    if level:
        documents = documents.filter(jurisdiction__level=level)
    latest_first = (Coalesce("issued_on", "published_on").desc(nulls_last=True), F("id").desc())
    ranked: QuerySet[Any, Any] = documents.annotate(
        rank=Window(RowNumber(), partition_by=F("jurisdiction_id"), order_by=latest_first),
        together=Window(Count("id"), partition_by=F("jurisdiction_id")),
    )
    return ranked.filter(rank=1)


def choose_columns(selection: Selection, *, user: User) -> Columns:
    """The document of every chosen column; unknown codes become sentences, never errors.

    A place stands with its latest document, and a remark says how many others it has.
    """
    latest = {row["jurisdiction__code"]: row for row in _latest_rows(selection, user=user)}
    rows = header_rows(user, ids=[row["id"] for row in latest.values()], slugs=selection.slugs())
    by_slug = {row["slug"]: row for row in rows}
    by_id = {row["id"]: row for row in rows}
    chosen: dict[int, Mapping[str, Any]] = {}
    missing: list[str] = []
    for choice in selection.choices:
        place = latest.get(choice.value) if choice.kind == "place" else None
        row = by_id.get(place["id"]) if place else by_slug.get(choice.value) if choice.kind == "document" else None
        if row is None:
            missing.append(choice.value)
        else:
            chosen.setdefault(row["id"], row)
    every = headers(list(chosen.values()), user=user)
    shown = columns_that_fit(every)
    return Columns(
        documents=shown,
        remarks=(*_remarks(latest.values()), *_left_out(every, shown=shown)),
        problems=_not_found(missing),
    )


def columns_that_fit(documents: Sequence[ComparedDocument]) -> tuple[ComparedDocument, ...]:
    """The first columns that together stay within MAX_TASKS; a column is shown whole or not at all.

    A task left out would make its domain look silent. The first column always stands.
    """
    fitting: list[ComparedDocument] = []
    tasks = 0
    for document in documents:
        tasks += document.key_tasks + document.safeguards
        if fitting and tasks > MAX_TASKS:
            break
        fitting.append(document)
    return tuple(fitting)


def _left_out(documents: Sequence[ComparedDocument], *, shown: Sequence[ComparedDocument]) -> tuple[str, ...]:
    """Which columns do not fit, and whether even the first has more tasks than are read."""
    said = []
    if left := documents[len(shown) :]:
        said.append(
            _("所选文件的任务合计超过%(limit)s项，没有列出：%(places)s。分次对照可以看全。")
            % {"limit": MAX_TASKS, "places": "、".join(document.label for document in left)}
        )
    if shown and shown[0].key_tasks + shown[0].safeguards > MAX_TASKS:
        said.append(
            _("%(place)s的任务超过%(limit)s项，只列前%(limit)s项；没有列出的不等于没有写。")
            % {"place": shown[0].label, "limit": MAX_TASKS}
        )
    return tuple(said)


def _latest_rows(selection: Selection, *, user: User) -> list[dict[str, Any]]:
    if not selection.places():
        return []
    latest = latest_documents(user, codes=selection.places())
    return list(latest.values("id", "jurisdiction__code", "jurisdiction__name", "together"))


def header_rows(user: User, *, ids: Sequence[int], slugs: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What headers say of these documents, as far as the reader may see them; one query, in no order."""
    visible = PolicyDocument.objects.visible_to(user)
    return list(visible.filter(Q(id__in=ids) | Q(slug__in=slugs)).values(*HEADER_FIELDS))


def _remarks(latest: Any) -> tuple[str, ...]:
    return tuple(
        _("%(place)s有%(count)s份文件，这里取最新一份；其余可在“选择地区”里加列。")
        % {"place": row["jurisdiction__name"], "count": row["together"]}
        for row in latest
        if row["together"] > 1
    )


def _not_found(missing: Sequence[str]) -> tuple[str, ...]:
    if not missing:
        return ()
    named = "、".join(shortened(value) for value in missing[:3])
    more = _("等%(count)s个") % {"count": len(missing)} if len(missing) > 3 else ""
    return (_("没有找到：%(named)s%(more)s。可能代码有误，或没有已发布的文件。") % {"named": named, "more": more},)


def headers(rows: Sequence[Mapping[str, Any]], *, user: User) -> tuple[ComparedDocument, ...]:
    """What the header of each column says, with the counts of its document, in four queries for any number."""
    ids = [row["id"] for row in rows]
    counts = _counts(ids, user=user)
    places = Counter(row["jurisdiction__code"] for row in rows)
    return tuple(
        _header(row, counts=counts.get(row["id"], Counter()), alone=places[row["jurisdiction__code"]] == 1)
        for row in rows
    )


def _counts(ids: Sequence[int], *, user: User) -> dict[int, Counter[str]]:
    """Tasks by category, tasks with a lead, targets by kind, doubts, last year: one Counter for each document."""
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in ids}
    tasks = Task.objects.visible_to(user).filter(document_id__in=ids).order_by().values_list("document_id", "category")
    for pk, category, count, led, last in tasks.annotate(Count("id"), Count("lead_agency_id"), Max("due_year")):
        counts[pk].update({category: count, f"led_{category}": led})
        counts[pk]["last"] = max(counts[pk]["last"], last or 0)
    targets = Target.objects.visible_to(user).filter(document_id__in=ids).order_by().values_list("document_id", "kind")
    for pk, kind, count, last in targets.annotate(Count("id"), Max("deadline_year")):
        counts[pk].update({kind: count})
        counts[pk]["last"] = max(counts[pk]["last"], last or 0)
    named = TaskAgency.objects.filter(task__document_id__in=ids).order_by().values_list("task__document_id")
    for pk, count in named.annotate(Count("agency_id", distinct=True)):
        counts[pk].update({"agencies": count})
    doubts = Doubt.objects.visible_to(user).filter(document_id__in=ids).order_by().values_list("document_id")
    for pk, count in doubts.annotate(Count("id")):
        counts[pk].update({"doubts": count})
    return counts


def _header(row: Mapping[str, Any], *, counts: Counter[str], alone: bool) -> ComparedDocument:
    place, level = row["jurisdiction__name"], row["jurisdiction__level"]
    day = row["issued_on"] or row["published_on"]
    year = row["period_start"] or (day.year if day else None)
    tasks = counts["key_task"] + counts["safeguard"]
    return ComparedDocument(
        pk=row["id"],
        slug=row["slug"],
        title=row["title"],
        address=reverse("documents:document", args=[row["slug"]]),
        place=place,
        place_code=row["jurisdiction__code"],
        place_address=reverse("documents:jurisdiction", args=[row["jurisdiction__code"]]),
        place_order=(LEVELS.get(level, len(LEVELS)), row["jurisdiction__code"]),
        level=level,
        level_words=str(Jurisdiction.Level(level).label),
        path=place_path(row),
        document_type=row["document_type"],
        document_number=row["document_number"],
        issued_on=row["issued_on"],
        published_on=row["published_on"],
        period=(row["period_start"], row["period_end"]) if row["period_start"] else None,
        last_year=counts["last"] or None,
        reviewed=row["reviewed"],
        source_address=row["source_address"],
        holds_tasks=bool(tasks) or row["document_type"] not in TYPES_WITHOUT_TASKS,
        label=place if alone else _("%(place)s（%(year)s）") % {"place": place, "year": year or row["slug"][-8:]},
        key_tasks=counts["key_task"],
        key_tasks_with_lead=counts["led_key_task"],
        safeguards=counts["safeguard"],
        quantities=counts["quantity"],
        milestones=counts["milestone"],
        doubts=counts["doubts"],
        agencies=counts["agencies"],
    )

"""What a check reads besides the facts of its peers: documents to choose peers from, functions, words for levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from comparisons.aspects.agencies.records import Function
from comparisons.builder.columns import columns_that_fit, header_rows, headers, latest_documents
from comparisons.draft.column import SLUG
from comparisons.records import ComparedDocument
from documents.models import AgencyFunction, Jurisdiction, PolicyDocument
from documents.querysets import User

MOST_PEERS = 8
SUGGESTED = 5
FOUND = 20
# Documents of the level that are nearest in time; among them those of the same type come first.
CANDIDATES = 60
ROW = ("id", "slug", "title", "document_type", "jurisdiction__code", "jurisdiction__name", "jurisdiction__level", "day")


@dataclass(frozen=True, slots=True)
class PeerOption:
    """A document that may be chosen as a peer, with the reason why it is offered."""

    slug: str
    place: str
    title: str
    reason: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The peers of a check, and everything offered beside them."""

    documents: tuple[ComparedDocument, ...]
    options: tuple[PeerOption, ...]
    remarks: tuple[str, ...]


def level_names() -> dict[str, str]:
    """The words of every level: 县级, 地级 …"""
    return {value: str(label) for value, label in Jurisdiction.Level.choices}


def functions() -> tuple[Function, ...]:
    """Every function class with its page, in the order of the list; one query."""
    rows = AgencyFunction.objects.order_by("order").values_list("code", "name")
    return tuple(Function(code, name, reverse("documents:function", args=[code])) for code, name in rows)


def choose_peers(
    draft: ComparedDocument, *, place_code: str, wanted: Sequence[str] | None, find: str, user: User
) -> Choice:
    """The wanted documents in their order, or those suggested where nothing was wanted yet; at most eight.

    Unknown addresses and those beyond the eighth become sentences. Five queries or fewer, whatever the corpus.
    """
    suggested = _suggested(draft, place_code=place_code, user=user)
    slugs = [row["slug"] for row in suggested] if wanted is None else list(dict.fromkeys(wanted))
    rows = {row["slug"]: row for row in header_rows(user, ids=(), slugs=slugs[:MOST_PEERS])}
    every = headers([rows[slug] for slug in slugs if slug in rows], user=user)
    documents = columns_that_fit(every)
    offered = {row["slug"]: row for row in (*suggested, *_found(find, user=user))}
    chosen = {document.slug for document in documents}
    options = [_chosen(document, draft=draft) for document in documents]
    options += [_option(row, draft=draft) for slug, row in offered.items() if slug not in chosen]
    return Choice(documents, tuple(options), _remarks(slugs, known=set(rows), every=every, fitting=documents))


def _suggested(draft: ComparedDocument, *, place_code: str, user: User) -> list[dict[str, Any]]:
    """The latest documents of other places: same level first, then same type, then the latest."""
    latest = latest_documents(user).exclude(jurisdiction__code=place_code or SLUG)
    same = list(_rows(latest.filter(jurisdiction__level=draft.level))[:CANDIDATES]) if draft.level else []
    same.sort(key=lambda row: row["document_type"] != draft.document_type)
    if len(same) >= SUGGESTED:
        return same[:SUGGESTED]
    others = list(_rows(latest.exclude(jurisdiction__level=draft.level))[:CANDIDATES])
    others.sort(key=lambda row: row["document_type"] != draft.document_type)
    return [*same, *others][:SUGGESTED]


def _rows(documents: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    dated = documents.annotate(day=Coalesce("issued_on", "published_on"))
    rows: QuerySet[Any, Any] = dated.order_by(F("day").desc(nulls_last=True), "id").values(*ROW)
    return rows


def _found(find: str, *, user: User) -> list[dict[str, Any]]:
    """Documents whose title, number or place holds the words looked for, the latest first."""
    if not find:
        return []
    named = Q(title__contains=find) | Q(document_number__contains=find) | Q(jurisdiction__full_name__contains=find)
    return list(_rows(PolicyDocument.objects.visible_to(user).filter(named))[:FOUND])


def _option(row: dict[str, Any], *, draft: ComparedDocument) -> PeerOption:
    level = str(Jurisdiction.Level(row["jurisdiction__level"]).label)
    reason = _reason(
        level if row["jurisdiction__level"] != draft.level else _("同为%(level)s") % {"level": level},
        document_type=row["document_type"],
        draft=draft,
        year=row["day"].year if row["day"] else None,
    )
    return PeerOption(row["slug"], row["jurisdiction__name"], row["title"], reason, chosen=False)


def _chosen(document: ComparedDocument, *, draft: ComparedDocument) -> PeerOption:
    day = document.issued_on or document.published_on
    year = document.period[0] if document.period and not day else day.year if day else None
    level = document.level_words
    reason = _reason(
        level if document.level != draft.level else _("同为%(level)s") % {"level": level},
        document_type=document.document_type,
        draft=draft,
        year=year,
    )
    return PeerOption(document.slug, document.label, document.title, reason, chosen=True)


def _reason(level: str, *, document_type: str, draft: ComparedDocument, year: int | None) -> str:
    """同为县级，同为实施方案，2020年."""
    kind = document_type
    if kind and kind == draft.document_type:
        kind = _("同为%(type)s") % {"type": kind}
    said_year = _("%(year)s年") % {"year": year} if year else ""
    return "，".join(part for part in (level, kind, said_year) if part)


def _remarks(
    slugs: Sequence[str],
    *,
    known: set[str],
    every: Sequence[ComparedDocument],
    fitting: Sequence[ComparedDocument],
) -> tuple[str, ...]:
    """What was not taken, and why."""
    said = []
    if len(slugs) > MOST_PEERS:
        words = {"limit": MOST_PEERS, "count": len(slugs)}
        said.append(_("最多选%(limit)s份，选了%(count)s份；只取前%(limit)s份。") % words)
    if missing := [slug for slug in slugs[:MOST_PEERS] if slug not in known]:
        said.append(_("有%(count)s份没有找到，可能已撤下；其余照常对标。") % {"count": len(missing)})
    if left := every[len(fitting) :]:
        labels = "、".join(document.label for document in left)
        said.append(_("任务太多，没有列入：%(places)s。减少所选文件可以看全。") % {"places": labels})
    return tuple(said)

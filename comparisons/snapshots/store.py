"""Taking a snapshot, within a quota, and finding out what became of its documents."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comparisons.models import Snapshot
from comparisons.records import ComparedDocument
from documents.models import PolicyDocument
from documents.querysets import User

PER_DAY = 2_000
LARGEST = 4_000_000
"""Characters of one snapshot."""
# Any number that nothing else of the portal locks.
SNAPSHOTS_LOCK = 20_261_124
# Without letters that are mistaken for digits.
ADDRESS_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
ADDRESS_LENGTH = 12


class SnapshotRefused(Exception):
    """A snapshot is not taken; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be kept."""

    aspect: str
    query: str
    title: str
    said: str
    documents: tuple[ComparedDocument, ...]
    content: bytes
    corpus_version: str


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of a snapshot, and what became of it since."""

    slug: str
    label: str
    citation: str
    withdrawn: bool
    newer: str
    """The slug of a later document of the same place, if there is one."""


def take(taken: Taken, *, user: User, address: str) -> Snapshot:
    """Keep a comparison; the same content is kept once. SnapshotRefused beyond quota or size."""
    digest = hashlib.sha256(taken.content).hexdigest()
    with transaction.atomic():
        _wait_for_others_who_take()
        return _taken(taken, digest=digest, user=user, visitor=visitor_key(address))


def _taken(taken: Taken, *, digest: str, user: User, visitor: str) -> Snapshot:
    same = Snapshot.objects.filter(sha256=digest, aspect=taken.aspect, query=taken.query).first()
    if same is not None:
        return same
    _within_limits(taken, visitor=visitor)
    return Snapshot.objects.create(
        token="".join(secrets.choice(ADDRESS_LETTERS) for _number in range(ADDRESS_LENGTH)),
        aspect=taken.aspect,
        query=taken.query,
        title=taken.title[:300],
        said=taken.said[:2000],
        documents=_documents(taken.documents, user=user),
        content=taken.content.decode("utf-8"),
        sha256=digest,
        corpus_version=taken.corpus_version,
        taken_at=timezone.now(),
        visitor=visitor,
    )


def _wait_for_others_who_take() -> None:
    """Until the end of the transaction nobody else counts snapshots, on PostgreSQL; on SQLite one writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SNAPSHOTS_LOCK])


def visitor_key(address: str) -> str:
    """A keyed hash of an address: enough to count, not enough to find anybody."""
    return salted_hmac("comparisons.snapshots", address, algorithm="sha256").hexdigest()[:32]


def _within_limits(taken: Taken, *, visitor: str) -> None:
    if len(taken.content) > LARGEST:
        raise SnapshotRefused(_("这次对照太大，存不成快照。少选几列或选一个领域，再存一次。"))
    today = Snapshot.objects.filter(taken_at__gte=timezone.now() - timedelta(days=1))
    if today.filter(visitor=visitor).count() >= settings.SNAPSHOTS_A_DAY:
        raise SnapshotRefused(
            _("一天最多存%(limit)s份快照，今天已经存满。明天再存，或用导出保存到本机。")
            % {"limit": settings.SNAPSHOTS_A_DAY}
        )
    if today.count() >= PER_DAY:
        raise SnapshotRefused(_("今天存快照的人太多，暂时存不了。明天再存，或用导出保存到本机。"))


def _documents(documents: Sequence[ComparedDocument], *, user: User) -> list[dict[str, object]]:
    ids = [document.pk for document in documents]
    hashes = dict(PolicyDocument.objects.visible_to(user).filter(id__in=ids).values_list("id", "sha256"))
    return [
        {
            "slug": document.slug,
            "label": document.label,
            "citation": document.citation,
            "place": document.place_code,
            "sha256": hashes.get(document.pk, ""),
        }
        for document in documents
    ]


def kept_documents(snapshot: Snapshot, *, user: User) -> tuple[KeptDocument, ...]:
    """The documents of a snapshot with what became of them; two queries."""
    slugs = [kept["slug"] for kept in snapshot.documents]
    visible = set(PolicyDocument.objects.visible_to(user).filter(slug__in=slugs).values_list("slug", flat=True))
    latest = _latest_by_place([kept["place"] for kept in snapshot.documents], user=user)
    return tuple(
        KeptDocument(
            slug=kept["slug"],
            label=kept["label"],
            citation=kept["citation"],
            withdrawn=kept["slug"] not in visible,
            newer=newer if (newer := latest.get(kept["place"], "")) not in slugs else "",
        )
        for kept in snapshot.documents
    )


def _latest_by_place(codes: Sequence[str], *, user: User) -> dict[str, str]:
    rows = (
        PolicyDocument.objects.visible_to(user)
        .filter(jurisdiction__code__in=codes)
        .order_by(Coalesce("issued_on", "published_on").asc(nulls_first=True), "id")
    )
    return dict(rows.values_list("jurisdiction__code", "slug"))

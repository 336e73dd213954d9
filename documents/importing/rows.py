"""Batches and their files as the pages show them: what became of each, what can be done, how far reading is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from documents.importing.alike import words_of
from documents.importing.summary import is_plain
from documents.models import ImportBatch, ImportItem, PolicyDocument
from documents.models.imports import ENDS
from documents.querysets import User

State = ImportItem.State
MOST_BATCHES = 50
ACTIVE = (State.WAITING, State.READING, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch in the list."""

    key: str
    url: str
    owner: str
    received_at: datetime
    expected: int
    open: int
    stored: int
    first_name: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One file of a batch."""

    number: int
    name: str
    size: int
    state: str
    state_words: str
    sentence: str
    code: str
    title: str
    place: str
    counts: str
    doubts: int
    alike: str
    url: str
    """Its preview, where there is one."""
    document_url: str
    is_plain: bool
    can_read_again: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class BatchPage:
    """The page of one batch."""

    key: str
    url: str
    owner: str
    received_at: datetime
    lines: tuple[ItemLine, ...]
    plain: int
    """Files that nothing speaks against."""
    active: int
    """Files that are being read or stored, or wait for it."""
    said: str

    @property
    def done(self) -> int:
        """Files with which nothing is under way."""
        return len(self.lines) - self.active

    @property
    def open(self) -> int:
        """Files that can still be discarded."""
        return sum(line.is_open for line in self.lines)


def batch_lines(user: User) -> tuple[BatchLine, ...]:
    """The latest batches that the user may see."""
    rows = (
        ImportBatch.objects.visible_to(user)
        .select_related("owner")
        .annotate(
            open_items=Count("items", filter=~Q(items__state__in=ENDS)),
            stored_items=Count("items", filter=Q(items__state=State.STORED)),
        )
        .order_by("-received_at", "-pk")[:MOST_BATCHES]
    )
    firsts = dict(
        ImportItem.objects.filter(batch__in=[row.pk for row in rows], ordinal=0).values_list("batch_id", "name")
    )
    return tuple(_batch_line(row, firsts.get(row.pk, "")) for row in rows)


def _batch_line(row: Any, first_name: str) -> BatchLine:
    return BatchLine(
        key=row.key,
        url=row.get_absolute_url(),
        owner=row.owner.get_username() if row.owner else "",
        received_at=row.received_at,
        expected=row.expected,
        open=row.open_items,
        stored=row.stored_items,
        first_name=first_name,
    )


def batch_page(batch: ImportBatch) -> BatchPage:
    """The page of a batch; what was read of its files stays in the database."""
    items = batch.items.defer("parsed").select_related("document").order_by("ordinal")
    lines = tuple(_line(item, batch) for item in items)
    return BatchPage(
        key=batch.key,
        url=batch.get_absolute_url(),
        owner=batch.owner.get_username() if batch.owner else "",
        received_at=batch.received_at,
        lines=lines,
        plain=sum(line.is_plain for line in lines),
        active=sum(line.state in ACTIVE for line in lines),
        said=_said(lines),
    )


def _said(lines: Iterable[ItemLine]) -> str:
    """How many files are where: 待入库3份，已入库2份."""
    counts = Counter(line.state for line in lines)
    words = [
        _("%(state)s%(number)s份") % {"state": State(state).label, "number": counts[state]}
        for state in State.values
        if counts[state]
    ]
    return "，".join(words)


def _line(item: ImportItem, batch: ImportBatch) -> ItemLine:
    summary = item.summary
    item.batch = batch
    return ItemLine(
        number=item.ordinal + 1,
        name=item.name,
        size=item.size,
        state=item.state,
        state_words=item.get_state_display(),
        sentence=_sentence(item),
        code=item.code,
        title=item.document.title if item.document else summary.get("title", ""),
        place=summary.get("place", ""),
        counts=_counts(summary),
        doubts=int(summary.get("doubts", 0)),
        alike="；".join(f"{words_of(each['kind'])}：{each['title']}" for each in summary.get("alike", ())),
        url=item.get_absolute_url() if item.state == State.READ else "",
        document_url=_document_url(item.document),
        is_plain=item.state == State.READ and is_plain(summary),
        can_read_again=item.state == State.REFUSED and item.upload_id is not None,
        is_open=item.state in (State.WAITING, State.READING, State.READ, State.REFUSED),
    )


def _document_url(document: PolicyDocument | None) -> str:
    return document.get_absolute_url() if document else ""


def _sentence(item: ImportItem) -> str:
    """What is said of a file besides its state."""
    if item.code == "same_in_batch":
        return _("与本批的“%(name)s”相同。") % {"name": item.sentence}
    if item.code == "same_bytes":
        return _("内容与库中的文件逐字节相同。")
    if item.code == "no_space":
        return _("磁盘已满，腾出空间后自动继续。")
    if item.state == State.READ and not item.sentence and not item.summary.get("place"):
        return _("没有读出地区，补上才能入库。")
    return item.sentence.removeprefix(f"{item.name}：")


def _counts(summary: dict[str, Any]) -> str:
    if "tasks" not in summary:
        return ""
    return _("任务%(tasks)s、保障%(safeguards)s、单位%(agencies)s、目标%(targets)s") % summary

"""The page of one document in review: how far it is, its steps, what the last reading changed, its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from documents.claims.claim import KINDS, from_json
from documents.models import DocumentStep, ImportItem, PolicyDocument, Rereading
from documents.parsing.version import PARSER_VERSION
from documents.querysets import User
from documents.reviewing import asked as ways
from documents.reviewing.asked import Asked
from documents.reviewing.history import Change
from documents.reviewing.items import Item, chosen, items_of
from documents.reviewing.queue import item_url
from documents.reviewing.wording import headline, kind_label

COLUMNS = (ways.WAITING, "approved", "corrected", "added", "rejected")
LATEST = 30
# Columns of a document's history that say nothing to a reader.
UNTOLD = frozenset({"loaded_at", "parser_version"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts, and the list of them."""

    number: int
    query: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """The facts of one kind by what was decided."""

    label: str
    counts: tuple[Count, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule with finds that nobody has decided on."""

    code: str
    sentence: str
    number: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the document as a whole."""

    who: str
    when: datetime
    what: str
    note: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the page shows."""

    kinds: tuple[KindRow, ...]
    waiting: int
    begin_url: str
    attention: tuple[tuple[str, Count], ...]
    """What wants a look first: conflicts, disputes, reports."""
    rules: tuple[RuleRow, ...]
    is_outdated: bool
    current_version: str
    events: tuple[Event, ...]
    checked: DocumentStep | None


def document_page(document: PolicyDocument, *, user: User) -> DocumentPage:
    """The page of a document that `user` may see."""
    items = items_of(document, user=user)
    asked = Asked(document=document.slug)
    waiting = chosen(items, asked)
    checked = document.steps.filter(action=DocumentStep.Action.CHECKED).order_by("-pk").first()
    return DocumentPage(
        kinds=tuple(_kind(kind, items, asked) for kind in KINDS),
        waiting=len(waiting),
        begin_url=item_url(document, waiting[0], asked) if waiting else "",
        attention=tuple(_attention(items, asked)),
        rules=_rules(waiting),
        is_outdated=document.parser_version != PARSER_VERSION,
        current_version=PARSER_VERSION,
        events=tuple(sorted(_events(document), key=lambda event: event.when, reverse=True)[:LATEST]),
        checked=checked if document.reviewed else None,
    )


def _kind(kind: str, items: Sequence[Item], asked: Asked) -> KindRow:
    ways_of = [asked.but(show=show, kind=kind) for show in COLUMNS]
    counts = tuple(Count(len(chosen(items, way)), way.query) for way in ways_of)
    return KindRow(kind_label(kind), counts, sum(item.kind == kind for item in items))


def _attention(items: Sequence[Item], asked: Asked) -> Iterator[tuple[str, Count]]:
    labels = dict(ways.SHOWN)
    for show in (ways.CONFLICT, ways.DISPUTED, ways.REPORTED, ways.DOUBTFUL):
        way = asked.but(show=show)
        number = len(chosen(items, way))
        if number:
            yield str(labels[show]), Count(number, way.query)


def _rules(waiting: Sequence[Item]) -> tuple[RuleRow, ...]:
    numbers = Counter(item.rule for item in waiting if item.kind in ("task", "agency", "target") and item.rule)
    sentences = {item.rule: item.rule_sentence for item in waiting}
    return tuple(RuleRow(code, sentences[code] or code, number) for code, number in numbers.most_common())


def _events(document: PolicyDocument) -> Iterator[Event]:
    for step in document.steps.order_by("-pk")[:LATEST]:
        yield Event(step.made_by_name, step.made_at, str(DocumentStep.Action(step.action).label), step.note)
    for reading in document.rereadings.order_by("-pk")[:LATEST]:
        yield Event(reading.made_by_name or _("规则更新"), reading.made_at, _("重读"), _numbers(reading))
    for item in document.imports.filter(state=ImportItem.State.STORED).select_related("decided_by"):
        if item.decided_at:
            who = item.decided_by.get_username() if item.decided_by else ""
            yield Event(who, item.decided_at, _("入库"), item.name)
    yield from _edits(document)


def _numbers(reading: Rereading) -> str:
    changes = reading.changes
    words = {"gained": _("新增%d条"), "lost": _("减少%d条"), "changed": _("改变%d条"), "conflicts": _("不一致%d条")}
    told = [sentence % len(changes[key]) for key, sentence in words.items() if changes[key]]
    return "，".join([f"{reading.version_before} → {reading.version_after}", *told])


def _edits(document: PolicyDocument) -> Iterator[Event]:
    """What people changed in the row of the document, with what it was."""
    history: Any = document.history  # type: ignore[attr-defined]
    records = list(history.select_related("history_user").order_by("-history_date", "-history_id")[: LATEST + 1])
    for newer, older in pairwise(records):
        delta = newer.diff_against(older, excluded_fields=UNTOLD)
        changes = tuple(
            Change(_label(document, each.field), _said(each.old), _said(each.new)) for each in delta.changes
        )
        if changes:
            who = newer.history_user.get_username() if newer.history_user else _("系统")
            yield Event(who, newer.history_date, _("修改"), "", changes)


def _label(document: PolicyDocument, name: str) -> str:
    return str(getattr(document._meta.get_field(name), "verbose_name", name))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return (
        "" if value is None else str(PolicyDocument.State(value).label) if value in PolicyDocument.State else str(value)
    )


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Facts that a new reading treated alike: what became of them, and each in one line, as was and as is."""

    title: str
    why: str
    lines: tuple[tuple[str, str, str], ...]
    """Kind, as it was, as it is; nothing where there is none."""


def change_lists(changes: Any) -> list[ChangeList]:
    """The kept changes of a reading (documents.claims.changes) as lists; those that are empty are left out."""
    lists = [
        ChangeList(_("新规则与人工结论不一致"), _("现行的仍是人工结论，逐条再看"), _pairs(changes["conflicts"])),
        ChangeList(_("改变"), _("同一处，读法不同"), _pairs(changes["changed"])),
        ChangeList(_("新增"), _("原来没有读出"), tuple(_line(claim, is_new=True) for claim in changes["gained"])),
        ChangeList(_("减少"), _("不再读出"), tuple(_line(claim, is_new=False) for claim in changes["lost"])),
        ChangeList(
            _("人的决定保住的"), _("新规则本会读成别的"), tuple(_line(each, is_new=True) for each in changes["kept"])
        ),
    ]
    return [each for each in lists if each.lines]


def _pairs(pairs: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((kind_label(was["kind"]), headline(from_json(was)), headline(from_json(now))) for was, now in pairs)


def _line(kept: Any, *, is_new: bool) -> tuple[str, str, str]:
    words = headline(from_json(kept))
    return (kind_label(kept["kind"]), "", words) if is_new else (kind_label(kept["kind"]), words, "")

"""The 要点 above the safeguards: what is set apart where, shared instruments, who is named, principles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from comparisons.answers import labels_with, unit_of
from comparisons.aspects.safeguards.instruments import empty_words
from comparisons.aspects.safeguards.records import SafeguardRow
from comparisons.aspects.safeguards.rows import PRINCIPLES
from comparisons.records import ComparedDocument, Part, Point
from comparisons.wording import count_word

MAX_SHARED = 5
HALF = 2
# 需求为先，惠民为本: names are clauses of two words of two characters.
CLAUSE = 4


def points(
    safeguards: Sequence[SafeguardRow],
    guidance: Sequence[SafeguardRow],
    *,
    documents: Sequence[ComparedDocument],
    address: str,
) -> tuple[Point, ...]:
    """The sentences; none for a single column. `address` is the page where every row stands, empty for this one."""
    if len(documents) < 2:
        return ()
    anchors = {row.code: f"{address}#{row.anchor}" for row in (*safeguards, *guidance)}
    return (
        *_set_apart(safeguards, documents=documents, anchors=anchors),
        *_shared_instruments(safeguards, documents=documents, anchors=anchors),
        *_leads(safeguards, documents=documents, anchors=anchors),
        *_principles(guidance, documents=documents, anchors=anchors),
    )


def _set_apart(
    rows: Sequence[SafeguardRow], *, documents: Sequence[ComparedDocument], anchors: Mapping[str, str]
) -> Iterable[Point]:
    """机制与考核、宣传四地写明；资金、人才三地写明；标准仅四川省写明。"""
    by_count: dict[int, list[SafeguardRow]] = {}
    for row in rows:
        by_count.setdefault(sum(answer is not None for answer in row.answers), []).append(row)
    parts: list[Part] = []
    for count in sorted((count for count in by_count if count > 1), reverse=True):
        parts += [Part("；")] if parts else []
        parts += _named(by_count[count], anchors)
        parts.append(Part(_("%(count)s%(unit)s写明") % {"count": count_word(count), "unit": unit_of(documents)}))
    for row in by_count.get(1, ()):
        (place,) = labels_with(row.answers, documents=documents)
        parts += [Part("；")] if parts else []
        parts += [Part(row.name, anchors[row.code]), Part(_("仅%(place)s写明") % {"place": place})]
    if parts:
        yield Point((*parts, Part("。")))


def _named(rows: Sequence[SafeguardRow], anchors: Mapping[str, str]) -> list[Part]:
    parts: list[Part] = []
    for row in rows:
        parts += [Part("、")] if parts else []
        parts.append(Part(row.name, anchors[row.code]))
    return parts


def _shared_instruments(
    rows: Sequence[SafeguardRow], *, documents: Sequence[ComparedDocument], anchors: Mapping[str, str]
) -> Iterable[Point]:
    """几地写到同一手段：专项资金（茅箭区、禹城市、四川省）、联席会议（茅箭区、禹城市）。"""
    places: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for row in rows:
        for document, cell in zip(documents, row.cells, strict=True):
            for word in (word for measure in cell.measures for kind in measure.instruments for word in kind.words):
                first.setdefault(word, row.code)
                if document.label not in places.setdefault(word, []):
                    places[word].append(document.label)
    shared = sorted((word for word in places if len(places[word]) > 1), key=lambda word: -len(places[word]))
    if not shared:
        return
    parts = [Part(_("几份文件写到同一手段："))]
    for position, word in enumerate(shared[:MAX_SHARED]):
        parts += [Part("、")] if position else []
        named = [document.label for document in documents if document.label in places[word]]
        parts += [Part(word, anchors[first[word]]), Part(f"（{'、'.join(named)}）")]
    more = len(shared) - MAX_SHARED
    yield Point((*parts, Part(_("，另有%(count)s个。") % {"count": more} if more > 0 else "。")))


def _leads(
    rows: Sequence[SafeguardRow], *, documents: Sequence[ComparedDocument], anchors: Mapping[str, str]
) -> Iterable[Point]:
    """写明牵头单位的保障措施：四川省加强组织领导（经济和信息化厅）；其余都未写明。"""
    led = [
        (document.label, row, measure)
        for row in rows
        for document, cell in zip(documents, row.cells, strict=True)
        for measure in cell.measures
        if measure.leads
    ]
    if not led:
        return
    parts = [Part(_("写明牵头单位的保障措施："))]
    for position, (label, row, measure) in enumerate(led[:MAX_SHARED]):
        parts += [Part("；")] if position else []
        leads = "、".join(agency.name for agency in measure.leads)
        parts += [Part(label), Part(measure.title, anchors[row.code]), Part(f"（{leads}）")]
    more = len(led) - MAX_SHARED
    yield Point((*parts, Part(_("，另有%(count)s项。") % {"count": more} if more > 0 else "。")))


def _principles(
    rows: Sequence[SafeguardRow], *, documents: Sequence[ComparedDocument], anchors: Mapping[str, str]
) -> Iterable[Point]:
    """基本原则：济源市5条，茅箭区4条，四川省未见；名称里共有的词：共享（四地）、集约（三地）。"""
    row = next((row for row in rows if row.code == PRINCIPLES and any(row.answers)), None)
    if row is None:
        return
    said = [
        _("%(place)s%(count)s条") % {"place": document.label, "count": len(cell.measures)}
        if cell.measures
        else f"{document.label}{cell.state.words}"
        for document, cell in zip(documents, row.cells, strict=True)
    ]
    words = _shared_words(row)
    shared = "、".join(f"{word}（{count_word(count)}{unit_of(documents)}）" for word, count in words[:MAX_SHARED])
    more = _("；名称里共有的词：%(words)s") % {"words": shared} if shared else ""
    yield Point((Part(row.name, anchors[row.code]), Part(f"：{'，'.join(said)}{more}。")))


def _shared_words(row: SafeguardRow) -> list[tuple[str, int]]:
    """Two-character words in the names of principles of several columns, most columns first."""
    counts: dict[str, int] = {}
    for cell in row.cells:
        for word in dict.fromkeys(word for measure in cell.measures for word in words_of_name(measure.title)):
            counts[word] = counts.get(word, 0) + 1
    return sorted(((word, count) for word, count in counts.items() if count > 1), key=lambda pair: -pair[1])


def words_of_name(name: str) -> tuple[str, ...]:
    """The two halves of each clause of four characters, without those that say nothing by themselves.

    >>> words_of_name("需求为先，惠民为本")
    ('需求', '惠民')
    """
    clauses = name.replace("、", "，").removeprefix("坚持").split("，")
    halves = (half for clause in clauses if len(clause) == CLAUSE for half in (clause[:HALF], clause[HALF:]))
    return tuple(half for half in halves if half not in empty_words())

"""What the page of texts offers and says: the two sides, tasks that are alike, the choices above. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.addresses import TEXTS, passage_panel, section, side_by_side, stretch
from comparisons.addresses import comparison as comparison_address
from comparisons.aspects.texts.records import (
    Kind,
    OutlineEntry,
    Passage,
    Reading,
    Shared,
    SideHead,
    Source,
    Suggestion,
    TaskPlace,
)
from comparisons.aspects.texts.suggestions import alike
from comparisons.aspects.texts.wordings import section_at
from comparisons.choices import Option
from comparisons.records import ComparedDocument
from comparisons.selection import Selection, Setting
from documents.parsing.spans import Span

LIMIT = 60_000
"""Characters of both passages together that are compared at once."""
MOST_SENTENCES = 4_000
SHARED_LIMIT = 240_000
SIDES = ("left", "right")
_SIDE = re.compile(r"[0-9A-Za-z_-]{1,60}(?::[0-9]{1,9}-[0-9]{1,9})?\Z")
SETTINGS = (
    Setting("mode", gettext_lazy("对照方式"), ("", "shared")),
    Setting("left", gettext_lazy("左边的一段"), ("",), _SIDE),
    Setting("right", gettext_lazy("右边的一段"), ("",), _SIDE),
)
EXPLAINED = (Kind.SAME, Kind.CHANGED, Kind.CLOSE, Kind.MOVED, Kind.LEFT, Kind.RIGHT)
# Subsections deeper than this are not offered one by one.
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """One side as the address names it: a column, and a stretch of its original or all of it."""

    document: ComparedDocument
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class TextsContent:
    """Everything the view of texts shows: two passages, or the shared wording of all columns."""

    said: str
    problems: tuple[str, ...]
    mode: str
    modes: tuple[Option, ...]
    selection: Selection
    documents: tuple[ComparedDocument, ...]
    heads: tuple[SideHead, SideHead] | None = None
    """The two sides, also where they are too long to be compared."""
    reading: Reading | None = None
    shared: Shared | None = None
    suggestions: tuple[Suggestion, ...] = ()
    rows: tuple[Option, ...] = ()
    swap_address: str = ""
    all_rows_address: str = ""
    whole: bool = True
    """Whether both sides are whole documents."""

    @property
    def looks_for_tasks(self) -> bool:
        """Whether likely pairs of tasks are what a reader wants first: two whole documents that are no revision."""
        return self.whole and (self.reading is None or not self.reading.changes)

    @property
    def legend(self) -> tuple[Kind, ...]:
        """The kinds that the legend under the table explains."""
        return EXPLAINED


def wanted_sides(
    selection: Selection, documents: Sequence[ComparedDocument]
) -> tuple[tuple[Wanted, Wanted] | None, tuple[str, ...]]:
    """The two sides of an address, else the first two columns; None with fewer than two columns to choose from."""
    by_slug = {document.slug: document for document in documents}
    problems: list[str] = []
    named: dict[str, Wanted] = {}
    for key in SIDES:
        slug, _colon, numbers = selection.setting(key).partition(":")
        if not slug:
            continue
        if slug not in by_slug:
            problems.append(_("要对照的文件不在所选的列里：%(slug)s。先在“选择地区”里加上。") % {"slug": slug})
            continue
        start, _dash, end = numbers.partition("-")
        named[key] = Wanted(by_slug[slug], Span(int(start), int(end)) if end else None)
    for key, other in (SIDES, SIDES[::-1]):
        if key not in named:
            taken = named[other].document if other in named else None
            free = [document for document in documents if document != taken]
            number = 0 if key == "left" or taken else 1
            if len(free) > number:
                named[key] = Wanted(free[number])
    if len(named) < len(SIDES):
        return None, tuple(problems)
    return (named["left"], named["right"]), tuple(problems)


def passage_of(wanted: Wanted, source: Source) -> tuple[Passage, tuple[str, ...]]:
    """The stretch of a document that is wanted, in places of its clean text; what is not in it becomes all of it."""
    if wanted.span is None:
        return Passage(source, _body_of(source), whole=True), ()
    start, end = wanted.span
    if 0 <= start < end <= len(source.original):
        place = source.clean.from_source(wanted.span)
        if place.slice(source.clean.text).strip():
            return Passage(source, place, whole=False), ()
    said = _("%(place)s的文件里没有这一段（%(start)s—%(end)s字），列出全文。")
    words = {"place": source.document.label, "start": start, "end": end}
    return Passage(source, _body_of(source), whole=True), (said % words,)


def _body_of(source: Source) -> Span:
    """The whole text without what the host page put before and behind it."""
    own = [place for place in source.sections if not place.furniture]
    if not own:
        return Span(0, len(source.clean.text))
    return source.clean.from_source(Span(own[0].start, own[-1].end))


def head_of(key: str, passage: Passage, *, selection: Selection, documents: Sequence[ComparedDocument]) -> SideHead:
    """The header of one side, with every column and every section that it could be set to."""
    source = passage.source
    document = source.document
    span = source.clean.source(passage.place)
    place = None if passage.whole else section_at(source.sections, span.start)
    task = next((task for task in source.tasks if (task.start, task.end) == span), None)
    return SideHead(
        key=key,
        side_words=_("左") if key == "left" else _("右"),
        document=document,
        title=task.title if task else (place.heading or _("节选")) if place else _("全文"),
        locator=place.locator if place else "",
        characters=len(passage.text),
        address=section(document.address, start=place.start) if place else document.address,
        panel_address=passage_panel(document.slug, start=span.start, end=span.end) if place else "",
        columns=tuple(
            Option(each.slug, each.label, each == document, _with(selection, key, each.slug)) for each in documents
        ),
        outline=_outline(key, source, selection=selection, span=None if passage.whole else span),
    )


def _with(selection: Selection, key: str, value: str) -> str:
    """This page with one side changed."""
    return comparison_address(selection.set(key, value).set("mode", ""), aspect=TEXTS)


def _outline(key: str, source: Source, *, selection: Selection, span: Span | None) -> tuple[OutlineEntry, ...]:
    found = []
    for place in source.sections:
        if place.furniture or not (place.heading or place.locator) or place.depth > DEEPEST:
            continue
        words = stretch(source.document.slug, start=place.start, end=place.whole_end)
        here = span == Span(place.start, place.whole_end)
        option = Option(words, place.heading or place.locator, here, _with(selection, key, words))
        locator = place.locator if place.heading and place.heading != place.locator else ""
        found.append(OutlineEntry(option, place.depth, locator, place.whole_end - place.start))
    return tuple(found)


def suggestions(passages: tuple[Passage, Passage], *, selection: Selection) -> tuple[Suggestion, ...]:
    """Tasks of the two sides that use the same words; those inside a passage where one is chosen."""
    left, right = (_tasks_in(passage) for passage in passages)
    slugs = [passage.source.document.slug for passage in passages]
    if slugs[0] == slugs[1]:
        return ()
    return tuple(
        Suggestion(
            left=left[found.left].title,
            right=right[found.right].title,
            left_locator=left[found.left].locator,
            right_locator=right[found.right].locator,
            closeness=round(found.closeness * 100),
            shared=found.words,
            address=side_by_side(
                selection, left=_stretch(slugs[0], left[found.left]), right=_stretch(slugs[1], right[found.right])
            ),
        )
        for found in alike([task.words for task in left], [task.words for task in right])
    )


def _stretch(slug: str, task: TaskPlace) -> str:
    return stretch(slug, start=task.start, end=task.end)


def _tasks_in(passage: Passage) -> list[TaskPlace]:
    """The tasks of a passage; where it holds none, those of its whole document."""
    if passage.whole:
        return list(passage.source.tasks)
    span = passage.source.clean.source(passage.place)
    inside = [task for task in passage.source.tasks if task.start < span.end and span.start < task.end]
    return inside or list(passage.source.tasks)


def mode_options(selection: Selection) -> tuple[Option, ...]:
    """两段对照, 共用表述."""
    labels = (("", _("两段对照")), ("shared", _("共用表述")))
    mode = selection.setting("mode")
    return tuple(
        Option(value, label, value == mode, comparison_address(selection.set("mode", value), aspect=TEXTS))
        for value, label in labels
    )


def row_options(selection: Selection) -> tuple[Option, ...]:
    """Which rows are shown."""
    labels = (("all", _("全部")), ("common", _("两边都有")), ("different", _("有差异")), ("single", _("仅一边有")))
    return tuple(
        Option(value, label, value == selection.rows, comparison_address(replace(selection, rows=value), aspect=TEXTS))
        for value, label in labels
    )


def swap_address(selection: Selection, wanted: tuple[Wanted, Wanted]) -> str:
    """The same with left and right changed over."""
    left, right = (_named(each) for each in wanted)
    return comparison_address(selection.set("left", right).set("right", left), aspect=TEXTS)


def _named(wanted: Wanted) -> str:
    if wanted.span is None:
        return wanted.document.slug
    return stretch(wanted.document.slug, start=wanted.span.start, end=wanted.span.end)


def said_of_reading(heads: tuple[SideHead, SideHead], found: Reading | None) -> str:
    """What is shown: 济南市“智慧交通”（二/(三)/6）与茅箭区全文：相同3句，有改动2句."""
    left, right = (_side_words(head) for head in heads)
    said = _("%(left)s与%(right)s") % {"left": left, "right": right}
    if found is None:
        return f"{said}。"
    counts = "，".join(_("%(kind)s%(count)s句") % {"kind": kind.words, "count": count} for kind, count in found.counts)
    telling = sum(not wording.formula for wording in found.shared)
    also = _("十字以上的共用表述%(count)s处") % {"count": telling}
    hidden = _("，只列所选的%(count)s行") % {"count": len(found.shown)} if found.hidden else ""
    return f"{said}：{counts}；{also}{hidden}。"


def _side_words(head: SideHead) -> str:
    if not head.locator and not head.panel_address:
        return f"{head.document.label}{head.title}"
    where = f"（{head.locator}）" if head.locator else ""
    return f"{head.document.label}“{head.title}”{where}"


def said_of_shared(shared: Shared, documents: Sequence[ComparedDocument]) -> str:
    """What is listed: 济南市、茅箭区，十字以上的共用表述12处，另有套话9处."""
    places = "、".join(document.label for document in documents)
    return _("%(places)s，%(documents)s份文件，十字以上的共用表述%(telling)s条，另有套话%(formulas)s条。") % {
        "places": places,
        "documents": len(documents),
        "telling": len(shared.telling),
        "formulas": len(shared.formulas),
    }

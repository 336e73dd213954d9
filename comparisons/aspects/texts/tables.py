"""The texts as tables: a row for each row of the page, and the list of shared wording, one row a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.texts.page import EXPLAINED, TextsContent
from comparisons.aspects.texts.records import (
    Kind,
    Mark,
    Reading,
    SentenceText,
    SharedWording,
    TextRow,
    WordingPlace,
)
from documents.tables import Column, Line, Lines, Table, Value

SENTENCE_WIDTH = 52


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One row of the list: a shared wording at one of its places."""

    wording: SharedWording
    place: WordingPlace


def tables(content: TextsContent, site: str) -> tuple[Table, ...]:
    """As shown, then the list of shared wording, one row a place."""
    if content.mode == "shared":
        every = content.shared.every if content.shared else ()
        return shared_table(every, content=content, site=site), places_table(every, content=content, site=site)
    wordings = content.reading.shared if content.reading else ()
    return rows_table(content.reading, content=content), places_table(wordings, content=content, site=site)


def rows_table(found: Reading | None, *, content: TextsContent) -> Table:
    """The two passages row by row, as the page shows them."""
    left, right = _side_heading(content, 0), _side_heading(content, 1)
    return Table(
        title=_("文本差异"),
        columns=(
            Column("number", _("序"), lambda row: row.number, width=6, kind="number"),
            Column("kind", _("异同"), kind_words, width=16),
            Column("left", left, lambda row: _words(row.left), width=SENTENCE_WIDTH),
            Column("left_locator", _("左出处"), lambda row: row.left.locator if row.left else "", width=12),
            Column("right", right, lambda row: _words(row.right), width=SENTENCE_WIDTH),
            Column("right_locator", _("右出处"), lambda row: row.right.locator if row.right else "", width=12),
            Column("left_marked", _("左边所标的词"), lambda row: _marked(row.left), width=24),
            Column("right_marked", _("右边所标的词"), lambda row: _marked(row.right), width=24),
        ),
        rows=found.shown if found else (),
        said=content.said,
        notes=_notes(found, content),
        fixed_columns=2,
    )


def _side_heading(content: TextsContent, number: int) -> str:
    sides = _("左"), _("右")
    if content.heads is None:
        return sides[number]
    head = content.heads[number]
    where = f"，{head.locator}" if head.locator else ""
    return f"{sides[number]}：{head.document.label}，{head.title}{where}（{head.document.date_words}）"


def kind_words(row: TextRow) -> str:
    """How the sentences stand to each other: 移位，见第12行."""
    if row.kind is Kind.ELSEWHERE:
        return _("移位，见第%(number)s行") % {"number": row.partner}
    if row.kind is Kind.MOVED and row.partner:
        return _("移位，右边原在第%(number)s行") % {"number": row.partner}
    return row.kind.words


def _words(sentence: SentenceText | None) -> str:
    return sentence.text.strip() if sentence else ""


def _marked(sentence: SentenceText | None) -> str:
    """The words that carry a mark, as the page marks them."""
    if sentence is None:
        return ""
    return "；".join(piece.text.strip() for piece in sentence.pieces if piece.mark is not Mark.PLAIN)


def _notes(found: Reading | None, content: TextsContent) -> tuple[str, ...]:
    changes = tuple(f"{change.kind_words}：{change.text}" for change in found.changes) if found else ()
    key = (_("关键改动：%(changes)s。") % {"changes": "；".join(changes)},) if changes else ()
    return (*content.problems, *key, *(f"{kind.words}：{kind.meaning}。" for kind in EXPLAINED))


def shared_table(wordings: Sequence[SharedWording], *, content: TextsContent, site: str) -> Table:
    """The shared wording as the page lists it: one row a wording."""

    def places(wording: SharedWording) -> Value:
        return Lines((tuple(_place_line(place, site) for place in wording.places),))

    return Table(
        title=_("共用表述"),
        columns=(
            Column("number", _("序"), lambda wording: wording.number, width=6, kind="number"),
            Column("words", _("共用表述"), lambda wording: wording.words, width=60),
            Column("characters", _("字数"), lambda wording: wording.characters, width=8, kind="number"),
            Column("documents", _("几份文件"), lambda wording: wording.documents, width=10, kind="number"),
            Column("places", _("各处（按成文先后）"), places, width=44),
            Column("order", _("先后"), lambda wording: wording.order_words, width=26),
            Column("formula", _("套话"), lambda wording: wording.formula, width=24),
        ),
        rows=tuple(wordings),
        said=content.said,
        notes=(*content.problems, *shared_notes()),
        fixed_columns=2,
    )


def shared_notes() -> tuple[str, ...]:
    """What a reader of the list should know."""
    return (
        _("先后只按文件的成文日期，没有成文日期的按发布日期；写在前面不等于被后面的文件抄用。"),
        _("标为套话的，是统一提法、公文套语、引用的文件名、单位名称，或许多文件都用的话。"),
    )


def _place_line(place: WordingPlace, site: str) -> Line:
    words = f"{place.document.label} {place.locator}（{place.document.date_words}）"
    return Line(words, "source", address=f"{site}{place.address}")


def places_table(wordings: Sequence[SharedWording], *, content: TextsContent, site: str) -> Table:
    """Every place of every shared wording, with all that is known of it."""
    return Table(
        title=_("共用表述清单"),
        columns=_place_columns(site),
        rows=tuple(_lines(wordings)),
        said=content.said,
        notes=shared_notes(),
        fixed_columns=2,
    )


def _lines(wordings: Sequence[SharedWording]) -> Iterator[WordingLine]:
    for wording in wordings:
        for place in wording.places:
            yield WordingLine(wording, place)


def _place_columns(site: str) -> tuple[Column, ...]:
    return (
        Column("number", _("序"), lambda line: line.wording.number, width=6, kind="number"),
        Column("words", _("共用表述（整理后）"), lambda line: line.wording.words, width=60),
        Column("characters", _("字数"), lambda line: line.wording.characters, width=8, kind="number"),
        Column("place", _("地区"), lambda line: line.place.document.label, width=14),
        Column("level", _("层级"), lambda line: line.place.document.level_words, width=8),
        Column("document_type", _("文种"), lambda line: line.place.document.document_type, width=12),
        Column("locator", _("出处"), lambda line: line.place.locator, width=12),
        Column("first", _("成文最早"), lambda line: _("是") if line.place.first else "", width=10),
        Column("formula", _("套话"), lambda line: line.wording.formula, width=24),
        Column("document", _("文件"), lambda line: line.place.document.title, width=36),
        Column("document_number", _("文号"), lambda line: line.place.document.document_number, width=22),
        Column("issued_on", _("成文日期"), lambda line: line.place.document.issued_on, width=12, kind="date"),
        Column("address", _("位置"), lambda line: f"{site}{line.place.address}", width=40, kind="link"),
        Column("source_address", _("来源网址"), lambda line: line.place.document.source_address, width=40, kind="link"),
        Column("original", _("引文（原样）"), lambda line: line.place.original, width=60),
    )

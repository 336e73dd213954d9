"""The view of texts put together from what was read: two passages, or the shared wording of all columns. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from comparisons.addresses import TEXTS, side_by_side
from comparisons.addresses import comparison as comparison_address
from comparisons.aspects.texts.page import (
    LIMIT,
    MOST_SENTENCES,
    SHARED_LIMIT,
    SIDES,
    TextsContent,
    Wanted,
    head_of,
    mode_options,
    passage_of,
    row_options,
    said_of_reading,
    said_of_shared,
    suggestions,
    swap_address,
)
from comparisons.aspects.texts.reading import reading
from comparisons.aspects.texts.records import Passage, Reading, Shared, SideHead, Source
from comparisons.aspects.texts.sentences import sentences
from comparisons.aspects.texts.shared import TooRepetitive, Wording
from comparisons.aspects.texts.wordings import MOST_WORDINGS, found_in, shared_of
from comparisons.records import ComparedDocument
from comparisons.selection import Selection


def two_texts(
    wanted: tuple[Wanted, Wanted],
    sources: Sequence[Source],
    *,
    documents: tuple[ComparedDocument, ...],
    selection: Selection,
    problems: tuple[str, ...],
) -> TextsContent:
    """Two passages side by side; where they are too long, what they could be narrowed to."""
    by_pk = {source.document.pk: source for source in sources}
    (left, wrong_left), (right, wrong_right) = (passage_of(each, by_pk[each.document.pk]) for each in wanted)
    passages = left, right
    first, second = (
        head_of(key, passage, selection=selection, documents=documents)
        for key, passage in zip(SIDES, passages, strict=True)
    )
    characters = len(left.text) + len(right.text)
    too_long = _too_long(characters) or _too_many(passages)
    found, repetitive = (None, ()) if too_long else _compared(passages, (first, second), selection)
    return TextsContent(
        said=said_of_reading((first, second), found),
        problems=(*problems, *wrong_left, *wrong_right, *too_long, *_without_words(sources), *repetitive),
        mode="",
        modes=mode_options(selection),
        selection=selection,
        documents=documents,
        heads=(first, second),
        reading=found,
        suggestions=suggestions(passages, selection=selection),
        rows=row_options(selection),
        swap_address=swap_address(selection, wanted),
        all_rows_address=comparison_address(replace(selection, rows="all"), aspect=TEXTS),
        whole=left.whole and right.whole,
    )


def _compared(
    passages: tuple[Passage, Passage], heads: tuple[SideHead, SideHead], selection: Selection
) -> tuple[Reading, tuple[str, ...]]:
    wordings, problems = _wordings(passages)
    address = partial(_side_address, selection)
    shared = shared_of(wordings, passages, pair_address=address)
    return reading(passages, heads, wordings=wordings, shared=shared, rows=selection.rows), problems


def _side_address(selection: Selection, left: str, right: str) -> str:
    return side_by_side(selection, left=left, right=right)


def _wordings(passages: Sequence[Passage]) -> tuple[tuple[Wording, ...], tuple[str, ...]]:
    try:
        found = found_in(passages)
    except TooRepetitive:
        return (), (_("文字重复太多，没有列出共用表述。选其中一段再看。"),)
    if len(found) < MOST_WORDINGS:
        return found, ()
    return found, (_("共用表述太多，只列最长的%(limit)s条。") % {"limit": MOST_WORDINGS},)


def _too_long(characters: int) -> tuple[str, ...]:
    if characters <= LIMIT:
        return ()
    words = {"count": f"{characters:,}", "limit": f"{LIMIT:,}"}
    return (_("两边合计%(count)s字，一次最多对照%(limit)s字。在左右两边各选一节，或选一对相近的任务。") % words,)


def _too_many(passages: Sequence[Passage]) -> tuple[str, ...]:
    """A text of nothing but ends of sentences has more of them than its length lets expect."""
    count = sum(len(sentences(passage.text)) for passage in passages)
    if count <= MOST_SENTENCES:
        return ()
    words = {"count": f"{count:,}", "limit": f"{MOST_SENTENCES:,}"}
    return (_("两边合计%(count)s句，一次最多对照%(limit)s句。在左右两边各选一节。") % words,)


def _without_words(sources: Sequence[Source]) -> tuple[str, ...]:
    lacking = [source.document.label for source in sources if source.clean.text and not source.words]
    if not lacking:
        return ()
    return (_("%(places)s的文件是旧版入库的，差异按字列出；重新载入后按词列出。") % {"places": "、".join(lacking)},)


def shared_texts(
    sources: Sequence[Source],
    *,
    elsewhere: Sequence[str],
    documents: tuple[ComparedDocument, ...],
    selection: Selection,
    problems: tuple[str, ...] = (),
) -> TextsContent:
    """The shared wording of all columns, as far as they can be looked through at once."""
    every = [Passage(source, passage_of(Wanted(source.document), source)[0].place, whole=True) for source in sources]
    passages = _that_fit(every)
    wordings, repetitive = _wordings(passages)
    address = partial(_side_address, selection)
    shared = shared_of(wordings, passages, elsewhere=elsewhere, pair_address=address) if wordings else Shared((), ())
    shown = tuple(passage.source.document for passage in passages)
    return TextsContent(
        said=said_of_shared(shared, shown),
        problems=(*problems, *_left_out(every[len(passages) :]), *repetitive),
        mode="shared",
        modes=mode_options(selection),
        selection=selection,
        documents=documents,
        shared=shared,
    )


def _that_fit(passages: Sequence[Passage]) -> list[Passage]:
    """The first passages that together stay within the limit."""
    fitting: list[Passage] = []
    characters = 0
    for passage in passages:
        characters += len(passage.text)
        if characters > SHARED_LIMIT:
            break
        fitting.append(passage)
    return fitting


def _left_out(passages: Sequence[Passage]) -> tuple[str, ...]:
    if not passages:
        return ()
    places = "、".join(passage.source.document.label for passage in passages)
    words = {"limit": f"{SHARED_LIMIT:,}", "places": places}
    return (_("所选文件合计超过%(limit)s字，没有查找：%(places)s。减少几列再看。") % words,)

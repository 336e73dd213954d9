"""Shared wording as it is shown: trimmed to whole words, in the order of dates, formulas set apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from comparisons.addresses import passage_panel, section, stretch
from comparisons.aspects.texts.formulas import Standing, formula
from comparisons.aspects.texts.records import Passage, SectionPlace, Shared, SharedWording, WordingPlace
from comparisons.aspects.texts.shared import LEAST, Occurrence, Wording, shared_wordings
from comparisons.records import ComparedDocument
from documents.parsing.spans import Span

# What may stay at the ends of a wording; other marks there say nothing.
_OPENING = re.compile(r"[\w“‘「『《（(【]")
_CLOSING = re.compile(r"[\w”’」』》）)】%％]")
# Small words that only lead on to what differs.
_LEADING = re.compile(r"[的和与及等地了]")
_TRAILING = re.compile(r"[的和与及等为在对将请把从向以、]")
_TELLING = re.compile(r"[^\W\d_]")
# Of ten characters so many are neither marks nor figures.
LEAST_TELLING = 8
MOST_WORDINGS = 500
"""More than anybody reads; of more the longest are listed."""


def found_in(passages: Sequence[Passage], *, least: int = LEAST) -> tuple[Wording, ...]:
    """The shared wordings of passages of `least` characters and more, trimmed; places are those in the passages.

    Of more than MOST_WORDINGS the longest. Raises TooRepetitive.
    """
    texts = [passage.text for passage in passages]
    starts = [[word.start - passage.place.start for word in passage.source.words] for passage in passages]
    kept: dict[str, Wording] = {}
    for each in shared_wordings(texts, least=least):
        wording = _trimmed(each, starts, least)
        others = kept.get(wording.words)
        if _says_enough(wording.words, least) and (others is None or len(others.places) < len(wording.places)):
            kept[wording.words] = wording
    return tuple(sorted(kept.values(), key=lambda each: -len(each.words))[:MOST_WORDINGS])


def _says_enough(words: str, least: int) -> bool:
    length = sum(not character.isspace() for character in words)
    return length >= least and len(_TELLING.findall(words)) >= min(least, LEAST_TELLING)


def _trimmed(wording: Wording, starts: Sequence[Sequence[int]], least: int) -> Wording:
    """The wording without marks at its ends and, while enough is left, without parts of words and small words."""
    trimmed = _without_marks(wording)
    for trim in (lambda each: _without_marks(_in_whole_words(each, starts)), _without_small_words):
        shorter = trim(trimmed)
        trimmed = shorter if _says_enough(shorter.words, least) else trimmed
    return trimmed


def _without_small_words(wording: Wording) -> Wording:
    before = 1 if _LEADING.match(wording.words) else 0
    behind = 1 if _TRAILING.match(wording.words[-1:]) else 0
    return _without_marks(_narrowed(wording, before, behind))


def _without_marks(wording: Wording) -> Wording:
    words = wording.words
    first = next((place for place, character in enumerate(words) if _OPENING.match(character)), 0)
    last = next((place for place in range(len(words), first, -1) if _CLOSING.match(words[place - 1])), len(words))
    return _narrowed(wording, first, len(words) - last)


def _in_whole_words(wording: Wording, starts: Sequence[Sequence[int]]) -> Wording:
    """Without what is only a part of a word in any of the places."""
    before = behind = 0
    for place in wording.places:
        words = starts[place.text]
        at = bisect_left(words, place.start)
        if words and at < len(words):
            before = max(before, words[at] - place.start)
        end = bisect_right(words, place.end) - 1
        if end >= 0 and end + 1 < len(words):
            behind = max(behind, place.end - words[end])
    return _narrowed(wording, before, behind) if before + behind < len(wording.words) else wording


def _narrowed(wording: Wording, before: int, behind: int) -> Wording:
    places = (Occurrence(place.text, place.start + before, place.end - behind) for place in wording.places)
    return Wording(wording.words[before : len(wording.words) - behind], tuple(places))


def shared_of(
    wordings: Sequence[Wording],
    passages: Sequence[Passage],
    *,
    elsewhere: Sequence[str] = (),
    pair_address: Callable[[str, str], str],
) -> Shared:
    """The wordings of the passages as they are listed: telling ones and formulas, longest and rarest first.

    `elsewhere` are texts of other documents, in which a wording is looked for; `pair_address` gives the page of two
    stretches side by side.
    """
    bodies = {body.as_written for passage in passages for body in passage.source.bodies}
    listed = [
        _listed(wording, passages, elsewhere=elsewhere, bodies=bodies, pair_address=pair_address)
        for wording in wordings
    ]
    ordered = [each for each, _all in sorted(listed, key=lambda each: (-each[0].characters, each[1], each[0].words))]
    telling = [each for each in ordered if not each.formula]
    formulas = [each for each in ordered if each.formula]
    numbered = [replace(each, number=number) for number, each in enumerate((*telling, *formulas), start=1)]
    return Shared(tuple(numbered[: len(telling)]), tuple(numbered[len(telling) :]))


def _listed(
    wording: Wording,
    passages: Sequence[Passage],
    *,
    elsewhere: Sequence[str],
    bodies: Collection[str],
    pair_address: Callable[[str, str], str],
) -> tuple[SharedWording, int]:
    """A wording as it is listed, and in how many documents it stands altogether."""
    documents = len(wording.texts) + sum(wording.words in text for text in elsewhere)
    first = wording.places[0]
    standing = Standing(
        text=passages[first.text].text,
        place=Span(first.start, first.end),
        documents=documents,
        looked_at=len(passages) + len(elsewhere),
    )
    places = _in_order_of_dates([_place(each, passages[each.text]) for each in wording.places])
    shown = SharedWording(
        number=0,
        words=wording.words,
        places=places,
        formula=formula(standing, bodies=bodies),
        address=_pair(places, passages, pair_address),
    )
    return shown, documents


def _place(occurrence: Occurrence, passage: Passage) -> WordingPlace:
    source, document = passage.source, passage.source.document
    span = source.clean.source(Span(occurrence.start, occurrence.end).shifted(passage.place.start))
    place = section_at(source.sections, span.start)
    return WordingPlace(
        document=document,
        locator=place.locator if place else "",
        start=span.start,
        end=span.end,
        original=span.slice(source.original),
        address=section(document.address, start=place.start) if place else document.address,
        panel_address=passage_panel(document.slug, start=span.start, end=span.end),
        first=False,
    )


def section_at(sections: Sequence[SectionPlace], start: int) -> SectionPlace | None:
    """The section in which a character of the original stands."""
    found = bisect_right(sections, start, key=lambda each: each.start) - 1
    return sections[found] if found >= 0 else None


def _in_order_of_dates(places: Sequence[WordingPlace]) -> tuple[WordingPlace, ...]:
    """Earliest document first, those without a date last; the first is marked where all have dates and one leads."""
    ordered = sorted(places, key=lambda place: (place.day is None, place.day or 0, place.document.pk, place.start))
    by_document: dict[int, ComparedDocument] = {place.document.pk: place.document for place in ordered}
    days = sorted(
        each.issued_on or each.published_on for each in by_document.values() if each.issued_on or each.published_on
    )  # type: ignore[type-var]
    if len(days) < len(by_document) or len(days) < 2 or days[0] == days[1]:
        return tuple(ordered)
    return tuple(replace(place, first=place.day == days[0]) for place in ordered)


def _pair(places: Sequence[WordingPlace], passages: Sequence[Passage], pair_address: Callable[[str, str], str]) -> str:
    """The sections of the first two documents that have it, side by side."""
    sections = {passage.source.document.pk: passage.source.sections for passage in passages}
    sides: dict[int, str] = {}
    for place in places:
        found = section_at(sections[place.document.pk], place.start)
        start, end = (found.start, max(found.end, place.end)) if found else (place.start, place.end)
        sides.setdefault(place.document.pk, stretch(place.document.slug, start=start, end=end))
    first, second, *_more = (*sides.values(), "", "")
    return pair_address(first, second)

"""The distinctive terms of the places of a page, from the words that the loader kept; nothing is segmented here."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.core.paginator import Page

from documents.lenses.addresses import list_address
from documents.lenses.places import places_page
from documents.lenses.terms.filters import SentencesFilter, TermsFilter
from documents.lenses.terms.weighing import Term, distinctive
from documents.models import Task, TaskProfile
from documents.parsing.gazetteer import gazetteer

PLACES_PER_PAGE = 12
TERMS_PER_PLACE = 15
# Profiles read for one page: of the places shown, and of the others they are set against.
MOST_HERE = 1_500
MOST_ELSEWHERE = 1_500
SHORTEST_NAME = 2
PLAIN_WORDS = Path(__file__).parent / "data" / "plain_words.json"


@dataclass(frozen=True, slots=True)
class TermLink:
    """A term with the address of its sentences."""

    term: Term
    url: str


@dataclass(frozen=True, slots=True)
class PlaceTerms:
    """One place with its terms; `tasks` is how many tasks they were read from."""

    code: str
    name: str
    level: str
    tasks: int
    terms: tuple[TermLink, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The places of a page, how many tasks they are set against, and whether some were left out."""

    places: tuple[PlaceTerms, ...]
    page: Page | None
    tasks: int
    cut: bool


def read_terms(lens: TermsFilter, *, page: Any, per_page: int = PLACES_PER_PAGE, most_here: int = MOST_HERE) -> Terms:
    """Set the tasks of each place of the page against those of all others looked at, as far as the limits go."""
    shown = places_page(lens.documents(), number=page, per_page=per_page)
    return replace(
        lens.remembered(lambda: _read(lens, shown=shown, most_here=most_here), per_page=per_page), page=shown
    )


def _read(lens: TermsFilter, *, shown: Page, most_here: int) -> Terms:
    keys = [row[0] for row in shown.object_list]
    tasks = lens.tasks().filter(category=Task.Category.KEY_TASK)
    here, more_here = _words(tasks.filter(jurisdiction__in=keys), limit=most_here)
    others, more_elsewhere = _words(tasks.exclude(jurisdiction__in=keys), limit=MOST_ELSEWHERE)
    background: Counter[str] = Counter()
    for _place, words in (*here, *others):
        background.update(set(words))
    by_place: dict[int, list[Sequence[str]]] = defaultdict(list)
    for place, words in here:
        by_place[place].append(words)
    return Terms(
        places=tuple(
            PlaceTerms(code, name, level, len(by_place[key]), _linked(lens, code, by_place[key], background))
            for key, code, name, level in shown.object_list
        ),
        page=None,
        tasks=len(here) + len(others),
        cut=more_here or more_elsewhere,
    )


def _words(tasks: Any, *, limit: int) -> tuple[list[tuple[int, list[str]]], bool]:
    """(place, words and terms of the field) of the latest tasks, and whether there were more than the limit."""
    profiles = TaskProfile.objects.filter(task__in=tasks.order_by().values("pk")).order_by("-task_id")
    rows = list(profiles.values_list("task__jurisdiction_id", "words", "terms")[: limit + 1])
    return [(place, [*words, *terms]) for place, words, terms in rows[:limit]], len(rows) > limit


def _linked(
    lens: TermsFilter, code: str, tasks: Sequence[Sequence[str]], background: Counter[str]
) -> tuple[TermLink, ...]:
    found = distinctive(tasks, background=background, limit=TERMS_PER_PLACE, names=own_names(code), plain=plain_words())
    return tuple(
        TermLink(
            term,
            list_address("lenses:sentences", SentencesFilter, lens.scope, {"jurisdiction": code, "term": term.word}),
        )
        for term in found
    )


@cache
def plain_words() -> frozenset[str]:
    """Words that all plans use."""
    return frozenset(json.loads(PLAIN_WORDS.read_text(encoding="utf-8"))["words"])


def own_names(code: str) -> frozenset[str]:
    """The names of a place and of the places above it: 茅箭区, 茅箭, 十堰 … say where, not what."""
    places = gazetteer().places
    if code not in places:
        return frozenset()
    own = (places[code], *gazetteer().ancestors(code))
    names = {name for place in own for name in (place.name, place.short_name)}
    return frozenset(name for name in names if len(name) >= SHORTEST_NAME)

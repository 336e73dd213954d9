"""A place as a person writes it (济南, 370100, 湖北省十堰市茅箭区): the one that is meant, or what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from documents.parsing.gazetteer import Place, gazetteer

MOST_SUGGESTED = 12
CODE_LENGTHS = (6, 9)


class UnclearPlace(ValueError):
    """Words that name no place, or several; `places` are those with their codes, none where no place is so called."""

    def __init__(self, words: str, *, places: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.places = places


def place_from(words: str) -> str:
    """The code of the place that is written, empty where nothing is. Raises UnclearPlace.

    Examples: 济南 gives 370100; 370100 济南市 as well; 朝阳区 is refused with the codes of all of them.
    """
    words = words.strip()[:60]
    if not words:
        return ""
    first = words.split()[0]
    if first.isdecimal() and len(first) in CODE_LENGTHS:
        if first not in gazetteer().places:
            raise UnclearPlace(words)
        return first
    found = [place for place in gazetteer().places.values() if _is_called(place, words)]
    if len(found) == 1:
        return found[0].code
    raise UnclearPlace(words, places="、".join(f"{place.full_name}{place.code}" for place in found[:MOST_SUGGESTED]))


def place_words(code: str) -> str:
    """How a place is shown where it can be edited: 370100 山东省济南市; empty for none."""
    place = gazetteer().places.get(code)
    return f"{place.code} {place.full_name}" if place else ""


def suggested_places(words: str) -> tuple[str, ...]:
    """Places whose name or code begins so, then those that hold the words; upper levels first."""
    words = words.strip()[:60].split()[0] if words.strip() else ""
    if not words:
        return ()
    found = dict.fromkeys([*_begins(words), *_holds(words)])
    return tuple(place_words(code) for code in list(found)[:MOST_SUGGESTED])


def _begins(words: str) -> Iterator[str]:
    places = gazetteer().places.values()
    return (place.code for place in places if place.name.startswith(words) or place.code.startswith(words))


def _holds(words: str) -> Iterator[str]:
    return (place.code for place in gazetteer().places.values() if words in place.full_name)


def _is_called(place: Place, words: str) -> bool:
    return words in (place.name, place.full_name, place.short_name, *place.aliases)

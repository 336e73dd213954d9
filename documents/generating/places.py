"""Who issues a generated document: about 3,000 places of all levels, a few of them with many documents."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from documents.parsing.gazetteer import Place, all_places, parents

MOST_PLACES = 3_000
# The twentieth place has half as many documents as the first.
EVENNESS = 20
# Provinces and cities issue more than counties do.
LOTS_BY_LEVEL = {"province": 0.1, "prefecture": 0.4, "county": 1}
LEVEL_WORDS = {"province": "省", "prefecture": "市", "county": "县"}
LEVEL_ENDINGS = ("省", "市", "区", "县", "州", "盟", "旗")
# The lot that puts the places in order is the same for every corpus, so that a larger one has the smaller one's places.
ORDER_SEED = "places"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place that issues documents, and how it speaks of itself: 茅箭区, 十堰市茅箭区, 区, 茅."""

    name: str
    in_full: str
    """With the place above it where the name alone could be another's."""
    level: str
    word: str
    """What stands in 全区, 区公安局."""
    number_prefix: str


@cache
def seats() -> tuple[Seat, ...]:
    """The places by lot, in the order of how many documents they have."""
    places = [place for place in all_places() if place.kind == "place" and place.level != "national"]
    lots = Random(ORDER_SEED)
    places.sort(key=lambda place: lots.random() * LOTS_BY_LEVEL[place.level])
    return tuple(_seat(place) for place in places[:MOST_PLACES])


def draw_seat(random: Random) -> Seat:
    """A place; the chance of the n-th is as 1 to n + EVENNESS."""
    weights = _cumulative_weights()
    return seats()[bisect(weights, random.random() * weights[-1])]


@cache
def _cumulative_weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + EVENNESS) for rank in range(len(seats()))))


def _seat(place: Place) -> Seat:
    above = parents(place.code)[0]
    ending = place.name[-1] if place.name[-1] in LEVEL_ENDINGS else LEVEL_WORDS[place.level]
    in_full = f"{above.name}{place.name}" if place.level == "county" else place.name
    return Seat(place.name, in_full, place.level, ending, (place.number_prefixes or (place.short_name[0],))[0])

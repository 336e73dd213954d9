"""The gazetteer: all places of China with their GB/T 2260 codes, and where a text mentions them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.parsing.patterns import pattern
from documents.parsing.reference import FIXTURES, Row, read_csv

LEVELS = ("national", "province", "prefecture", "county")
KINDS = ("place", "zone")
NATIONAL = "000000"
CODE = pattern("place code", r"\d{6}(?:\d{3})?")
COLUMNS = (
    "code",
    "name",
    "short_name",
    "full_name",
    "level",
    "kind",
    "parent",
    "aliases",
    "number_prefixes",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place or functional zone: code 420302, 茅箭区, 湖北省十堰市茅箭区, county, place, 420300, 湖北省."""

    code: str
    name: str
    short_name: str
    full_name: str
    level: str
    kind: str
    parent_code: str
    province: str
    """Name of the province; empty for 全国."""
    aliases: tuple[str, ...]
    number_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name that stands in a text at [start, end), with the codes of all places so called."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]
    short: bool
    """Whether the name stands without its ending (茅箭 for 茅箭区)."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every place by code, and every name by its first two characters, longest first."""

    places: Mapping[str, Place]
    codes_of: Mapping[str, tuple[str, ...]]
    whole_names: frozenset[str]
    names_by_start: Mapping[str, tuple[str, ...]]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every place name in the text, longest first, without overlap; 十堰市茅箭区 gives two."""
        found = []
        position, last = 0, len(text) - 1
        while position < last:
            name = self._name_at(text, position)
            if name is None:
                position += 1
                continue
            end = position + len(name)
            found.append(Mention(position, end, name, self.codes_of[name], name not in self.whole_names))
            position = end
        return tuple(found)

    def _name_at(self, text: str, position: int) -> str | None:
        for name in self.names_by_start.get(text[position : position + 2], ()):
            if text.startswith(name, position):
                return name
        return None

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """The places that contain this one, nearest first: 茅箭区 gives 十堰市, 湖北省, 全国."""
        found = []
        place = self.places[code]
        while place.parent_code:
            place = self.places[place.parent_code]
            found.append(place)
        return tuple(found)


def parents(code: str) -> tuple[Place, ...]:
    """The places that contain the one with this code, nearest first, up to 全国; KeyError if unknown.

    Example: 420302 (茅箭区) gives 十堰市, 湖北省, 全国.
    """
    return gazetteer().ancestors(code)


def all_places() -> tuple[Place, ...]:
    """Every place in the order of codes, parents before children; what the database is filled from."""
    return tuple(gazetteer().places.values())


@cache
def gazetteer(path: Path = FIXTURES / "jurisdictions.csv") -> Gazetteer:
    """The gazetteer, read once; raises ReferenceDataError that names file and line of a bad row."""
    places: dict[str, Place] = {}
    for row in read_csv(path, columns=COLUMNS):
        place = _place(row, places)
        places[place.code] = place
    codes_of: dict[str, list[str]] = defaultdict(list)
    whole_names: set[str] = set()
    for place in places.values():
        whole_names.update((place.name, *place.aliases))
        for name in dict.fromkeys((place.name, place.short_name, *place.aliases)):
            codes_of[name].append(place.code)
    return Gazetteer(
        places=places,
        codes_of={name: tuple(codes) for name, codes in codes_of.items()},
        whole_names=frozenset(whole_names),
        names_by_start=_by_start(list(codes_of)),
    )


def is_place_name(text: str) -> bool:
    """Whether a text is the whole name of a place and nothing else: 马鞍山市."""
    index = gazetteer()
    return text in index.codes_of and text in index.whole_names


def _by_start(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[name[:2]].append(name)
    return {start: tuple(sorted(group, key=len, reverse=True)) for start, group in found.items()}


def _place(row: Row, known: Mapping[str, Place]) -> Place:
    code, parent_code, level = row["code"], row["parent"], row.choice("level", among=LEVELS)
    if not CODE.fullmatch(code):
        raise row.error(f"代码“{code}”不是六位数字（县以下的功能区为九位）")
    if code in known:
        raise row.error(f"代码“{code}”重复")
    if (code == NATIONAL) == bool(parent_code):
        raise row.error("只有全国（000000）没有上级", advice="请填写上级代码")
    if parent_code and parent_code not in known:
        raise row.error(f"上级“{parent_code}”不在此行之前", advice="上级应排在下级之前")
    name = row.required("name")
    parent = known.get(parent_code)
    return Place(
        code=code,
        name=name,
        short_name=row.required("short_name"),
        full_name=row.required("full_name"),
        level=level,
        kind=row.choice("kind", among=KINDS),
        parent_code=parent_code,
        province=name if level == "province" else parent.province if parent else "",
        aliases=row.words("aliases"),
        number_prefixes=row.words("number_prefixes"),
    )

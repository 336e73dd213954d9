"""Places below the gazetteer: functional zones and townships without a statistical code, named by the body that signs.

重庆两江新区管理委员会 speaks for 两江新区, 临泽县沙河镇人民政府 for 沙河镇; both lie in a place the gazetteer holds.
贵安新区管理委员会 does not say where 贵安新区 lies: that of the state-level new areas stands in fixtures/new_areas.csv.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.parsing.gazetteer import Gazetteer, Mention, Place, gazetteer
from documents.parsing.patterns import pattern
from documents.parsing.reference import FIXTURES, read_csv

# Longest first: what a functional zone is called, as in the names of 《中国开发区审核公告目录》 and of state-level new areas.
_ZONE_KINDS = (
    "高新技术产业开发区|高新技术产业园区|高新技术产业示范区|经济技术开发区|高新技术开发区|高技术产业开发区|旅游经济开发区"
    "|城乡一体化示范区|产城融合示范区|综合改革示范区|风景名胜区|自由贸易试验区|航空港经济综合实验区|综合实验区|综合试验区"
    "|旅游度假区|国际旅游区|综合保税区|保税港区|经济开发区|产业开发区|产业示范区|产业集聚区|产业聚集区|出口加工区|经济合作区"
    "|现代服务业合作区|边境合作区|循环经济区|工业园区|产业园区|科技园区|农业园区|化工园区|物流园区|试验区|实验区|示范区|合作区"
    "|管理区|保税区|开发区|度假区|高新区|经开区|工业区|旅游区|景区|园区|新区|新城|生态城|科学城|知识城|科技城|大学城|工业园"
    "|产业园|科技园"
)
_ZONE = pattern(
    "zone name",
    rf"(?P<stem>[\u4e00-\u9fff]{{0,18}}?)(?P<kind>{_ZONE_KINDS})(?=党工委|党委|工委|管理委员会|管委|管理局|办事处|人民政府"
    r"|[\u4e00-\u9fff]{2,14}(?:局|办公室|委员会|中心)\Z)",
)
_PROJECT = pattern("zone project", r"(?:建设|创建|推进|工作|领导|协调|筹备|联席|改革|创新|申报)[\u4e00-\u9fff]{0,12}")
_TOWNSHIP = pattern(
    "township name",
    r"(?:人民政府)?(?P<name>(?!各)[\u4e00-\u9fff]{1,9}?(?:镇|乡|苏木|街道))(?=人民政府|办事处|党委|党工委|党政|党群|综合)",
)
# A county or another zone inside a new area speaks for itself: 雄安新区雄县人民政府, 西咸新区沣东新城管委会.
_WITHIN = pattern("place within new area", r"[\u4e00-\u9fff]{1,6}?(?:[县区市镇乡]人民政府|新城管)")
MIN_STEM = 2


@dataclass(frozen=True, slots=True)
class Subplace:
    """A zone or township as a body names it: its kind (zone, township) and its name without the places above it."""

    kind: str
    name: str


def find_subplace(body: str, *, index: Gazetteer) -> Subplace | None:
    """The zone or township a body speaks for; None where it speaks for a place of the gazetteer.

    Example: 沈阳经济技术开发区管理委员会 gives the zone 沈阳经济技术开发区, 十堰市茅箭区人民政府 gives None.
    """
    mentions = index.mentions(body)
    township = _TOWNSHIP.match(body, _end_of_chain(mentions))
    if township:
        return Subplace("township", township.group("name"))
    zone = _ZONE.match(body)
    if zone is None or _PROJECT.match(body, zone.end()) or _is_listed(zone.end(), mentions):
        return None
    return Subplace("zone", _zone_name(zone, mentions, index))


def below(parent: Place, *, found: Subplace) -> Place:
    """The zone or township as a place below `parent`, whose code it keeps, having none of its own."""
    return Place(
        code=parent.code,
        name=found.name,
        short_name=found.name,
        full_name=parent.full_name + found.name.removeprefix(parent.name),
        level="township" if found.kind == "township" else parent.level,
        kind="zone" if found.kind == "zone" else "place",
        parent_code=parent.parent_code,
        province=parent.name if parent.level == "province" else parent.province,
        aliases=(),
        number_prefixes=(),
    )


def new_area(text: str) -> tuple[Subplace, Place] | None:
    """The state-level new area whose name opens a title or a body, with the place it is filed under; None if none does.

    Example: 贵安新区大数据发展规划 gives 贵安新区 and 贵州省, 长春市新区建设规划 gives None.
    """
    for name, (whole, parent) in new_areas().items():
        written = next((each for each in (whole, name) if text.startswith(each)), "")
        if written and not _WITHIN.match(text, len(written)):
            return Subplace("zone", name), gazetteer().places[parent]
    return None


@cache
def new_areas(path: Path = FIXTURES / "new_areas.csv") -> Mapping[str, tuple[str, str]]:
    """Full name and code of the place above by name of the area; raises ReferenceDataError for a bad row."""
    places = gazetteer().places
    found: dict[str, tuple[str, str]] = {}
    for row in read_csv(path, columns=("name", "parent", "full_name", "source")):
        if row["parent"] not in places:
            raise row.error(f"上级“{row['parent']}”不在 jurisdictions.csv 中")
        row.required("source")
        found[row.required("name")] = (row.required("full_name"), row["parent"])
    return found


def _end_of_chain(mentions: Sequence[Mention]) -> int:
    """Where the whole names of places at the beginning of a body end: 临泽县|沙河镇人民政府."""
    end = 0
    for mention in mentions:
        if mention.start != end or mention.short:
            break
        end = mention.end
    return end


def _is_listed(end: int, mentions: Sequence[Mention]) -> bool:
    """Whether the gazetteer holds the zone itself: 兰州新区, 浦东新区."""
    return any(mention.start < end <= mention.end for mention in mentions)


def _zone_name(zone: re.Match[str], mentions: Sequence[Mention], index: Gazetteer) -> str:
    """The zone without the province and the whole names before it, as long as it stays a name of its own."""
    start = 0
    for mention in mentions:
        own = zone.end("stem") - mention.end
        above = not mention.short or any(index.places[code].level == "province" for code in mention.codes)
        if mention.start != start or not above or own < MIN_STEM:
            break
        start = mention.end
    return zone.group()[start:]

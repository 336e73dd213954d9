"""Endings that several names of a list share: 各市、县人民政府, 鹰潭市、上饶市人民政府, 临汾、洪洞经济开发区管委会."""

from __future__ import annotations

from collections.abc import Sequence

from documents.parsing.gazetteer import gazetteer
from documents.parsing.patterns import pattern

SHARED_ZONE = pattern(
    "agency_shared_zone",
    r"[\u4e00-\u9fff]{2,3}?(?P<ending>(?:经济技术|高新技术产业|经济|高新|工业|产业|旅游|综合)(?:开发区|园区|示范区|保税区|度假区|集聚区|新区|区)(?:管委会|管理委员会|管委))",
)
GOVERNED = pattern(
    "governed_place",
    r"(?!各|有关|相关|省|市|区|县)[\u4e00-\u9fff]{1,8}?(?P<kind>自治[州县旗]|省|市|县|区|州|盟|旗|镇|乡)(?P<ending>人民政府|政府)",
)
PLACE = pattern(
    "place_without_government", r"(?!各|有关|相关|省|市|区|县)[\u4e00-\u9fff]{1,8}(?:省|市|县|区|州|盟|旗|镇|乡)"
)
SHORT_NAMES = (2, 3)
ZONES = ("示范区", "新区", "开发区", "高新区", "经开区", "保税区", "度假区", "园区")


def with_shared_ending(name: str, later: Sequence[str]) -> str:
    """The name with the ending that a later one says for both; as it is where it has one of its own.

    >>> with_shared_ending("鹰潭市", ["赣州市", "上饶市人民政府"]), with_shared_ending("各市", ["县人民政府"])
    ('鹰潭市人民政府', '各市人民政府')
    >>> with_shared_ending("临汾", ["侯马", "洪洞经济开发区管委会"])
    '临汾经济开发区管委会'
    """
    if not later:
        return name
    if _lacks_ending(name):
        whole = _with_ending(name, later[0])
    else:
        whole = _with_government(name, later)
    return _with_zone(whole, later) if len(whole) in SHORT_NAMES else whole


def _lacks_ending(name: str) -> bool:
    """各市 and 杨凌示范区 are places; what they stand for is said by a later name of the list."""
    return name.endswith(ZONES) or (
        name.startswith("各") and not name.endswith(("政府", "管委会", "管理委员会", "办公室"))
    )


def _with_ending(name: str, following: str) -> str:
    """各市 before 县（市、区）人民政府 is 各市人民政府."""
    for ending in ("人民政府", "政府", "管委会"):
        if (
            following.removesuffix("（管委会）").endswith(ending)
            and len(name) <= 10
            and not name.endswith(("部门", "单位", "地"))
        ):
            return name + ending
    return name


def _with_government(name: str, later: Sequence[str]) -> str:
    """鹰潭市 before 上饶市人民政府 is 鹰潭市人民政府, 宜春 before it 宜春市人民政府; only names of places between."""
    if not _is_place(name):
        return name
    for following in later:
        governed = GOVERNED.fullmatch(following)
        if governed:
            kind = governed.group("kind") if _is_short(name) else ""
            return name + kind + governed.group("ending")
        if not _is_place(following):
            break
    return name


def _is_place(name: str) -> bool:
    """Whether a name is a place's, with its class (鹰潭市) or without (宜春)."""
    return PLACE.fullmatch(name) is not None or _is_short(name)


def _is_short(name: str) -> bool:
    """Whether a name is a place's without its class: 宜春, and 福州, whose last sign is none."""
    mentions = gazetteer().mentions(name) if len(name) in SHORT_NAMES else ()
    return any(mention.short and mention.end - mention.start == len(name) for mention in mentions)


def _with_zone(name: str, later: Sequence[str]) -> str:
    """临汾 before 侯马、洪洞经济开发区管委会 is 临汾经济开发区管委会: zones that share what the last one says."""
    for following in later:
        shared = SHARED_ZONE.fullmatch(following)
        if shared:
            return name + shared.group("ending")
        if len(following) > 3:
            break
    return name

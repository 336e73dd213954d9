"""Whose document is cited, as far as its name says: the level of its issuer."""

from __future__ import annotations

from documents.parsing.gazetteer import gazetteer

NATIONAL_MARKS = ("中华人民共和国", "国务院", "中共中央", "全国人民代表大会", "国家")
NATIONAL_NUMBERS = ("国", "中", "发改", "工信")
UNKNOWN = ""


def cited_level(title: str, *, number: str) -> str:
    """national, province, prefecture, county, or nothing where neither title nor number tells.

    河南省人民政府办公厅关于… gives province; 国发〔2015〕50号 gives national; a title without a place nothing.
    """
    if number.startswith(NATIONAL_NUMBERS) or title.startswith(NATIONAL_MARKS):
        return "national"
    mentions = gazetteer().mentions(title)
    places = [gazetteer().places[mention.codes[0]] for mention in mentions if len(mention.codes) == 1]
    if places:
        return places[0].level
    provinces = (place for place in gazetteer().places.values() if place.level == "province")
    if number and any(number.startswith(place.number_prefixes) for place in provinces if place.number_prefixes):
        return "province"
    return "national" if any(mark in title for mark in NATIONAL_MARKS) else UNKNOWN

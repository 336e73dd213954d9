"""Addresses of lists: one canonical order of parameters, and limits on what a visitor may ask for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

MAX_QUERY_CHARACTERS = 2_000
MAX_VALUES_OF_ONE = 50
MAX_PAGE = 200
PAGE, AFTER, BEFORE = "page", "after", "before"
# Where in a list one is; whatever changes the rows leads to its beginning.
PLACES = (PAGE, AFTER, BEFORE)


class RefusedAddress(Exception):
    """An address asks for more than is answered; the message says what to leave out."""


def refuse_excess(query_string: str, data: QueryDict) -> None:
    """Raise RefusedAddress for an address that is too long, has too many values, or holds control characters."""
    if len(query_string) > MAX_QUERY_CHARACTERS:
        raise RefusedAddress(
            _("地址里的条件太长，最多%(limit)d个字符。去掉一些条件再试。") % {"limit": MAX_QUERY_CHARACTERS}
        )
    for name, values in data.lists():
        if len(values) > MAX_VALUES_OF_ONE:
            raise RefusedAddress(_("同一条件最多选%(limit)d个值。去掉一些再试。") % {"limit": MAX_VALUES_OF_ONE})
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in name + "".join(values)):
            raise RefusedAddress(_("地址里有看不见的控制字符。从筛选栏重新选择条件。"))


def canonical_query(data: QueryDict, *, order: Sequence[str], defaults: Mapping[str, str]) -> str:
    """The query string in its one order: known parameters only, no empty, default or repeated value, sorted.

    >>> canonical_query(QueryDict("page=1&level=county&domain=data&domain="), order=("domain", "level"), defaults={})
    'domain=data&level=county'
    """
    return encoded(chosen(data, order=order, defaults=defaults))


def chosen(data: QueryDict, *, order: Sequence[str], defaults: Mapping[str, str]) -> dict[str, list[str]]:
    """The values of each parameter that say something, in canonical order."""
    found = {}
    for name in order:
        values = sorted({value.strip() for value in data.getlist(name)} - {"", defaults.get(name, "")})
        if values:
            found[name] = values
    return found


def encoded(values: Mapping[str, Sequence[str]]) -> str:
    """Query string of these values; / and , stay readable, as in domain=governance/traffic."""
    return urlencode(values, doseq=True, safe="/,")


def without_value(values: Mapping[str, Sequence[str]], *, name: str, value: str) -> dict[str, list[str]]:
    """The same values less one; a parameter without values is left out, and so is the place in the list."""
    kept = {key: [each for each in several if (key, each) != (name, value)] for key, several in values.items()}
    return {key: several for key, several in kept.items() if several and key not in PLACES}

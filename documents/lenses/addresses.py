"""Addresses of the lists behind the numbers of a lens: the list's own filter in its one canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse

from documents.addresses import canonical_query
from documents.filters.base import ListFilter

Values = Mapping[str, str | Sequence[str]]


def list_address(page: str, filter_class: type[ListFilter], *values: Values) -> str:
    """The page of a list under these conditions; later values go before earlier ones, empty ones drop out.

    list_address("documents:tasks", TaskFilter, {"level": ["county"]}, {"domain": "data"}) gives
    /tasks/?domain=data&level=county.
    """
    data = QueryDict(mutable=True)
    for each in values:
        for name, value in each.items():
            data.setlist(name, [value] if isinstance(value, str) else list(value))
    query = canonical_query(data, order=filter_class.parameters(), defaults=filter_class.defaults)
    return f"{reverse(page)}?{query}" if query else reverse(page)

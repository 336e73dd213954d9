"""What the bar of every page offers to a person: sign in, or the name with the ways that are open to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy

from portal.access import Decision, decide

# What people with a role work at stands in the navigation; what administrators keep, below their name.
WORK = (("importing:batches", gettext_lazy("导入")), ("reviewing:queue", gettext_lazy("核对")))
KEEPING = (("accounts:people", gettext_lazy("账号管理")), ("admin:index", gettext_lazy("语料管理")))


@dataclass(frozen=True, slots=True)
class Way:
    """One link of the bar."""

    url: str
    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Who is signed in, if anybody, and where that person may go beyond reading."""

    name: str
    work: tuple[Way, ...]
    keeping: tuple[Way, ...]


def site_bar(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: `bar`, put together only when a template asks, without a question for visitors."""
    return {"bar": SimpleLazyObject(lambda: bar_of(request))}


def bar_of(request: HttpRequest) -> Bar:
    """The bar for whoever asks. Example: bar_of(request).name is "" for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Bar("", (), ())
    return Bar(user.get_username(), _ways(request, WORK), _ways(request, KEEPING))


def _ways(request: HttpRequest, views: Sequence[tuple[str, Any]]) -> tuple[Way, ...]:
    """Links to those of the views that exist and whose role the person holds; a missing second factor leads to its page."""
    here = request.resolver_match.namespace if request.resolver_match else ""
    found = []
    for view, label in views:
        if decide(request.user, view) not in {Decision.OPEN, Decision.SECOND_FACTOR}:
            continue
        try:
            url = reverse(view)
        except NoReverseMatch:
            continue
        found.append(Way(url, str(label), is_here=view.partition(":")[0] == here))
    return tuple(found)

"""Template tags for the smallest components, which look alike wherever they stand: each is rendered once and kept.

A long comparison shows the seal and the mark of a state thousands of times; to render them anew took a third of it.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def origin_seal(origin: str) -> SafeString:
    """_components/origin_seal.html: who vouches for a fact.

    Example: {% origin_seal entry.origin %}.
    """
    return _piece("_components/origin_seal.html", origin=str(origin))


@register.simple_tag
def state_mark(state: str, *, bare: bool = False) -> SafeString:
    """_components/state_mark.html: one of the five answers, without a number behind it.

    Example: {% state_mark "stated" bare=1 %}.
    """
    return _piece("_components/state_mark.html", state=str(state), bare=bool(bare))


def _piece(name: str, **context: str | bool) -> SafeString:
    if settings.DEBUG:  # whoever works on the template sees the change
        return render_to_string(name, dict(context))
    return _kept(get_language(), name, tuple(context.items()))


@lru_cache(maxsize=256)
def _kept(language: str | None, name: str, context: tuple[tuple[str, str | bool], ...]) -> SafeString:
    return render_to_string(name, dict(context))

"""Template tags for the smallest components, which look alike wherever they stand: each is rendered once and kept.

A long comparison shows the seal and the mark of a state thousands of times; to render them anew took a third of it.
What stands there hundreds of times with other words in it is kept with blanks, and only filled (`filled`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Value = str | int | tuple[str, ...]
register = template.Library()
# Around the name of a blank while its component is rendered; no template and no text of ours holds them.
OPENS, ENDS = "\ue000", "\ue001"


@register.simple_tag
def origin_seal(origin: str) -> SafeString:
    """_components/origin_seal.html: who vouches for a fact.

    Example: {% origin_seal entry.origin %}.
    """
    return _piece("_components/origin_seal.html", origin=str(origin))


@register.simple_tag
def state_mark(state: str, *, bare: bool = False, count: int = 0) -> SafeString:
    """_components/state_mark.html: one of the five answers, with a number behind it where one is given.

    Example: {% state_mark "stated" bare=1 %}.
    """
    return _piece("_components/state_mark.html", state=str(state), bare=bool(bare), count=count)


@register.simple_tag
def deadline(*, years: Sequence[str] = (), words: Sequence[str] = ()) -> SafeString:
    """_components/deadline.html: years as joined boxes, or the source's words; few dates are named by many tasks.

    Example: {% deadline years=entry.years words=entry.deadline_words %}.
    """
    return _piece("_components/deadline.html", years=tuple(years), words=tuple(words))


@lru_cache(maxsize=4_096)
def short_words(text: str) -> SafeString:
    """A locator or another short text that many documents have alike, escaped once and kept: 第一条, 重点任务."""
    return escape(text)


def filled(name: str, /, *, operator: str = "", **values: str | None) -> SafeString:
    """A component with these values in its blanks, each escaped unless it is safe; None is a blank the template misses.

    The template sees in place of a value a blank, which is true, and in place of None nothing. It may write a blank and
    ask whether it is there, no more; `operator` is the one word that it may read. It is rendered once for each choice of
    blanks. Example: filled("comparisons/_mention.html", title="智慧交通", quote=None).
    """
    blanks = tuple(key for key, value in values.items() if value is not None)
    if settings.DEBUG:
        return format_html(_with_blanks(name, operator, blanks), **values)
    return format_html(_kept_with_blanks(_language(), name, operator, blanks), **values)


@lru_cache(maxsize=256)
def _kept_with_blanks(language: str | None, name: str, operator: str, blanks: tuple[str, ...]) -> str:
    return _with_blanks(name, operator, blanks)


def _with_blanks(name: str, operator: str, blanks: tuple[str, ...]) -> str:
    """The component as a pattern for format_html; braces of its own are doubled."""
    context = {blank: f"{OPENS}{blank}{ENDS}" for blank in blanks}
    html = render_to_string(name, {"operator": operator, **context})
    return html.replace("{", "{{").replace("}", "}}").replace(OPENS, "{").replace(ENDS, "}")


def _language() -> str | None:
    """The language of the page; a portal that speaks one does not ask for it thousands of times on a page."""
    return _only_language() or get_language()


@cache
def _only_language() -> str | None:
    return settings.LANGUAGE_CODE if len(settings.LANGUAGES) == 1 else None


def _piece(name: str, **context: Value) -> SafeString:
    if settings.DEBUG:  # whoever works on the template sees the change
        return render_to_string(name, dict(context))
    return _kept(_language(), name, tuple(context.items()))


@lru_cache(maxsize=1_024)
def _kept(language: str | None, name: str, context: tuple[tuple[str, Value], ...]) -> SafeString:
    return render_to_string(name, dict(context))

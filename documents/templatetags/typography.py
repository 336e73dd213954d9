"""Template filter: titles that break between their words."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from documents.typography import title_words

register = template.Library()


@register.filter
def breakable(title: str) -> SafeString:
    """The title, escaped, with a place to break after each word; its style says word-break: keep-all."""
    return _broken(str(title))


@lru_cache(maxsize=2_048)
def _broken(title: str) -> SafeString:
    """Titles stand many times on one page: in the row of their own domain and wherever else they touch."""
    return format_html_join("", "{}<wbr>", ((word,) for word in title_words(title)))

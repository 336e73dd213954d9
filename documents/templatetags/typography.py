"""Template filter: titles that break between their words."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from documents.typography import title_words

register = template.Library()


@register.filter
def breakable(title: str) -> SafeString:
    """The title, escaped, with a place to break after each word; its style says word-break: keep-all."""
    return format_html_join("", "{}<wbr>", ((word,) for word in title_words(str(title))))

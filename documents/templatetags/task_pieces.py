"""Template tags for what every task in a table has, its locator and its agencies: a long comparison has hundreds of each.

Each is the one place that writes its component; the templates of these components call it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.templatetags.small_pieces import filled

register = template.Library()
# More names than these fold into 市统计局等7家.
OPEN_NAMES = 3


class _Named(Protocol):
    """An agency as a page names it; without an address it is no link."""

    @property
    def name(self) -> str: ...

    @property
    def url(self) -> str: ...


@register.simple_tag
def locator_link(*, locator: str, url: str, panel: str = "", label: str = "") -> SafeString:
    """_components/locator.html: where a fact stands, as a link that opens the passage.

    Example: {% locator_link locator=entry.locator url=entry.address panel=entry.panel_address label=entry.title %}.
    """
    opened = format_html(' data-panel="{}"', panel) if panel else ""
    words = {"locator": locator, "label": label}
    said = format_html(' aria-label="{}"', _("出处 %(locator)s：%(label)s") % words) if label else ""
    return format_html('<a class="locator" href="{}"{}{}>{}</a>', url, opened, said, locator)


@register.simple_tag
def agency_lines(
    *, lead: Sequence[_Named] = (), support: Sequence[_Named] = (), responsible: Sequence[_Named] = ()
) -> SafeString | str:
    """_components/agency_list.html: who leads, is responsible, supports; nothing where nobody is named.

    Example: {% agency_lines lead=entry.leads support=entry.supports responsible=entry.responsibles %}.
    """
    if not (lead or support or responsible):
        return ""
    return filled(
        "_components/agency_lines.html",
        lead=agency_names(agencies=lead) if lead else None,
        responsible=agency_names(agencies=responsible) if responsible else None,
        support=agency_names(agencies=support) if support else None,
    )


@register.simple_tag
def agency_names(*, agencies: Sequence[_Named]) -> SafeString:
    """_components/agency_names.html: names in their order; more than three fold.

    Example: {% agency_names agencies=entry.leads %}.
    """
    if len(agencies) == 1:
        return _name(agencies[0].name, agencies[0].url)
    names = format_html("、".join(["{}"] * len(agencies)), *(_name(each.name, each.url) for each in agencies))
    if len(agencies) <= OPEN_NAMES:
        return names
    folded = _("%(first)s等%(number)s家") % {"first": agencies[0].name, "number": len(agencies)}
    return format_html("<details><summary>{}</summary>{}</details>", folded, names)


@lru_cache(maxsize=2_048)
def _name(name: str, url: str) -> SafeString:
    """A few agencies of each place are named by most of its tasks."""
    if url:
        return format_html('<a class="agency" href="{}">{}</a>', url, name)
    return format_html('<span class="agency">{}</span>', name)

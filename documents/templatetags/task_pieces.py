"""Template tags for what every task in a table has, its locator and its agencies: a long comparison has hundreds of each.

Each is the one place that writes its component; the templates of these components call it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
# More names than these fold into 市统计局等7家.
OPEN_NAMES = 3


class _Named(Protocol):
    """An agency as a page names it; without an address it is no link."""

    name: str
    url: str


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
    lines = (("lead", _("牵头"), lead), ("", _("责任"), responsible), ("", _("配合"), support))
    rows = [
        (format_html(' class="{}"', role) if role else "", words, agency_names(agencies=named))
        for role, words, named in lines
        if named
    ]
    if not rows:
        return ""
    return format_html('<dl class="agencies">{}</dl>', format_html_join("", "<dt{}>{}</dt><dd>{}</dd>", rows))


@register.simple_tag
def agency_names(*, agencies: Sequence[_Named]) -> SafeString:
    """_components/agency_names.html: names in their order; more than three fold.

    Example: {% agency_names agencies=entry.leads %}.
    """
    names = format_html_join("、", "{}", ((_name(each),) for each in agencies))
    if len(agencies) <= OPEN_NAMES:
        return names
    folded = _("%(first)s等%(number)s家") % {"first": agencies[0].name, "number": len(agencies)}
    return format_html("<details><summary>{}</summary>{}</details>", folded, names)


def _name(agency: _Named) -> SafeString:
    if agency.url:
        return format_html('<a class="agency" href="{}">{}</a>', agency.url, agency.name)
    return format_html('<span class="agency">{}</span>', agency.name)

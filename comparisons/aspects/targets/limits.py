"""Which rows are shown, under which headings: the limits and the order that the reader chose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.aspects.targets.bands import bands_by_deadline, bands_by_domain, bands_by_spread, bands_by_unit
from comparisons.aspects.targets.records import IndicatorRow, RowBand
from comparisons.selection import Selection, Setting

UNDATED = "none"
ORDERS = ("domain", "value", "spread", "deadline")
STRENGTHS = ("", "must", "plain", "strive", "in_principle", "encourage")
SETTINGS = (
    Setting("order", gettext_lazy("排列"), ORDERS),
    Setting("strength", gettext_lazy("力度"), STRENGTHS),
    Setting("due", gettext_lazy("时限"), pattern=re.compile(r"(20\d\d|none)\Z")),
    Setting("shared", gettext_lazy("只看两地以上"), ("", "1")),
)


def fitting(rows: Sequence[IndicatorRow], *, selection: Selection) -> list[IndicatorRow]:
    """The rows in which at least one target fits every limit; a row is shown whole, so that nothing looks silent."""
    return [row for row in rows if _fits(row, selection)]


def _fits(row: IndicatorRow, selection: Selection) -> bool:
    if selection.setting("shared") and row.places < 2:
        return False
    strength, due = selection.setting("strength"), selection.setting("due")
    return any(
        _in_domain(fact.domain, selection.domain)
        and (not strength or fact.strength == strength)
        and (not due or (str(fact.year) if fact.year else UNDATED) == due)
        for fact in row.facts
    )


def _in_domain(code: str, chosen: str) -> bool:
    return not chosen or code == chosen or code.startswith(f"{chosen}/")


def arranged(
    rows: Sequence[IndicatorRow], *, selection: Selection, domain_names: Mapping[str, str]
) -> tuple[RowBand, ...]:
    """The rows under the headings of the chosen order; by domain unless another is chosen."""
    order = selection.setting("order")
    if order == "value":
        return bands_by_unit(rows)
    if order == "spread":
        return bands_by_spread(rows)
    if order == "deadline":
        return bands_by_deadline(rows)
    return bands_by_domain(rows, domain_names=domain_names)


def order_label(order: str) -> str:
    """The word of an order on its button."""
    words = {"domain": _("按领域"), "value": _("按数值"), "spread": _("按差距"), "deadline": _("按时限")}
    return words[order]


def limits_said(selection: Selection, *, strength_words: str, domain_name: str) -> str:
    """The limits in words: 领域为数据，力度为确保，时限2022年，只看两地以上写明的; empty without any."""
    due = selection.setting("due")
    parts = [
        _("领域为%(domain)s") % {"domain": domain_name} if selection.domain else "",
        _("力度为%(strength)s") % {"strength": strength_words} if selection.setting("strength") else "",
        _("未写时限") if due == UNDATED else _("时限为%(year)s年") % {"year": due} if due else "",
        _("只看两地以上写明的") if selection.setting("shared") else "",
    ]
    return "，".join(part for part in parts if part)

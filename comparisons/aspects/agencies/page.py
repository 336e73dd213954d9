"""The choices above the table of agencies, each with the address it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.aspects.agencies.comparison import BY_DOMAIN, KEY
from comparisons.aspects.agencies.records import AgencyComparison
from comparisons.choices import Option, OptionGroup
from comparisons.domain_choices import domain_options
from comparisons.matrix import Topic
from comparisons.selection import Selection


@dataclass(frozen=True, slots=True)
class AgenciesContent:
    """Everything the view of agencies shows."""

    comparison: AgencyComparison
    selection: Selection
    problems: tuple[str, ...]
    arrangements: tuple[Option, ...]
    rows: tuple[Option, ...]
    domains: tuple[OptionGroup, ...]
    all_rows_address: str
    """The page without the limits on rows, for an empty table."""
    empty_rows_address: str

    @property
    def said(self) -> str:
        """What the table shows, in one sentence."""
        return self.comparison.said


def content_of(
    comparison: AgencyComparison, *, selection: Selection, taxonomy: Sequence[Topic], problems: tuple[str, ...]
) -> AgenciesContent:
    """The comparison with the choices around it."""
    return AgenciesContent(
        comparison=comparison,
        selection=selection,
        problems=problems,
        arrangements=_arrangements(selection),
        rows=_row_options(selection),
        domains=domain_options(taxonomy, selected=selection.domain),
        all_rows_address=_address(replace(selection, rows="all", domain="", empty=False)),
        empty_rows_address=_address(replace(selection, empty=not selection.empty)),
    )


def _address(selection: Selection) -> str:
    return comparison_address(selection, aspect=KEY)


def _arrangements(selection: Selection) -> tuple[Option, ...]:
    chosen = selection.setting("by")
    return tuple(
        Option(value, label, value == chosen, _address(selection.set("by", value)))
        for value, label in (("", _("按职能")), (BY_DOMAIN, _("按领域")))
    )


def _row_options(selection: Selection) -> tuple[Option, ...]:
    labels = (("all", _("全部")), ("different", _("有差异")), ("common", _("各地都有")), ("single", _("仅一地有")))
    return tuple(
        Option(value, label, value == selection.rows, _address(replace(selection, rows=value)))
        for value, label in labels
    )

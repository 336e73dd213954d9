"""Choices of years, with one for rows that name none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.filters.base import FIRST_YEAR, LAST_YEAR
from documents.filters.facets import Facet, facet_of_choices

NO_YEAR = "none"
YEARS = [(str(year), f"{year}年") for year in range(FIRST_YEAR, LAST_YEAR + 1)]
YEAR_CHOICES = [*YEARS, (NO_YEAR, gettext_lazy("未写时限"))]
# A document lacks a date, not a deadline.
DATE_CHOICES = [*YEARS, (NO_YEAR, gettext_lazy("原文未载"))]


def year_facet(
    *,
    counts: Mapping[Any, int],
    without: int,
    selected: Collection[str],
    choices: Any = None,
    legend: str = "",
    present: Collection[Any] = (),
) -> Facet:
    """The years that rows name, in order, and how many rows name none; `present` years stand there without rows too."""
    by_value = {str(year): count for year, count in counts.items()} | {NO_YEAR: without}
    always = {NO_YEAR, *map(str, present)} if present else set()
    offered = [
        choice
        for choice in choices or YEAR_CHOICES
        if by_value.get(choice[0]) or choice[0] in selected or choice[0] in always
    ]
    return facet_of_choices("year", legend or _("时限"), choices=offered, counts=by_value, selected=selected)


def split_years(values: Collection[str]) -> tuple[list[int], bool]:
    """The years among the chosen values, and whether rows without a year are wanted too."""
    return [int(value) for value in values if value != NO_YEAR], NO_YEAR in values

"""From a selection to records: the only part of the comparisons that queries."""

from comparisons.builder.comparison import build_comparison
from comparisons.builder.overview import build_overview
from comparisons.builder.picker import build_picker

__all__ = ["build_comparison", "build_overview", "build_picker"]

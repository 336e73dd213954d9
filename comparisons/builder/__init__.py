"""From a selection to records: columns, the comparison by domain, the choices; queries of a view stand with it."""

from comparisons.builder.columns import choose_columns
from comparisons.builder.comparison import Built, build_comparison
from comparisons.builder.overview import build_overview
from comparisons.builder.picker import Picker, build_picker

__all__ = ["Built", "Picker", "build_comparison", "build_overview", "build_picker", "choose_columns"]

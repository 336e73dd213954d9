"""The measured accuracy of the alignment in templates: {% alignment_measured as measured %}."""

from __future__ import annotations

from django import template

from comparisons.measured import Measured, measured

register = template.Library()


@register.simple_tag
def alignment_measured() -> Measured:
    """The figures of the last measurement."""
    return measured()

"""Values of targets in words: ≥80%, 约1315站, 3—5个."""

from __future__ import annotations

from decimal import Decimal

from documents.tables import plain_decimal

SIGNS = {">=": "≥", "<=": "≤", "~": "≈", "=": "=", "range": "", "change": "Δ", "": ""}


def value_text(value: Decimal | None, value_max: Decimal | None) -> str:
    """The number of a target, or both ends of a range; nothing for a milestone.

    >>> value_text(Decimal("3.0000"), Decimal("5.0000"))
    '3—5'
    """
    if value is None:
        return ""
    return plain_decimal(value) if value_max is None else f"{plain_decimal(value)}—{plain_decimal(value_max)}"


def signed_value(operator: str, text: str, unit: str) -> str:
    """Sign, number and unit in one piece: ≥80%."""
    return f"{SIGNS[operator]}{text}{unit}"

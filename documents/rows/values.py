"""Values of targets in words: ≥80%, 约1315站, 3—5个."""

from __future__ import annotations

from decimal import Decimal

from documents.parsing.spans import Span
from documents.tables import plain_decimal

SIGNS = {">=": "≥", "<=": "≤", "~": "≈", "=": "=", "range": "", "change": "Δ", "": ""}
# A number and its unit stand close together: 1315余站, 80%以上.
VALUE_REACH = 14
# What may stand between them; a letter may not, so that the 5 of 5G站址 is no value.
VALUE_LINKS = frozenset("0123456789.,余多万亿千百十几—-～至到")
VALUE_ENDINGS = ("以上", "以下", "以内", "左右")


def find_value(quote: str, *, unit: str) -> Span | None:
    """Where the number with its unit stands in a quote; None where the two are not found together.

    >>> find_value("系统上云率达到80%以上", unit="%").slice("系统上云率达到80%以上")
    '80%以上'
    >>> find_value("5G站址数达到1315余站", unit="站").slice("5G站址数达到1315余站")
    '1315余站'
    """
    for start, character in enumerate(quote):
        if not character.isdigit() or quote[start - 1 : start].isdigit():
            continue
        place = quote.find(unit, start, start + VALUE_REACH) if unit else -1
        if place > 0 and VALUE_LINKS.issuperset(quote[start:place]):
            end = place + len(unit)
            ending = next((word for word in VALUE_ENDINGS if quote.startswith(word, end)), "")
            return Span(start, end + len(ending))
    return None


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

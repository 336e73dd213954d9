"""Rows of targets with their quote and place in the source, in one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from documents.models import Target
from documents.parsing.spans import Span
from documents.rows.values import find_value, value_text


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as lists and exports show it; `quote` is the original, `quote_clean` the same after cleaning."""

    pk: int
    kind: str
    kind_label: str
    indicator: str
    operator: str
    operator_label: str
    value: Decimal | None
    value_max: Decimal | None
    value_text: str
    unit: str
    strength: str
    strength_label: str
    base_year: int | None
    deadline: str
    deadline_words: str
    quote: str
    quote_clean: str
    place: str
    place_url: str
    level: str
    document_title: str
    document_type: str
    document_number: str
    task_title: str
    locator: str
    url: str
    panel_url: str
    origin: str
    silence: str
    """What it means that something is not said: not_found, or silent_checked where a person read the whole document."""

    @property
    def _value(self) -> Span:
        """Where the number stands in the cleaned quote; an empty place behind it where it is not found."""
        found = find_value(self.quote_clean, unit=self.unit) if self.value_text else None
        return found or Span(len(self.quote_clean), len(self.quote_clean))

    @property
    def quote_before(self) -> str:
        """The quote up to the number."""
        return self.quote_clean[: self._value.start]

    @property
    def quote_value(self) -> str:
        """The number with its unit, as the quote has it."""
        return self._value.slice(self.quote_clean)

    @property
    def quote_after(self) -> str:
        """The quote behind the number."""
        return self.quote_clean[self._value.end :]


def target_rows(ids: Sequence[int]) -> list[TargetRow]:
    """The targets with these keys, in this order."""
    records = Target.objects.filter(pk__in=ids).values(
        "pk", "kind", "indicator", "operator", "value", "value_max", "unit", "strength", "base_year",
        "deadline", "deadline_words", "quote", "quote_clean", "origin", "start", "end",
        "section__locator", "task__title", "document__slug", "document__title", "document__document_type",
        "document__document_number", "document__reviewed", "jurisdiction__name", "jurisdiction__code", "jurisdiction__level",
    )  # fmt: skip
    found = {record["pk"]: _row(record) for record in records}
    return [found[pk] for pk in ids if pk in found]


def _row(record: Mapping[str, Any]) -> TargetRow:
    slug, start, end = record["document__slug"], record["start"], record["end"]
    operator = record["operator"]
    return TargetRow(
        pk=record["pk"],
        kind=record["kind"],
        kind_label=str(Target.Kind(record["kind"]).label),
        indicator=record["indicator"],
        operator=operator,
        operator_label=str(Target.Operator(operator).label) if operator else "",
        value=record["value"],
        value_max=record["value_max"],
        value_text=value_text(record["value"], record["value_max"]),
        unit=record["unit"],
        strength=record["strength"],
        strength_label=str(Target.Strength(record["strength"]).label),
        base_year=record["base_year"],
        deadline=record["deadline"],
        deadline_words=record["deadline_words"],
        quote=record["quote"],
        quote_clean=record["quote_clean"],
        place=record["jurisdiction__name"],
        place_url=reverse("documents:jurisdiction", args=[record["jurisdiction__code"]]),
        level=record["jurisdiction__level"],
        document_title=record["document__title"],
        document_type=record["document__document_type"],
        document_number=record["document__document_number"],
        task_title=record["task__title"] or "",
        locator=record["section__locator"],
        url=f"{reverse('documents:document', args=[slug])}#c{start}",
        panel_url=reverse("documents:passage", args=[slug, start, end]),
        origin=record["origin"],
        silence="silent_checked" if record["document__reviewed"] else "not_found",
    )

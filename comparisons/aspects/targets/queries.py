"""The quantities of the compared documents, as the reader may see them; the only place of the view that queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.addresses import passage, passage_panel
from comparisons.aspects.targets.identity import identity_of
from comparisons.aspects.targets.records import TargetFact
from comparisons.records import ComparedDocument
from documents.models import Target
from documents.models.provenance import Origin
from documents.parsing.domains import classify
from documents.parsing.spans import Span
from documents.querysets import User
from documents.rows.values import find_value, value_text

# All targets of all columns together; more would make a page that nobody reads and no browser draws at ease.
MAX_TARGETS = 2000
NO_DOMAIN = "other"
FIELDS = (
    "id",
    "document_id",
    "indicator",
    "operator",
    "value",
    "value_max",
    "unit",
    "strength",
    "base_year",
    "deadline",
    "deadline_words",
    "quote",
    "quote_clean",
    "origin",
    "start",
    "end",
    "section__locator",
    "task__title",
    "task__domain__code",
)


def find_targets(documents: Sequence[ComparedDocument], *, user: User) -> tuple[TargetFact, ...]:
    """Every quantity of the documents in the order of columns and text, at most MAX_TARGETS; one query."""
    columns = {document.pk: column for column, document in enumerate(documents)}
    visible = Target.objects.visible_to(user).filter(document_id__in=columns, kind=Target.Kind.QUANTITY)
    rows = list(visible.order_by("document_id", "order").values(*FIELDS)[:MAX_TARGETS])
    rows.sort(key=lambda row: columns[row["document_id"]])
    return tuple(_fact(row, document=documents[columns[row["document_id"]]], columns=columns) for row in rows)


def _fact(row: Mapping[str, Any], *, document: ComparedDocument, columns: Mapping[int, int]) -> TargetFact:
    start, end, quote = row["start"], row["end"], row["quote_clean"]
    number = find_value(quote, unit=row["unit"]) or Span(len(quote), len(quote))
    return TargetFact(
        pk=row["id"],
        document=document,
        column=columns[document.pk],
        indicator=row["indicator"],
        operator=row["operator"],
        value=row["value"],
        value_max=row["value_max"],
        unit=row["unit"],
        strength=row["strength"],
        strength_words=str(Target.Strength(row["strength"]).label),
        base_year=row["base_year"],
        deadline=row["deadline"],
        deadline_words=row["deadline_words"],
        quote=quote,
        original=row["quote"],
        before=quote[: number.start],
        figure=number.slice(quote),
        after=quote[number.end :],
        value_text=value_text(row["value"], row["value_max"]),
        domain=_domain(row),
        task=row["task__title"] or "",
        locator=row["section__locator"],
        address=passage(document.address, start=start),
        panel_address=passage_panel(document.slug, start=start, end=end),
        origin=row["origin"],
        origin_words=str(Origin(row["origin"]).label),
        identity=identity_of(
            row["indicator"],
            wording=quote,
            operator=row["operator"],
            unit=row["unit"],
            place=document.place,
            base_year=row["base_year"],
        ),
    )


def _domain(row: Mapping[str, Any]) -> str:
    """The domain of the task a target stands in; for goals and tasks of no single domain, that of its own words."""
    of_task = row["task__domain__code"]
    if of_task and of_task != NO_DOMAIN:
        return str(of_task)
    return classify(row["indicator"], row["quote_clean"]).domain


def strength_labels() -> dict[str, str]:
    """The words of every strength: 确保, 力争 …"""
    return {value: str(label) for value, label in Target.Strength.choices}

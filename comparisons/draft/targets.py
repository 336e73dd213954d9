"""The numbers of the draft beside those of its peers: the same indicator only, ranked inside one level only. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from comparisons.aspects.targets.identity import identity_of
from comparisons.aspects.targets.records import IndicatorRow, TargetFact
from comparisons.aspects.targets.rows import Ground, indicator_rows
from comparisons.draft.column import SLUG, Draft, value_words
from comparisons.records import ComparedDocument
from documents.parsing.domains import classify
from documents.parsing.records import ParsedTarget

NO_DOMAIN = "other"


@dataclass(frozen=True, slots=True)
class ComparedTargets:
    """Indicators that the draft shares with peers, that only it sets, and that only peers set."""

    shared: tuple[IndicatorRow, ...]
    own: tuple[IndicatorRow, ...]
    missing: tuple[IndicatorRow, ...]

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """All of them, in the order of the page."""
        return (*self.shared, *self.own, *self.missing)


def compare_targets(
    draft: Draft, *, header: ComparedDocument, peers: Sequence[TargetFact], ground: Ground
) -> ComparedTargets:
    """Join the quantities that measure the same; `ground` holds peers and draft, the draft in focus."""
    own = tuple(
        target_fact(number, target, draft=draft, header=header, column=len(ground.documents) - 1)
        for number, target in enumerate(draft.parsed.targets, start=1)
        if target.kind == "quantity" and target.value is not None
    )
    rows = indicator_rows((*own, *peers), ground=ground)
    writers = [{fact.document.slug for fact in row.facts} for row in rows]
    both = list(zip(rows, writers, strict=True))
    return ComparedTargets(
        shared=tuple(row for row, slugs in both if SLUG in slugs and len(slugs) > 1),
        own=tuple(row for row, slugs in both if slugs == {SLUG}),
        missing=tuple(
            sorted((row for row, slugs in both if SLUG not in slugs), key=lambda row: -row.places),
        ),
    )


def target_fact(
    number: int, target: ParsedTarget, *, draft: Draft, header: ComparedDocument, column: int
) -> TargetFact:
    """A quantity of the draft as the view by target knows quantities; its key is below zero, so none clashes."""
    task = draft.parsed.tasks[target.task] if target.task is not None else None
    deadline = target.deadline
    words = {
        "wording": target.quote_clean,
        "operator": target.operator,
        "unit": target.unit,
        "place": header.place,
    }
    return TargetFact(
        pk=-number,
        document=header,
        column=column,
        indicator=target.indicator,
        operator=target.operator,
        value=target.value if target.value is not None else Decimal(0),
        value_max=target.value_max,
        unit=target.unit,
        strength=target.strength,
        strength_words=draft.strength_names.get(target.strength, ""),
        base_year=target.base_year,
        deadline=deadline.date if deadline else "",
        deadline_words=deadline.text if deadline else "",
        quote=target.quote_clean,
        original=target.quote,
        before=target.quote_clean,
        figure="",
        after="",
        value_text=value_words(target),
        domain=task.domain
        if task and task.domain != NO_DOMAIN
        else classify(target.indicator, target.quote_clean).domain,
        task=task.title if task else "",
        locator=target.locator,
        address=draft.address(target.span.start),
        panel_address="",
        origin="automatic",
        origin_words="",
        identity=identity_of(target.indicator, base_year=target.base_year, **words),
    )

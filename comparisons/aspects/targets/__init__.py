"""The view by target: one row a comparable indicator, with value, strength, date, denominator, wording and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.aspect import Ask, Aspect
from comparisons.aspects.targets.bands import alike_bands
from comparisons.aspects.targets.limits import SETTINGS, arranged, fitting
from comparisons.aspects.targets.page import KEY, said_of, tools_of
from comparisons.aspects.targets.points import points
from comparisons.aspects.targets.queries import MAX_TARGETS, find_targets, strength_labels
from comparisons.aspects.targets.records import TargetsContent
from comparisons.aspects.targets.rows import Ground, absences_of, indicator_rows
from comparisons.aspects.targets.tables import tables
from comparisons.builder.taxonomy import topics
from comparisons.domain_choices import chosen_domain, domain_names
from comparisons.records import ComparedDocument


def build(ask: Ask) -> TargetsContent:
    """Read the quantities of the columns, join those that measure the same, and put them under headings."""
    taxonomy, documents = topics(), ask.documents
    domain = chosen_domain(ask.selection.domain, taxonomy=taxonomy)
    selection = replace(ask.selection, domain=domain.code)
    facts = find_targets(documents, user=ask.user)
    names, strengths = domain_names(taxonomy), strength_labels()
    rows = indicator_rows(facts, ground=Ground(documents, names, focus=selection.focus))
    shown = fitting(rows, selection=selection)
    without = absences_of(documents, writing={fact.column for fact in facts})
    return TargetsContent(
        documents=documents,
        selection=selection,
        bands=arranged(shown, selection=selection, domain_names=names),
        points=points(shown, alike=alike_bands(shown), without=without, columns=len(documents)),
        said=said_of(
            shown,
            total=len(facts),
            documents=documents,
            selection=selection,
            domain_name=domain.name,
            strength_words=strengths.get(selection.setting("strength"), ""),
        ),
        problems=(*domain.problems, *_left_out(len(facts))),
        tools=tools_of(facts, documents=documents, selection=selection, taxonomy=taxonomy, strength_words=strengths),
        total=len(facts),
        without=without,
    )


def _left_out(read: int) -> tuple[str, ...]:
    if read < MAX_TARGETS:
        return ()
    return (_("目标值超过%(limit)s个，只列前%(limit)s个；没有列出的不等于没有写。") % {"limit": MAX_TARGETS},)


def count(documents: Sequence[ComparedDocument]) -> int:
    """The quantities of all columns, beside the tab."""
    return sum(document.quantities for document in documents)


TARGETS = Aspect(
    key=KEY,
    label=gettext_lazy("目标值"),
    template="comparisons/targets/targets.html",
    build=build,
    tables=tables,
    settings=SETTINGS,
    count=count,
)
"""The view by target, at /compare/targets/."""

"""The view of aligned tasks: one row a subject, whatever its tasks are called in each place, and why they stand there."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy

from comparisons.aspect import Ask, Aspect
from comparisons.aspects.aligned.material import RelatedTerms
from comparisons.aspects.aligned.page import KEY, SETTINGS, AlignedContent, compare_address, content_of, inside
from comparisons.aspects.aligned.queries import may_decide, read_material
from comparisons.aspects.aligned.rows import build_rows
from comparisons.aspects.aligned.tables import tables
from comparisons.aspects.aligned.weighing import weigh


def build(ask: Ask) -> AlignedContent:
    """Read the tasks of the columns, weigh every two of different columns, and gather them into rows."""
    selection = ask.selection
    material = read_material(ask.documents, category=selection.category, user=ask.user)
    related = RelatedTerms() if selection.setting("related") == "off" else material.related
    rows = build_rows(
        material,
        weighed=weigh(material, related=related),
        related=related,
        compare=partial(compare_address, selection, ask.documents),
        sort=selection.setting("sort"),
    )
    return content_of(
        inside(rows, selection.domain), material=material, selection=selection, may_decide=may_decide(ask.user)
    )


ALIGNED = Aspect(
    key=KEY,
    label=gettext_lazy("任务对齐"),
    template="comparisons/aligned/aligned.html",
    build=build,
    tables=tables,
    settings=SETTINGS,
)
"""The view of aligned tasks, at /compare/aligned/."""

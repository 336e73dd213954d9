"""The view of safeguards (保障措施): organisation, money, people … and the principles of each document, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from comparisons.aspect import Ask, Aspect
from comparisons.aspects.safeguards.page import KEY, PARTS, SafeguardsContent, content_of
from comparisons.aspects.safeguards.queries import read_material
from comparisons.aspects.safeguards.tables import list_table, shown_table
from comparisons.records import ComparedDocument
from comparisons.selection import Setting
from documents.tables import Table

__all__ = ["SAFEGUARDS"]


def build(ask: Ask) -> SafeguardsContent:
    """Read safeguards, guiding thoughts and principles of the chosen columns."""
    return content_of(read_material(ask.documents, user=ask.user), selection=ask.selection)


def tables(content: SafeguardsContent, site: str) -> tuple[Table, ...]:
    """The table as shown, then the list of one row for each measure, principle or silence."""
    return shown_table(content.comparison), list_table(content.comparison, site=site)


def _count(documents: Sequence[ComparedDocument]) -> int:
    return sum(document.safeguards for document in documents)


SAFEGUARDS = Aspect(
    key=KEY,
    label=gettext_lazy("保障措施"),
    template="comparisons/safeguards/safeguards.html",
    build=build,
    tables=tables,
    settings=(Setting("part", gettext_lazy("显示的部分"), PARTS),),
    count=_count,
)
